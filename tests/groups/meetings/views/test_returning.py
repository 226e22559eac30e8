"""A form that was open when what it was for went away: the words come back, and nothing else."""

import pytest

from groups.meetings.models import AgendaItem, DatePoll, Meeting
from groups.spaces.models import Membership
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
