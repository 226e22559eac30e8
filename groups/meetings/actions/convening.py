"""Calling people to a meeting, and telling them what became of it."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings import queries
from groups.meetings.access import ANSWER, meeting_to_convene
from groups.meetings.models import Attendance, Meeting
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from network.activity.actions import once, record
from network.activity.models import Event
from network.kit.errors import Refused
from network.kit.tokens import fingerprint, new_nonce, token_of

from .changing import mark_meeting_changed

CONVENED, CHANGED, CANCELLED, REMINDED = "meeting-convened", "meeting-changed", "meeting-cancelled", "meeting-reminder"
AGENDA = "meeting-agenda"


def convene(*, meeting: Meeting, by: Membership, key: uuid.UUID) -> Event:
    """Send the convocation to everybody who did not get one: all members the first time, later those who came since,
    and guests. Returns the event, whose `data["rows"]` are the answers that wait; the same form again gives the same
    one.

    Raises KeyReused, Refused for a meeting that is cancelled or over and when nobody is left, Http404 for people who
    do not facilitate.
    """
    return _once(by, key, ("convene", meeting.pk), lambda: _convene(meeting, by))


def _convene(meeting: Meeting, by: Membership) -> Event:
    lock_group(by.group)
    current = meeting_to_convene(meeting, by)
    _make_rows(current)
    waiting = list(Attendance.objects.filter(meeting=current, invited_at=None).current())
    if not waiting:
        raise Refused(_("Everybody got the convocation already."))
    now = timezone.now()
    for row in waiting:
        row.invited_at = now
        row.nonce = new_nonce()
        row.token_hash = fingerprint(token_of(row.nonce, salt=ANSWER))
    Attendance.objects.bulk_update(waiting, ["invited_at", "nonce", "token_hash"], batch_size=100)
    if current.convened_at is None:
        current.convened_at, current.told = now, _told(current)
    mark_meeting_changed(meeting=current, columns=["convened_at", "told"])
    return _record(CONVENED, current, by, rows=[row.pk for row in waiting])


def _make_rows(meeting: Meeting) -> None:
    """A row for each member who has none."""
    missing = queries.members_without_row(meeting)
    rows = [Attendance(meeting=meeting, user=user, name=str(user)[:160]) for user in missing]
    Attendance.objects.bulk_create(rows, ignore_conflicts=True)


def tell_change(*, meeting: Meeting, by: Membership, key: uuid.UUID) -> Event:
    """Tell those who were convened how the meeting is now, in words and in their calendars; what they knew before is
    kept in `data["was"]`. When only the agenda is another one, that is what they are told. The same form again gives
    the same event.

    Raises KeyReused, Refused when there is nothing new to tell or nobody to tell it to, Http404 as `convene`.
    """
    return _once(by, key, ("tell", meeting.pk), lambda: _tell_change(meeting, by))


def _tell_change(meeting: Meeting, by: Membership) -> Event:
    lock_group(by.group)
    current = meeting_to_convene(meeting, by)
    is_moved, told = current.has_changed_since_told, current.told
    if not is_moved and not queries.has_other_agenda(current, queries.agenda_of(current)):
        raise Refused(_("Those who take part know already how the meeting is now."))
    current.revision = max(current.revision, told["revision"] + 1)
    current.told = _told(current)
    mark_meeting_changed(meeting=current, columns=["revision", "told"])
    return _record(CHANGED, current, by, was=told) if is_moved else _record(AGENDA, current, by)


def _told(meeting: Meeting) -> dict:
    return meeting.told_of | {"agenda": queries.agenda_said(meeting, queries.agenda_of(meeting))}


@transaction.atomic
def tell_cancelled(*, meeting: Meeting, by: Membership) -> Event | None:
    """Tell those who were convened that the meeting does not take place; their calendars too. For the action that
    cancels it, in its transaction, once `cancelled_at` is kept. None when nobody was convened, or they know.
    """
    if meeting.told is None or meeting.told["cancelled"]:
        return None
    meeting.revision = max(meeting.revision, meeting.told["revision"] + 1)
    meeting.told = _told(meeting)
    mark_meeting_changed(meeting=meeting, columns=["revision", "told"])
    return _record(CANCELLED, meeting, by)


def remind(*, meeting: Meeting, by: Membership, key: uuid.UUID) -> Event:
    """Remind those who were convened and did not answer, but whoever asks for it; `data["rows"]` says whom. Once a
    day at most; the same form again gives the same event.

    Raises KeyReused, Refused (too soon, nobody, not convened), Http404 as `convene`.
    """
    return _once(by, key, ("remind", meeting.pk), lambda: _remind(meeting, by))


def _remind(meeting: Meeting, by: Membership) -> Event:
    lock_group(by.group)
    current = meeting_to_convene(meeting, by)
    if queries.was_reminded_today(current):
        raise Refused(_("They were reminded less than a day ago. You can remind them again tomorrow."))
    rows = list(queries.people_to_remind(current, but=by.user).values_list("pk", flat=True))
    if not rows:
        raise Refused(_("Nobody is left to remind."))
    current.reminded_at = timezone.now()
    mark_meeting_changed(meeting=current, columns=["reminded_at"])
    return _record(REMINDED, current, by, rows=rows)


def _once(by: Membership, key: uuid.UUID, payload: tuple, do) -> Event:
    event, _new = once(user=by.user, key=key, payload=payload, fetch=Event, do=do)
    return event


def _record(kind: str, meeting: Meeting, by: Membership, **data: object) -> Event:
    about = {"scope": meeting.group.scope, "target": meeting.target, "object_id": meeting.pk}
    return record(kind=kind, actor=by.user, data=data, **about)
