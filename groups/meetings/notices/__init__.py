"""What is told of meetings, to whom: imported when the app starts, which registers every kind."""

from . import amending, following, guests, planning, publishing
from . import planning as _planning
from .amending import AmendmentDecidedNotice, ProposedNotice
from .announcing import AnnouncedNotice
from .convening import preview

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
    "preview",
]
__all__ = ["amending", "following", "guests", "planning", "preview", "publishing"]
