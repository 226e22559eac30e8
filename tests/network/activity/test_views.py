import pytest
from django.core import mail as outbox
from django.test import Client
from django.urls import reverse

from network.activity import actions, queries
from network.activity.access import stop_token
from network.activity.models import MailChoice, Notification
from network.activity.queries import wants_mail
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db
LIST, READ, CHOICE = (
    reverse(f"activity:{name}") for name in ("notification-list", "notifications-read", "mail-choice")
)  # fmt: skip


def page(client, url=LIST, status=200):
    response = client.get(url, headers={"accept-language": "en"})
    assert response.status_code == status
    return response.content.decode()


def unread(user):
    return Notification.objects.filter(user=user, read_at=None).count()


def test_notification_list_shows_what_is_new(member_client, member, happen):
    happen()
    happen("Autre sujet", target="thread:8")
    run_tasks()
    actions.mark_read(user=member.user, target="thread:8")
    html = page(member_client)
    assert html.count("is-unread") == 1
    assert "CANARI de la discussion" in html
    assert "Autre sujet" in html
    assert f'href="/groupes/{member.group_id}/"' in html
    assert "Réussite éducative" in html
    only_new = page(member_client, f"{LIST}?unread=1")
    assert "CANARI de la discussion" in only_new
    assert "Autre sujet" not in only_new


def test_notification_list_hides_what_is_no_longer_allowed(member_client, member, happen):
    happen()
    run_tasks()
    assert "CANARI" in page(member_client)
    member.delete()
    html = page(member_client)
    assert "CANARI" not in html
    assert "Réussite éducative" not in html


def test_notification_list_leaves_nothing_to_count_that_it_cannot_show(member_client, member, facilitator, happen):
    """Whoever lost what it was about would look for it in vain; others still have it."""
    happen()
    run_tasks()
    member.delete()
    assert unread(member.user) == 1
    page(member_client)
    assert (unread(member.user), unread(facilitator.user)) == (0, 1)


def test_notification_list_belongs_to_one_person(client, member, outsider, happen):
    happen()
    run_tasks()
    client.force_login(outsider)
    assert "CANARI" not in page(client)
    client.force_login(member.user)
    assert "CANARI" in page(client)


def test_notification_list_of_a_visitor_asks_to_sign_in(client, member, happen):
    happen()
    run_tasks()
    for url in (LIST, CHOICE):
        response = client.get(url)
        assert response.url.startswith("/compte/")
        assert b"CANARI" not in response.content


@pytest.mark.parametrize("count", [1, 3])
def test_notification_list_budget(count, member_client, member, happen, django_assert_num_queries):
    for number in range(count):
        happen(target=f"thread:{number}")
        happen(kind="test-quiet", target=f"thread:{number}")
    run_tasks()
    page(member_client)
    with django_assert_num_queries(8):
        assert page(member_client).count("is-unread") >= 2 * count


def test_notification_list_goes_down_page_by_page(member_client, member, happen, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    for number in range(3):
        happen(f"sujet n{number}", target=f"thread:{number}")
    run_tasks()
    html = page(member_client)
    assert "sujet n2" in html
    assert "sujet n0" not in html
    older = html.split('rel="next" href="')[1].split('"')[0]
    below = page(member_client, LIST + older)
    assert "sujet n0" in below
    assert "sujet n1" not in below
    assert 'rel="next"' not in below


@pytest.mark.parametrize(
    "query",
    [
        "before=x",
        "before=-1",
        "before=" + "9" * 400,
        "before=%00",
        "before=1&before=2",
        "before=٣",
        "unread=x",
        "z=%ff",
    ],
)
def test_notification_list_bears_any_parameter(query, member_client, happen):
    happen()
    run_tasks()
    assert "<h1>" in page(member_client, f"{LIST}?{query}")


def test_notification_list_says_when_there_is_nothing(member_client):
    assert "Nothing to report" in page(member_client)
    assert "You are up to date" in page(member_client, f"{LIST}?unread=1")


def test_notifications_read_stops_at_what_was_shown(member_client, member, happen):
    happen()
    run_tasks()
    shown = page(member_client).split('name="up_to" value="')[1].split('"')[0]
    happen(target="thread:8")
    run_tasks()
    response = member_client.post(READ, {"up_to": shown})
    assert response.url == LIST
    assert unread(member.user) == 1


@pytest.mark.parametrize("up_to", ["", "x", "-1", "0", "9" * 30, "\x00", "1.5"])
def test_notifications_read_refuses_anything_else(up_to, member_client, member, happen):
    happen()
    run_tasks()
    assert member_client.post(READ, {"up_to": up_to}).url == LIST
    assert unread(member.user) == 1
    assert member_client.get(READ).status_code == 405


def test_notifications_read_moves_no_line_of_others(member_client, member, facilitator, happen):
    happen()
    run_tasks()
    newest = Notification.objects.latest("pk").pk
    member_client.post(READ, {"up_to": newest})
    assert (unread(member.user), unread(facilitator.user)) == (0, 1)


def test_mail_choice_switches_both_ways(member_client, member):
    assert "checked" in page(member_client, CHOICE)
    assert member_client.post(CHOICE, {}).url == CHOICE
    assert not wants_mail(member.user)
    assert "checked" not in page(member_client, CHOICE)
    member_client.post(CHOICE, {"by_mail": "on"})
    assert wants_mail(member.user)


def test_writes_need_the_forms_token(member, happen):
    happen()
    run_tasks()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member.user)
    for url in (READ, CHOICE):
        assert strict.post(url, {"up_to": 10**6}).status_code == 403
    assert unread(member.user) == 1
    assert wants_mail(member.user)


def stop_url(user):
    return reverse("activity:mail-stop", args=[stop_token(user)])


def test_mail_stop_works_from_the_mail_program(member, happen):
    """RFC 8058: one POST without cookie or session."""
    happen()
    run_tasks()
    url = outbox.outbox[0].extra_headers["List-Unsubscribe"].strip("<>").removeprefix("http://testserver")
    assert url == stop_url(member.user)
    response = Client(enforce_csrf_checks=True).post(url, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert not wants_mail(member.user)
    happen("encore")
    run_tasks()
    assert len(outbox.outbox) == 1


def test_mail_stop_asks_before_it_stops(client, member):
    html = page(client, stop_url(member.user))
    assert 'method="post"' in html
    assert member.user.email not in html
    assert "Claire" not in html
    assert client.head(stop_url(member.user)).status_code == 200
    assert not MailChoice.objects.exists()
    assert client.post(stop_url(member.user)).status_code == 200
    assert not wants_mail(member.user)


def test_mail_stop_refuses_other_tokens(client, member, outsider):
    right = stop_url(member.user)
    for url in (right.replace(f"/{member.user_id}.", f"/{outsider.pk}."), right[:-2] + "/"):
        assert client.get(url).status_code == 404
        assert client.post(url).status_code == 404
    assert not MailChoice.objects.exists()
