"""THE GATE: the only code that loads a group's private objects by their address.

A person reaches an object through their membership, in one query. Absent and forbidden answer alike (404): nothing
in a refusal tells a hidden group from one that does not exist.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from network.kit.errors import Refused
from network.kit.rows import Columns, fetch
from network.kit.tokens import fingerprint
from network.people.models import User

from .enums import Entry, RequestState, Role, Visibility, Way
from .models import AdminEntry, Draft, Group, Invitation, JoinRequest, Membership


@dataclass(frozen=True)
class Passage:
    """What lets a person into a group now: their membership, or an administrator's exceptional entry."""

    group: Group
    membership: Membership | None
    admin_entry: AdminEntry | None = None

    @property
    def is_facilitator(self) -> bool:
        return self.membership is not None and self.membership.is_facilitator


MEMBERSHIP = Columns(Membership, "m", "id", "group_id", "user_id", "role", "read_floor", "level")
GROUP = Columns(Group, "g")
PASSAGE_COLUMNS = f"{MEMBERSHIP.sql}, {GROUP.sql}"
"""What `passage_of` builds a passage from, in a query where m is the membership and g the group: an object of a group
comes with the way to it. Written by hand: these queries stand on every page, and are dearer to compile than to run."""
PASSAGE_WIDTH = len(MEMBERSHIP) + len(GROUP)
PASSAGE = f"""
SELECT {PASSAGE_COLUMNS} FROM groups_group g JOIN groups_membership m ON m.group_id = g.id
WHERE g.slug = %s AND m.user_id = %s
"""  # noqa: S608 - columns of our own models


def get_passage_or_404(user, group_slug: str) -> Passage:
    """The way into a group's private space for this person, with the group, in one query.

    A network administrator without a membership passes only during a break-glass entry of theirs (a second query).
    Raises Http404 for everybody else, whether the group exists or not.
    """
    rows = fetch(PASSAGE, [group_slug, user.pk]) if user.is_active else []
    return passage_of(rows[0], user) if rows else get_exceptional_passage_or_404(user, group_slug)


def get_exceptional_passage_or_404(user, group_slug: str) -> Passage:
    """The way of a network administrator who has an exceptional entry now. Raises Http404 for everybody else."""
    entry = current_admin_entry(user, group_slug) if user.is_network_admin else None
    if entry is None:
        raise Http404
    return Passage(entry.group, None, entry)


def passage_of(row: Sequence, user) -> Passage:
    """The passage of a member from a row that begins with PASSAGE_COLUMNS."""
    membership = MEMBERSHIP.build(row[: len(MEMBERSHIP)])
    membership.user, membership.group = user, GROUP.build(row[len(MEMBERSHIP) : PASSAGE_WIDTH])
    return Passage(membership.group, membership)


def get_membership_or_404(user, group_slug: str) -> Membership:
    """This person's own membership with its group, in one query. Raises Http404: no exceptional entry counts here."""
    passage = get_passage_or_404(user, group_slug)
    if passage.membership is None:
        raise Http404
    return passage.membership


def get_facilitator_or_404(user, group_slug: str) -> Membership:
    """The membership of a person who facilitates this group. Raises Http404 for everybody else."""
    membership = get_membership_or_404(user, group_slug)
    if not membership.is_facilitator:
        raise Http404
    return membership


def get_group_or_404(user, group_slug: str) -> Group:
    """A group's card: listed ones for all, hidden ones for their members. Twin: `Group.objects.visible_to`."""
    group = Group.objects.visible_to(user).select_related("theme").filter(slug=group_slug).first()
    if group is None:
        raise Http404
    return group


def get_member_or_404(facilitator: Membership, membership_id: int) -> Membership:
    """A member of the group that `facilitator` belongs to, with the person. Raises Http404 for any other id."""
    member = Membership.objects.select_related("user").filter(group_id=facilitator.group_id, pk=membership_id).first()
    if member is None:
        raise Http404
    member.group = facilitator.group
    return member


def get_join_request_or_404(facilitator: Membership, request_id: int) -> JoinRequest:
    """A request to join the facilitator's group, decided or not. Raises Http404 for any other id."""
    found = JoinRequest.objects.select_related("user").filter(group_id=facilitator.group_id, pk=request_id).first()
    if found is None:
        raise Http404
    found.group = facilitator.group
    return found


def get_invitation_or_404(facilitator: Membership, invitation_id: int) -> Invitation:
    """An invitation of the facilitator's group. Raises Http404 for any other id."""
    found = Invitation.objects.filter(group_id=facilitator.group_id, pk=invitation_id).first()
    if found is None:
        raise Http404
    found.group = facilitator.group
    return found


def current_admin_entry(user, group_slug: str) -> AdminEntry | None:
    """The break-glass entry of this administrator into this group that has not run out, or None."""
    return (
        AdminEntry.objects.select_related("group")
        .filter(user=user, group__slug=group_slug, expires_at__gt=timezone.now())
        .first()
    )


def facilitators_of(group: Group) -> QuerySet:
    """Memberships of the people who facilitate this group and are not suspended."""
    return Membership.objects.filter(group=group, role=Role.FACILITATOR, user__is_active=True)


def get_group_to_enter_or_404(user, group_slug: str) -> Group:
    """Any group, for a network administrator who states a reason. Raises Http404 for everybody else."""
    group = Group.objects.filter(slug=group_slug).first() if user.is_network_admin else None
    if group is None:
        raise Http404
    return group


