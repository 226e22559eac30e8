"""A form that was open when what it was for went away: the words come back, and nothing else."""

import pytest
from django import forms

from groups.meetings.forms.attendance import AttendanceLine
from groups.meetings.models import AgendaItem, DatePoll, Meeting
from groups.meetings.views import returning
from groups.spaces.models import Membership
from network.kit.forms import IdsField
from tests.factories import AgendaItemFactory, MeetingFactory
from tests.groups.meetings.conftest import CANARY

WORDS = "Ce que je viens de taper"
SAID = "a été supprimé entre-temps, ou ne vous est plus ouvert"


@pytest.fixture
def doors(group, meeting, member):
    """(address, form) of each place where somebody writes about a meeting; the first ones are for any member."""
    item = AgendaItemFactory(meeting=meeting)
    own = AgendaItemFactory(meeting=meeting, state="proposed", proposed_by=member.user)
    poll = DatePoll.objects.create(group=group, title="Quand")
    agenda = f"{meeting.url}ordre-du-jour/"
    return [
        (f"{agenda}proposition/", {"title": WORDS}),
        (f"{meeting.url}reponse/", {"words": WORDS, "reply": "yes"}),
        (f"{agenda}proposition/{own.pk}/", {"words": WORDS}),
        (f"{meeting.url}modification/", {"notes": f"<p>{WORDS}</p>", "notes_format": "html"}),
        (f"{meeting.url}annulation/", {"reason": WORDS}),
        (agenda, {"title": WORDS}),
        (f"{agenda}{item.pk}/", {"title": WORDS, "presenter": "12"}),
        (f"{agenda}{own.pk}/reponse/", {"words": WORDS}),
        (f"{meeting.url}invites/", {"name": WORDS}),
        (f"{poll.url}modification/", {"words": WORDS}),
    ]


def test_words_come_back_when_it_was_deleted(client, doors, facilitator):
    AgendaItem.objects.all().delete()
    Meeting.objects.all().delete()
    DatePoll.objects.all().delete()
    client.force_login(facilitator.user)
    for address, form in doors:
        page = client.post(address, form)
        assert page.status_code == 404 and SAID in page.text, address
        assert f">{WORDS}</textarea>" in page.text, address
        assert client.get(address).status_code == 404
    assert SAID not in client.post(doors[0][0], {"title": " "}).text


def test_a_closed_door_says_nothing_of_what_is_behind(client, doors, member, secret_meeting):
    """The same for a member who lost the group, for a secret group, and for one that never was."""
    hidden = MeetingFactory(group=secret_meeting.group, title=f"{CANARY}-demain")
    client.force_login(member.user)
    assert client.post(f"{hidden.url}modification/", {"title": WORDS}).status_code == 404
    Membership.objects.filter(pk=member.pk).delete()
    never = "/groupes/jamais-vu/reunions/1/modification/"
    pages = [client.post(address, form) for address, form in doors]
    pages += [client.post(address, {"title": WORDS}) for address in (f"{hidden.url}modification/", never)]
    for page in pages:
        assert page.status_code == 404 and SAID in page.text and WORDS in page.text
        assert CANARY not in page.text and "Comité" not in page.text and "Quand" not in page.text


def forms_below(form):
    return [one for below in form.__subclasses__() for one in (below, *forms_below(below))]


def holds_words(field):
    return isinstance(field, forms.CharField) and not isinstance(field, IdsField) and not field.widget.is_hidden


def comes_back(name):
    return any(returning.WORDS.fullmatch(sent) for sent in (name, f"actions-0-{name}"))


def test_words_of_every_form_come_back():
    """A field that somebody adds is given back too; what is looked for, and the table of who came, are no text."""
    ours = [form for form in forms_below(forms.Form) if form.__module__.startswith("groups.meetings.forms")]
    fields = [item for form in ours if form is not AttendanceLine for item in form.base_fields.items()]
    assert {name for name, field in fields if holds_words(field) and not comes_back(name)} == {"q"}
