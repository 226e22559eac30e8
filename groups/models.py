"""One Django app, one migration history: the models of every room."""

from groups.spaces.models import AdminEntry, Group, Invitation, JoinRequest, Membership
from groups.threads.models import (
    Acknowledgement,
    Draft,
    LogLine,
    MovedPost,
    Post,
    PostRevision,
    Reaction,
    ReadMarker,
    Report,
    ScheduledThread,
    Subscription,
    Thread,
    ThreadTag,
)

__all__ = [
    "Acknowledgement",
    "AdminEntry",
    "Draft",
    "Group",
    "Invitation",
    "JoinRequest",
    "LogLine",
    "Membership",
    "MovedPost",
    "Post",
    "PostRevision",
    "Reaction",
    "ReadMarker",
    "Report",
    "ScheduledThread",
    "Subscription",
    "Thread",
    "ThreadTag",
]
