"""Everything that changes the files of a group."""

from .bin import bring_back, delete_file, purge_bin, sweep_bytes
from .files import (
    NameTaken,
    add_version,
    count_download,
    count_downloads,
    edit_file,
    keep_attachment,
    keep_file,
    pin_file,
    take_up_version,
)
from .folders import create_folder, delete_folder, edit_folder, folder_of_attachments
from .room import Arrived, arriving

__all__ = [
    "Arrived",
    "NameTaken",
    "add_version",
    "arriving",
    "bring_back",
    "count_download",
    "count_downloads",
    "create_folder",
    "delete_file",
    "delete_folder",
    "edit_file",
    "edit_folder",
    "folder_of_attachments",
    "keep_attachment",
    "keep_file",
    "pin_file",
    "purge_bin",
    "sweep_bytes",
    "take_up_version",
]
