"""What those who facilitate do with a thread as it stands. Each act is logged."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from groups.threads.access import get_thread_of_group_or_refused, held_facilitator, held_thread
from groups.threads.enums import Act
from groups.threads.models import PINNED_MAX, Thread
from network.kit.errors import Refused

from .counting import mark_changed
from .log import log
from .telling import tell_author


@transaction.atomic
def pin_thread(*, thread: Thread, by: Membership, pinned: bool) -> bool:
    """Put a thread first in the list, or back in its place; returns whether that changed.

    Refused beyond PINNED_MAX of a group: the list shows no more of them on top. Http404 for others.
    """
    current = _held(thread, by)
    if current.pinned is pinned:
        return False
    if pinned and Thread.objects.filter(group=current.group_id, pinned=True, deleted_at=None).count() >= PINNED_MAX:
        raise Refused(_("Ten discussions are pinned already: unpin one of them first."))
    current.pinned = pinned
    return _kept(current, by, "pinned", Act.PIN if pinned else Act.UNPIN)


@transaction.atomic
def lock_thread(*, thread: Thread, by: Membership, locked: bool) -> bool:
    """Close a thread to new messages of members, or open it again; returns whether that changed. Http404 for others."""
    current = _held(thread, by)
    if current.is_locked is locked:
        return False
    current.locked_at = timezone.now() if locked else None
    return _kept(current, by, "locked_at", Act.LOCK if locked else Act.UNLOCK)


@transaction.atomic
def mark_duplicate(*, thread: Thread, by: Membership, original_id: int | None) -> bool:
    """Say that a thread of the same group already deals with it, and close it; None takes that back.

    Returns whether that changed. Refused when the other one is gone, is this one, or is itself a duplicate of it.
    """
    current = _held(thread, by)
    if current.duplicate_of_id == original_id:
        return False
    original = get_thread_of_group_or_refused(by.group, original_id) if original_id else None
    if original is not None and current.pk in {original.pk, original.duplicate_of_id}:
        raise Refused(_("Choose another discussion than this one."))
    current.duplicate_of = original
    current.locked_at = timezone.now() if original else None
    current.save(update_fields=["locked_at"])
    return _kept(current, by, "duplicate_of", Act.DUPLICATE if original else Act.UNIQUE)


def _held(thread: Thread, by: Membership) -> Thread:
    lock_group(by.group)
    held_facilitator(by)
    return held_thread(thread, by)


def _kept(thread: Thread, by: Membership, field: str, act: Act) -> bool:
    thread.save(update_fields=[field])
    log(act=act, by=by, thread=thread)
    if act in {Act.LOCK, Act.UNLOCK, Act.DUPLICATE, Act.UNIQUE}:
        tell_author(act=act, thread=thread, by=by)
    mark_changed(thread=thread, head=True)
    return True
