"""Meetings by date: of one group, or of all the groups of a person."""

import calendar
import datetime as dt
from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from groups.meetings.enums import ItemState
from groups.meetings.models import Meeting
from groups.spaces.models import Group
from network.people.models import User

from .convening import show_answers

SHOWN_TO_COME = 200
PAST_A_PAGE = 25
IN_A_DAY = 3
"""Meetings that stand in one day of a month. The others of a fuller day are one link, down to the list."""
MONTH, PAST = "mois", "passees"
FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True)
class Month:
    """The meetings of a month that has some, in order."""

    first: dt.date
    meetings: list[Meeting] = field(default_factory=list)


@dataclass(frozen=True)
class Day:
    date: dt.date
    is_outside: bool
    is_today: bool
    meetings: list[Meeting] = field(default_factory=list)

    @property
    def shown(self) -> list[Meeting]:
        return self.meetings if len(self.meetings) <= IN_A_DAY else self.meetings[: IN_A_DAY - 1]

    @property
    def others(self) -> list[Meeting]:
        return self.meetings[len(self.shown) :]


@dataclass(frozen=True)
class MonthTable:
    """A month as weeks of seven days, from Monday; the days before and after it are `is_outside`."""

    first: dt.date
    weeks: list[list[Day]]

    @property
    def before(self) -> dt.date:
        return (self.first - dt.timedelta(days=1)).replace(day=1)

    @property
    def after(self) -> dt.date:
        return next_month(self.first)

    @property
    def days(self) -> list[Day]:
        return [day for week in self.weeks for day in week]

    @property
    def meetings(self) -> list[Meeting]:
        """Each once, in order."""
        return list({meeting.pk: meeting for day in self.days for meeting in day.meetings}.values())

    @property
    def is_full(self) -> bool:
        """Whether a day has more meetings than it shows."""
        return any(day.others for day in self.days)


def meetings_of_group(group: Group) -> QuerySet[Meeting]:
    """All meetings of a group with the number of points on their agenda (`item_count`). No query yet."""
    return _counted(Meeting.objects.filter(group=group).select_related("group"))


def meetings_of_person(user: User) -> QuerySet[Meeting]:
    """The same in all groups of this person, with their group."""
    return _counted(Meeting.objects.visible_to(user).select_related("group"))


def _counted(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return found.annotate(item_count=Count("items", filter=Q(items__state=ItemState.ACCEPTED)))


def calendar_for_page(found: QuerySet[Meeting], *, reader: User, view: str, month: str, page: str) -> dict:
    """What a page of these meetings shows: a month as a table (`table`) when `view` is MONTH, what is over (`page`)
    when it is PAST, else what is to come by month (`months`), with answers. One query, two with pages, four with
    answers.
    """
    shown = {"view": view, "months": [], "table": None, "page": None}
    if view == MONTH:
        return shown | {"table": month_table(found, month_asked(month))}
    if view == PAST:
        return shown | {"page": Paginator(found.past(), PAST_A_PAGE).get_page(page)}
    months = months_to_come(found)
    show_answers([meeting for month in months for meeting in month.meetings], reader)
    return shown | {"view": "", "months": months}


def months_to_come(found: QuerySet[Meeting]) -> list[Month]:
    """Those of these meetings that are not over, by month. One query."""
    months: dict[dt.date, Month] = {}
    for meeting in found.to_come()[:SHOWN_TO_COME]:
        first = timezone.localdate(meeting.starts_at).replace(day=1)
        months.setdefault(first, Month(first)).meetings.append(meeting)
    return list(months.values())


def month_table(found: QuerySet[Meeting], first: dt.date) -> MonthTable:
    """Those of these meetings that take place in this month, in its weeks; one of several days stands on each of them.
    One query.
    """
    begins, ends = (_midnight(day) for day in (first, next_month(first)))
    inside = found.filter(starts_at__lt=ends, ends_at__gt=begins).order_by("starts_at", "id")
    on: dict[dt.date, list[Meeting]] = {}
    for meeting in inside:
        for day in _days_of(meeting):
            on.setdefault(day, []).append(meeting)
    today = timezone.localdate()
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return MonthTable(first, [[_day(day, first, today, on) for day in week] for week in weeks])


def _day(day: dt.date, first: dt.date, today: dt.date, on: dict[dt.date, list[Meeting]]) -> Day:
    outside = day.month != first.month
    return Day(day, outside, day == today, [] if outside else on.get(day, []))


def _days_of(meeting: Meeting) -> list[dt.date]:
    begins = timezone.localdate(meeting.starts_at)
    lasts = (timezone.localdate(meeting.ends_at - dt.timedelta(seconds=1)) - begins).days
    return [begins + dt.timedelta(days=n) for n in range(min(lasts, 31) + 1)]


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=timezone.get_current_timezone())


def next_month(first: dt.date) -> dt.date:
    """The first day of the month after this one."""
    return (first + dt.timedelta(days=31)).replace(day=1)


def month_asked(text: str) -> dt.date:
    """The first day of the month that an address names ("2026-12"); this month when it makes no sense."""
    year, _, month = text.partition("-")
    if len(text) == 7 and f"{year}{month}".isascii() and f"{year}{month}".isdigit():
        number = int(month)
        if FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= number <= 12:
            return dt.date(int(year), number, 1)
    return timezone.localdate().replace(day=1)


def next_meeting_of(group: Group) -> Meeting | None:
    """The next meeting of a group that is not cancelled, for its front page. One query."""
    meeting = Meeting.objects.filter(group=group, cancelled_at=None).to_come().first()
    if meeting is not None:
        meeting.group = group
    return meeting
