"""The doors of the files."""

from .archives import FileArchiveView, FolderArchiveView
from .attaching import FileAttachView, FileChoicesView
from .files import FileDeleteView, FileDepositView, FileDetailView, FileEditView, FilePinView, FileRestoreView
from .folders import FolderDeleteView, FolderEditView, FolderNewView
from .lists import FileBinView, FileListView
from .uploads import FolderPathView, UploadDetailView, UploadFinishView, UploadListView
from .versions import FileDownloadView, VersionAddView, VersionDownloadView, VersionTakeUpView

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
    "FileListView",
    "FilePinView",
    "FileRestoreView",
    "FolderArchiveView",
    "FolderDeleteView",
    "FolderEditView",
    "FolderNewView",
    "FolderPathView",
    "UploadDetailView",
    "UploadFinishView",
    "UploadListView",
    "VersionAddView",
    "VersionDownloadView",
    "VersionTakeUpView",
]
