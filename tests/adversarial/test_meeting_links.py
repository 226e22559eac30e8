"""What the links of mails about meetings open, to whom, for how long; and that opening them does nothing."""

import re
import uuid
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from groups.meetings import actions
from groups.meetings.access import ANSWER, FEED
from groups.meetings.models import Attendance, Meeting
from groups.spaces.actions import leave_group
from network.kit.tokens import find_token, token_of
from network.people.models import User
from network.seeds.dump import dump
from tests.factories import MeetingFactory
from tests.groups.meetings.filled import end_meeting
from tests.mailbox import links_of
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db
NOISE = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"')


@pytest.fixture
def meeting(group):
    return MeetingFactory(group=group, title="Comité canari", place="Lieu canari")


@pytest.fixture
def guest(meeting):
    return Attendance.objects.create(meeting=meeting, is_guest=True, name="Juriste", email="juriste@example.org")


@pytest.fixture
def convened(meeting, guest, facilitator, member):
    actions.convene(meeting=meeting, by=facilitator, key=uuid.uuid4())
    return meeting


def token(row):
    row.refresh_from_db()
    return find_token(row.nonce, salt=ANSWER, expected=row.token_hash)


def doors(row):
    return [reverse(f"groups:{name}", args=[token(row)]) for name in ("convocation-answer", "guest-stop")]


def plain(response):
    headers = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}
    return response.status_code, NOISE.sub("", response.content.decode()), headers


def test_every_link_of_every_mail_changes_nothing_until_a_button_is_pressed(convened, guest, facilitator, member):
    """A filter opens each of them, three times, without a cookie."""
    Meeting.objects.update(place="Autre lieu", revision=1)
    actions.tell_change(meeting=convened, by=facilitator, key=uuid.uuid4())
    run_tasks()
    actions.remind(meeting=convened, by=facilitator, key=uuid.uuid4())
    run_tasks()
    links = {link for message in mail.outbox for link in links_of(message)}
    assert sum("/reunion/" in link for link in links) >= 7 and any("ne-plus-recevoir" in link for link in links)
    before = dump()
    for link in sorted(links):
        parts = urlsplit(link)
        for _ in range(3):
            cache.clear()
            for method in ("get", "head"):
                response = getattr(Client(), method)(f"{parts.path}?{parts.query}")
                assert response.status_code in {200, 302} and "sessionid" not in response.cookies
    assert dump() == before
    assert Client().post(doors(guest)[0], {"reply": "yes"}).status_code == 302
    guest.refresh_from_db()
    assert guest.reply == "yes"


def end(why, convened, guest, member):
    """Whose link, and why it opens nothing any more."""
    mine = Attendance.objects.get(user=member.user)
    if why in {"cancelled", "over", "archived"}:
        end_meeting(why)
    elif why == "left":
        leave_group(membership=member)
    elif why == "suspended":
        User.objects.filter(pk=member.user_id).update(is_active=False)
    elif why == "not convened":
        Attendance.objects.update(invited_at=None)
    return mine


ENDS = ["cancelled", "over", "archived", "left", "suspended", "not convened"]


@pytest.mark.parametrize("why", ENDS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_ended_answers_as_one_that_never_was(convened, guest, member, why, method):
    mine = Attendance.objects.get(user=member.user)
    path = doors(mine)[0]
    assert Client().get(path).status_code == 200
    end(why, convened, guest, member)
    unknown = reverse("groups:convocation-answer", args=["unknown"])
    answers = []
    for address in (path, unknown):
        cache.clear()
        answers.append(plain(getattr(Client(), method)(address, {"reply": "yes", "words": "x"})))
    assert answers[0] == answers[1] and answers[0][0] == 404
    assert "canari" not in answers[0][1]
    mine.refresh_from_db()
    assert (mine.reply, mine.words) == ("", "")


def test_a_removed_guest_has_no_link(convened, guest, facilitator):
    paths = doors(guest)
    actions.remove_guest(meeting=convened, by=facilitator, guest_id=guest.pk)
    for path in paths:
        answer = Client().get(path)
        assert answer.status_code == 404 and "canari" not in answer.content.decode()


def test_a_link_is_for_one_answer_of_one_person(convened, guest, facilitator, member):
    """Neither another meeting, another person, nor anything else is named by what is sent with it."""
    other = MeetingFactory(group=convened.group)
    actions.convene(meeting=other, by=facilitator, key=uuid.uuid4())
    sent = {
        "reply": "no",
        "words": "x",
        "meeting": other.pk,
        "attendance": 1,
        "user": member.user_id,
        "email": "a@example.org",
    }
    Client().post(doors(guest)[0], sent)
    answered = Attendance.objects.exclude(reply="")
    assert [row.pk for row in answered] == [guest.pk]


@pytest.mark.parametrize("salt", [FEED, "groups.invitation", ""])
def test_a_token_opens_only_what_it_was_made_for(convened, guest, salt):
    guest.refresh_from_db()
    wrong = token_of(guest.nonce, salt=salt)
    for name in ("convocation-answer", "guest-stop", "feed-file", "invitation"):
        assert Client().get(reverse(f"groups:{name}", args=[wrong])).status_code == 404
    right = token(guest)
    for name in ("feed-file", "invitation"):
        answer = Client().get(reverse(f"groups:{name}", args=[right]))
        assert answer.status_code == 404 and "canari" not in answer.content.decode()


def test_a_token_signs_nobody_in(convened, guest, member):
    mine = Attendance.objects.get(user=member.user)
    client = Client()
    client.get(doors(mine)[0])
    client.post(doors(mine)[0], {"reply": "yes"})
    refused = client.get(convened.url)
    assert refused.status_code == 302 and "/compte/login/" in refused["Location"]


def test_the_pages_of_links_are_kept_and_told_by_nobody(convened, guest):
    """Not "no-referrer": browsers would then send the form from "null", which is refused."""
    for path in doors(guest):
        answer = Client().get(path)
        assert answer["Referrer-Policy"] == "same-origin" and "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"


def test_no_answer_is_taken_without_the_token_of_its_form(convened, guest):
    client = Client(enforce_csrf_checks=True)
    assert client.post(doors(guest)[0], {"reply": "yes"}).status_code == 403
    guest.refresh_from_db()
    assert guest.reply == ""


def test_who_guesses_links_is_held_back(convened, guest):
    client = Client()
    guesses = [client.get(reverse("groups:convocation-answer", args=[f"x{n}"])).status_code for n in range(31)]
    assert guesses == [404] * 30 + [429]
    assert client.get(doors(guest)[0]).status_code == 200, "a colleague behind the same address still answers"


def test_nothing_of_a_token_stands_in_the_database(convened, guest):
    secret = token(guest)
    rows = str(dump()) + str(list(Attendance.objects.values()))
    assert secret not in rows
