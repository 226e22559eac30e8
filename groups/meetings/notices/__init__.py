"""What is told of meetings, to whom: imported when the app starts, which registers every kind."""

from . import planning as _planning
from . import polls as _polls
from .amending import AmendmentDecidedNotice, ProposedNotice
from .announcing import AnnouncedNotice
from .convening import preview
from .following import DueNotice, EntrustedNotice
from .guests import UninvitedNotice
from .publishing import ApprovedNotice, CorrectedNotice, PublishedNotice, WaitingNotice

__all__ = [
    "AmendmentDecidedNotice",
    "AnnouncedNotice",
    "ApprovedNotice",
    "CorrectedNotice",
    "DueNotice",
    "EntrustedNotice",
    "ProposedNotice",
    "PublishedNotice",
    "UninvitedNotice",
    "WaitingNotice",
    "_planning",
    "_polls",
    "preview",
]
