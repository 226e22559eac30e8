"""Where a file of the group is used by meetings: see `network.kit.uses`."""

from collections.abc import Iterable

from groups.meetings.models import MeetingFile
from groups.spaces.access import Passage
from network.kit import dates
from network.kit.uses import Place

from .planning import is_shown_to

PLACES_SHOWN = 20


def papers_held(ids: Iterable[int]) -> set[int]:
    """Those of these files that go with a meeting or its minutes. One query."""
    return set(MeetingFile.objects.filter(file__in=list(ids)).values_list("file_id", flat=True))


def places_of_paper(passage: Passage, file_id: int) -> list[Place]:
    """The meetings that a file goes with, the last ones first, as far as this reader sees it there. One query."""
    uses = MeetingFile.objects.filter(is_shown_to(passage), file=file_id, meeting__group=passage.group)
    found = {use.meeting_id: use.meeting for use in uses.select_related("meeting__group").order_by("-meeting_id")}
    return [
        Place(meeting.title, meeting.url, dates.weekday(meeting.starts_at))
        for meeting in list(found.values())[:PLACES_SHOWN]
    ]
