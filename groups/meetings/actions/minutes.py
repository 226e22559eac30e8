"""Minutes as a whole: begun, and the files that go with them."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from groups.files.access import files_to_attach
from groups.meetings.access import can_start_minutes, held_draft
from groups.meetings.models import FILES_MAX, Meeting, MeetingFile, Minutes, Series
from groups.spaces.access import held_membership
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from network.activity.actions import once
from network.kit import broadcast
from network.kit.errors import Refused

from .changing import hint_meeting
from .planning import plan_meeting
from .point_order import pull_items


def start_minutes(*, meeting: Meeting, by: Membership, key: uuid.UUID) -> Minutes:
    """Begin the minutes of a meeting, at any time: one point for each item of the agenda, written by whoever begins.

    Again, by anybody, gives back the same ones. Raises KeyReused, Refused (archived, cancelled) or Http404.
    """
    made, _now = once(
        user=by.user, key=key, payload=("minutes", meeting.pk), fetch=Minutes, do=lambda: _start(meeting, by)
    )
    return made


@transaction.atomic
def plan_with_minutes(*, by: Membership, series: Series | None, key: uuid.UUID, **words: object) -> Meeting:
    """A meeting that nobody had planned here, as `plan_meeting` makes it (and raises), with its minutes begun."""
    meeting = plan_meeting(by=by, series=series, key=key, **words)
    start_minutes(meeting=meeting, by=by, key=uuid.uuid5(key, "minutes"))
    return meeting


def _start(meeting: Meeting, by: Membership) -> Minutes:
    lock_group(by.group)
    now = held_membership(by)
    there = Minutes.objects.filter(meeting=meeting).first()
    if there is not None:
        return there
    if not can_start_minutes(now, meeting):
        raise Refused(_("Only the people who facilitate the group begin the minutes, of a meeting that takes place."))
    minutes = Minutes.objects.create(meeting=meeting, writer=by.user, created_by=by.user, changed_by=by.user)
    pull_items(minutes=minutes, by=by)
    hint_meeting(meeting=meeting)
    return minutes


@transaction.atomic
def choose_files(*, minutes: Minutes, by: Membership, files: Sequence[int]) -> None:
    """The files that go with the minutes, in this order: ids of files that this person reads. Again changes nothing.

    Refused when a new one was deleted meanwhile or when there are too many, and for approved minutes or an archived
    group; Http404 (rights lost).
    """
    lock_group(by.group)
    current = held_draft(minutes, by)
    was = MeetingFile.objects.filter(meeting=current.meeting, for_minutes=True)
    known = list(was.values_list("file_id", flat=True))
    if known == list(files):
        return
    if len(files) > FILES_MAX:
        raise Refused(_("Twenty files at most go with the minutes. Take some away first."))
    files_to_attach(by.group, [pk for pk in files if pk not in known])
    was.delete()
    MeetingFile.objects.bulk_create(
        MeetingFile(meeting=current.meeting, file_id=pk, for_minutes=True, place=place)
        for place, pk in enumerate(files)
    )
    broadcast.hint(by.group.scope, seq=0, kind="minutes", object_id=current.meeting_id)
