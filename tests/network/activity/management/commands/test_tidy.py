import datetime as dt
import uuid
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from network.activity.management.commands import tidy
from network.activity.models import Delivery, Event, Notification, Submission
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db


def days_ago(number):
    return timezone.now() - dt.timedelta(days=number)


def run():
    out = StringIO()
    call_command("tidy", stdout=out)
    return out.getvalue()


def test_tidy_keeps_what_is_recent(member, happen, member_client):
    happen()
    run_tasks()
    Submission.objects.create(user=member.user, key=uuid.uuid4(), digest="x")
    Notification.objects.update(read_at=days_ago(80))
    kept = [(model, model.objects.count()) for model in (Event, Notification, Delivery, Submission, DBTaskResult)]
    run()
    assert [(model, model.objects.count()) for model, _ in kept] == kept
    assert Session.objects.count() == 1


def test_tidy_deletes_what_was_kept_long_enough(member, happen, monkeypatch):
    monkeypatch.setattr(tidy, "BATCH", 2)
    for _ in range(3):
        happen()
    run_tasks()
    for _ in range(3):
        Submission.objects.create(user=member.user, key=uuid.uuid4(), digest="x")
    unread = Notification.objects.first()
    Notification.objects.exclude(pk=unread.pk).update(read_at=days_ago(91))
    Submission.objects.update(created_at=days_ago(31))
    Delivery.objects.update(created_at=days_ago(31))
    DBTaskResult.objects.update(finished_at=days_ago(8))
    Session.objects.create(session_key="old", session_data="", expire_date=days_ago(1))
    said = run()
    assert "forms received: 3" in said
    assert list(Notification.objects.all()) == [unread]
    for model in (Submission, Delivery, DBTaskResult, Session):
        assert not model.objects.exists()
    assert Event.objects.count() == 3


def test_tidy_keeps_what_waits_or_failed_longer(member, happen):
    happen()
    Delivery.objects.create(event=Event.objects.get(), address="a@example.org", message_id="<a@x>")
    Delivery.objects.create(event=Event.objects.get(), address="b@example.org", message_id="<b@x>", state="failed")
    Delivery.objects.update(created_at=days_ago(60))
    DBTaskResult.objects.update(enqueued_at=days_ago(60))
    run()
    assert Delivery.objects.count() == 2
    assert DBTaskResult.objects.count() == 1


def test_tidy_forgets_a_year_old_event(member, happen):
    happen()
    run_tasks()
    Event.objects.update(created_at=days_ago(366))
    run()
    assert not Event.objects.exists()
    assert not Notification.objects.exists()
