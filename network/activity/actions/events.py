"""What happened, who was told of it, and what becomes of that when its object moves or goes."""

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks.base import Task

from network.activity.enums import DeliveryState
from network.activity.models import Delivery, Event, Notification
from network.kit import broadcast
from network.kit.mail import backoff
from network.kit.worker import waiting_arguments
from network.people.models import User


def record(
    *,
    kind: str,
    actor: User | None = None,
    scope: str = "",
    target: str = "",
    object_id: int | None = None,
    data: dict | None = None,
) -> Event:
    """Record that something happened, inside the caller's transaction, and ask the worker to tell it.

    `kind` names a registered notice (`network.activity.notices`), which knows the audience. `scope` ("group:12") is
    what `forget` goes by, `target` ("thread:5") what `mark_read` and `withdraw` go by. Costs two rows, whatever the
    number of people to tell. Must run inside `transaction.atomic`.
    """
    from network.activity.tasks import tell

    event = Event.objects.create(
        kind=kind, actor=actor, scope=scope, target=target, object_id=object_id, data=data or {}
    )
    tell.enqueue(event.pk)
    return event


def gather(*, kind: str, actor: User, scope: str, wait: dt.timedelta) -> Event:
    """The event of this kind that this person started in `scope` less than `wait` ago and that nobody was told of; else
    a new one, told once `wait` is over. What happens meanwhile is told at once, in one line and one mail.

    Its target is its own, `Event.own_target`. Whoever calls holds the scope, inside `transaction.atomic`.
    """
    from network.activity.tasks import tell

    now = timezone.now()
    same = {"kind": kind, "actor": actor, "scope": scope}
    waiting = Event.objects.filter(**same, told_at=None, created_at__gt=now - wait).first()
    if waiting is not None:
        return waiting
    event = Event.objects.create(**same)
    event.target = Event.own_target(event.pk)
    event.save(update_fields=["target"])
    tell.using(run_after=now + wait).enqueue(event.pk)
    return event


def move_events(
    *,
    target: str,
    scope: str,
    to: tuple[str, str],
    objects: Collection[int] | None = None,
    only: Collection[int] | None = None,
) -> None:
    """What was told of `target` in `scope` (about these objects, or all) is now about another (target, scope).

    `only`: ids of the people who may still know; the lines of the others go, and their mails not sent yet stay here.
    """
    events = Event.objects.filter(scope=scope, target=target)
    if objects is not None:
        events = events.filter(object_id__in=objects)
    ids = list(events.order_by().values_list("id", flat=True))
    lines = Notification.objects.filter(event__in=ids)
    if only is not None:
        lines.exclude(user__in=only).delete()
        _drop(Delivery.objects.filter(event__in=ids, user__isnull=False).exclude(user__in=only))
    lines.update(target=to[0], scope=to[1])
    Event.objects.filter(id__in=ids).update(target=to[0], scope=to[1])


def forget(*, user: User, scope: str) -> None:
    """This person no longer belongs to `scope` ("group:12"): their lines of it go, and mails not sent yet stay here."""
    Notification.objects.filter(user=user, scope=scope).delete()
    _drop(Delivery.objects.filter(user=user, event__scope=scope))


def withdraw(*, target: str) -> None:
    """`target` ("thread:5") is no longer there: its lines go, for everybody, and mails not sent yet stay here."""
    withdraw_all(targets=[target])


def withdraw_all(*, targets: Collection[str]) -> None:
    """The same of several. Two queries, whatever their number."""
    Notification.objects.filter(target__in=targets).delete()
    _drop(Delivery.objects.filter(event__target__in=targets))


def tell_people(*, event: Event, users: Iterable[User]) -> None:
    """Give each of these people their line about the event, once. Does nothing for those who have it."""
    lines = [Notification(user=user, event=event, scope=event.scope, target=event.target) for user in users]
    Notification.objects.bulk_create(lines, ignore_conflicts=True)
    for line in lines:
        broadcast.hint(f"user:{line.user_id}", seq=0, kind="bell", object_id=event.pk)


def mark_told(*, event: Event) -> None:
    """Everybody has their line and their mail is queued: the event is not told again."""
    event.told_at = timezone.now()
    event.save(update_fields=["told_at"])


def postpone_telling(*, event: Event, attempt: int) -> None:
    """The event could not be told: queue it again, later each time. `attempt` counts the failures so far."""
    from network.activity.tasks import tell

    tell.using(run_after=timezone.now() + backoff(attempt)).enqueue(event.pk, attempt + 1)


def requeue_forgotten() -> int:
    """Queue again the events of the last day that nobody was told of, and the mails that wait for no task.

    Something stopped their task without a trace. Those of the last minute may be on their way. Returns how many.
    """
    from network.activity.tasks import send_delivery, tell

    now = timezone.now()
    lately = (now - dt.timedelta(days=1), now - dt.timedelta(minutes=1))
    events = Event.objects.filter(told_at=None, created_at__range=lately)
    mails = Delivery.objects.pending().filter(created_at__lt=lately[1])
    return _enqueue_missing(tell, events) + _enqueue_missing(send_delivery, mails)


def _enqueue_missing(task: Task, rows: QuerySet) -> int:
    ids = set(rows.order_by().values_list("id", flat=True))
    missing = ids - waiting_arguments(task) if ids else ids
    for row_id in missing:
        task.enqueue(row_id)
    return len(missing)


def _drop(deliveries: QuerySet) -> None:
    deliveries.pending().update(state=DeliveryState.DROPPED)
