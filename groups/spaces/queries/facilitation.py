"""What those who facilitate a group see of its doors, and what the page behind an invitation tells."""

from django.db.models import QuerySet

from groups.spaces.access import is_addressed_to, is_invitation_open
from groups.spaces.enums import InvitationState, RequestState
from groups.spaces.models import AdminEntry, Group, Invitation, JoinRequest
from network.people.models import byline_columns

SHOWN_ENTRIES = 20
SHOWN_REQUESTS = 50


def join_requests_for_admin(group: Group) -> QuerySet[JoinRequest]:
    """Requests that wait for an answer, oldest first, with `function` and `organisation` of the person."""
    return (
        JoinRequest.objects.filter(group=group, state=RequestState.PENDING)
        .select_related("user")
        .annotate(**byline_columns("user__"))
        .order_by("id")[:SHOWN_REQUESTS]
    )


def invitations_for_admin(group: Group) -> QuerySet[Invitation]:
    """Invitations that wait for an answer, run out or not, latest first, with who sent them."""
    return Invitation.objects.waiting().filter(group=group).select_related("invited_by")


def invitation_state(invitation: Invitation | None, user) -> InvitationState:
    """What the page behind the link may tell this visitor. Ended invitations are known to the rightful person only."""
    if invitation is None:
        return InvitationState.UNKNOWN
    is_open = is_invitation_open(invitation)
    if is_addressed_to(invitation, user):
        return InvitationState.OPEN if is_open else _why_ended(invitation)
    if not is_open:
        return InvitationState.UNKNOWN
    return InvitationState.STRANGER if user.is_authenticated else InvitationState.ANONYMOUS


def _why_ended(invitation: Invitation) -> InvitationState:
    if invitation.accepted_at is not None:
        return InvitationState.ACCEPTED
    if invitation.revoked_at is None and invitation.is_expired:
        return InvitationState.EXPIRED
    return InvitationState.REVOKED


def admin_entries_for_admin(group: Group) -> QuerySet[AdminEntry]:
    """The latest exceptional entries of network administrators, with who and why."""
    return AdminEntry.objects.filter(group=group).select_related("user")[:SHOWN_ENTRIES]
