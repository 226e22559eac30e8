"""Planning: meetings, series, agenda items. Below /groupes/<slug>/reunions/."""

from django.urls import path

from groups.meetings import views

urlpatterns = [
    path("", views.MeetingListView.as_view(), name="meeting-list"),
    path("<int:meeting_id>/", views.MeetingDetailView.as_view(), name="meeting-detail"),
]
