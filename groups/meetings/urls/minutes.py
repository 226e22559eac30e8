"""Writing minutes. Below /groupes/<slug>/reunions/."""

from django.urls import include, path

from groups.meetings import views

one_point = [
    path("", views.PointEditView.as_view(), name="point-edit"),
    path("enregistrement/", views.PointAutosaveView.as_view(), name="point-autosave"),
    path("main/", views.PointHoldView.as_view(), name="point-hold"),
    path("main/reprise/", views.PointTakeView.as_view(), name="point-take"),
    path("main/fin/", views.PointReleaseView.as_view(), name="point-release"),
    path("deplacement/", views.PointMoveView.as_view(), name="point-move"),
    path("suppression/", views.PointDeleteView.as_view(), name="point-delete"),
    path("retour/", views.PointUndoView.as_view(), name="point-undo"),
    path("versions/", views.PointHistoryView.as_view(), name="point-history"),
    path("versions/<int:version_number>/", views.PointRevertView.as_view(), name="point-revert"),
]
writing = [
    path("", views.MinutesEditView.as_view(), name="minutes-edit"),
    path("debut/", views.MinutesStartView.as_view(), name="minutes-start"),
    path("enregistrement/", views.MinutesAutosaveView.as_view(), name="minutes-autosave"),
    path("etat/", views.MinutesNewsView.as_view(), name="minutes-news"),
    path("versions/", views.MinutesHistoryView.as_view(), name="minutes-history"),
    path("versions/<int:version_number>/", views.MinutesRevertView.as_view(), name="minutes-revert"),
    path("ordre-du-jour/", views.MinutesPullView.as_view(), name="minutes-pull"),
    path("documents/", views.MinutesFilesView.as_view(), name="minutes-files"),
    path("points/", views.PointAddView.as_view(), name="point-add"),
    path("points/<int:point_id>/", include(one_point)),
]
urlpatterns = [path("<int:meeting_id>/compte-rendu/redaction/", include(writing))]
