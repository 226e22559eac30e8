"""What is told of files, to whom: imported when the app starts, which registers every kind."""

from .brought import FilesNotice
from .quarantine import QuarantineNotice

__all__ = ["FilesNotice", "QuarantineNotice"]
