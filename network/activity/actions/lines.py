"""What a person has seen of what was told."""

from collections.abc import Collection

from django.utils import timezone

from network.activity.models import Notification
from network.people.models import User


def mark_read(*, user: User, target: str) -> int:
    """This person has seen `target` ("thread:5"): its lines are no longer new. Returns how many were."""
    return Notification.objects.filter(user=user, target=target, read_at=None).update(read_at=timezone.now())


def mark_gone(*, target: str, object_id: int, kinds: Collection[str]) -> int:
    """Nobody reads any more what these kinds of events told about one object of `target`: its lines, which are not
    shown now, are no longer counted as new. They stay, for when it comes back. Returns how many were new.
    """
    lines = Notification.objects.filter(target=target, event__object_id=object_id, event__kind__in=kinds)
    return lines.filter(read_at=None).update(read_at=timezone.now())


def mark_untold(*, user: User, ids: Collection[int]) -> int:
    """This person may no longer see these lines of theirs. Returns how many were new. No query without any."""
    return Notification.objects.filter(user=user, id__in=ids, read_at=None).update(read_at=timezone.now()) if ids else 0


def mark_all_read(*, user: User, up_to: int | None = None) -> int:
    """Nothing is new to this person any more, up to the notification id `up_to` or at all. Returns how many were."""
    unread = Notification.objects.filter(user=user, read_at=None)
    if up_to is not None:
        unread = unread.filter(id__lte=up_to)
    return unread.update(read_at=timezone.now())


def mark_scope_read(*, user: User, scope: str) -> int:
    """This person has seen everything of `scope` ("group:12"). Returns how many lines were new."""
    return Notification.objects.filter(user=user, scope=scope, read_at=None).update(read_at=timezone.now())
