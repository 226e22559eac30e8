from .meetings import MeetingDetailView, MeetingListView

__all__ = ["MeetingDetailView", "MeetingListView"]
