from .following import ActionDetailView, ActionEditView, ActionStateView, MeetingLeftoversView, TopicDetailView
from .meetings import MeetingDetailView
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

__all__ = [
    "ActionDetailView",
    "ActionEditView",
    "ActionExportView",
    "ActionListView",
    "ActionStateView",
    "AmendmentDecideView",
    "AmendmentNewView",
    "AmendmentWithdrawView",
    "DecisionExportView",
    "DecisionListView",
    "EditionCompareView",
    "EditionDetailView",
    "EditionListView",
    "MeetingDetailView",
    "MeetingLeftoversView",
    "MeetingListView",
    "MinutesApproveView",
    "MinutesDetailView",
    "MinutesPublishView",
    "MinutesReopenView",
    "TopicDetailView",
]
