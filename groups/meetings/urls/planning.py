"""Planning: meetings, series, points of the agenda, files. Below /groupes/<slug>/reunions/."""

from django.urls import include, path

from groups.meetings import views

item = [
    path("", views.AgendaItemEditView.as_view(), name="agenda-item-edit"),
    path("place/", views.AgendaItemMoveView.as_view(), name="agenda-item-move"),
    path("suppression/", views.AgendaItemDeleteView.as_view(), name="agenda-item-delete"),
    path("reponse/", views.AgendaItemDecideView.as_view(), name="agenda-item-decide"),
]
meeting = [
    path("", views.MeetingDetailView.as_view(), name="meeting-detail"),
    path("modification/", views.MeetingEditView.as_view(), name="meeting-edit"),
    path("annulation/", views.MeetingCancelView.as_view(), name="meeting-cancel"),
    path("retablissement/", views.MeetingRestoreView.as_view(), name="meeting-restore"),
    path("suppression/", views.MeetingDeleteView.as_view(), name="meeting-delete"),
    path("fichiers/", views.MeetingFilesView.as_view(), name="meeting-files"),
    path("fichiers/retrait/", views.MeetingFileAwayView.as_view(), name="meeting-file-away"),
    path("fichiers/archive/", views.MeetingArchiveView.as_view(), name="meeting-archive"),
    path("ordre-du-jour/", views.MeetingAgendaView.as_view(), name="meeting-agenda"),
    path("ordre-du-jour/proposition/", views.AgendaItemProposeView.as_view(), name="agenda-item-propose"),
    path("ordre-du-jour/proposition/<int:item_id>/", views.ProposalEditView.as_view(), name="proposal-edit"),
    path(
        "ordre-du-jour/proposition/<int:item_id>/retrait/",
        views.ProposalWithdrawView.as_view(),
        name="proposal-withdraw",
    ),
    path("ordre-du-jour/<int:item_id>/", include(item)),
]
urlpatterns = [
    path("", views.MeetingListView.as_view(), name="meeting-list"),
    path("nouvelle/", views.MeetingNewView.as_view(), name="meeting-new"),
    path("series/", views.SeriesListView.as_view(), name="series-list"),
    path("series/nouvelle/", views.SeriesNewView.as_view(), name="series-new"),
    path("series/<int:series_id>/", views.SeriesEditView.as_view(), name="series-edit"),
    path("series/<int:series_id>/suppression/", views.SeriesDeleteView.as_view(), name="series-delete"),
    path("<int:meeting_id>/", include(meeting)),
]
