import uuid

import pytest
from django.http import Http404
from django.utils import timezone

from groups.meetings import actions
from groups.meetings.enums import ItemState
from groups.meetings.models import AgendaItem, Meeting
from groups.meetings.queries import agenda_of, version_of
from network.activity.actions import tell_people
from network.activity.models import Event
from network.activity.queries import unread_count
from network.kit.errors import KeyReused, Refused
from tests.factories import AgendaItemFactory

pytestmark = pytest.mark.django_db
WORDS = {"title": "Bilan", "minutes": 20, "presenter_id": None, "presenter_name": "La PMI"}


def add(meeting, by, key=None, **words):
    return actions.add_item(meeting=meeting, by=by, key=key or uuid.uuid4(), **{**WORDS, **words})


def propose(meeting, by, key=None, **words):
    said = {"title": "Les vacances", "minutes": None, "proposed_words": "On en a besoin.", "presenter_id": None}
    return actions.propose_item(meeting=meeting, by=by, key=key or uuid.uuid4(), **{**said, **words})


def change(item, by, version=None, **words):
    return actions.change_item(item=item, by=by, version=version or version_of(item), **{**WORDS, **words})


def decide(item, by, accept=True, version=None, words=""):
    return actions.decide_item(item=item, by=by, version=version or version_of(item), accept=accept, words=words)


def titles(meeting):
    return [item.title for item in agenda_of(meeting)]


@pytest.fixture
def items(meeting):
    return [AgendaItemFactory(meeting=meeting, title=title, position=n) for n, title in enumerate("ABCD")]


def test_add_item_goes_to_the_end_once(meeting, items, facilitator):
    key = uuid.uuid4()
    assert add(meeting, facilitator, key) == add(meeting, facilitator, key)
    assert titles(meeting) == ["A", "B", "C", "D", "Bilan"]
    with pytest.raises(KeyReused):
        add(meeting, facilitator, key, title="Autre")


def test_agenda_takes_thirty_points(meeting, facilitator):
    AgendaItem.objects.bulk_create(AgendaItem(meeting=meeting, title=str(n), position=n) for n in range(30))
    proposed = AgendaItemFactory(meeting=meeting, state=ItemState.PROPOSED)
    with pytest.raises(Refused, match="Trente points"):
        add(meeting, facilitator)
    with pytest.raises(Refused, match="Trente points"):
        decide(proposed, facilitator)
    assert decide(proposed, facilitator, accept=False)


@pytest.mark.parametrize(
    ("index", "place", "after"),
    [(2, 1, "ACBD"), (0, 1, "BACD"), (3, 0, "DABC"), (0, 30, "BCDA"), (1, 1, "ABCD")],
)
def test_move_item_to_a_place(meeting, items, facilitator, index, place, after):
    for _twice in range(2):
        actions.move_item(item=items[index], by=facilitator, place=place)
        assert titles(meeting) == list(after)


def test_move_leaves_what_is_not_on_the_agenda(meeting, items, facilitator):
    waiting = AgendaItemFactory(meeting=meeting, state=ItemState.PROPOSED)
    actions.move_item(item=waiting, by=facilitator, place=0)
    assert titles(meeting) == list("ABCD")


def test_delete_item_closes_the_ranks(meeting, items, facilitator):
    actions.delete_item(item=items[1], by=facilitator)
    actions.delete_item(item=items[1], by=facilitator)
    assert [(item.title, item.position) for item in agenda_of(meeting)] == [("A", 0), ("C", 1), ("D", 2)]
    with pytest.raises(Refused, match="retiré"):
        change(items[1], facilitator)


def test_change_item(meeting, items, facilitator, member):
    change(items[0], facilitator, presenter_id=member.user_id)
    item = AgendaItem.objects.get(pk=items[0].pk)
    assert (item.title, item.minutes, item.presenter) == ("Bilan", 20, member.user)


def test_writing_the_agenda_is_for_those_who_facilitate(meeting, items, member, facilitator):
    for act in (
        lambda by: add(meeting, by),
        lambda by: actions.move_item(item=items[0], by=by, place=1),
        lambda by: change(items[0], by),
        lambda by: actions.delete_item(item=items[0], by=by),
    ):
        with pytest.raises(Http404):
            act(member)
        assert titles(meeting)[0] == "A"
    add(meeting, facilitator)
    assert len(titles(meeting)) == 5


