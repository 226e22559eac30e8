import datetime as dt
from datetime import timedelta

import pytest
from django.utils import timezone

from groups.meetings import queries
from groups.meetings.models import Meeting
from groups.meetings.queries.calendar import month_asked, month_table, months_to_come
from tests.factories import AgendaItemFactory, MeetingFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def at(*moment):
    return dt.datetime(*moment, tzinfo=timezone.get_current_timezone())


def days_with(table):
    return {day.date: [one.title for one in day.meetings] for week in table.weeks for day in week if day.meetings}


def test_months_to_come_begin_with_the_next_meeting(group):
    MeetingFactory(group=group, days=-1)
    soon, later = MeetingFactory(group=group, days=1), MeetingFactory(group=group, days=70)
    months = months_to_come(queries.meetings_of_group(group))
    assert [month.meetings for month in months] == [[soon], [later]]
    assert {month.first.day for month in months} == {1}


def test_meetings_of_person_are_those_of_their_groups(member, secret_meeting):
    own = MeetingFactory(group=member.group)
    other = MeetingFactory(group=MembershipFactory(user=member.user).group)
    assert set(queries.meetings_of_person(member.user)) == {own, other}


def test_month_table_puts_meetings_on_their_days(group):
    MeetingFactory(group=group, title="Fin", starts_at=at(2027, 3, 31, 22), ends_at=at(2027, 3, 31, 23, 30))
    MeetingFactory(group=group, title="Deux jours", starts_at=at(2027, 3, 4, 9), ends_at=at(2027, 3, 5, 17))
    MeetingFactory(group=group, title="Minuit", starts_at=at(2027, 3, 10, 20), ends_at=at(2027, 3, 11))
    MeetingFactory(group=group, title="Avril", starts_at=at(2027, 4, 1, 9), ends_at=at(2027, 4, 1, 10))
    table = month_table(Meeting.objects.all(), dt.date(2027, 3, 1))
    assert days_with(table) == {
        dt.date(2027, 3, 4): ["Deux jours"],
        dt.date(2027, 3, 5): ["Deux jours"],
        dt.date(2027, 3, 10): ["Minuit"],
        dt.date(2027, 3, 31): ["Fin"],
    }
    assert (table.before, table.after) == (dt.date(2027, 2, 1), dt.date(2027, 4, 1))
    assert {len(week) for week in table.weeks} == {7} and table.weeks[0][0].date.weekday() == 0


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "1999-12", "2101-01", "٢٠٢٦-١٢", "2026-1x", "aaaa-aa"]
)
def test_month_asked_falls_back_on_this_month(text):
    assert month_asked(text) == timezone.localdate().replace(day=1)


def test_month_asked():
    assert month_asked("2026-12") == dt.date(2026, 12, 1)


def test_meetings_count_the_points_of_their_agenda(meeting):
    for state in ("accepted", "accepted", "proposed", "declined"):
        AgendaItemFactory(meeting=meeting, state=state)
    assert queries.meetings_of_group(meeting.group).get().item_count == 2


def test_next_meeting_is_neither_over_nor_cancelled(group, member):
    MeetingFactory(group=group, days=-1)
    MeetingFactory(group=group, days=1, cancelled_at=timezone.now())
    assert queries.next_meeting_of(group) is None and queries.next_meetings_for(member.user, 5) == []
    going_on = MeetingFactory(group=group, starts_at=timezone.now() - timedelta(hours=1))
    assert queries.next_meeting_of(group) == going_on
    assert queries.next_meetings_for(member.user, 5) == [going_on]
