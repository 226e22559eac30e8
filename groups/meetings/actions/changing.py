"""What every change of a meeting ends with."""

from collections.abc import Iterable

from groups.meetings.models import Meeting
from groups.spaces.actions.sequence import next_change
from network.kit import broadcast


def mark_meeting_changed(*, meeting: Meeting, columns: Iterable[str] = ()) -> None:
    """Give the meeting the group's next change number, save it with these columns, and let open pages look again after
    commit. Inside the caller's transaction, which holds the group.
    """
    meeting.change = next_change(meeting.group)
    meeting.save(update_fields=[*columns, "change"])
    hint_meeting(meeting=meeting)


def hint_meeting(*, meeting: Meeting) -> None:
    """After commit, open pages that show this meeting look again."""
    broadcast.hint(meeting.group.scope, seq=0, kind="meeting", object_id=meeting.pk)
