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
    keep_given,
    pin_file,
    set_tags,
    take_up_version,
)
from .folders import create_folder, edit_folder, folder_of_attachments
from .paths import make_path
from .reading import look_at, queue_unread, retry_or_give_up, wait_for_files, wait_for_scanner
from .room import arriving
from .several import Outcome, Ticked, bring_files_back, delete_files, move_files
from .telling import BROUGHT
from .trees import delete_folder
from .uploads import (
    ElsewhereError,
    TooLarge,
    TooManyBegun,
    add_piece,
    begin_upload,
    finish_upload,
    forget_late_uploads,
    give_up_upload,
    offset_of,
)

__all__ = [
    "BROUGHT",
    "ElsewhereError",
    "NameTaken",
    "Outcome",
    "Ticked",
    "TooLarge",
    "TooManyBegun",
    "add_piece",
    "add_version",
    "arriving",
    "begin_upload",
    "bring_back",
    "bring_files_back",
    "count_download",
    "count_downloads",
    "create_folder",
    "delete_file",
    "delete_files",
    "delete_folder",
    "edit_file",
    "edit_folder",
    "finish_upload",
    "folder_of_attachments",
    "forget_late_uploads",
    "give_up_upload",
    "keep_attachment",
    "keep_file",
    "keep_given",
    "look_at",
    "make_path",
    "move_files",
    "offset_of",
    "pin_file",
    "purge_bin",
    "queue_unread",
    "retry_or_give_up",
    "set_tags",
    "sweep_bytes",
    "take_up_version",
    "wait_for_files",
    "wait_for_scanner",
]
