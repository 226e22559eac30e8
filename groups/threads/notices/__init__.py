"""What the discussions tell, to whom: imported when the app starts, which registers every kind."""

from .facilitation import DecidedNotice, HiddenNotice, ReceiptNotice, ReminderNotice, ReportNotice, RestoredNotice
from .posts import AnnouncementNotice, AnswerNotice, CallNotice, MentionNotice, NewThreadNotice, ReplyNotice

__all__ = [
    "AnnouncementNotice",
    "AnswerNotice",
    "CallNotice",
    "DecidedNotice",
    "HiddenNotice",
    "MentionNotice",
    "NewThreadNotice",
    "ReceiptNotice",
    "ReminderNotice",
    "ReplyNotice",
    "ReportNotice",
    "RestoredNotice",
]
