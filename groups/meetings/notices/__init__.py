"""What is told of meetings, to whom: asked again with the rights of now each time."""

from .convening import preview

__all__ = ["preview"]
