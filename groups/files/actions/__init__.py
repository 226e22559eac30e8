"""Everything that changes the files of a group."""

from .bin import bring_back, delete_file, purge_bin, sweep_bytes
from .files import NameTaken, add_version, count_download, edit_file, keep_file, pin_file, set_tags, take_up_version
from .folders import create_folder, delete_folder, edit_folder
from .room import Arrived, arriving
from .several import Outcome, bring_files_back, delete_files, move_files
from .telling import BROUGHT

__all__ = [
    "BROUGHT",
    "Arrived",
    "NameTaken",
    "Outcome",
    "add_version",
    "arriving",
    "bring_back",
    "bring_files_back",
    "count_download",
    "create_folder",
    "delete_file",
    "delete_files",
    "delete_folder",
    "edit_file",
    "edit_folder",
    "keep_file",
    "move_files",
    "pin_file",
    "purge_bin",
    "set_tags",
    "sweep_bytes",
    "take_up_version",
]
