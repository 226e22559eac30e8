"""Who came. Below /groupes/<slug>/reunions/."""

from django.urls import path

from groups.meetings import views

urlpatterns = [
    path("<int:meeting_id>/presences/", views.AttendanceEditView.as_view(), name="attendance-edit"),
    path("<int:meeting_id>/presences/ligne/", views.AttendanceLineView.as_view(), name="attendance-line"),
    path("<int:meeting_id>/presences/invites/", views.AttendanceGuestView.as_view(), name="attendance-guest"),
]
