"""The private half: every room's doors, under one namespace."""

from django.urls import include, path

from groups.spaces.views import DraftView, InvitationView

app_name = "groups"
urlpatterns = [
    path("", include("groups.hub.urls")),
    path("groupes/", include("groups.spaces.urls")),
    path("invitation/<str:token>/", InvitationView.as_view(), name="invitation"),
    path("groupes/<slug:group_slug>/discussions/brouillons/", DraftView.as_view(), name="draft"),
    path("groupes/<slug:group_slug>/fichiers/", include("groups.files.urls")),
    path("groupes/<slug:group_slug>/discussions/", include("groups.threads.urls")),
    path("groupes/<slug:group_slug>/reunions/", include("groups.meetings.urls")),
]
