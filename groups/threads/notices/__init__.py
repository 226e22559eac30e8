"""What the discussions tell, to whom: imported when the app starts, which registers every kind."""

from .changes import ChangedNotice
from .facilitation import (
    DecidedNotice,
    HiddenNotice,
    ReceiptNotice,
    ReminderNotice,
    ReopenedNotice,
    ReportNotice,
    RestoredNotice,
    StuckNotice,
    StuckReceiptNotice,
)
from .posts import AnnouncementNotice, AnswerNotice, CallNotice, MentionNotice, NewThreadNotice, ReplyNotice

__all__ = [
    "AnnouncementNotice",
    "AnswerNotice",
    "CallNotice",
    "ChangedNotice",
    "DecidedNotice",
    "HiddenNotice",
    "MentionNotice",
    "NewThreadNotice",
    "ReceiptNotice",
    "ReminderNotice",
    "ReopenedNotice",
    "ReplyNotice",
    "ReportNotice",
    "RestoredNotice",
    "StuckNotice",
    "StuckReceiptNotice",
]
