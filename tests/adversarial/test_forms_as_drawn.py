"""DS-02 of the forms that pages draw, found where people find them: a field that is added is attacked without being
listed.
"""

import re
import uuid
from html.parser import HTMLParser

import pytest
from django.db import transaction

from groups.meetings.enums import ItemState
from groups.meetings.models import Amendment, Attendance
from tests.factories import AgendaItemFactory, MeetingFactory, MinutesFactory
from tests.groups.meetings.filled import add_point, publish

NUMBER = re.compile(r"-?[0-9]{1,18}")
TOO_MUCH = ["-5", "9" * 10, "9" * 19]
"""Below what a counter holds, above what a number holds, above what a row is called."""


class Forms(HTMLParser):
    """The forms of a page that send something: where to, and what with."""

    def __init__(self, page):
        super().__init__()
        self.forms, self.form = [], None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        at = dict(attrs)
        if tag == "form":
            self.form = {"action": at.get("action") or "", "method": at.get("method", "get").lower(), "fields": {}}
            self.forms.append(self.form)
        elif self.form is not None and at.get("name") and at.get("type") != "file":
            self.form["fields"].setdefault(at["name"], at.get("value") or ("x" if tag == "textarea" else ""))

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None


@pytest.fixture
def pages(facilitator, member):
    group = facilitator.group
    to_come = MeetingFactory(group=group, title="Comité à venir")
    AgendaItemFactory(meeting=to_come)
    proposed = AgendaItemFactory(meeting=to_come, state=ItemState.PROPOSED, proposed_by=member.user)
    Attendance.objects.create(meeting=to_come, is_guest=True, name="Juriste", email="juriste@example.org")
    over = MeetingFactory(group=group, days=-3, title="Comité passé")
    minutes = MinutesFactory(meeting=over)
    point = add_point(minutes, owner=member.user)
    published = MinutesFactory(meeting=MeetingFactory(group=group, days=-9))
    add_point(published, owner=member.user)
    publish(published, facilitator)
    amendment = Amendment.objects.create(minutes=published, by=member.user, text="Le 12")
    here = f"/groupes/{group.slug}/reunions/"
    action = published.action_items.get()
    written = f"{over.url}compte-rendu/redaction/"
    of_meetings = [
        f"{here}nouvelle/", f"{here}sondages/nouveau/", f"{here}actions/{action.pk}/", to_come.url,
        f"{to_come.url}modification/", f"{to_come.url}ordre-du-jour/", f"{to_come.url}invites/",
        f"{to_come.url}ordre-du-jour/{proposed.pk}/reponse/", f"{to_come.url}convocation/", f"{over.url}presences/",
        written, f"{written}points/{point.pk}/", f"{minutes.url}publication/", published.url,
        f"{published.url}corrections/nouvelle/", f"{published.url}corrections/{amendment.pk}/",
    ]  # fmt: skip
    of_group = [f"/groupes/{group.slug}/{page}" for page in ("", "animation/", "animation/accueil/", "fichiers/")]
    return [*of_meetings, *of_group]


def numbers_of(client, pages):
    """Each address that a form of these pages sends to, its fields, and one of them that holds a number; each once."""
    seen = set()
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        for form in Forms(answer.text).forms:
            target = form["action"] or page
            for name in (name for name, value in form["fields"].items() if NUMBER.fullmatch(value)):
                if form["method"] == "post" and (target, name) not in seen:
                    seen.add((target, name))
                    yield target, form["fields"], name


@pytest.mark.slow
@pytest.mark.django_db
def test_no_number_in_a_form_breaks_its_page(client, facilitator, pages, settings):
    """A version, a row, a place in a list: what no database takes is answered, with the words that were sent."""
    settings.RATE_FACTOR = 1000
    client.raise_request_exception = False
    client.force_login(facilitator.user)
    found = list(numbers_of(client, pages))
    assert len(found) >= 20
    for target, fields, name in found:
        for value in TOO_MUCH:
            with transaction.atomic():
                response = client.post(target, fields | {"key": str(uuid.uuid4()), name: value})
                transaction.set_rollback(True)
            assert response.status_code < 500, (target, name, value)
