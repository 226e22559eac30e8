"""The doors of the files."""

from .archives import FileArchiveView, FolderArchiveView
from .attaching import FileAttachView, FileChoicesView
from .files import FileDeleteView, FileDepositView, FileDetailView, FileEditView, FilePinView, FileRestoreView
from .folders import FolderDeleteView, FolderEditView, FolderNewView
from .lists import FileBinView, FileFiltersView, FileListView
from .reading import FilePreviewView, VersionPreviewView
from .several import FilesDeleteView, FilesMoveView, FilesRestoreView
from .uploads import FolderPathView, UploadDetailView, UploadFinishView, UploadListView
from .versions import FileDownloadView, VersionAddView, VersionDetailView, VersionDownloadView, VersionTakeUpView

__all__ = [
    "FileArchiveView",
    "FileAttachView",
    "FileBinView",
    "FileChoicesView",
    "FileDeleteView",
    "FileDepositView",
    "FileDetailView",
    "FileDownloadView",
    "FileEditView",
    "FileFiltersView",
    "FileListView",
    "FilePinView",
    "FilePreviewView",
    "FileRestoreView",
    "FilesDeleteView",
    "FilesMoveView",
    "FilesRestoreView",
    "FolderArchiveView",
    "FolderDeleteView",
    "FolderEditView",
    "FolderNewView",
    "FolderPathView",
    "UploadDetailView",
    "UploadFinishView",
    "UploadListView",
    "VersionAddView",
    "VersionDetailView",
    "VersionDownloadView",
    "VersionPreviewView",
    "VersionTakeUpView",
]
