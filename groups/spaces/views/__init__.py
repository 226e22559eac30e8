from .directory import GroupJoinView, GroupListView, JoinRequestWithdrawView
from .drafts import DraftView
from .entries import AdminEntryView
from .facilitation import GroupAdminView, JoinRequestDecideView, WelcomeEditView
from .invitations import InvitationCreateView, InvitationResendView, InvitationRevokeView, InvitationView
from .members import (
    MemberListView,
    MemberRemoveView,
    MemberRoleView,
    MembershipLeaveView,
    MembershipLevelView,
    MemberSuggestionsView,
)

__all__ = [
    "AdminEntryView",
    "DraftView",
    "GroupAdminView",
    "GroupJoinView",
    "GroupListView",
    "InvitationCreateView",
    "InvitationResendView",
    "InvitationRevokeView",
    "InvitationView",
    "JoinRequestDecideView",
    "JoinRequestWithdrawView",
    "MemberListView",
    "MemberRemoveView",
    "MemberRoleView",
    "MemberSuggestionsView",
    "MembershipLeaveView",
    "MembershipLevelView",
    "WelcomeEditView",
]
