from .exports import AttendanceSheetView, MinutesDocxView, MinutesOdtView, MinutesPdfView, MinutesPrintView
from .meetings import MeetingDetailView, MeetingListView

__all__ = [
    "AttendanceSheetView",
    "MeetingDetailView",
    "MeetingListView",
    "MinutesDocxView",
    "MinutesOdtView",
    "MinutesPdfView",
    "MinutesPrintView",
]
