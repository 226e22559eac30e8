"""One door per change: record what happened, mark as read, receive a form once."""

from .deliveries import address_mails, await_delivery, choose_mail, postpone_delivery
from .events import (
    forget,
    gather,
    mark_told,
    move_events,
    postpone_telling,
    record,
    requeue_forgotten,
    tell_people,
    withdraw,
    withdraw_all,
)
from .lines import mark_all_read, mark_gone, mark_read, mark_scope_read, mark_untold
from .submissions import once, receive

__all__ = [
    "address_mails",
    "await_delivery",
    "choose_mail",
    "forget",
    "gather",
    "mark_all_read",
    "mark_gone",
    "mark_read",
    "mark_scope_read",
    "mark_told",
    "mark_untold",
    "move_events",
    "once",
    "postpone_delivery",
    "postpone_telling",
    "receive",
    "record",
    "requeue_forgotten",
    "tell_people",
    "withdraw",
    "withdraw_all",
]
