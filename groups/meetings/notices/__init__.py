"""What is told of meetings, to whom: imported when the app starts, which registers every kind."""

from . import amending, announcing, following, guests, planning, polls, publishing
from .convening import preview

__all__ = ["amending", "announcing", "following", "guests", "planning", "polls", "preview", "publishing"]
