"""Everything that changes the meetings of a group."""

from .agenda import (
    DECIDED,
    PROPOSED,
    add_item,
    change_item,
    change_proposal,
    decide_item,
    delete_item,
    move_item,
    propose_item,
    withdraw_proposal,
)
from .amending import decide_amendment, propose_amendment, withdraw_amendment
from .answering import answer_as_member, answer_by_link, refuse_mails
from .attendance import Noted, NotedMeanwhile, note_guest, take_attendance
from .carrying import take_up_leftovers
from .convening import AGENDA, CANCELLED, CHANGED, CONVENED, REMINDED, convene, remind, tell_cancelled, tell_change
from .feeds import renew_feed, revoke_feed
from .following import entrust_action, remind_of_actions, set_action_state
from .guests import UNINVITED, add_guest, forget_guests, remove_guest
from .head import Head, HeadChangedMeanwhile, change_head, revert_head
from .kept import Hand
from .minutes import choose_files, plan_with_minutes, start_minutes
from .papers import add_papers, forget_paper, remove_paper, show_without_paper
from .planning import (
    cancel_meeting,
    change_meeting,
    delete_meeting,
    plan_meeting,
    restore_meeting,
)
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
    take_point,
)
from .polls import CHOSEN, OPENED, choose_date, close_poll, open_poll, vote
from .publishing import approve_minutes, approve_overdue, end_correction, publish_minutes, reopen_minutes
from .series import change_series, create_series, delete_series
from .versions import ChangedSince

__all__ = [
    "AGENDA",
    "CANCELLED",
    "CHANGED",
    "CHOSEN",
    "CONVENED",
    "DECIDED",
    "LEASE_OF_A_PAGE",
    "OPENED",
    "PROPOSED",
    "REMINDED",
    "UNINVITED",
    "ChangedMeanwhile",
    "ChangedSince",
    "DeletedMeanwhile",
    "Hand",
    "Head",
    "HeadChangedMeanwhile",
    "HeldByAnother",
    "Noted",
    "NotedMeanwhile",
    "PointConflict",
    "add_guest",
    "add_item",
    "add_papers",
    "add_point",
    "answer_as_member",
    "answer_by_link",
    "approve_minutes",
    "approve_overdue",
    "cancel_meeting",
    "change_head",
    "change_item",
    "change_meeting",
    "change_proposal",
    "change_series",
    "choose_date",
    "choose_files",
    "close_poll",
    "convene",
    "create_series",
    "decide_amendment",
    "decide_item",
    "delete_item",
    "delete_meeting",
    "delete_point",
    "delete_series",
    "end_correction",
    "entrust_action",
    "forget_guests",
    "forget_paper",
    "hold_point",
    "move_item",
    "move_point",
    "note_guest",
    "open_poll",
    "plan_meeting",
    "plan_with_minutes",
    "propose_amendment",
    "propose_item",
    "publish_minutes",
    "pull_items",
    "refuse_mails",
    "release_point",
    "remind",
    "remind_of_actions",
    "remove_guest",
    "remove_paper",
    "renew_feed",
    "reopen_minutes",
    "restore_meeting",
    "revert_head",
    "revert_point",
    "revoke_feed",
    "save_point",
    "set_action_state",
    "show_without_paper",
    "start_minutes",
    "take_attendance",
    "take_point",
    "take_up_leftovers",
    "tell_cancelled",
    "tell_change",
    "undo_delete_point",
    "vote",
    "withdraw_amendment",
    "withdraw_proposal",
]
