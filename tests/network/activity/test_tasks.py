import datetime as dt
import smtplib

import pytest
from django.core import mail as outbox
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from network.activity import actions, tasks
from network.activity.enums import DeliveryState
from network.activity.models import Delivery, DeliveryQuerySet, Event, MailChoice, Notification
from network.activity.notices import lines_for
from tests.mailbox import links_of, parsed
from tests.worker import let_time_pass, run_tasks

pytestmark = pytest.mark.django_db


def told_addresses():
    return sorted(mail.to[0] for mail in outbox.outbox)


def states():
    return sorted(Delivery.objects.values_list("address", "state"))


def test_tell_reaches_the_audience_without_the_actor(member, facilitator, outsider, happen):
    event = happen(actor=facilitator.user)
    run_tasks()
    assert [n.user_id for n in Notification.objects.all()] == [member.user_id]
    assert told_addresses() == [member.user.email]
    assert Notification.objects.get().target == "thread:7"
    assert Event.objects.get(pk=event.pk).told_at is not None


def test_tell_twice_tells_once(member, facilitator, happen):
    event = happen()
    for _ in range(3):
        tasks.tell.enqueue(event.pk)
    run_tasks()
    Event.objects.update(told_at=None)
    tasks.tell.enqueue(event.pk)
    run_tasks()
    assert Notification.objects.count() == Delivery.objects.count() == len(outbox.outbox) == 2


@pytest.mark.parametrize("step", ["tell_people", "address_mails", "mark_told"])
def test_tell_cut_short_goes_on(step, member, facilitator, happen, monkeypatch):
    """Killed before or after each step, then run again: everybody is told, nobody twice."""
    event = happen()
    whole = getattr(actions, step)

    def killed_after(**values):
        whole(**values)
        raise SystemExit

    monkeypatch.setattr(actions, step, killed_after)
    with pytest.raises(SystemExit):
        tasks.tell.func(event.pk)
    monkeypatch.setattr(actions, step, whole)
    run_tasks()
    assert Notification.objects.count() == Delivery.objects.count() == len(outbox.outbox) == 2
    assert len({mail.extra_headers["Message-ID"] for mail in outbox.outbox}) == 2


def test_tell_in_batches(member, facilitator, happen, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 1)
    happen()
    run_tasks()
    assert told_addresses() == sorted([member.user.email, facilitator.user.email])
    assert Notification.objects.count() == 2


def test_tell_leaves_out_suspended_people(member, facilitator, happen):
    facilitator.user.is_active = False
    facilitator.user.save()
    happen()
    run_tasks()
    assert told_addresses() == [member.user.email]
    assert Notification.objects.get().user == member.user


def test_tell_leaves_out_the_mail_of_who_does_not_want_it(member, facilitator, happen):
    actions.choose_mail(user=member.user, by_mail=False)
    happen()
    happen(kind="test-quiet")
    run_tasks()
    assert told_addresses() == [facilitator.user.email]
    assert Notification.objects.filter(user=member.user).count() == 2


def test_tell_writes_to_addresses_without_account_whatever_the_switch(member, happen):
    actions.choose_mail(user=member.user, by_mail=False)
    happen(kind="test-other", actor=member.user)
    run_tasks()
    assert told_addresses() == sorted(["invitee@example.org", member.user.email])
    to_invitee = next(mail for mail in outbox.outbox if mail.to == ["invitee@example.org"])
    assert "List-Unsubscribe" not in to_invitee.extra_headers
    assert "Nobody reads the answers" in to_invitee.body


def test_tell_of_a_gone_event_does_nothing():
    tasks.tell.enqueue(404)
    tasks.send_delivery.enqueue(404)
    run_tasks()
    assert DBTaskResult.objects.successful().count() == 2
    assert outbox.outbox == []


def test_tell_tries_again_while_nobody_knows_the_kind(member, happen, kinds, caplog):
    notice = kinds.pop("test-news")
    happen()
    run_tasks()
    assert "not told" in caplog.text
    kinds["test-news"] = notice
    let_time_pass(minutes=1)
    run_tasks()
    assert told_addresses() == [member.user.email]


def test_tell_fails_in_the_open_after_a_day(member, happen, kinds):
    kinds.clear()
    happen()
    Event.objects.update(created_at=timezone.now() - dt.timedelta(hours=25))
    run_tasks()
    assert DBTaskResult.objects.failed().count() == 1
    assert not DBTaskResult.objects.filter(status="READY").exists()


def queued(happen, **values):
    """An event whose mails are written down and not sent yet."""
    event = happen(**values)
    tasks.tell.func(event.pk)
    return event


@pytest.mark.parametrize("change", ["removed", "suspended", "silent", "forgotten", "withdrawn", "group gone"])
def test_send_delivery_asks_for_the_rights_of_now(change, member, facilitator, group, happen, kinds, monkeypatch):
    event = queued(happen)
    user = member.user
    if change == "removed":
        member.delete()
    elif change == "suspended":
        user.is_active = False
        user.save()
    elif change == "silent":
        actions.choose_mail(user=user, by_mail=False)
    elif change == "forgotten":
        actions.forget(user=user, scope=group.scope)
    elif change == "withdrawn":
        actions.withdraw(target="thread:7")
    else:
        monkeypatch.setattr(kinds["test-news"], "mail", lambda event, recipient: None)
    run_tasks()
    assert user.email not in told_addresses()
    assert dict(states())[user.email] == DeliveryState.DROPPED
    if change in {"removed", "suspended", "silent", "forgotten"}:
        assert told_addresses() == [facilitator.user.email]
    if change == "removed":
        assert lines_for([event], user) == {}


