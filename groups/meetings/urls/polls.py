"""Finding a date together. Below /groupes/<slug>/reunions/."""

from django.urls import path

from groups.meetings import views

urlpatterns = [
    path("sondages/nouveau/", views.PollNewView.as_view(), name="poll-new"),
    path("sondages/<int:poll_id>/", views.PollDetailView.as_view(), name="poll-detail"),
    path("sondages/<int:poll_id>/modification/", views.PollEditView.as_view(), name="poll-edit"),
    path("sondages/<int:poll_id>/rappel/", views.PollRemindView.as_view(), name="poll-remind"),
    path("sondages/<int:poll_id>/reunion/", views.PollChooseView.as_view(), name="poll-choose"),
    path("sondages/<int:poll_id>/fermeture/", views.PollCloseView.as_view(), name="poll-close"),
]
