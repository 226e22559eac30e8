"""Meetings are reached through the reader's passage into the group; absent and forbidden answer alike."""

from django.http import Http404

from groups.meetings.models import DatePoll, Meeting, Minutes
from groups.spaces.access import Passage

from .rules import can_read_minutes, can_write_minutes

BIGGEST_ID = 2**63 - 1


def get_meeting_or_404(passage: Passage, meeting_id: int) -> Meeting:
    """A meeting of the group that the passage leads into, with its series, the poll that it came from, and its minutes,
    drafts included: ask `can_read_minutes` before showing anything of them. One query. Raises Http404 for any other id.

    Twin of `Meeting.objects.visible_to(user)` for members.
    """
    related = Meeting.objects.select_related("series", "poll", "report", "report__writer", "created_by", "cancelled_by")
    found = related.filter(group=passage.group, pk=min(meeting_id, BIGGEST_ID)).first()
    if found is None:
        raise Http404
    found.group = passage.group
    minutes = minutes_of(found)
    if minutes is not None:
        minutes.meeting = found
    return found


def minutes_of(meeting: Meeting) -> Minutes | None:
    """The minutes of a meeting that came from `get_meeting_or_404`, whoever may read them; None: nobody began."""
    return getattr(meeting, "report", None)


def poll_of(meeting: Meeting) -> DatePoll | None:
    """The poll in which the date of a meeting was chosen, which the group was told; None: there was none."""
    return getattr(meeting, "poll", None)


def get_minutes_to_read_or_404(passage: Passage, meeting_id: int) -> Minutes:
    """Minutes with their meeting, for whoever may read them: drafts only for those who write. Raises Http404 else."""
    minutes = minutes_of(get_meeting_or_404(passage, meeting_id))
    if minutes is None or not can_read_minutes(passage.membership, minutes):
        raise Http404
    return minutes


def get_minutes_to_write_or_404(passage: Passage, meeting_id: int) -> Minutes:
    """Minutes with their meeting, for those who write them. Raises Http404 for everybody else."""
    minutes = minutes_of(get_meeting_or_404(passage, meeting_id))
    if minutes is None or not can_write_minutes(passage.membership, minutes):
        raise Http404
    return minutes
