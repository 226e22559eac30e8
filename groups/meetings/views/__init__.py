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
from .exports import AttendanceSheetView, MinutesDocxView, MinutesOdtView, MinutesPdfView, MinutesPrintView
from .feeds import FeedEditView, FeedFileView, FeedRenewView, FeedRevokeView
from .following import ActionDetailView, ActionEditView, ActionStateView, MeetingLeftoversView, TopicDetailView
from .meetings import MeetingDetailView
from .papers import MeetingArchiveView, MeetingFileAwayView, MeetingFilesView
from .planning import MeetingCancelView, MeetingDeleteView, MeetingEditView, MeetingNewView, MeetingRestoreView
from .polls import PollChooseView, PollCloseView, PollDetailView, PollNewView
from .publishing import (
    AmendmentDecideView,
    AmendmentNewView,
    AmendmentWithdrawView,
    MinutesApproveView,
    MinutesPublishView,
    MinutesReopenView,
)
from .reading import EditionCompareView, EditionDetailView, EditionListView, MinutesDetailView
from .registers import ActionExportView, ActionListView, DecisionExportView, DecisionListView, MeetingListView
from .series import SeriesDeleteView, SeriesEditView, SeriesListView, SeriesNewView

__all__ = [
    "ActionDetailView",
    "ActionEditView",
    "ActionExportView",
    "ActionListView",
    "ActionStateView",
    "AgendaItemDecideView",
    "AgendaItemDeleteView",
    "AgendaItemEditView",
    "AgendaItemMoveView",
    "AgendaItemProposeView",
    "AmendmentDecideView",
    "AmendmentNewView",
    "AmendmentWithdrawView",
    "AttendanceSheetView",
    "CalendarView",
    "ConvocationAnswerView",
    "DecisionExportView",
    "DecisionListView",
    "EditionCompareView",
    "EditionDetailView",
    "EditionListView",
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
    "MeetingLeftoversView",
    "MeetingListView",
    "MeetingNewView",
    "MeetingRemindView",
    "MeetingRepliesView",
    "MeetingRestoreView",
    "MeetingTellView",
    "MinutesApproveView",
    "MinutesDetailView",
    "MinutesDocxView",
    "MinutesOdtView",
    "MinutesPdfView",
    "MinutesPrintView",
    "MinutesPublishView",
    "MinutesReopenView",
    "PollChooseView",
    "PollCloseView",
    "PollDetailView",
    "PollNewView",
    "SeriesDeleteView",
    "SeriesEditView",
    "SeriesListView",
    "SeriesNewView",
    "TopicDetailView",
]
