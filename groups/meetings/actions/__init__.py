"""One door per change of a meeting, its attendance and its minutes."""

from .attendance import Noted, note_guest, take_attendance
from .minutes import HeadChangedMeanwhile, change_head, choose_files, start_minutes
from .point_order import add_point, delete_point, move_point, pull_items, revert_point, undo_delete_point
from .points import (
    LEASE_OF_A_PAGE,
    ChangedMeanwhile,
    DeletedMeanwhile,
    HeldByAnother,
    PointConflict,
    hold_point,
    release_point,
    save_point,
)

__all__ = [
    "LEASE_OF_A_PAGE",
    "ChangedMeanwhile",
    "DeletedMeanwhile",
    "HeadChangedMeanwhile",
    "HeldByAnother",
    "Noted",
    "PointConflict",
    "add_point",
    "change_head",
    "choose_files",
    "delete_point",
    "hold_point",
    "move_point",
    "note_guest",
    "pull_items",
    "release_point",
    "revert_point",
    "save_point",
    "start_minutes",
    "take_attendance",
    "undo_delete_point",
]
