"""Once a day: what is kept for a while only goes. docs/operations.md states the same lengths of time."""

import datetime as dt

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from network.activity.enums import DeliveryState
from network.activity.models import Delivery, Event, Notification, Submission
from network.kit import daily

BATCH = 500
DONE = [DeliveryState.SENT, DeliveryState.DROPPED]


def before(days: int) -> dt.datetime:
    return timezone.now() - dt.timedelta(days=days)


def outdated() -> dict[str, QuerySet]:
    """What goes, by the name it is reported under."""
    sessions = Session.objects.filter(expire_date__gt=timezone.now())
    return {
        "forms received": Submission.objects.filter(created_at__lt=before(30)),
        "read notifications": Notification.objects.filter(read_at__lt=before(90)),
        "mails sent or dropped": Delivery.objects.filter(state__in=DONE, created_at__lt=before(30)),
        "mails given up": Delivery.objects.filter(state=DeliveryState.FAILED, created_at__lt=before(90)),
        "events": Event.objects.filter(created_at__lt=before(365)),
        "tasks done": DBTaskResult.objects.successful().filter(finished_at__lt=before(7)),
        "tasks failed": DBTaskResult.objects.failed().filter(finished_at__lt=before(90)),
        "sessions ended": Session.objects.filter(expire_date__lt=timezone.now()),
        "devices of ended sessions": UserSession.objects.exclude(session_key__in=sessions.values("session_key")),
    }


def delete(rows: QuerySet) -> int:
    """In batches, so that nobody waits long for the database."""
    total = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        rows.model.objects.filter(pk__in=ids).delete()
        total += len(ids)
    return total


class Command(BaseCommand):
    help = "Delete what has been kept long enough: run it once a day"

    def handle(self, **options) -> None:
        for name, rows in outdated().items():
            self.stdout.write(f"{name}: {delete(rows)}")
        for name, work in daily.works().items():
            self.stdout.write(f"{name}: {work()}")
