"""Convocation, answers, guests, subscribed calendars. Below /groupes/<slug>/reunions/."""

from django.urls import path

from groups.meetings import views

urlpatterns = [
    path("abonnement/", views.FeedEditView.as_view(), name="group-feed-edit"),
    path("abonnement/adresse/", views.FeedRenewView.as_view(), name="group-feed-renew"),
    path("abonnement/arret/", views.FeedRevokeView.as_view(), name="group-feed-revoke"),
    path("<int:meeting_id>/convocation/", views.MeetingConveneView.as_view(), name="meeting-convene"),
    path("<int:meeting_id>/changement/", views.MeetingTellView.as_view(), name="meeting-tell"),
    path("<int:meeting_id>/reponse/", views.MeetingAnswerView.as_view(), name="meeting-answer"),
    path("<int:meeting_id>/reponses/", views.MeetingRepliesView.as_view(), name="meeting-replies"),
    path("<int:meeting_id>/rappel/", views.MeetingRemindView.as_view(), name="meeting-remind"),
    path("<int:meeting_id>/invites/", views.GuestListView.as_view(), name="guest-list"),
    path("<int:meeting_id>/invites/<int:guest_id>/retrait/", views.GuestRemoveView.as_view(), name="guest-remove"),
]
