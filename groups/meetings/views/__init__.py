from .agenda import (
    AgendaItemDecideView,
    AgendaItemDeleteView,
    AgendaItemEditView,
    AgendaItemMoveView,
    AgendaItemProposeView,
    MeetingAgendaView,
)
from .calendar import CalendarView
from .meetings import MeetingDetailView, MeetingListView
from .papers import MeetingArchiveView, MeetingFileAwayView, MeetingFilesView
from .planning import MeetingCancelView, MeetingDeleteView, MeetingEditView, MeetingNewView, MeetingRestoreView
from .polls import PollChooseView, PollCloseView, PollDetailView, PollNewView
from .series import SeriesDeleteView, SeriesEditView, SeriesListView, SeriesNewView

__all__ = [
    "AgendaItemDecideView",
    "AgendaItemDeleteView",
    "AgendaItemEditView",
    "AgendaItemMoveView",
    "AgendaItemProposeView",
    "CalendarView",
    "MeetingAgendaView",
    "MeetingArchiveView",
    "MeetingCancelView",
    "MeetingDeleteView",
    "MeetingDetailView",
    "MeetingEditView",
    "MeetingFileAwayView",
    "MeetingFilesView",
    "MeetingListView",
    "MeetingNewView",
    "MeetingRestoreView",
    "PollChooseView",
    "PollCloseView",
    "PollDetailView",
    "PollNewView",
    "SeriesDeleteView",
    "SeriesEditView",
    "SeriesListView",
    "SeriesNewView",
]
