"""What is said of a group's doors, to whom: asked again with the rights of now each time."""

from . import facilitators, invitations, people

__all__ = ["facilitators", "invitations", "people"]
