"""What changes in the meetings of a group."""

from .amending import decide_amendment, propose_amendment, withdraw_amendment
from .carrying import take_up_leftovers
from .following import entrust_action, remind_of_actions, set_action_state
from .publishing import approve_minutes, approve_overdue, publish_minutes, reopen_minutes, show_meeting

__all__ = [
    "approve_minutes",
    "approve_overdue",
    "decide_amendment",
    "entrust_action",
    "propose_amendment",
    "publish_minutes",
    "remind_of_actions",
    "reopen_minutes",
    "set_action_state",
    "show_meeting",
    "take_up_leftovers",
    "withdraw_amendment",
]
