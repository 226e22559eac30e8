"""The doors of the files."""

from .files import FileDeleteView, FileDepositView, FileDetailView, FileEditView, FilePinView, FileRestoreView
from .folders import FolderDeleteView, FolderEditView, FolderNewView
from .lists import FileBinView, FileListView
from .reading import FilePreviewView
from .versions import FileDownloadView, VersionAddView, VersionDownloadView, VersionTakeUpView

__all__ = [
    "FileBinView",
    "FileDeleteView",
    "FileDepositView",
    "FileDetailView",
    "FileDownloadView",
    "FileEditView",
    "FileListView",
    "FilePinView",
    "FilePreviewView",
    "FileRestoreView",
    "FolderDeleteView",
    "FolderEditView",
    "FolderNewView",
    "VersionAddView",
    "VersionDownloadView",
    "VersionTakeUpView",
]
