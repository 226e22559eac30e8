import uuid
from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from network.activity import actions, queries
from network.activity.models import Delivery, Notification
from network.activity.queries import mail_state, notifications_for_list, unread_count, wants_mail, without_mail
from network.kit.mail import queue_mail
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_notifications_for_list_budget(count, member, happen, django_assert_num_queries):
    for _ in range(count):
        happen()
    run_tasks()
    with django_assert_num_queries(1):
        assert [n.event.kind for n in notifications_for_list(member.user)] == ["test-news"] * count


def test_notifications_for_list_goes_down_page_by_page(member, facilitator, happen, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    for number in range(4):
        happen(str(number))
    run_tasks()
    first = list(notifications_for_list(member.user))
    assert [n.event.data["title"] for n in first] == ["3", "2", "1"]
    assert [n.event.data["title"] for n in notifications_for_list(member.user, first[1].pk)] == ["1", "0"]
    assert {n.user_id for n in first} == {member.user_id}


def test_notifications_for_list_of_what_is_unread(member, happen):
    happen()
    happen(target="thread:8")
    run_tasks()
    actions.mark_read(user=member.user, target="thread:8")
    assert [n.target for n in notifications_for_list(member.user, unread=True)] == ["thread:7"]


def test_is_received_knows_whose_form_it_was(member, facilitator):
    key = uuid.uuid4()
    assert not queries.is_received(user=member.user, key=key)
    for _ in range(2):
        actions.receive(user=member.user, key=key)
    assert queries.is_received(user=member.user, key=key)
    assert not queries.is_received(user=facilitator.user, key=key)


def test_unread_count_stops_counting(member, facilitator, happen, monkeypatch, django_assert_num_queries):
    for _ in range(3):
        happen()
    run_tasks()
    actions.mark_all_read(user=facilitator.user)
    with django_assert_num_queries(1):
        assert unread_count(member.user) == 3
    assert unread_count(facilitator.user) == 0
    monkeypatch.setattr(queries, "COUNTED", 2)
    assert unread_count(member.user) == 2


def test_wants_mail_until_said_otherwise(member, facilitator):
    actions.choose_mail(user=facilitator.user, by_mail=False)
    assert wants_mail(member.user)
    assert not wants_mail(facilitator.user)
    assert without_mail([member.user, facilitator.user]) == {facilitator.user_id}


def test_mail_state_counts_both_kinds_of_mails(member, happen):
    assert (mail_state().waiting, mail_state().oldest_seconds, mail_state().given_up) == (0, 0, 0)
    queue_mail(template="activity/none", to="a@example.org", context={})
    event = happen()
    Delivery.objects.create(event=event, address="b@example.org", message_id="<b@x>")
    Delivery.objects.create(event=event, address="c@example.org", message_id="<c@x>", state="failed")
    DBTaskResult.objects.filter(queue_name="mail").update(enqueued_at="2026-01-01T00:00Z")
    state = mail_state()
    assert (state.waiting, state.given_up) == (2, 1)
    assert state.oldest_seconds > 60
    assert not Notification.objects.exists()


def test_count_events_counts_one_kind_in_one_scope_since_then(group, happen):
    event = happen()
    since = event.created_at - timedelta(seconds=1)
    about = {"kind": event.kind, "scope": group.scope}
    assert queries.count_events(**about, since=since) == 1
    assert queries.count_events(**about, since=since, target=event.target) == 1
    assert queries.count_events(**about, since=since, target="thread:999") == 0
    assert queries.count_events(**about, since=event.created_at) == 0
    assert queries.count_events(kind=event.kind, scope="group:999", since=since) == 0
