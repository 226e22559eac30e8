"""Everything that changes the meetings of a group."""

from .agenda import DECIDED, PROPOSED, add_item, change_item, decide_item, delete_item, move_item, propose_item
from .amending import decide_amendment, propose_amendment, withdraw_amendment
from .answering import answer_as_member, answer_by_link, refuse_mails
from .carrying import take_up_leftovers
from .convening import CANCELLED, CHANGED, CONVENED, REMINDED, convene, remind, tell_cancelled, tell_change
from .feeds import renew_feed, revoke_feed
from .following import entrust_action, remind_of_actions, set_action_state
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
from .publishing import approve_minutes, approve_overdue, publish_minutes, reopen_minutes, show_meeting
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
    "approve_minutes",
    "approve_overdue",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "change_series",
    "choose_date",
    "close_poll",
    "convene",
    "create_series",
    "decide_amendment",
    "decide_item",
    "delete_item",
    "delete_meeting",
    "delete_series",
    "entrust_action",
    "forget_paper",
    "make_meeting",
    "mark_meeting_changed",
    "move_item",
    "open_poll",
    "plan_meeting",
    "propose_amendment",
    "propose_item",
    "publish_minutes",
    "refuse_mails",
    "remind",
    "remind_of_actions",
    "remove_guest",
    "remove_paper",
    "renew_feed",
    "reopen_minutes",
    "restore_meeting",
    "revoke_feed",
    "set_action_state",
    "show_meeting",
    "show_without_paper",
    "take_up_leftovers",
    "tell_cancelled",
    "tell_change",
    "vote",
    "withdraw_amendment",
]
