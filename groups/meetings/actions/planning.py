"""A meeting is planned, changed, cancelled, taken up again, or deleted when nobody heard of it."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings.access import can_delete_meeting, held_meeting, held_series, poll_of
from groups.meetings.models import AgendaItem, Meeting, Series
from groups.spaces.access import held_facilitator
from groups.spaces.actions.sequence import lock_group, next_change
from groups.spaces.models import Membership
from network.activity.actions import once, record, withdraw
from network.kit.errors import Refused

from .answering import set_answers_aside
from .changing import hint_meeting, mark_meeting_changed
from .convening import tell_cancelled
from .versions import give_words

POLL_OFF = "date-poll-off"
MINDED = ("title", "starts_at", "ends_at", "place", "visio_url")
"""What people who were asked to come have in their calendars."""


def plan_meeting(*, by: Membership, series: Series | None, key: uuid.UUID, **words: object) -> Meeting:
    """Plan a meeting in the group of `by`, with the agenda of its series if it has one; nobody is told yet. The same
    form again gives back the same meeting. `words`: title, starts_at, ends_at, place, visio_url, notes (clean HTML),
    half_days.

    Raises KeyReused, GoneSince, Refused when the group is archived, Http404 for people who do not facilitate.
    """
    payload = ("meeting", by.group_id, series and series.pk, *(words[name] for name in sorted(words)))
    made, _new = once(user=by.user, key=key, payload=payload, fetch=Meeting, do=lambda: _plan(by, series, words))
    return made


def _plan(by: Membership, series: Series | None, words: dict) -> Meeting:
    lock_group(by.group)
    held_facilitator(by)
    return make_meeting(by=by, series=held_series(series), **words)


def make_meeting(*, by: Membership, series: Series | None, **words: object) -> Meeting:
    """A new meeting with the agenda of its series, inside the caller's transaction, which holds the group."""
    meeting = Meeting.objects.create(
        group=by.group, created_by=by.user, series=series, change=next_change(by.group), **words
    )
    outline = series.outline if series else []
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=place, title=line["title"], minutes=line["minutes"])
        for place, line in enumerate(outline)
    )
    hint_meeting(meeting=meeting)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, by: Membership, version: str, **words: object) -> Meeting:
    """Give a meeting other words (those of `plan_meeting`). `version`: what `version_of` said when the form was drawn.
    `revision` grows when people who were convened have something else in their calendars. Answers to another date no
    longer count (`set_answers_aside`). Again changes nothing.

    Raises ChangedSince, Refused when it was deleted meanwhile, Http404 for people who do not facilitate.
    """
    current = hold_to_plan(meeting=meeting, by=by)
    was = (current.starts_at, current.ends_at)
    changed = give_words(current=current, words=words, version=version)
    if not changed:
        return current
    current.revision += current.is_convened and not set(MINDED).isdisjoint(changed)
    current.save(update_fields=[*changed, "revision"])
    set_answers_aside(meeting=current, was=was)
    mark_meeting_changed(meeting=current)
    return current


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: Membership, reason: str) -> bool:
    """The meeting does not take place; it stays on the pages, with the reason, and those who were convened are told, or
    else the group that chose its date. Returns whether that is new. Refused when it was deleted meanwhile, Http404 for
    people who do not facilitate.
    """
    current = hold_to_plan(meeting=meeting, by=by)
    if current.is_cancelled:
        return False
    current.cancelled_at, current.cancelled_by, current.cancel_reason = timezone.now(), by.user, reason
    _save_state(current)
    tell_cancelled(meeting=current, by=by)
    poll = poll_of(current)
    if poll is not None and not current.is_convened:
        record(kind=POLL_OFF, actor=by.user, scope=by.group.scope, target=poll.target, object_id=poll.pk)
    return True


@transaction.atomic
def restore_meeting(*, meeting: Meeting, by: Membership) -> bool:
    """A cancelled meeting takes place after all. Returns whether that is new. As `cancel_meeting`."""
    current = hold_to_plan(meeting=meeting, by=by)
    if not current.is_cancelled:
        return False
    current.cancelled_at, current.cancelled_by, current.cancel_reason = None, None, ""
    _save_state(current)
    return True


@transaction.atomic
def delete_meeting(*, meeting: Meeting, by: Membership) -> None:
    """A meeting that nobody was convened to and of which nothing was written goes for good, with its agenda. Refused
    for any other, Http404 for people who do not facilitate.
    """
    current = hold_to_plan(meeting=meeting, by=by)
    if not can_delete_meeting(by, current):
        raise Refused(_("People were told of this meeting, or its minutes are begun: cancel it instead."))
    withdraw(target=current.target)
    current.delete()
    next_change(by.group)
    hint_meeting(meeting=meeting)


def hold_to_plan(*, meeting: Meeting, by: Membership) -> Meeting:
    """The meeting as it is now, its group held until the caller's transaction ends, for somebody who plans it. Refused
    when it was deleted or the group archived meanwhile, Http404 for people who do not facilitate.
    """
    lock_group(by.group)
    held_facilitator(by)
    return held_meeting(meeting)


def _save_state(meeting: Meeting) -> None:
    meeting.revision += meeting.is_convened
    meeting.save(update_fields=["cancelled_at", "cancelled_by", "cancel_reason", "revision"])
    mark_meeting_changed(meeting=meeting)
