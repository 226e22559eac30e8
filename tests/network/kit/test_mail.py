import datetime as dt
import smtplib

import pytest
from django.core import mail as outbox
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from network.kit.mail import backoff, describe, is_final, queue_mail
from tests.mailbox import Failing
from tests.worker import let_time_pass, run_tasks

pytestmark = pytest.mark.django_db
CODE = "K7Q-P2X"


@pytest.fixture
def fail(monkeypatch):
    return Failing(monkeypatch)


def queue(to="claire@example.org", **values):
    context = {
        "subject": "Code",
        "heading": CODE,
        "group_name": "",
        "quote": "",
        "url": "/",
        "action": "",
        "reason": "",
    }
    queue_mail(template="activity/news", to=to, context=context, **values)


def kept() -> str:
    return str(list(DBTaskResult.objects.values_list("args_kwargs", "return_value", "traceback")))


def test_queue_mail_leaves_by_the_worker():
    queue()
    assert outbox.outbox == []
    run_tasks()
    [sent] = outbox.outbox
    assert CODE in sent.body
    assert sent.to == ["claire@example.org"]


def test_queue_mail_goes_with_its_transaction():
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    run_tasks()
    assert outbox.outbox == []


def test_queue_mail_leaves_no_word_behind(caplog):
    queue()
    assert CODE in kept()
    run_tasks()
    assert CODE not in kept()
    assert "claire@example.org" not in kept()
    assert CODE not in caplog.text


def test_queue_mail_tries_again_with_one_message_id(fail, caplog):
    fail.on["*"] = smtplib.SMTPServerDisconnected("claire@example.org")
    queue(message_id="<one@testserver>")
    for _ in range(3):
        run_tasks()
        let_time_pass(minutes=20)
    fail.on.clear()
    run_tasks()
    assert fail.tried == [("claire@example.org", "<one@testserver>")] * 4
    assert len(outbox.outbox) == 1
    assert CODE not in kept()
    assert "SMTPServerDisconnected" in caplog.text
    assert "claire@example.org" not in caplog.text


def test_queue_mail_waits_before_the_next_try(fail):
    fail.on["*"] = OSError(111, "refused")
    queue()
    run_tasks()
    run_tasks()
    assert len(fail.tried) == 1
    waiting = DBTaskResult.objects.get(status="READY")
    assert waiting.run_after > timezone.now() + dt.timedelta(seconds=5)
    assert waiting.priority > 0


def test_queue_mail_gives_up_in_the_open(fail, caplog):
    fail.on["*"] = smtplib.SMTPServerDisconnected()
    queue(good_for=dt.timedelta(seconds=1))
    run_tasks()
    [dead] = DBTaskResult.objects.failed()
    assert dead.args_kwargs["kwargs"]["letter"] == {"template": "activity/news", "to": "claire@example.org"}
    assert CODE not in kept()
    assert "given up" in caplog.text
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_queue_mail_takes_a_refusal_for_final(fail):
    fail.on["*"] = smtplib.SMTPRecipientsRefused({"claire@example.org": (550, b"unknown")})
    queue()
    run_tasks()
    assert len(fail.tried) == 1
    assert DBTaskResult.objects.failed().count() == 1
    assert "SMTPRecipientsRefused 550" in DBTaskResult.objects.failed()[0].traceback


def test_queue_mail_isolates_a_poisoned_one(fail):
    queue(to="claire@example.org")
    queue(to="a\nBcc: b@example.org")
    queue_mail(template="activity/nothing", to="x@example.org", context={})
    fail.on["bruno@example.org"] = UnicodeError("bad")
    queue(to="bruno@example.org")
    queue(to="karim@example.org")
    run_tasks()
    received = {address for mail in outbox.outbox for address in mail.recipients()}
    assert {"claire@example.org", "karim@example.org"} <= received
    assert "b@example.org" not in received
    assert DBTaskResult.objects.filter(status="READY").count() == 2


def test_queue_mail_run_again_after_it_left_sends_nothing():
    queue()
    run_tasks()
    DBTaskResult.objects.update(status="READY")
    run_tasks()
    assert len(outbox.outbox) == 1


def test_backoff_doubles_to_a_limit_and_varies():
    assert 7.5 <= backoff(0).total_seconds() <= 12.5
    assert 30 <= backoff(2).total_seconds() <= 50
    assert 675 <= backoff(400).total_seconds() <= 1125
    assert len({backoff(3) for _ in range(10)}) > 1


@pytest.mark.parametrize(
    ("error", "final", "said"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.fr": (550, b"no")}), True, "SMTPRecipientsRefused 550"),
        (smtplib.SMTPRecipientsRefused({"a@b.fr": (451, b"later")}), False, "SMTPRecipientsRefused 451"),
        (smtplib.SMTPDataError(554, b"spam a@b.fr"), True, "SMTPDataError 554"),
        (smtplib.SMTPDataError(451, b"later"), False, "SMTPDataError 451"),
        (smtplib.SMTPAuthenticationError(535, b"no"), False, "SMTPAuthenticationError 535"),
        (TimeoutError(), False, "TimeoutError"),
        (ValueError("a@b.fr"), False, "ValueError"),
    ],
)
def test_is_final_and_describe(error, final, said):
    assert is_final(error) is final
    assert describe(error) == said
