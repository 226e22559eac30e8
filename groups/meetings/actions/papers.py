"""Files of the group that go with a meeting. They keep their one place in the group."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from groups.files.access import files_to_attach
from groups.meetings.models import FILES_MAX, Meeting, MeetingFile
from groups.spaces.models import Membership
from network.kit.errors import Refused

from .changing import mark_meeting_changed
from .planning import hold_to_plan


@transaction.atomic
def add_papers(*, meeting: Meeting, by: Membership, ids: Sequence[int]) -> int:
    """Put files of the group with the meeting, after those that are there; one that is there stays once. Returns how
    many are new.

    Refused when one was deleted meanwhile or when there would be too many, Http404 for people who do not facilitate.
    """
    current = hold_to_plan(meeting=meeting, by=by)
    here = list(MeetingFile.objects.filter(meeting=current, for_minutes=False))
    known = {paper.file_id for paper in here}
    new = [file for file in files_to_attach(by.group, ids) if file.pk not in known]
    if not new:
        return 0
    if len(here) + len(new) > FILES_MAX:
        raise Refused(_("Twenty files at most go with a meeting. Take some away first."))
    for place, paper in enumerate(here):
        paper.place = place
    MeetingFile.objects.bulk_update(here, ["place"])
    MeetingFile.objects.bulk_create(
        MeetingFile(meeting=current, file=file, place=place) for place, file in enumerate(new, start=len(here))
    )
    mark_meeting_changed(meeting=current)
    return len(new)


@transaction.atomic
def remove_paper(*, meeting: Meeting, by: Membership, file_id: int) -> None:
    """This file no longer goes with the meeting; it stays in the group. Again changes nothing. Http404 for people who
    do not facilitate.
    """
    current = hold_to_plan(meeting=meeting, by=by)
    MeetingFile.objects.filter(meeting=current, file=file_id, for_minutes=False).delete()
    mark_meeting_changed(meeting=current)


def mark_paper_changed(*, pk: int) -> None:
    """The meetings that this file goes with change under the eyes of their readers: it went into the bin, or came
    back.
    """
    for meeting in Meeting.objects.filter(files__file=pk).select_related("group").distinct().order_by("pk"):
        mark_meeting_changed(meeting=meeting)


def forget_paper(*, pk: int) -> None:
    """This file goes with no meeting any more."""
    MeetingFile.objects.filter(file=pk).delete()
