"""What is told of meetings, to whom: imported when the app starts, which registers every kind."""

from . import amending, following, guests, planning, publishing
from .convening import preview

__all__ = ["amending", "following", "guests", "planning", "preview", "publishing"]
