"""Invitations: found again by whoever sent them or by the link, and for whom they still open the group."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.http import Http404

from groups.spaces.models import Group, Invitation, Membership
from network.kit.tokens import fingerprint

from .members import facilitators_of


def get_invitation_or_404(facilitator: Membership, invitation_id: int) -> Invitation:
    """An invitation of the facilitator's group. Raises Http404 for any other id."""
    found = Invitation.objects.filter(group_id=facilitator.group_id, pk=invitation_id).first()
    if found is None:
        raise Http404
    found.group = facilitator.group
    return found


def get_invitation_by_token(token: str) -> Invitation | None:
    """The invitation that this token was made for, whatever became of it, with its group and inviter; or None."""
    return Invitation.objects.select_related("group", "invited_by").filter(token_hash=fingerprint(token)).first()


def is_invitation_open(invitation: Invitation) -> bool:
    """Whether it may still be accepted. Twin of `Invitation.objects.open()`."""
    return Invitation.objects.open().filter(pk=invitation.pk).exists()


def pending_invitations_of(user) -> QuerySet:
    """Invitations sent to a verified address of this person, that may still be accepted."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).values("email")
    return Invitation.objects.open().filter(email__in=addresses)


def open_invitations_told(ids: Iterable[int]) -> dict[int, Invitation]:
    """Invitations by id that may still be accepted, with group and inviter, for the notices."""
    found = Invitation.objects.open().select_related("group", "invited_by").filter(pk__in=ids)
    return {invitation.pk: invitation for invitation in found}


def is_addressed_to(invitation: Invitation, user) -> bool:
    """Whether this signed-in person has verified the address that was invited. The token alone opens nothing."""
    return (
        user.is_authenticated
        and EmailAddress.objects.filter(user=user, email__iexact=invitation.email, verified=True).exists()
    )


def may_invite(user, group: Group) -> bool:
    """Whether this person's word still brings somebody into the group: facilitators and network administrators."""
    if user is None or not user.is_active:
        return False
    return user.is_superuser or facilitators_of(group).filter(user=user).exists()
