from .attendance import AttendanceEditView, AttendanceGuestView, AttendanceLineView
from .meetings import MeetingDetailView, MeetingListView
from .minutes import MinutesAutosaveView, MinutesEditView, MinutesNewsView, MinutesPullView, MinutesStartView
from .minutes_files import MinutesFilesView
from .point_history import PointHistoryView, PointRevertView, PointUndoView
from .points import (
    PointAddView,
    PointAutosaveView,
    PointDeleteView,
    PointEditView,
    PointHoldView,
    PointMoveView,
    PointReleaseView,
)

__all__ = [
    "AttendanceEditView",
    "AttendanceGuestView",
    "AttendanceLineView",
    "MeetingDetailView",
    "MeetingListView",
    "MinutesAutosaveView",
    "MinutesEditView",
    "MinutesFilesView",
    "MinutesNewsView",
    "MinutesPullView",
    "MinutesStartView",
    "PointAddView",
    "PointAutosaveView",
    "PointDeleteView",
    "PointEditView",
    "PointHistoryView",
    "PointHoldView",
    "PointMoveView",
    "PointReleaseView",
    "PointRevertView",
    "PointUndoView",
]
