"""What is told of meetings, to whom: imported when the app starts, which registers every kind."""

from . import planning as _planning  # noqa: F401
