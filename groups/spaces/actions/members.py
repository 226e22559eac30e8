"""Coming into a group and going out of it, with the group's row held: counts and last facilitators stay true."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.spaces.access import (
    can_join_directly,
    facilitators_of,
    may_invite,
    verified_addresses_of,
)
from groups.spaces.enums import Level, RequestState, Role
from groups.spaces.models import Group, Invitation, JoinRequest, Membership
from groups.spaces.queries import was_put_out
from network.activity.actions import forget, record, withdraw
from network.kit import broadcast, endings
from network.kit.errors import Refused
from network.people.models import User

from .sequence import lock_for_decision, lock_group


@transaction.atomic
def add_member(*, group: Group, user: User, role: str = Role.MEMBER, by: User | None = None) -> Membership:
    """Make this person a member, or give back the membership they have, role untouched.

    What was written before counts as read, a request that waits is accepted, and the account is approved: being
    let into a group is what approval means. `by`: who decided, None for the person.
    """
    group = lock_group(group)
    membership, made = Membership.objects.get_or_create(
        group=group, user=user, defaults={"role": role, "read_floor": group.last_seq}
    )
    if made:
        broadcast.recheck(user.pk)
        Group.objects.filter(pk=group.pk).update(member_count=F("member_count") + 1)
    _close_request(group, user, by)
    JoinRequest.objects.filter(group=group, user=user, state=RequestState.REMOVED).delete()
    _approve(user)
    return membership


def _close_request(group: Group, user: User, by: User | None) -> None:
    waiting = JoinRequest.objects.filter(group=group, user=user, state=RequestState.PENDING).first()
    if waiting is not None:
        waiting.state, waiting.decided_at, waiting.decided_by = RequestState.ACCEPTED, timezone.now(), by
        waiting.save(update_fields=["state", "decided_at", "decided_by"])
        withdraw(target=waiting.target)


def _approve(user: User) -> None:
    if user.approved_at is None:
        user.approved_at = timezone.now()
        User.objects.filter(pk=user.pk, approved_at=None).update(approved_at=user.approved_at)


@transaction.atomic
def join_open_group(*, user: User, group: Group) -> Membership:
    """Join a group that is open to the network; again changes nothing. Refused when it no longer is."""
    group = lock_group(group)
    if not can_join_directly(user, group, put_out=was_put_out(user, group)):
        raise Refused(_("This group is no longer open. You can still write to the people who facilitate it."))
    return add_member(group=group, user=user)


@transaction.atomic
def change_role(*, membership: Membership, role: str, by: User) -> bool:
    """Give a member another role and tell them; returns whether it changed. What rested on the earlier one ends.
    Refused for the last facilitator, Http404 for `by` who no longer decides here.
    """
    group = lock_for_decision(membership.group, by)
    current = _current(membership)
    if current is None:
        raise Refused(_("This person is no longer in the group."))
    if current.role == role:
        return False
    if role != Role.FACILITATOR:
        _keep_a_facilitator(group, current)
    current.role = role
    current.save(update_fields=["role"])
    _close_doors_of(group, current.user)
    if not current.is_facilitator:
        endings.end(place=group, person=current.user, is_out=False)
    record(kind="role-changed", actor=by, scope=group.scope, object_id=current.pk, data={"role": str(role)})
    return True


@transaction.atomic
def remove_member(*, membership: Membership, by: User) -> None:
    """Put a person out of the group and tell them. All they had in it ends at once; what they wrote stays, signed. An
    open group is open to them again once somebody let them in.

    Removing somebody who is already out does nothing. Refused for the last facilitator, Http404 for `by` who no longer
    decides here.
    """
    group = lock_for_decision(membership.group, by)
    if _end(group, membership):
        if by.pk != membership.user_id:
            _close_entry(group, membership.user, by)
        record(kind="removed", actor=by, object_id=group.pk, data={"user": membership.user_id})


@transaction.atomic
def leave_group(*, membership: Membership) -> None:
    """Leave a group, as if removed, without a word to anybody. Refused for the last facilitator."""
    _end(lock_group(membership.group), membership)


def choose_level(*, membership: Membership, level: Level) -> None:
    """What this member is told of the group from now on."""
    Membership.objects.filter(pk=membership.pk).update(level=level)


def _current(membership: Membership) -> Membership | None:
    """As it is now that the group is held; None when the person is out."""
    return Membership.objects.select_related("user").filter(pk=membership.pk).first()


def _keep_a_facilitator(group: Group, leaving: Membership) -> None:
    if leaving.is_facilitator and not facilitators_of(group).exclude(pk=leaving.pk).exists():
        raise Refused(_("Nobody else facilitates this group. Entrust the facilitation to another member first."))


def _end(group: Group, membership: Membership) -> bool:
    """Whether the person was in until now."""
    current = _current(membership)
    if current is None:
        return False
    _keep_a_facilitator(group, current)
    user, scope = current.user, group.scope
    current.delete()
    Group.objects.filter(pk=group.pk).update(member_count=F("member_count") - 1)
    forget(user=user, scope=scope)
    _close_doors_of(group, user)
    _close_doors_to(group, user)
    endings.end(place=group, person=user, is_out=True)
    broadcast.disconnect(user.pk, scope)
    return True


def _close_doors_of(group: Group, user: User) -> None:
    """Invitations that rest on the word of somebody who may no longer invite end with it."""
    if not may_invite(user, group):
        waiting = Invitation.objects.waiting().filter(group=group, invited_by=user)
        waiting.update(revoked_at=timezone.now())


def _close_doors_to(group: Group, user: User) -> None:
    """An invitation of before, to whichever of their addresses, is no way back: somebody decides that anew."""
    waiting = Invitation.objects.waiting().filter(group=group, email__in=verified_addresses_of(user))
    waiting.update(revoked_at=timezone.now())


def _close_entry(group: Group, user: User, by: User) -> None:
    """Nobody who was put out comes in again by themselves."""
    about = {"state": RequestState.REMOVED, "decided_by": by, "decided_at": timezone.now()}
    JoinRequest.objects.create(group=group, user=user, **about)
