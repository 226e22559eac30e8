"""What the bell and its page show."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Min, QuerySet
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from network.kit.mail import send_queued
from network.kit.rows import fetch
from network.people.models import User

from .enums import DeliveryState
from .models import Delivery, Event, MailChoice, Notification, Submission

COUNTED = 100
PAGE = 30


BELL = """
SELECT COUNT(*) FROM (SELECT 1 FROM activity_notification WHERE user_id = %s AND read_at IS NULL LIMIT %s) AS found
"""
"""On every page, and three times dearer to compile from objects than to run."""


def unread_count(user: User) -> int:
    """How many lines are new to this person, counted up to 100. One query."""
    ((count,),) = fetch(BELL, [user.pk, COUNTED])
    return count


def is_received(*, user: User, key: uuid.UUID) -> bool:
    """Whether the form with this key came from this person and did its work. One query."""
    return Submission.objects.filter(user=user, key=key).exists()


def is_latest(event: Event) -> bool:
    """Whether nothing was recorded since about the same target of the same scope: what is told then is how it ended.
    One query.
    """
    return not Event.objects.filter(scope=event.scope, target=event.target, id__gt=event.pk).exists()


def count_events(*, kind: str, scope: str, since: dt.datetime, target: str = "") -> int:
    """How many events of this kind were recorded since then in a scope ("group:12"), about a target or any."""
    found = Event.objects.filter(scope=scope, kind=kind, created_at__gt=since)
    return (found.filter(target=target) if target else found).count()


def notifications_for_list(user: User, before: int | None = None, *, unread: bool = False) -> QuerySet[Notification]:
    """One page of this person's lines and one more, newest first, below the id `before`. One query with the events."""
    mine = Notification.objects.filter(user=user).select_related("event")
    if before is not None:
        mine = mine.filter(id__lt=before)
    if unread:
        mine = mine.filter(read_at=None)
    return mine[: PAGE + 1]


def mails_given_up(*, target: str) -> QuerySet[Delivery]:
    """Mails about a target ("meeting:5") that could not be handed over, the latest first, with whom they were for."""
    failed = Delivery.objects.filter(event__target=target, state=DeliveryState.FAILED)
    return failed.select_related("user").order_by("-id")


def unread_among(user: User, targets: Iterable[str]) -> set[str]:
    """Those of these targets ("minutes:5") of which a line is new to this person. One query."""
    new = Notification.objects.filter(user=user, target__in=list(targets), read_at=None).order_by()
    return set(new.values_list("target", flat=True))


def wants_mail(user: User) -> bool:
    """Whether this person's mail switch is on; it is until they turn it off. One query."""
    return not MailChoice.objects.filter(user=user, by_mail=False).exists()


def without_mail(users: Iterable[User]) -> set[int]:
    """The ids of those among these people whose mail switch is off. One query."""
    return set(MailChoice.objects.filter(user__in=list(users), by_mail=False).values_list("user_id", flat=True))


@dataclass(frozen=True)
class MailState:
    """How the outgoing mails are: how many wait, since when (seconds), and how many were given up."""

    waiting: int
    oldest_seconds: int
    given_up: int


def mail_state() -> MailState:
    """What the operator watches. Mails wait either as a delivery (news) or as a task (codes, invitations)."""
    queued = DBTaskResult.objects.filter(task_path=send_queued.module_path)
    pending = Delivery.objects.pending().aggregate(n=Count("id"), first=Min("created_at"))
    direct = queued.filter(status=TaskResultStatus.READY).aggregate(n=Count("id"), first=Min("enqueued_at"))
    firsts = [part["first"] for part in (pending, direct) if part["first"]]
    oldest = int((timezone.now() - min(firsts)).total_seconds()) if firsts else 0
    failed = Delivery.objects.filter(state=DeliveryState.FAILED).count() + queued.failed().count()
    return MailState(pending["n"] + direct["n"], oldest, failed)
