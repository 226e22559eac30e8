"""What the discussions tell, to whom: imported when the app starts, which registers every kind."""

from . import changes, facilitation, posts

__all__ = ["changes", "facilitation", "posts"]