def test_propose_item_waits_for_an_answer(meeting, items, member):
    key = uuid.uuid4()
    item = propose(meeting, member, key)
    assert propose(meeting, member, key) == item
    assert titles(meeting) == list("ABCD")
    event = Event.objects.get(kind="agenda-item-proposed")
    assert (event.target, event.object_id, event.actor) == (meeting.target, item.pk, member.user)


def test_propose_item_until_the_meeting_is_over(meeting, past_meeting, member):
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=timezone.now())
    for over in (meeting, past_meeting):
        with pytest.raises(Refused, match="terminée ou annulée"):
            propose(over, member)
    assert not AgendaItem.objects.exists() and not Event.objects.exists()


def test_propose_item_is_bounded_for_one_person_and_for_all(meeting, member, colleague):
    def wait(count, **about):
        waiting = {"meeting": meeting, "title": "x", "state": ItemState.PROPOSED, **about}
        AgendaItem.objects.bulk_create(AgendaItem(**waiting) for _ in range(count))

    wait(10, proposed_by=member.user)
    with pytest.raises(Refused, match="attendent déjà"):
        propose(meeting, member)
    assert propose(meeting, colleague)
    wait(19)
    with pytest.raises(Refused, match="attendent déjà"):
        propose(meeting, colleague)


@pytest.mark.parametrize(("accept", "after"), [(True, ["A", "B", "C", "D", "Les vacances"]), (False, list("ABCD"))])
def test_decide_item_once(meeting, items, member, facilitator, accept, after):
    item = propose(meeting, member)
    assert decide(item, facilitator, accept, words="Merci.")
    assert not decide(item, facilitator, not accept, words="Trop tard.")
    assert titles(meeting) == after
    item.refresh_from_db()
    assert (item.answer, item.decided_by) == ("Merci.", facilitator.user)
    assert Event.objects.filter(kind="agenda-item-decided").count() == 1


def test_decide_item_is_for_those_who_facilitate(meeting, member, facilitator):
    item = propose(meeting, member)
    with pytest.raises(Http404):
        decide(item, member)
    item.refresh_from_db()
    assert item.state == ItemState.PROPOSED
    assert decide(item, facilitator)


def test_change_item_compares_with_what_was_read(meeting, items, facilitator):
    """Who is second is refused with what the first one said; the same words again are no change."""
    drawn = version_of(items[0])
    change(items[0], facilitator, drawn, title="La première")
    change(items[0], facilitator, drawn, title="La première")
    with pytest.raises(actions.ChangedSince) as refusal:
        change(items[0], facilitator, drawn, title="La seconde")
    assert refusal.value.now.title == "La première" == AgendaItem.objects.get(pk=items[0].pk).title


def test_change_proposal_while_it_waits(meeting, member, facilitator):
    item = propose(meeting, member)
    drawn = version_of(item)
    actions.change_proposal(item=item, by=member, version=drawn, title="L’été", proposed_words="Bientôt.")
    item.refresh_from_db()
    assert (item.title, item.proposed_words, item.state) == ("L’été", "Bientôt.", ItemState.PROPOSED)
    with pytest.raises(actions.ChangedSince):
        decide(item, facilitator, version=drawn)
    assert decide(item, facilitator)
    with pytest.raises(Refused, match="répondu"):
        actions.change_proposal(item=item, by=member, version=version_of(item), title="Trop tard")
    with pytest.raises(Refused, match="répondu"):
        actions.withdraw_proposal(item=item, by=member)
    assert titles(meeting) == ["L’été"]


def test_withdraw_proposal_takes_its_news_away(meeting, member, facilitator):
    item = propose(meeting, member)
    event = Event.objects.get(kind="agenda-item-proposed")
    tell_people(event=event, users=[facilitator.user])
    actions.withdraw_proposal(item=item, by=member)
    assert not AgendaItem.objects.exists() and unread_count(facilitator.user) == 0


def test_a_proposal_belongs_to_whoever_made_it(meeting, member, colleague, facilitator):
    item = propose(meeting, member)
    for other in (colleague, facilitator):
        with pytest.raises(Refused):
            actions.change_proposal(item=item, by=other, version=version_of(item), title="Volé")
        with pytest.raises(Refused):
            actions.withdraw_proposal(item=item, by=other)
    assert AgendaItem.objects.get().title == "Les vacances"