def test_send_delivery_says_what_is_so_now(member, happen):
    queued(happen)
    Event.objects.update(data={"title": "Titre corrigé"})
    member.user.email = "nouvelle@example.org"
    member.user.language = "en"
    member.user.save()
    run_tasks()
    [mail] = outbox.outbox
    assert mail.subject == "Titre corrigé"
    assert mail.to == ["nouvelle@example.org"]
    assert "Nobody reads the answers" in mail.body


def test_send_delivery_survives_a_mail_server_that_is_down(member, facilitator, happen, fail, caplog):
    fail.on["*"] = smtplib.SMTPServerDisconnected("x")
    happen()
    for _ in range(3):
        run_tasks()
        let_time_pass(minutes=20)
    assert outbox.outbox == []
    assert {state for _, state in states()} == {DeliveryState.PENDING}
    fail.on.clear()
    run_tasks()
    assert len(outbox.outbox) == 2
    assert {state for _, state in states()} == {DeliveryState.SENT}
    ids = {address: {seen for to, seen in fail.tried if to == address} for address, _ in fail.tried}
    assert all(len(seen) == 1 for seen in ids.values())
    assert set(Delivery.objects.values_list("attempts", "last_error")) == {(4, "")}
    assert member.user.email not in caplog.text


def test_send_delivery_isolates_a_poisoned_one(member, facilitator, happen, fail):
    fail.on[member.user.email] = UnicodeError("bad")
    happen()
    run_tasks()
    assert told_addresses() == [facilitator.user.email]
    assert dict(states())[member.user.email] == DeliveryState.PENDING


@pytest.mark.parametrize("why", ["refused", "too old"])
def test_send_delivery_gives_up_in_the_open(why, member, happen, fail, caplog):
    refused = smtplib.SMTPRecipientsRefused({member.user.email: (550, b"unknown")})
    fail.on["*"] = refused if why == "refused" else OSError(111, "refused")
    queued(happen)
    if why == "too old":
        Delivery.objects.update(created_at=timezone.now() - dt.timedelta(hours=25))
    run_tasks()
    assert states() == [(member.user.email, DeliveryState.FAILED)]
    assert "given up" in caplog.text
    assert member.user.email not in caplog.text
    assert Delivery.objects.get().last_error.startswith(type(fail.on["*"]).__name__)


def test_send_delivery_leaves_what_another_worker_has(member, happen):
    queued(happen)
    delivery = Delivery.objects.get()
    assert Delivery.objects.claim(delivery)
    assert not Delivery.objects.claim(delivery)
    run_tasks()
    assert outbox.outbox == []
    Delivery.objects.update(leased_until=timezone.now() - dt.timedelta(seconds=1))
    let_time_pass(minutes=3)
    run_tasks()
    assert len(outbox.outbox) == 1


@pytest.mark.parametrize(("moment", "sent"), [("_message", 1), ("settle", 2)])
def test_send_delivery_killed_in_the_middle_goes_on_with_one_id(moment, sent, member, happen, fail, monkeypatch):
    """Killed before the mail server had it, or after: at most one more mail, with the same Message-ID."""
    queued(happen)
    row = DBTaskResult.objects.get(task_path=tasks.send_delivery.module_path)

    def kill(*args):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(*((tasks, moment) if moment == "_message" else (DeliveryQuerySet, moment)), kill)
        with pytest.raises(SystemExit):
            tasks.send_delivery.func(*row.args_kwargs["args"])
    run_tasks()
    assert len(outbox.outbox) == sent - 1
    Delivery.objects.update(leased_until=timezone.now() - dt.timedelta(seconds=1))
    let_time_pass(minutes=3)
    run_tasks()
    assert len(outbox.outbox) == sent
    assert set(fail.tried) == {(member.user.email, Delivery.objects.get().message_id)}
    assert states() == [(member.user.email, DeliveryState.SENT)]


def test_send_delivery_dropped_meanwhile_stays_dropped(member, happen, fail):
    fail.on["*"] = OSError(111, "refused")
    queued(happen)
    delivery = Delivery.objects.get()
    actions.withdraw(target="thread:7")
    actions.postpone_delivery(delivery=delivery, error="OSError")
    run_tasks()
    assert states() == [(member.user.email, DeliveryState.DROPPED)]
    assert fail.tried == []


def test_send_delivery_can_be_stopped_and_grouped(member, happen):
    happen()
    happen("Autre titre")
    run_tasks()
    first, second = outbox.outbox
    wire, text, page = parsed(first)
    [stop] = [url for url in links_of(first) if "courriels/arret" in url]
    assert wire["List-Unsubscribe"].strip() == f"<{stop}>"
    assert wire["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in text
    assert stop in page
    assert wire["References"] == parsed(second)[0]["References"]
    assert wire["Message-ID"] != parsed(second)[0]["Message-ID"]


def test_links_of_a_mail_change_nothing_when_followed(member, happen, client):
    """Mail filters and scanners open every link, without a session, several times."""
    happen()
    run_tasks()

    def state():
        rows = [list(model.objects.order_by("pk").values()) for model in (Delivery, Notification, Event)]
        return str(rows), MailChoice.objects.count()

    before, links = state(), links_of(outbox.outbox[0])
    assert len(links) == 2
    for url in links:
        for _ in range(3):
            assert client.get(url).status_code in {200, 302, 404}
            assert client.head(url).status_code in {200, 302, 404}
    assert state() == before
    assert "sessionid" not in client.cookies
    assert "sid" not in client.cookies
