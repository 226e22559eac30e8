"""Folders and files of a group, their versions, what is being sent, and how much room all that takes."""

from .news import FileNews
from .places import (
    BIN_KEPT,
    DEPTH_MAX,
    FOLDERS_MAX,
    NAME_MAX,
    FileVersion,
    Folder,
    SharedFile,
    name_key,
    named,
    sort_key,
)
from .reading import Preview, Reading
from .room import Shelf, room_for_files
from .uploads import Upload

__all__ = [
    "BIN_KEPT",
    "DEPTH_MAX",
    "FOLDERS_MAX",
    "NAME_MAX",
    "FileNews",
    "FileVersion",
    "Folder",
    "Preview",
    "Reading",
    "SharedFile",
    "Shelf",
    "Upload",
    "name_key",
    "named",
    "room_for_files",
    "sort_key",
]
