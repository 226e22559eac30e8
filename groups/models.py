"""One Django app, one migration history: the models of every room."""

from groups.files.models import FileVersion, Folder, SharedFile, Shelf, Upload
from groups.spaces.models import AdminEntry, Group, Invitation, JoinRequest, Membership
from groups.threads.models import (
    Acknowledgement,
    Attachment,
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
    "Attachment",
    "Draft",
    "FileVersion",
    "Folder",
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
    "SharedFile",
    "Shelf",
    "Subscription",
    "Thread",
    "ThreadTag",
    "Upload",
]
