from .answering import ConvocationAnswerView, GuestStopView
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

__all__ = [
    "ConvocationAnswerView",
    "FeedEditView",
    "FeedFileView",
    "FeedRenewView",
    "FeedRevokeView",
    "GuestListView",
    "GuestRemoveView",
    "GuestStopView",
    "MeetingAnswerView",
    "MeetingConveneView",
    "MeetingDetailView",
    "MeetingListView",
    "MeetingRemindView",
    "MeetingRepliesView",
    "MeetingTellView",
]