def get_invitation_by_token(token: str) -> Invitation | None:
    """The invitation that this token was made for, whatever became of it, with its group and inviter; or None."""
    return Invitation.objects.select_related("group", "invited_by").filter(token_hash=fingerprint(token)).first()


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


def is_invitation_open(invitation: Invitation) -> bool:
    """Whether it may still be accepted. Twin of `Invitation.objects.open()`."""
    return Invitation.objects.open().filter(pk=invitation.pk).exists()


def pending_invitations_of(user) -> QuerySet:
    """Invitations sent to a verified address of this person, that may still be accepted."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).values("email")
    return Invitation.objects.open().filter(email__in=addresses)


def join_requests_told(ids: Iterable[int]) -> dict[int, JoinRequest]:
    """Requests by id, with group and person, for the notices: they check who may be told of them."""
    return {found.pk: found for found in JoinRequest.objects.select_related("group", "user").filter(pk__in=ids)}


def open_invitations_told(ids: Iterable[int]) -> dict[int, Invitation]:
    """Invitations by id that may still be accepted, with group and inviter, for the notices."""
    found = Invitation.objects.open().select_related("group", "invited_by").filter(pk__in=ids)
    return {invitation.pk: invitation for invitation in found}


def admin_entries_told(ids: Iterable[int]) -> dict[int, AdminEntry]:
    """Exceptional entries by id, with group and person, for the notices: they check who may be told of them."""
    return {found.pk: found for found in AdminEntry.objects.select_related("group", "user").filter(pk__in=ids)}


def memberships_told(ids: Iterable[int]) -> dict[int, Membership]:
    """Memberships by id, with group and person, for the notices: they check who may be told of them."""
    return {found.pk: found for found in Membership.objects.select_related("group", "user").filter(pk__in=ids)}


def people_told(ids: Iterable[int]) -> QuerySet:
    """People by id, not suspended, for the notices."""
    return User.objects.present().filter(pk__in=ids)


def people_with_address(email: str) -> QuerySet:
    """The person, not suspended, who has verified this address: one at most."""
    owners = EmailAddress.objects.filter(email__iexact=email, verified=True).values("user")
    return User.objects.present().filter(pk__in=owners)


def verified_addresses_of(user) -> set[str]:
    """The addresses that this person has verified, in lower case."""
    return {
        email.lower() for email in EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    }


def groups_facilitated_by(user) -> set[int]:
    """Ids of the groups that this person facilitates."""
    return set(Membership.objects.filter(user=user, role=Role.FACILITATOR).values_list("group_id", flat=True))


def group_left(group_id: int, user_id: int) -> Group | None:
    """The group that this person was put out of; None when they are in again, or when it no longer exists."""
    return Group.objects.exclude(memberships__user=user_id).filter(pk=group_id).first()


def held_membership(membership: Membership, *, even_archived: bool = False) -> Membership:
    """The membership as it is now, for an action that holds the group's row.

    Raises Http404 when the person has lost the group meanwhile, Refused when it is archived unless `even_archived`.
    """
    found = Membership.objects.select_related("group").filter(pk=membership.pk).first()
    if found is None:
        raise Http404
    if found.group.is_archived and not even_archived:
        raise Refused(_("This group was archived while you were writing: it can be read, not written in."))
    found.user = membership.user
    return found


def held_facilitator(membership: Membership, *, even_archived: bool = False) -> Membership:
    """The same, for somebody who must still facilitate the group. Raises Http404 when they no longer do."""
    found = held_membership(membership, even_archived=even_archived)
    if not found.is_facilitator:
        raise Http404
    return found


def draft_of(membership: Membership, name: str) -> Draft | None:
    """What this member was writing under this name."""
    return Draft.objects.filter(membership=membership, name=name).first()


def can_write_in_group(membership: Membership | None) -> bool:
    return membership is not None and not membership.group.is_archived


def can_manage_group(membership: Membership | None) -> bool:
    return membership is not None and membership.is_facilitator and not membership.group.is_archived


def can_ask_to_join(user, group: Group, *, put_out: bool) -> bool:
    """Listed groups that take requests; open ones too, of those who do not come in by themselves."""
    if group.is_archived or group.is_hidden:
        return False
    return group.entry == Entry.REQUEST or (group.entry == Entry.OPEN and (put_out or not user.is_approved))


def can_join_directly(user, group: Group, *, put_out: bool) -> bool:
    is_open = group.entry == Entry.OPEN and group.visibility == Visibility.LISTED and not group.is_archived
    return is_open and user.is_approved and not put_out


def way_in(
    user, group: Group, *, is_member: bool, is_invited: bool, request: JoinRequest | None, put_out: bool = False
) -> Way:
    """The way into this group for this visitor, who may be anonymous. `put_out` as of `was_put_out`."""
    if is_member:
        return Way.MEMBER
    if group.is_archived:
        return Way.CLOSED
    if is_invited:
        return Way.INVITED
    if request is not None and request.state == RequestState.PENDING:
        return Way.PENDING
    return _way_by_entry(user, group, put_out)


def _way_by_entry(user, group: Group, put_out: bool) -> Way:  # noqa: FBT001
    if group.is_hidden:
        return Way.INVITATION
    if not user.is_authenticated:
        return Way(group.entry)
    if can_join_directly(user, group, put_out=put_out):
        return Way.OPEN
    return Way.REQUEST if can_ask_to_join(user, group, put_out=put_out) else Way.INVITATION
