"""One Django app, one migration history: the models of every room."""

from groups.files.models import FileNews, FileVersion, Folder, SharedFile, Shelf, Upload
from groups.spaces.models import AdminEntry, Group, Invitation, JoinRequest, Membership, Tag
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
)

__all__ = [
    "Acknowledgement",
    "AdminEntry",
    "Draft",
    "FileNews",
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
    "Tag",
    "Thread",
    "Upload",
]
