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
from .paths import make_path
from .room import Arrived, arriving
from .uploads import (
    ElsewhereError,
    TooLarge,
    add_piece,
    begin_upload,
    finish_upload,
    forget_late_uploads,
    give_up_upload,
    offset_of,
)

__all__ = [
    "Arrived",
    "ElsewhereError",
    "NameTaken",
    "TooLarge",
    "add_piece",
    "add_version",
    "arriving",
    "begin_upload",
    "bring_back",
    "count_download",
    "count_downloads",
    "create_folder",
    "delete_file",
    "delete_folder",
    "edit_file",
    "edit_folder",
    "finish_upload",
    "folder_of_attachments",
    "forget_late_uploads",
    "give_up_upload",
    "keep_attachment",
    "keep_file",
    "make_path",
    "offset_of",
    "pin_file",
    "purge_bin",
    "sweep_bytes",
    "take_up_version",
]
