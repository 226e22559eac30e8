"""What a member has read, and what they want to be told of."""

from collections.abc import Mapping
from contextlib import suppress

from django.db import IntegrityError, transaction
from django.db.models import BigIntegerField, Case, F, Value, When
from django.db.models.functions import Greatest
from django.utils import timezone

from groups.spaces.access import held_membership
from groups.spaces.actions.sequence import lock_group
from groups.spaces.enums import Level
from groups.spaces.models import Group, Membership
from groups.threads.models import Post, ReadMarker, Subscription, Thread
from network.activity import actions as activity
from network.people.models import User


def mark_read(*, thread: Thread, membership: Membership, seq: int, notified: bool = True) -> int:
    """This member has seen the thread up to the group sequence `seq`: one row written when that is further than before.

    `thread` comes with what was read until now (`read_seq`, `read_at`). Notifications about it are no longer new;
    returns how many were (`notified=False`: the caller knows that there is none). Two windows at once leave the
    further mark.
    """
    if seq <= thread.read_seq:
        return 0
    move_marker(thread=thread, membership=membership, seq=seq)
    return activity.mark_read(user=membership.user, target=thread.target) if notified else 0


def move_marker(*, thread: Thread, membership: Membership, seq: int) -> None:
    """Only ever further: `thread.read_at` tells whether there is a mark to move or one to make. Whoever lost the group
    while they were reading keeps none.
    """
    now = timezone.now()
    if thread.read_at is None:
        marker = ReadMarker(membership=membership, thread=thread, seq=seq, read_at=now)
        with suppress(IntegrityError):
            ReadMarker.objects.bulk_create([marker], ignore_conflicts=True)
    else:
        markers = ReadMarker.objects.filter(membership=membership, thread=thread, seq__lt=seq)
        markers.update(seq=seq, read_at=now)


@transaction.atomic
def set_reading_place(*, post: Post, membership: Membership, unread: bool) -> bool:
    """Put this member's mark at a post: everything before it is read, and it too unless `unread`.

    Returns whether that is where reading stands now: what the group's floor says is read stays so. Raises Http404 when
    the group is lost.
    """
    lock_group(membership.group)
    held_membership(membership, even_archived=True)
    seq = post.seq - 1 if unread else post.seq
    values = {"seq": seq, "read_at": timezone.now()}
    ReadMarker.objects.update_or_create(membership=membership, thread=post.thread, defaults=values)
    return seq >= membership.read_floor


def mark_groups_read(*, user: User, seen: Mapping[int, int]) -> None:
    """Everything up to these group sequences (by group id) is read, and nothing in the bell is new any more.

    What arrived after the page was drawn stays unread; groups this person is not in are left alone. Three statements.
    """
    last = Group.objects.filter(memberships__user=user).order_by().values_list("id", "last_seq")
    floors = {group_id: min(seen[group_id], seq) for group_id, seq in last if group_id in seen}
    if floors:
        cases = [When(group_id=group_id, then=Value(seq)) for group_id, seq in floors.items()]
        floor = Greatest(F("read_floor"), Case(*cases, output_field=BigIntegerField()))
        Membership.objects.filter(user=user, group_id__in=floors).update(read_floor=floor)
    activity.mark_all_read(user=user)


def mark_group_read(*, membership: Membership, seq: int) -> None:
    """Everything of the group up to this sequence is read, and its lines in the bell are no longer new."""
    floor = min(seq, membership.group.last_seq)
    Membership.objects.filter(pk=membership.pk, read_floor__lt=floor).update(read_floor=floor)
    activity.mark_scope_read(user=membership.user, scope=membership.group.scope)


@transaction.atomic
def follow_thread(*, thread: Thread, membership: Membership, level: Level) -> None:
    """What this member is told of a thread from now on. A refusal lasts: writing in it later does not follow again.
    Raises Http404 when the group is lost.
    """
    lock_group(membership.group)
    held_membership(membership, even_archived=True)
    Subscription.objects.update_or_create(membership=membership, thread=thread, defaults={"level": level})
