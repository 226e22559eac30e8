"""What those who plan a meeting see: what a new one starts with, how long its agenda is, what members propose."""

import datetime as dt
import hashlib

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from groups.files.access import files_to_read
from groups.files.models import SharedFile
from groups.meetings.access import can_plan_meeting, items_to_decide
from groups.meetings.enums import ItemState
from groups.meetings.models import FILES_MAX, AgendaItem, DatePoll, Meeting, MeetingFile, Series
from groups.spaces.access import Passage
from groups.spaces.models import Group
from network.people.models import User

PLANNED = {
    Meeting: ("title", "starts_at", "ends_at", "place", "visio_url", "notes", "half_days"),
    Series: ("title", "place", "visio_url", "minutes", "outline", "notes"),
    AgendaItem: ("title", "minutes", "presenter_id", "presenter_name", "proposed_words"),
    DatePoll: ("title", "place", "visio_url", "words", "answer_by"),
}
WEEK = dt.timedelta(days=7)


def version_of(planned: Meeting | Series | AgendaItem | DatePoll) -> str:
    """A few letters that change whenever what somebody wrote of it does. No query."""
    words = "\x1f".join(str(getattr(planned, name)) for name in PLANNED[type(planned)])
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def series_for_list(group: Group) -> QuerySet[Series]:
    """The series of a group by title, each with the number of its meetings (`meeting_count`). One query."""
    return Series.objects.filter(group=group).annotate(meeting_count=Count("meetings"))


def start_of_new(series: Series | None) -> dict:
    """What the form of a new meeting begins with: the words of its series, the same day of the week and hours as its
    last meeting a month later. One query, none without a series.
    """
    if series is None:
        return {}
    start = {name: getattr(series, name) for name in ("title", "place", "visio_url", "notes")}
    last = Meeting.objects.filter(series=series, cancelled_at=None).first()
    if last is None:
        return start
    begins = timezone.localtime(last.starts_at)
    ends = begins + dt.timedelta(minutes=series.minutes)
    same_day = ends.date() == begins.date()
    return start | {
        "day": month_later(begins.date(), after=timezone.localdate()),
        "begins": begins.time(),
        "ends": ends.time() if same_day else None,
    }


def month_later(day: dt.date, *, after: dt.date) -> dt.date:
    """The same weekday of its month (the second Thursday, …) in the next month that gives a day after `after`; the
    fifth one, where a month has four, is the last.
    """
    nth = (day.day - 1) // 7
    found, month = day, day
    while found <= max(day, after):
        month = (month.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
        found = month + dt.timedelta(days=(day.weekday() - month.weekday()) % 7) + nth * WEEK
        found -= WEEK * (found.month != month.month)
    return found


def members_to_choose(group: Group) -> list[tuple[str, str]]:
    """(id, name) of the people of the group, by name, for a list to choose from. One query."""
    people = User.objects.present().filter(memberships__group=group).by_name()
    return [(str(person.pk), str(person)) for person in people]


def planning_for_meeting(meeting: Meeting, passage: Passage, agenda: list[AgendaItem]) -> dict:
    """What planning adds to the page of a meeting: how long its agenda is, its files, and points that are proposed: all
    that wait, for those who plan; what became of their own, for a member. Two queries at most.
    """
    return {
        **agenda_length(meeting, agenda),
        "papers": papers_of(meeting, passage),
        "proposals": proposals_for(meeting, passage),
    }


def agenda_length(meeting: Meeting, agenda: list[AgendaItem]) -> dict:
    """`planned_minutes`: of all points together; `lasts_minutes`: of the meeting; `minutes_over`: beyond it. No
    query.
    """
    planned = sum(item.minutes or 0 for item in agenda)
    lasts = int(meeting.lasts.total_seconds() // 60)
    return {"planned_minutes": planned, "lasts_minutes": lasts, "minutes_over": max(0, planned - lasts)}


def proposals_for(meeting: Meeting, passage: Passage) -> list[AgendaItem]:
    """Points that members propose: those to decide for people who plan; for a member their own that are not on the
    agenda, with the answer. One query, none for an exceptional entry.
    """
    if passage.membership is None:
        return []
    if can_plan_meeting(passage.membership):
        return items_to_decide(meeting)
    own = AgendaItem.objects.filter(meeting=meeting, proposed_by=passage.membership.user_id)
    return list(own.exclude(state=ItemState.ACCEPTED).select_related("presenter").order_by("id"))


def papers_of(meeting: Meeting, passage: Passage) -> list[SharedFile]:
    """Files that go with the convocation, in order, without those in the bin. One query."""
    shown = MeetingFile.objects.filter(meeting=meeting, for_minutes=False, file__in=files_to_read(passage))
    files = [paper.file for paper in shown.select_related("file").order_by("place", "id")[:FILES_MAX]]
    for file in files:
        file.group = passage.group
    return files


def paper_files(meeting: Meeting, passage: Passage) -> QuerySet[SharedFile]:
    """The same files as a question not asked yet, for an archive of them all."""
    shown = MeetingFile.objects.filter(meeting=meeting, for_minutes=False)
    return files_to_read(passage).filter(pk__in=shown.values("file_id"))


def is_shown_to(passage: Passage) -> Q:
    """Files of meetings that this reader sees: those of a draft only show to those who facilitate."""
    return Q() if passage.is_facilitator else Q(for_minutes=False) | Q(meeting__report__published_at__isnull=False)
