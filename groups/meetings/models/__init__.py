"""Meetings of a group: planned, answered, attended, written down, and what follows."""

from .attendance import GUESTS_MAX, Attendance, RefusedAddress
from .editions import Amendment, Edition
from .feeds import Feed
from .following import ActionItem, Decision, OpenPoint
from .minutes import AMEND_DAYS, SUMMARY_MAX, Minutes, Point
from .planning import (
    FILES_MAX,
    ITEMS_MAX,
    TITLE_MAX,
    AgendaItem,
    Meeting,
    MeetingFile,
    Series,
    usual_half_days,
)
from .polls import OPTIONS_MAX, OPTIONS_MIN, DateOption, DatePoll, DateVote
from .revisions import HeadRevision, PointRevision

__all__ = [
    "AMEND_DAYS",
    "FILES_MAX",
    "GUESTS_MAX",
    "ITEMS_MAX",
    "OPTIONS_MAX",
    "OPTIONS_MIN",
    "SUMMARY_MAX",
    "TITLE_MAX",
    "ActionItem",
    "AgendaItem",
    "Amendment",
    "Attendance",
    "DateOption",
    "DatePoll",
    "DateVote",
    "Decision",
    "Edition",
    "Feed",
    "HeadRevision",
    "Meeting",
    "MeetingFile",
    "Minutes",
    "OpenPoint",
    "Point",
    "PointRevision",
    "RefusedAddress",
    "Series",
    "usual_half_days",
]
