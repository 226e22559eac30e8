"""Inviting by e-mail. The address is the key: the token only finds the invitation again."""

from dataclasses import dataclass
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.spaces.access import is_addressed_to, is_invitation_open
from groups.spaces.enums import InviteOutcome
from groups.spaces.models import Group, Invitation, Membership
from network.activity.actions import record
from network.kit import tokens
from network.kit.errors import Refused
from network.people.models import User

from .members import add_member
from .sequence import lock_for_decision, lock_group

PURPOSE = "groups.invitation"
A_DAY = 50
PENDING = 200
BETWEEN_RESENDS = timedelta(minutes=10)


@dataclass(frozen=True)
class InviteResult:
    """What became of one line. `reason` is a sentence for the facilitator, empty when it was sent."""

    email: str
    outcome: InviteOutcome
    reason: str = ""

    @property
    def is_sent(self) -> bool:
        return self.outcome == InviteOutcome.SENT

    @property
    def is_to_correct(self) -> bool:
        return self.outcome in {InviteOutcome.INVALID, InviteOutcome.TOO_MANY}


@dataclass
class Allowance:
    """How many mails this person may still have sent today, and how many invitations may still wait."""

    today: int
    waiting: int

    @classmethod
    def of(cls, group: Group, by: User) -> "Allowance":
        since = timezone.now() - timedelta(days=1)
        sent = Invitation.objects.filter(invited_by=by, sent_at__gt=since).count()
        waiting = Invitation.objects.waiting().filter(group=group).count()
        return cls(A_DAY - sent, PENDING - waiting)

    def refusal(self) -> str:
        if self.today <= 0:
            return _("You have sent %(limit)s invitations today. Send this one tomorrow.") % {"limit": A_DAY}
        if self.waiting <= 0:
            return _("%(limit)s invitations already wait in this group. Cancel some first.") % {"limit": PENDING}
        return ""


@transaction.atomic
def invite(*, group: Group, by: User, emails: list[str], role: str, message: str = "") -> list[InviteResult]:
    """Invite these addresses, each once, and say what became of each. Refused when the group is archived, Http404 for
    `by` who no longer decides here (of the other acts below too).

    An invitation that works no more is sent anew. At most 50 a day and person, 200 waiting a group.
    """
    group = lock_for_decision(group, by)
    if group.is_archived:
        raise Refused(_("This group is archived: it can be read, no longer changed."))
    lines = list(dict.fromkeys(email.strip().lower() for email in emails))
    desk = _Desk(group, by, role, message, lines)
    return [desk.handle(email) for email in lines]


class _Desk:
    """One facilitator's list at work: what is known of its addresses, asked for once."""

    def __init__(self, group: Group, by: User, role: str, message: str, emails: list[str]):
        self.group, self.by, self.role, self.message = group, by, role, message
        self.members = _addresses_of_members(group, emails)
        waiting = Invitation.objects.waiting().filter(group=group, email__in=emails)
        self.waiting = {invitation.email: invitation for invitation in waiting}
        self.still_open = set(waiting.open().values_list("email", flat=True))
        self.allowance = Allowance.of(group, by)

    def handle(self, email: str) -> InviteResult:
        if reason := _problem_with(email):
            return InviteResult(email, InviteOutcome.INVALID, reason)
        if email in self.members:
            return InviteResult(email, InviteOutcome.MEMBER, _("This person is already in the group."))
        if email in self.still_open:
            return InviteResult(email, InviteOutcome.INVITED, _("An invitation already waits for an answer."))
        if reason := self.allowance.refusal():
            return InviteResult(email, InviteOutcome.TOO_MANY, reason)
        return self.send(email, self.waiting.get(email) or Invitation(group=self.group, email=email))

    def send(self, email: str, invitation: Invitation) -> InviteResult:
        self.allowance.today -= 1
        self.allowance.waiting -= invitation.pk is None
        invitation.role, invitation.message = self.role, self.message
        _send(invitation, by=self.by)
        return InviteResult(email, InviteOutcome.SENT)


def _addresses_of_members(group: Group, emails: list[str]) -> set[str]:
    members = Membership.objects.filter(group=group).values("user")
    return set(EmailAddress.objects.filter(user__in=members, email__in=emails).values_list("email", flat=True)) | set(
        User.objects.filter(pk__in=members, email__in=emails).values_list("email", flat=True)
    )


def _problem_with(email: str) -> str:
    if "@" not in email:
        return _("There is no @ in this address.")
    try:
        validate_email(email)
    except ValidationError:
        return _("This address is not complete, or holds a character that does not belong there.")
    return ""


def _send(invitation: Invitation, *, by: User) -> None:
    """Give the invitation a new token and a full term, in the name of `by`, and have it mailed. Older links end."""
    nonce, now = tokens.new_nonce(), timezone.now()
    invitation.token_hash = tokens.fingerprint(tokens.token_of(nonce, salt=PURPOSE))
    invitation.invited_by, invitation.sent_at = by, now
    invitation.expires_at = now + timedelta(days=settings.INVITATION_DAYS)
    invitation.save()
    data = {"nonce": nonce}
    record(kind="invitation", actor=by, scope=invitation.group.scope, object_id=invitation.pk, data=data)


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Send it again with a new link and a full term. Refused when it has ended, or was sent a moment ago."""
    group = lock_for_decision(invitation.group, by)
    current = _waiting_or_refused(invitation)
    if current.sent_at > timezone.now() - BETWEEN_RESENDS:
        raise Refused(_("This invitation has just been sent. Wait ten minutes before sending it again."))
    if reason := _refusal_to_resend(group, by):
        raise Refused(reason)
    current.group = group
    _send(current, by=by)
    return current


def _refusal_to_resend(group: Group, by: User) -> str:
    if group.is_archived:
        return _("This group is archived: it can be read, no longer changed.")
    allowance = Allowance.of(group, by)
    allowance.waiting = 1  # this one already waits
    return allowance.refusal()


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, by: User) -> Invitation:
    """Cancel it; again changes nothing. Refused when the person has already come in."""
    lock_for_decision(invitation.group, by)
    if Invitation.objects.filter(pk=invitation.pk, revoked_at__isnull=False).exists():
        return invitation
    current = _waiting_or_refused(invitation)
    current.revoked_at = timezone.now()
    current.save(update_fields=["revoked_at"])
    return current


def _waiting_or_refused(invitation: Invitation) -> Invitation:
    """As it is now that the group is held."""
    current = Invitation.objects.select_related("group", "invited_by").get(pk=invitation.pk)
    if current.accepted_at is not None:
        raise Refused(_("This invitation was already accepted."))
    if current.revoked_at is not None:
        raise Refused(_("This invitation was cancelled."))
    return current


@transaction.atomic
def accept_invitation(*, user: User, invitation: Invitation) -> Membership:
    """Come in with the role that was stored; the same person again gets the same membership.

    Refused when the invitation has ended, when whoever sent it may no longer invite, or for another address.
    """
    lock_group(invitation.group)
    current = Invitation.objects.select_related("group", "invited_by").get(pk=invitation.pk)
    inside = Membership.objects.filter(group=current.group_id, user=user).first()
    if inside is not None and current.accepted_by_id == user.pk:
        return inside
    if not is_addressed_to(current, user) or not is_invitation_open(current):
        raise Refused(_("This invitation no longer works. Ask the people who facilitate the group for a new one."))
    membership = add_member(group=current.group, user=user, role=current.role, by=current.invited_by)
    current.accepted_at, current.accepted_by = timezone.now(), user
    current.save(update_fields=["accepted_at", "accepted_by"])
    return membership
