"""Everything that changes the meetings of a group."""

from .agenda import DECIDED, PROPOSED, add_item, change_item, decide_item, delete_item, move_item, propose_item
from .papers import add_papers, forget_paper, remove_paper, show_without_paper
from .planning import (
    cancel_meeting,
    change_meeting,
    delete_meeting,
    make_meeting,
    mark_meeting_changed,
    plan_meeting,
    restore_meeting,
)
from .polls import CHOSEN, OPENED, choose_date, close_poll, open_poll, vote
from .series import change_series, create_series, delete_series

__all__ = [
    "CHOSEN",
    "DECIDED",
    "OPENED",
    "PROPOSED",
    "add_item",
    "add_papers",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "change_series",
    "choose_date",
    "close_poll",
    "create_series",
    "decide_item",
    "delete_item",
    "delete_meeting",
    "delete_series",
    "forget_paper",
    "make_meeting",
    "mark_meeting_changed",
    "move_item",
    "open_poll",
    "plan_meeting",
    "propose_item",
    "remove_paper",
    "restore_meeting",
    "show_without_paper",
    "vote",
]
