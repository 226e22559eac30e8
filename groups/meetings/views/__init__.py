from .agenda import (
    AgendaItemDecideView,
    AgendaItemDeleteView,
    AgendaItemEditView,
    AgendaItemMoveView,
    AgendaItemProposeView,
    MeetingAgendaView,
)
from .answering import ConvocationAnswerView, GuestStopView
from .calendar import CalendarView
from .convening import (
    GuestListView,
    GuestRemoveView,
    MeetingAnswerView,
    MeetingConveneView,
    MeetingRemindView,
    MeetingRepliesView,
    MeetingTellView,
)
from .feeds import FeedEditView, FeedFileView, FeedRenewView, FeedRevokeView
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
    "ConvocationAnswerView",
    "FeedEditView",
    "FeedFileView",
    "FeedRenewView",
    "FeedRevokeView",
    "GuestListView",
    "GuestRemoveView",
    "GuestStopView",
    "MeetingAgendaView",
    "MeetingAnswerView",
    "MeetingArchiveView",
    "MeetingCancelView",
    "MeetingConveneView",
    "MeetingDeleteView",
    "MeetingDetailView",
    "MeetingEditView",
    "MeetingFileAwayView",
    "MeetingFilesView",
    "MeetingListView",
    "MeetingNewView",
    "MeetingRemindView",
    "MeetingRepliesView",
    "MeetingRestoreView",
    "MeetingTellView",
    "PollChooseView",
    "PollCloseView",
    "PollDetailView",
    "PollNewView",
    "SeriesDeleteView",
    "SeriesEditView",
    "SeriesListView",
    "SeriesNewView",
]
