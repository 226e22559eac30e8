"""What meetings tell, to whom: imported when the app starts, which registers every kind."""

from .amending import AmendmentDecidedNotice, ProposedNotice
from .following import DueNotice, EntrustedNotice
from .publishing import ApprovedNotice, CorrectedNotice, PublishedNotice, WaitingNotice

__all__ = [
    "AmendmentDecidedNotice",
    "ApprovedNotice",
    "CorrectedNotice",
    "DueNotice",
    "EntrustedNotice",
    "ProposedNotice",
    "PublishedNotice",
    "WaitingNotice",
]
