from .agenda import (
    AgendaItemDecideView,
    AgendaItemDeleteView,
    AgendaItemEditView,
    AgendaItemMoveView,
    AgendaItemProposeView,
    MeetingAgendaView,
)
from .answering import ConvocationAnswerView, GuestStopView
from .attendance import AttendanceEditView, AttendanceGuestView, AttendanceLineView
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
from .minutes import MinutesAutosaveView, MinutesEditView, MinutesNewsView, MinutesPullView, MinutesStartView
from .minutes_files import MinutesFilesView
from .papers import MeetingArchiveView, MeetingFileAwayView, MeetingFilesView
from .planning import MeetingCancelView, MeetingDeleteView, MeetingEditView, MeetingNewView, MeetingRestoreView
from .point_history import MinutesHistoryView, MinutesRevertView, PointHistoryView, PointRevertView, PointUndoView
from .points import (
    PointAddView,
    PointAutosaveView,
    PointDeleteView,
    PointEditView,
    PointHoldView,
    PointMoveView,
    PointReleaseView,
    PointTakeView,
)
from .polls import PollChooseView, PollCloseView, PollDetailView, PollNewView
from .proposals import ProposalEditView, ProposalWithdrawView
from .publishing import (
    AmendmentDecideView,
    AmendmentNewView,
    AmendmentWithdrawView,
    CorrectionEndView,
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
    "AttendanceEditView",
    "AttendanceGuestView",
    "AttendanceLineView",
    "AttendanceSheetView",
    "CalendarView",
    "ConvocationAnswerView",
    "CorrectionEndView",
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
    "MinutesAutosaveView",
    "MinutesDetailView",
    "MinutesDocxView",
    "MinutesEditView",
    "MinutesFilesView",
    "MinutesHistoryView",
    "MinutesNewsView",
    "MinutesOdtView",
    "MinutesPdfView",
    "MinutesPrintView",
    "MinutesPublishView",
    "MinutesPullView",
    "MinutesReopenView",
    "MinutesRevertView",
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
    "PointTakeView",
    "PointUndoView",
    "PollChooseView",
    "PollCloseView",
    "PollDetailView",
    "PollNewView",
    "ProposalEditView",
    "ProposalWithdrawView",
    "SeriesDeleteView",
    "SeriesEditView",
    "SeriesListView",
    "SeriesNewView",
    "TopicDetailView",
]
