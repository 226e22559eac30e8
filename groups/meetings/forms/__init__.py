"""What people type about meetings. Nothing here writes."""

from .attendance import AttendanceForm, GuestPresentForm
from .writing import FilesForm, HeadForm, PointAddForm, PointForm, PointMoveForm, VersionForm

__all__ = [
    "AttendanceForm",
    "FilesForm",
    "GuestPresentForm",
    "HeadForm",
    "PointAddForm",
    "PointForm",
    "PointMoveForm",
    "VersionForm",
]
