import uuid

import pytest
from django.http import Http404

from groups.meetings import actions, queries
from groups.meetings.enums import ActionState
from groups.meetings.models import ActionItem, AgendaItem, Meeting, OpenPoint, Series
from network.kit.errors import Refused
from tests.factories import AgendaItemFactory
from tests.groups.meetings.filled import add_point, publish


@pytest.fixture
def past(minutes, facilitator, colleague):
    """Published minutes with an open point, an open action, and an item that nobody dealt with."""
    item = AgendaItemFactory(meeting=minutes.meeting, title="Bilan annuel")
    AgendaItemFactory(meeting=minutes.meeting, title="Pas eu le temps", minutes=20)
    add_point(minutes, item=item, owner=colleague.user)
    publish(minutes, facilitator)
    return minutes


def take_up(meeting, by, chosen, key=None):
    return actions.take_up_leftovers(meeting=meeting, by=by, chosen=chosen, key=key or uuid.uuid4())


def names(meeting):
    return [left.name for left in queries.leftovers_for(meeting)]


def titles(meeting):
    return list(meeting.items.values_list("title", flat=True))


def test_everything_left_goes_to_the_agenda_once(past, meeting, facilitator, colleague):
    chosen, key = names(meeting), uuid.uuid4()
    assert len(chosen) == 3
    take_up(meeting, facilitator, chosen, key)
    take_up(meeting, facilitator, chosen, key)
    take_up(meeting, facilitator, chosen)
    assert titles(meeting) == ["Pas eu le temps", "Reste de Bilan annuel", "Suite\u00a0: Envoyer Bilan annuel"]
    assert names(meeting) == []
    assert meeting.items.last().presenter == colleague.user
    first = AgendaItem.objects.get(meeting=past.meeting, title="Bilan annuel")
    assert OpenPoint.objects.get().taken_up.carried_from == first


def test_only_what_is_chosen_goes(past, meeting, facilitator):
    take_up(meeting, facilitator, [f"action-{ActionItem.objects.get().pk}", "point-0", "n’importe quoi"])
    assert titles(meeting) == ["Suite\u00a0: Envoyer Bilan annuel"] and len(names(meeting)) == 2


def test_what_was_taken_away_from_the_agenda_is_left_again(past, meeting, facilitator):
    take_up(meeting, facilitator, names(meeting))
    meeting.items.all().delete()
    assert len(names(meeting)) == 3


def test_closed_actions_and_drafts_are_not_left(past, meeting, facilitator, secret_meeting):
    ActionItem.objects.update(state=ActionState.DONE, done_at=past.created_at)
    OpenPoint.objects.all().delete()
    add_point(secret_meeting.report, "CNRY-ailleurs")
    assert [left.title for left in queries.leftovers_for(meeting)] == ["Pas eu le temps"]


def test_a_series_takes_up_its_own(past, meeting, facilitator):
    series = Series.objects.create(group=meeting.group, title="Comités")
    Meeting.objects.filter(pk=meeting.pk).update(series=series)
    meeting.refresh_from_db()
    assert names(meeting) == []
    Meeting.objects.filter(pk=past.meeting_id).update(series=series)
    assert len(names(meeting)) == 3


def test_take_up_is_for_those_who_facilitate_and_meetings_to_come(past, meeting, colleague, facilitator):
    chosen = names(meeting)
    with pytest.raises(Http404):
        take_up(meeting, colleague, chosen)
    Meeting.objects.filter(pk=meeting.pk).update(cancelled_at=meeting.created_at)
    with pytest.raises(Refused):
        take_up(meeting, facilitator, chosen)
    assert titles(meeting) == []


def test_an_agenda_stays_of_thirty_points(past, meeting, facilitator):
    """Points that were proposed and declined take no place on it."""
    AgendaItemFactory.create_batch(28, meeting=meeting)
    AgendaItemFactory.create_batch(3, meeting=meeting, state="declined")
    with pytest.raises(Refused):
        take_up(meeting, facilitator, names(meeting))
    take_up(meeting, facilitator, names(meeting)[:2])
    assert meeting.items.filter(state="accepted").count() == 30


@pytest.mark.parametrize("count", [1, 3])
def test_leftovers_cost_three_queries(past, facilitator, meeting, count, django_assert_num_queries):
    for n in range(count):
        add_point(past, f"Point {n}")
        AgendaItemFactory(meeting=past.meeting)
    with django_assert_num_queries(3):
        found = queries.leftovers_for(meeting)
        assert all(left.title and left.meeting.title for left in found)
