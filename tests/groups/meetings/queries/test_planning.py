from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from groups.meetings import queries
from groups.meetings.models import Series
from groups.meetings.queries.planning import month_later
from groups.spaces.access import Passage
from tests.factories import AgendaItemFactory, MeetingFactory

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("day", "after", "found"),
    [
        (THURSDAY, date(2026, 11, 26), date(2026, 12, 10)),
        (THURSDAY, date(2027, 1, 20), date(2027, 2, 11)),
        (date(2026, 10, 29), date(2026, 10, 30), date(2026, 11, 26)),
        (date(2026, 12, 31), date(2026, 12, 1), date(2027, 1, 28)),
        (date(2027, 3, 1), date(2026, 1, 1), date(2027, 4, 5)),
    ],
)
def test_month_later_is_the_same_weekday_of_its_month(day, after, found):
    assert month_later(day, after=after) == found and found.weekday() == day.weekday()


def test_start_of_new_without_a_meeting_yet_has_no_date(group):
    series = Series.objects.create(group=group, title="Comité", place="Valombre", notes="<p>Venez.</p>")
    assert queries.start_of_new(None) == {}
    start = queries.start_of_new(series)
    assert (start["place"], start["notes"]) == ("Valombre", "<p>Venez.</p>") and "day" not in start


def test_start_of_new_keeps_the_hours_across_the_change_of_clocks(group):
    series = Series.objects.create(group=group, title="Comité", minutes=150)
    begins = datetime(2026, 3, 12, 9, 30, tzinfo=timezone.get_current_timezone())
    MeetingFactory(group=group, series=series, starts_at=begins)
    start = queries.start_of_new(series)
    assert (start["begins"].hour, start["begins"].minute, start["ends"].hour) == (9, 30, 12)
    assert start["day"] > timezone.localdate() and start["day"].weekday() == 3


def test_agenda_length_says_what_is_over(meeting):
    items = [AgendaItemFactory(meeting=meeting, minutes=minutes) for minutes in (70, None, 80)]
    length = queries.agenda_length(meeting, items)
    assert length == {"planned_minutes": 150, "lasts_minutes": 120, "minutes_over": 30}


def test_proposals_show_to_those_who_plan_and_to_their_author(meeting, member, colleague, facilitator):
    AgendaItemFactory(meeting=meeting, title="En attente", state="proposed", proposed_by=member.user)
    AgendaItemFactory(meeting=meeting, title="Refusé", state="declined", proposed_by=member.user)
    AgendaItemFactory(meeting=meeting, title="Retenu", proposed_by=member.user)

    def seen(membership):
        passage = Passage(meeting.group, membership)
        return [item.title for item in queries.proposals_for(meeting, passage)]

    assert seen(facilitator) == ["En attente"]
    assert seen(member) == ["En attente", "Refusé"]
    assert seen(colleague) == seen(None) == []


def test_members_to_choose_by_name(group, member, facilitator):
    assert [name for _pk, name in queries.members_to_choose(group)] == ["Hélène Marchetti", "Claire Vasseur"]


def test_version_changes_with_what_is_planned(meeting):
    before = queries.version_of(meeting)
    meeting.revision += 1
    assert queries.version_of(meeting) == before
    meeting.starts_at += timedelta(minutes=1)
    assert queries.version_of(meeting) != before
