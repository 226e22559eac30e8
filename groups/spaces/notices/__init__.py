"""What is said of a group's doors, to whom: asked again with the rights of now each time. And, for the rooms above, the
shape of what is said of one object of a group.
"""

from . import facilitators, invitations, people
from .one import OneNotice
from .words import letter

__all__ = ["OneNotice", "facilitators", "invitations", "letter", "people"]
