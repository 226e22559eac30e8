from django.urls import include, path

from . import views

invitations = [
    path("", views.InvitationCreateView.as_view(), name="invitation-create"),
    path("<int:invitation_id>/relance/", views.InvitationResendView.as_view(), name="invitation-resend"),
    path("<int:invitation_id>/annulation/", views.InvitationRevokeView.as_view(), name="invitation-revoke"),
]
facilitation = [
    path("", views.GroupAdminView.as_view(), name="group-admin"),
    path("accueil/", views.WelcomeEditView.as_view(), name="welcome-edit"),
    path("demandes/<int:request_id>/", views.JoinRequestDecideView.as_view(), name="join-request-decide"),
    path("invitations/", include(invitations)),
    path("membres/<int:membership_id>/role/", views.MemberRoleView.as_view(), name="member-role"),
    path("membres/<int:membership_id>/retrait/", views.MemberRemoveView.as_view(), name="member-remove"),
]
group = [
    path("acces-exceptionnel/", views.AdminEntryView.as_view(), name="admin-entry"),
    path("animation/", include(facilitation)),
    path("demande/", views.GroupJoinView.as_view(), name="group-join"),
    path("demande/retrait/", views.JoinRequestWithdrawView.as_view(), name="join-request-withdraw"),
    path("notifications/", views.MembershipLevelView.as_view(), name="membership-level"),
    path("depart/", views.MembershipLeaveView.as_view(), name="membership-leave"),
    path("membres/", views.MemberListView.as_view(), name="member-list"),
    path("membres/suggestions/", views.MemberSuggestionsView.as_view(), name="member-suggestions"),
]
urlpatterns = [
    path("", views.GroupListView.as_view(), name="group-list"),
    path("<slug:group_slug>/", include(group)),
]
