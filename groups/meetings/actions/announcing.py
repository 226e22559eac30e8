"""Whoever comes to a meeting, or did not say, is reminded of it the working day before, by the worker itself."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from groups.meetings import queries
from groups.meetings.enums import Reply
from groups.meetings.models import Meeting
from groups.spaces.actions.sequence import lock_group
from network.activity.actions import record
from network.activity.queries import count_events
from network.kit.working_days import working_day_before

from .convening import CHANGED

ANNOUNCED = "meeting-announced"
HOURS = range(9, 19)
"""When such mails may leave, where the network lives: at nine, later when the worker was down."""
FARTHEST = dt.timedelta(days=7)
"""No row of days off is longer."""


def announce_meetings() -> int:
    """Remind of the meetings whose working day before has come those who were convened on an earlier day, unless they
    said that they do not come; each date once. A date that people were not told of yet waits until they are. Returns
    how many reminders that makes.
    """
    now = timezone.localtime()
    if now.hour not in HOURS:
        return 0
    due = [meeting for meeting in queries.meetings_to_announce(until=now + FARTHEST) if _is_due(meeting, now)]
    return sum(_announce(meeting, now) for meeting in due)


def _is_due(meeting: Meeting, now: dt.datetime) -> bool:
    return meeting.is_when_told and _announced_from(meeting) <= now


def _announced_from(meeting: Meeting) -> dt.datetime:
    """Nine o'clock on the working day before."""
    begins = timezone.localtime(meeting.starts_at)
    nine = dt.time(HOURS.start, tzinfo=begins.tzinfo)
    return dt.datetime.combine(working_day_before(begins.date()), nine)


@transaction.atomic
def _announce(found: Meeting, now: dt.datetime) -> bool:
    lock_group(found.group)
    meeting = queries.meetings_to_announce(until=now + FARTHEST).filter(pk=found.pk).first()
    if meeting is None or not _is_due(meeting, now):
        return False
    since = _announced_from(meeting).replace(hour=0)
    rows = {} if _was_told(meeting, since) else dict(_rows(meeting, since))
    meeting.announced_for = meeting.starts_at
    if Reply.NONE in rows.values():
        meeting.reminded_at = timezone.now()
    meeting.save(update_fields=["announced_for", "reminded_at"])
    if rows:
        about = {"scope": meeting.group.scope, "target": meeting.target, "object_id": meeting.pk}
        record(kind=ANNOUNCED, data={"rows": list(rows), "for": meeting.starts_at.isoformat()}, **about)
    return bool(rows)


def _was_told(meeting: Meeting, since: dt.datetime) -> bool:
    """A change that was told that day is a reminder too."""
    about = {"scope": meeting.group.scope, "target": meeting.target}
    return count_events(kind=CHANGED, since=since, **about) > 0


def _rows(meeting: Meeting, since: dt.datetime):
    """(id, answer) of those to remind; whoever was asked by hand for an answer today is not asked again."""
    expected = [Reply.YES] if queries.was_reminded_today(meeting) else [Reply.YES, Reply.NONE]
    told = queries.people_told(meeting).filter(invited_at__lt=since, reply__in=expected)
    return told.order_by("id").values_list("pk", "reply")
