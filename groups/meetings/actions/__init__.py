"""Everything that changes the meetings of a group."""

from .agenda import DECIDED, PROPOSED, add_item, change_item, decide_item, delete_item, move_item, propose_item
from .answering import answer_as_member, answer_by_link, refuse_mails
from .convening import CANCELLED, CHANGED, CONVENED, REMINDED, convene, remind, tell_cancelled, tell_change
from .feeds import renew_feed, revoke_feed
from .guests import add_guest, remove_guest
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
    "CANCELLED",
    "CHANGED",
    "CHOSEN",
    "CONVENED",
    "DECIDED",
    "OPENED",
    "PROPOSED",
    "REMINDED",
    "add_guest",
    "add_item",
    "add_papers",
    "answer_as_member",
    "answer_by_link",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "change_series",
    "choose_date",
    "close_poll",
    "convene",
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
    "refuse_mails",
    "remind",
    "remove_guest",
    "remove_paper",
    "renew_feed",
    "restore_meeting",
    "revoke_feed",
    "show_without_paper",
    "tell_cancelled",
    "tell_change",
    "vote",
]
