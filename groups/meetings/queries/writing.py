"""What the page where minutes are written shows."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from groups.meetings.access import (
    can_change_minutes,
    can_start_minutes,
    can_take_attendance,
    can_write_minutes,
    minutes_of,
)
from groups.meetings.enums import ItemState
from groups.meetings.models import AgendaItem, Meeting, MeetingFile, Minutes, Point
from groups.spaces.models import Draft, Membership
from network.people.models import User

from .attendance import Attendee
from .points import WrittenPoint, written_points


def writing_for_meeting(membership: Membership | None, meeting: Meeting) -> dict:
    """What the page of a meeting offers to those who write: `can_start`, `can_write`, `can_attend`. No query."""
    minutes = minutes_of(meeting)
    return {
        "can_start": can_start_minutes(membership, meeting),
        "can_write": minutes is not None and can_change_minutes(membership, minutes),
        "can_attend": can_take_attendance(membership, meeting),
        "minutes": minutes if can_write_minutes(membership, minutes) else None,
        "start_key": uuid.uuid4(),
    }


def points_for_page(minutes: Minutes, reader: Membership) -> dict:
    """The points, who else writes in one of them now, each person once, and the points with a draft of this reader.
    Five queries, whatever the number.
    """
    points, drafts = written_points(minutes), points_with_draft(reader)
    for one in points:
        one.is_held = one.point.is_held_from(reader.user_id)
        one.has_draft = one.point.pk in drafts
    return {"points": points, "others": others_in(points, reader.user), "drafts": drafts}


def points_with_draft(reader: Membership) -> set[int]:
    """The ids of the points in which this person wrote words that were not saved. One query."""
    names = Draft.objects.filter(membership=reader, name__startswith="point:").values_list("name", flat=True)
    return {int(name.removeprefix("point:")) for name in names}


def others_in(points: list[WrittenPoint], reader: User) -> list[User]:
    """Who writes in these points now, but this reader. No query."""
    held = [one.point.held_by for one in points if one.point.is_held_from(reader.pk)]
    return list({person.pk: person for person in held}.values())


def points_deleted(minutes: Minutes) -> list[Point]:
    """Points that were deleted and can be taken back, the latest first, with who did. One query."""
    gone = Point.every.filter(minutes=minutes, deleted_at__isnull=False)
    return list(gone.select_related("deleted_by").order_by("-deleted_at", "-id"))


def count_late_items(minutes: Minutes) -> int:
    """How many items came on the agenda since the minutes were begun. One query."""
    known = Point.every.filter(minutes=minutes, item__isnull=False).values("item")
    items = AgendaItem.objects.filter(meeting=minutes.meeting_id, state=ItemState.ACCEPTED)
    return items.exclude(pk__in=known).count()


def files_of_minutes(minutes: Minutes) -> list[MeetingFile]:
    """The files that go with the minutes, in order; `file.deleted_at` says which are in the bin. One query."""
    rows = MeetingFile.objects.filter(meeting=minutes.meeting_id, for_minutes=True)
    return list(rows.select_related("file__group"))


@dataclass(frozen=True)
class Missing:
    """What is looked at before minutes are published, while they are being written. `without_owner`, `without_date`:
    the points with such actions, each once.
    """

    attendance: bool
    summary: bool
    decisions: int
    without_owner: list[Point]
    without_date: list[Point]


def still_missing(minutes: Minutes, points: Sequence[WrittenPoint], people: Sequence[Attendee]) -> Missing:
    """The same as the list before publishing, of what the page has loaded already. No query."""
    return Missing(
        attendance=any(one.is_noted for one in people),
        summary=bool(minutes.summary),
        decisions=sum(len(one.decisions) for one in points),
        without_owner=[one.point for one in points if any(not (row.owner_id or row.owner_name) for row in one.actions)],
        without_date=[one.point for one in points if any(row.due is None for row in one.actions)],
    )
