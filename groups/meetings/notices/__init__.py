"""What is told of meetings, to whom: asked again with the rights of now each time."""

from . import planning as _planning
from .convening import preview

__all__ = [
    "_planning",
    "preview",
]
