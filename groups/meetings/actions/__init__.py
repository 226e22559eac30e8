from .answering import answer_as_member, answer_by_link, refuse_mails
from .convening import CANCELLED, CHANGED, CONVENED, REMINDED, convene, remind, tell_cancelled, tell_change
from .feeds import renew_feed, revoke_feed
from .guests import add_guest, remove_guest

__all__ = [
    "CANCELLED",
    "CHANGED",
    "CONVENED",
    "REMINDED",
    "add_guest",
    "answer_as_member",
    "answer_by_link",
    "convene",
    "refuse_mails",
    "remind",
    "remove_guest",
    "renew_feed",
    "revoke_feed",
    "tell_cancelled",
    "tell_change",
]
