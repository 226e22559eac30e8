"""Threads of a group, their posts, how far each member has read, and what those who facilitate did."""

from .attachments import ATTACHMENTS_MAX, Attachment
from .moderation import LogLine, Report
from .posts import FILES_ALONE, MovedPost, Post, PostRevision, Reaction, page_of
from .reading import Acknowledgement, ReadMarker, Subscription
from .threads import PINNED_MAX, POSTS_A_PAGE, UNREAD_HORIZON, WORDS_KEPT, Thread, person_shown, read_floor_of
from .writing import ScheduledThread

__all__ = [
    "ATTACHMENTS_MAX",
    "FILES_ALONE",
    "PINNED_MAX",
    "POSTS_A_PAGE",
    "UNREAD_HORIZON",
    "WORDS_KEPT",
    "Acknowledgement",
    "Attachment",
    "LogLine",
    "MovedPost",
    "Post",
    "PostRevision",
    "Reaction",
    "ReadMarker",
    "Report",
    "ScheduledThread",
    "Subscription",
    "Thread",
    "page_of",
    "person_shown",
    "read_floor_of",
]
