"""The group's row is the queue: whoever holds it counts members, numbers what happens, and decides alone."""

from django.db import transaction
from django.db.models import F
from django.db.transaction import TransactionManagementError
from django.http import Http404

from groups.spaces.access import may_invite
from groups.spaces.models import Group
from network.people.models import User


def lock_group(group: Group, /) -> Group:
    """The group as it is now, its row held until the transaction ends. Raises Group.DoesNotExist.

    SQLite has no row locks: there the transaction itself (IMMEDIATE) holds every writer back.
    """
    return Group.objects.select_for_update(no_key=True).get(pk=group.pk)


def lock_for_decision(group: Group, by: User, /) -> Group:
    """The same, for somebody who decides who comes in, goes out or facilitates: whoever lost that right between their
    page and the lock decides nothing any more. Raises Http404 unless they facilitate it, or administer the network.
    """
    held = lock_group(group)
    if not may_invite(by, held):
        raise Http404
    return held


def next_seq(group: Group, /) -> int:
    """The next number in everything that happens in this group, also kept on `group.last_seq`.

    Holds the group's row until the caller's transaction ends, so numbers are seen in the order they were given.
    Raises TransactionManagementError outside of one.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("a sequence number belongs to a transaction")
    Group.objects.filter(pk=group.pk).update(last_seq=F("last_seq") + 1)
    group.last_seq = Group.objects.values_list("last_seq", flat=True).get(pk=group.pk)
    return group.last_seq


def next_change(group: Group, /) -> int:
    """The next number in everything that changes in this group without being new; also kept on `group.last_change`.

    Holds the group's row until the caller's transaction ends, as `next_seq` does. Two counters, because the first one
    measures what is unread.
    """
    if not transaction.get_connection().in_atomic_block:
        raise TransactionManagementError("a change number belongs to a transaction")
    Group.objects.filter(pk=group.pk).update(last_change=F("last_change") + 1)
    group.last_change = Group.objects.values_list("last_change", flat=True).get(pk=group.pk)
    return group.last_change


def take_seqs(group: Group, count: int, /) -> int:
    """Reserve `count` numbers of the group's sequence at once; returns the one before the first. As `next_seq`."""
    last = next_seq(group) - 1
    if count != 1:
        Group.objects.filter(pk=group.pk).update(last_seq=F("last_seq") + count - 1)
        group.last_seq = last + count
    return last
