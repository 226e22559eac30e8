"""What is told of meetings, to whom: imported when the app starts, which registers every kind."""

from . import planning as _planning
from .convening import preview

__all__ = [
    "_planning",
    "preview",
]
