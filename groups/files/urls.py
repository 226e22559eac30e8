"""Mounted at /groupes/<slug>/fichiers/."""

from django.urls import include, path

from . import views

version = [
    path("", views.VersionDownloadView.as_view(), name="version-download"),
    path("apercu/", views.VersionDetailView.as_view(), name="version-detail"),
    path("apercu/<int:preview_number>/", views.VersionPreviewView.as_view(), name="version-preview"),
    path("reprise/", views.VersionTakeUpView.as_view(), name="version-take-up"),
]
file = [
    path("", views.FileDetailView.as_view(), name="file-detail"),
    path("telechargement/", views.FileDownloadView.as_view(), name="file-download"),
    path("apercu/<int:preview_number>/", views.FilePreviewView.as_view(), name="file-preview"),
    path("modification/", views.FileEditView.as_view(), name="file-edit"),
    path("favori/", views.FilePinView.as_view(), name="file-pin"),
    path("suppression/", views.FileDeleteView.as_view(), name="file-delete"),
    path("restauration/", views.FileRestoreView.as_view(), name="file-restore"),
    path("versions/", views.VersionAddView.as_view(), name="version-add"),
    path("versions/<int:version_number>/", include(version)),
]
upload = [
    path("", views.UploadDetailView.as_view(), name="upload-detail"),
    path("fin/", views.UploadFinishView.as_view(), name="upload-finish"),
]
folder = [
    path("", views.FileListView.as_view(), name="folder-detail"),
    path("modification/", views.FolderEditView.as_view(), name="folder-edit"),
    path("suppression/", views.FolderDeleteView.as_view(), name="folder-delete"),
    path("archive/", views.FolderArchiveView.as_view(), name="folder-archive"),
]
selection = [
    path("deplacement/", views.FilesMoveView.as_view(), name="files-move"),
    path("suppression/", views.FilesDeleteView.as_view(), name="files-delete"),
    path("restauration/", views.FilesRestoreView.as_view(), name="files-restore"),
]
urlpatterns = [
    path("", views.FileListView.as_view(), name="file-list"),
    path("filtres/", views.FileFiltersView.as_view(), name="file-filters"),
    path("selection/", include(selection)),
    path("depot/", views.FileDepositView.as_view(), name="file-deposit"),
    path("choix/", views.FileChoicesView.as_view(), name="file-choices"),
    path("pieces-jointes/", views.FileAttachView.as_view(), name="file-attach"),
    path("archive/", views.FileArchiveView.as_view(), name="file-archive"),
    path("corbeille/", views.FileBinView.as_view(), name="file-bin"),
    path("envois/", views.UploadListView.as_view(), name="upload-list"),
    path("envois/<uuid:upload_key>/", include(upload)),
    path("dossiers/chemin/", views.FolderPathView.as_view(), name="folder-path"),
    path("dossiers/nouveau/", views.FolderNewView.as_view(), name="folder-new"),
    path("dossiers/<int:folder_id>/", include(folder)),
    path("<int:file_id>/", include(file)),
]
