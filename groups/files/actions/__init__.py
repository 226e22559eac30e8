"""Everything that changes the files of a group."""

from .bin import bring_back, delete_file, purge_bin, sweep_bytes
from .files import NameTaken, add_version, count_download, edit_file, keep_file, pin_file, take_up_version
from .folders import create_folder, delete_folder, edit_folder
from .reading import first_state, look_at, postpone_reading, queue_reading, queue_unread
from .room import Arrived, arriving

__all__ = [
    "Arrived",
    "NameTaken",
    "add_version",
    "arriving",
    "bring_back",
    "count_download",
    "create_folder",
    "delete_file",
    "delete_folder",
    "edit_file",
    "edit_folder",
    "first_state",
    "keep_file",
    "look_at",
    "pin_file",
    "postpone_reading",
    "purge_bin",
    "queue_reading",
    "queue_unread",
    "sweep_bytes",
    "take_up_version",
]
