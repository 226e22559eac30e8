"""Who came. Each change holds the group's row: two people may take attendance at once, line by line."""

import uuid
from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from groups.meetings.access import can_take_attendance, get_meeting_or_404
from groups.meetings.enums import Presence
from groups.meetings.models import Attendance, Meeting
from groups.meetings.queries import Attendee, attendance_for_page
from groups.spaces.access import Passage, held_membership
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from network.activity.actions import once
from network.kit import broadcast
from network.kit.errors import Refused

from .guests import make_guest


class Noted(NamedTuple):
    """What was noted of one person. `half_days`: None counts as the meeting's. `seen`: what may have been noted
    before, as `Attendee.kept` says it; None overwrites whatever it was.
    """

    presence: str
    half_days: int | None = None
    represented_by: str = ""
    seen: tuple[str, ...] | None = None


class NotedMeanwhile(Refused):
    """Somebody else noted something of these people since the page was shown; nothing is saved."""

    def __init__(self, people: list[Attendee]):
        names = ", ".join(one.name for one in people)
        said = _("Somebody else noted meanwhile: %(names)s. Look at what is there now, then choose again.")
        super().__init__(said % {"names": names})
        self.people = people


@transaction.atomic
def take_attendance(*, meeting: Meeting, by: Membership, noted: Mapping[str, Noted]) -> int:
    """Note who came: `noted` by the `ref` of the people of `queries.attendance_for_page`; others stay as they are.
    Returns how many changed; the same again changes nothing. A fixed number of queries, whatever the number of people.

    Raises NotedMeanwhile when one of them is no longer as it was seen; Refused when the minutes were approved, the
    meeting cancelled or the group archived meanwhile; Http404 when this person may no longer do it.
    """
    current = _held(meeting, by)
    people = {one.ref: one for one in attendance_for_page(current)}
    stale = [people[ref] for ref, line in noted.items() if ref in people and _is_stale(people[ref], line)]
    if stale:
        raise NotedMeanwhile(stale)
    rows = {_ref(row): row for row in Attendance.objects.filter(meeting=current)}
    made, changed = [], []
    for ref, line in noted.items():
        if ref not in people or not _differs(people[ref], line):
            continue
        row = rows.get(ref) or Attendance(meeting=current, user=people[ref].user, name=people[ref].name)
        row.presence, row.half_days = line.presence, line.half_days
        row.represented_by = line.represented_by if line.presence == Presence.REPRESENTED else ""
        (changed if row.pk else made).append(row)
    Attendance.objects.bulk_create(made)
    if changed:
        Attendance.objects.bulk_update(changed, ["presence", "half_days", "represented_by"])
    if made or changed:
        broadcast.hint(by.group.scope, seq=0, kind="minutes", object_id=current.pk)
    return len(made) + len(changed)


def _ref(row: Attendance) -> str:
    return f"u{row.user_id}" if row.user_id else f"a{row.pk}"


def _differs(one: Attendee, line: Noted) -> bool:
    return (one.presence, one.half_days, one.represented_by) != line[:3]


def _is_stale(one: Attendee, line: Noted) -> bool:
    return line.seen is not None and one.kept not in line.seen and _differs(one, line)


def note_guest(*, meeting: Meeting, by: Membership, name: str, role: str, key: uuid.UUID) -> Attendance:
    """Somebody came who was not on the list: a guest, by name, present. The same form again gives back the same one.

    Raises KeyReused, GoneSince, Refused (approved, cancelled, archived, or as `make_guest`) or Http404 (rights lost).
    """
    guest, _made = once(
        user=by.user,
        key=key,
        payload=("guest", meeting.pk, name, role),
        fetch=Attendance,
        do=lambda: _note_guest(_held(meeting, by), name, role),
    )
    return guest


def _note_guest(meeting: Meeting, name: str, role: str) -> Attendance:
    guest = make_guest(meeting=meeting, name=name, role=role, presence=Presence.PRESENT)
    broadcast.hint(meeting.group.scope, seq=0, kind="minutes", object_id=meeting.pk)
    return guest


def _held(meeting: Meeting, by: Membership) -> Meeting:
    """The meeting as it is now, for somebody who may still take its attendance. The group's row is held."""
    lock_group(by.group)
    now = held_membership(by)
    current = get_meeting_or_404(Passage.of(now), meeting.pk)
    if not can_take_attendance(now, current):
        raise Refused(_("Attendance can't be changed any more: the minutes are approved, or the meeting is cancelled."))
    return current
