"""One door per change: record what happened, mark as read, receive a form once."""

import datetime as dt
import hashlib
import uuid
from collections.abc import Callable, Collection, Iterable
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.base import Task

from network.kit import broadcast
from network.kit.errors import GoneSince, KeyReused
from network.kit.mail import backoff
from network.kit.mail_message import new_message_id
from network.kit.worker import waiting_arguments
from network.people.models import User

from .enums import DeliveryState
from .models import Delivery, Event, MailChoice, Notification, Submission

Result = TypeVar("Result", bound=models.Model)


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
    from .tasks import tell

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
    from .tasks import tell

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


def mark_read(*, user: User, target: str) -> int:
    """This person has seen `target` ("thread:5"): its lines are no longer new. Returns how many were."""
    return Notification.objects.filter(user=user, target=target, read_at=None).update(read_at=timezone.now())


def mark_gone(*, target: str, object_id: int, kinds: Collection[str]) -> int:
    """Nobody reads any more what these kinds of events told about one object of `target`: its lines, which are not
    shown now, are no longer counted as new. They stay, for when it comes back. Returns how many were new.
    """
    lines = Notification.objects.filter(target=target, event__object_id=object_id, event__kind__in=kinds)
    return lines.filter(read_at=None).update(read_at=timezone.now())


def mark_all_read(*, user: User, up_to: int | None = None) -> int:
    """Nothing is new to this person any more, up to the notification id `up_to` or at all. Returns how many were."""
    unread = Notification.objects.filter(user=user, read_at=None)
    if up_to is not None:
        unread = unread.filter(id__lte=up_to)
    return unread.update(read_at=timezone.now())


def mark_scope_read(*, user: User, scope: str) -> int:
    """This person has seen everything of `scope` ("group:12"). Returns how many lines were new."""
    return Notification.objects.filter(user=user, scope=scope, read_at=None).update(read_at=timezone.now())


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
    Notification.objects.filter(target=target).delete()
    _drop(Delivery.objects.filter(event__target=target))


def choose_mail(*, user: User, by_mail: bool) -> None:
    """Whether this person gets mails about news. Codes and invitations do not depend on it."""
    MailChoice.objects.update_or_create(user=user, defaults={"by_mail": by_mail})


def tell_people(*, event: Event, users: Iterable[User]) -> None:
    """Give each of these people their line about the event, once. Does nothing for those who have it."""
    lines = [Notification(user=user, event=event, scope=event.scope, target=event.target) for user in users]
    Notification.objects.bulk_create(lines, ignore_conflicts=True)
    for line in lines:
        broadcast.hint(f"user:{line.user_id}", seq=0, kind="bell", object_id=event.pk)


def address_mails(
    *, event: Event, recipients: Iterable[tuple[str, User | None, str]], pause: dt.timedelta = dt.timedelta()
) -> None:
    """Write down a mail about the event for each (address, person or None, language), once, and queue it to leave after
    this pause.

    An address that has its row already keeps it, with its Message-ID and state, and is queued no second time.
    """
    from .tasks import send_delivery

    with transaction.atomic():
        known = set(Delivery.objects.filter(event=event).values_list("address", flat=True))
        rows = {
            address: Delivery(event=event, user=user, address=address, language=language, message_id=new_message_id())
            for address, user, language in recipients
            if address not in known
        }
        Delivery.objects.bulk_create(rows.values(), ignore_conflicts=True)
        new = Delivery.objects.filter(event=event, address__in=rows)
        send = send_delivery.using(run_after=timezone.now() + pause) if pause else send_delivery
        for delivery_id in new.values_list("id", flat=True):
            send.enqueue(delivery_id)


def mark_told(*, event: Event) -> None:
    """Everybody has their line and their mail is queued: the event is not told again."""
    event.told_at = timezone.now()
    event.save(update_fields=["told_at"])


def postpone_telling(*, event: Event, attempt: int) -> None:
    """The event could not be told: queue it again, later each time. `attempt` counts the failures so far."""
    from .tasks import tell

    tell.using(run_after=timezone.now() + backoff(attempt)).enqueue(event.pk, attempt + 1)


def postpone_delivery(*, delivery: Delivery, error: str) -> None:
    """The mail could not leave: give it back and queue it again, later each time."""
    from .tasks import send_delivery

    with transaction.atomic():
        if Delivery.objects.settle(delivery, DeliveryState.PENDING, error):
            send_delivery.using(run_after=timezone.now() + backoff(delivery.attempts)).enqueue(delivery.pk)


def await_delivery(*, delivery: Delivery) -> None:
    """Another worker has taken this mail: look again after its lease, in case it died with it."""
    from .tasks import send_delivery

    send_delivery.using(run_after=timezone.now() + Delivery.LEASE).enqueue(delivery.pk)


def requeue_forgotten() -> int:
    """Queue again the events of the last day that nobody was told of, and the mails that wait for no task.

    Something stopped their task without a trace. Those of the last minute may be on their way. Returns how many.
    """
    from .tasks import send_delivery, tell

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


def receive(*, user: User, key: uuid.UUID) -> None:
    """Note that this person's form arrived. It may arrive again: what it changes is made once in another way."""
    Submission.objects.get_or_create(user=user, key=key)


def once(*, user, key: uuid.UUID, payload: tuple, fetch: type[Result], do: Callable[[], Result]) -> tuple[Result, bool]:
    """Do something for one form key of one person, once: returns (object, whether it was made now).

    The same key with the same payload gives back the object made the first time, also when both arrive at the same
    moment. Raises KeyReused when the payload differs, GoneSince when that object is gone. Runs in one transaction
    with `do`.
    """
    digest = hashlib.sha256("\x1f".join(str(part) for part in payload).encode()).hexdigest()
    try:
        with transaction.atomic():
            submission = Submission.objects.create(user=user, key=key, digest=digest)
            made = do()
            submission.result_id = made.pk
            submission.save(update_fields=["result_id"])
            return made, True
    except IntegrityError:
        earlier = Submission.objects.filter(user=user, key=key).first()
        if earlier is None:
            raise
    if earlier.digest != digest:
        raise KeyReused(_("This form was already sent with another text. Your text is below: send it again."))
    found = fetch._base_manager.filter(pk=earlier.result_id).first()
    if found is None:
        raise GoneSince(_("This was received already, and is no longer here since: nothing was done a second time."))
    return found, False
