"""What is told of files, to whom: imported when the app starts, which registers every kind."""

from . import brought, quarantine

__all__ = ["brought", "quarantine"]
