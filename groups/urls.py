"""The private half: every room's doors, under one namespace."""

from django.urls import include, path

from groups.meetings.views import (
    ConvocationAnswerView,
    FeedEditView,
    FeedFileView,
    FeedRenewView,
    FeedRevokeView,
    GuestStopView,
)
from groups.spaces.views import DraftView, InvitationView

app_name = "groups"
urlpatterns = [
    path("", include("groups.hub.urls")),
    path("groupes/", include("groups.spaces.urls")),
    path("invitation/<str:token>/", InvitationView.as_view(), name="invitation"),
    path("reunion/<str:token>/", ConvocationAnswerView.as_view(), name="convocation-answer"),
    path("reunion/<str:token>/ne-plus-recevoir/", GuestStopView.as_view(), name="guest-stop"),
    path("agenda/<str:token>.ics", FeedFileView.as_view(), name="feed-file"),
    path("agenda/abonnement/", FeedEditView.as_view(), name="feed-edit"),
    path("agenda/abonnement/adresse/", FeedRenewView.as_view(), name="feed-renew"),
    path("agenda/abonnement/arret/", FeedRevokeView.as_view(), name="feed-revoke"),
    path("groupes/<slug:group_slug>/discussions/brouillons/", DraftView.as_view(), name="draft"),
    path("groupes/<slug:group_slug>/fichiers/", include("groups.files.urls")),
    path("groupes/<slug:group_slug>/discussions/", include("groups.threads.urls")),
    path("groupes/<slug:group_slug>/agenda/", include("groups.meetings.urls.calendar")),
    path("groupes/<slug:group_slug>/reunions/", include("groups.meetings.urls")),
]
