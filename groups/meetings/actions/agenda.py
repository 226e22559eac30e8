"""What will be talked about: those who facilitate write it, members propose points."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from groups.meetings.access import can_propose_item, held_item, held_meeting
from groups.meetings.enums import ItemState
from groups.meetings.models import ITEMS_MAX, AgendaItem, Meeting
from groups.meetings.queries import version_of
from groups.spaces.access import held_membership
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from network.activity.actions import mark_gone, once, record
from network.kit.errors import Refused

from .changing import mark_meeting_changed
from .planning import hold_to_plan
from .versions import ChangedSince, give_words

PROPOSED, DECIDED = "agenda-item-proposed", "agenda-item-decided"
PROPOSED_MAX = 10
"""Of one person, that wait: nobody fills the whole list of those who decide."""


def add_item(*, meeting: Meeting, by: Membership, key: uuid.UUID, **words: object) -> AgendaItem:
    """Put a point at the end of the agenda; the same form again gives back the same point. `words`: title, minutes,
    presenter_id, presenter_name.

    Raises KeyReused, GoneSince, Refused when there are too many points, Http404 for people who do not facilitate.
    """
    payload = ("agenda-item", meeting.pk, *(words[name] for name in sorted(words)))
    made, _new = once(user=by.user, key=key, payload=payload, fetch=AgendaItem, do=lambda: _add(meeting, by, words))
    return made


def _add(meeting: Meeting, by: Membership, words: dict) -> AgendaItem:
    current = hold_to_plan(meeting=meeting, by=by)
    item = AgendaItem.objects.create(meeting=current, position=_end(current), proposed_by=by.user, **words)
    mark_meeting_changed(meeting=current)
    return item


def propose_item(*, meeting: Meeting, by: Membership, key: uuid.UUID, **words: object) -> AgendaItem:
    """A member proposes a point, with a word; those who facilitate are told. The same form again gives back the same
    point. `words`: title, minutes, proposed_words, presenter_id.

    Raises KeyReused, GoneSince, Refused when the meeting is over or cancelled or when too many points wait, Http404
    for people who lost the group.
    """
    payload = ("agenda-proposal", meeting.pk, *(words[name] for name in sorted(words)))
    made, _new = once(user=by.user, key=key, payload=payload, fetch=AgendaItem, do=lambda: _propose(meeting, by, words))
    return made


def _propose(meeting: Meeting, by: Membership, words: dict) -> AgendaItem:
    lock_group(by.group)
    held_membership(by)
    current = held_meeting(meeting)
    if not can_propose_item(by, current):
        raise Refused(_("This meeting is over or cancelled: its agenda takes no more points."))
    waiting = AgendaItem.objects.filter(meeting=current, state=ItemState.PROPOSED)
    if waiting.count() >= ITEMS_MAX or waiting.filter(proposed_by=by.user).count() >= PROPOSED_MAX:
        raise Refused(_("Many points wait for an answer already. Write to those who facilitate the group."))
    item = AgendaItem.objects.create(meeting=current, state=ItemState.PROPOSED, proposed_by=by.user, **words)
    record(kind=PROPOSED, actor=by.user, scope=by.group.scope, target=current.target, object_id=item.pk)
    mark_meeting_changed(meeting=current)
    return item


@transaction.atomic
def change_proposal(*, item: AgendaItem, by: Membership, version: str, **words: object) -> None:
    """Whoever proposed a point says it in other words (those of `propose_item`) while it waits. `version`: what
    `version_of` said when the form was drawn. Again changes nothing.

    Raises ChangedSince, Refused when it was answered, withdrawn or is another's, or when the meeting takes no more
    points, Http404 for people who lost the group.
    """
    current = _own_proposal(item, by)
    if not can_propose_item(by, current.meeting):
        raise Refused(_("This meeting is over or cancelled: its agenda takes no more points."))
    _change(current.meeting, current, words, version)


@transaction.atomic
def withdraw_proposal(*, item: AgendaItem, by: Membership) -> None:
    """Whoever proposed a point takes it back while it waits, and nobody is told of it any more. Refused when it was
    answered, withdrawn or is another's, Http404 for people who lost the group.
    """
    current = _own_proposal(item, by)
    mark_gone(target=current.meeting.target, object_id=current.pk, kinds=[PROPOSED])
    current.delete()
    mark_meeting_changed(meeting=current.meeting)


def _own_proposal(item: AgendaItem, by: Membership) -> AgendaItem:
    lock_group(by.group)
    held_membership(by)
    meeting = held_meeting(item.meeting)
    current = held_item(item)
    current.meeting = meeting
    if current.proposed_by_id != by.user_id or current.state != ItemState.PROPOSED:
        raise Refused(_("This point was answered meanwhile: it can no longer be changed."))
    return current


@transaction.atomic
def decide_item(*, item: AgendaItem, by: Membership, version: str, accept: bool, words: str = "") -> bool:
    """Take a proposed point at the end of the agenda, or not, with a word; whoever proposed it is told. `version`: what
    `version_of` said when the form was drawn. Returns whether that was still to decide.

    Raises ChangedSince, Refused when the agenda is full or the point is gone, Http404 for people who do not facilitate.
    """
    meeting = hold_to_plan(meeting=item.meeting, by=by)
    current = held_item(item)
    if current.state != ItemState.PROPOSED:
        return False
    if version != version_of(current):
        raise ChangedSince(current)
    current.state = ItemState.ACCEPTED if accept else ItemState.DECLINED
    current.position = _end(meeting) if accept else 0
    current.answer, current.decided_by = words, by.user
    current.save(update_fields=["state", "position", "answer", "decided_by"])
    record(kind=DECIDED, actor=by.user, scope=by.group.scope, target=meeting.target, object_id=item.pk)
    mark_meeting_changed(meeting=meeting)
    return True


@transaction.atomic
def change_item(*, item: AgendaItem, by: Membership, version: str, **words: object) -> None:
    """Give a point other words (those of `add_item`). `version`: what `version_of` said when the form was drawn. Again
    changes nothing. Raises ChangedSince, Refused when it is gone, Http404 for people who do not facilitate.
    """
    meeting = hold_to_plan(meeting=item.meeting, by=by)
    _change(meeting, held_item(item), words, version)


def _change(meeting: Meeting, item: AgendaItem, words: dict, version: str) -> None:
    if changed := give_words(current=item, words=words, version=version):
        item.save(update_fields=changed)
        mark_meeting_changed(meeting=meeting)


@transaction.atomic
def delete_item(*, item: AgendaItem, by: Membership) -> None:
    """Take a point off the agenda. Again changes nothing. Refused when the meeting is gone, Http404 for people who
    do not facilitate.
    """
    meeting = hold_to_plan(meeting=item.meeting, by=by)
    AgendaItem.objects.filter(meeting=meeting, pk=item.pk).delete()
    _number(_accepted(meeting))
    mark_meeting_changed(meeting=meeting)


@transaction.atomic
def move_item(*, item: AgendaItem, by: Membership, place: int) -> None:
    """Give a point this place on the agenda, from 0, the others making room; one that is not on it stays where it is.
    Again changes nothing. Refused when it is gone, Http404 for people who do not facilitate.
    """
    meeting = hold_to_plan(meeting=item.meeting, by=by)
    current = held_item(item)
    if current.state != ItemState.ACCEPTED:
        return
    others = [one for one in _accepted(meeting) if one.pk != current.pk]
    others.insert(min(place, len(others)), current)
    _number(others)
    mark_meeting_changed(meeting=meeting)


def _accepted(meeting: Meeting) -> list[AgendaItem]:
    return list(AgendaItem.objects.filter(meeting=meeting, state=ItemState.ACCEPTED))


def _end(meeting: Meeting) -> int:
    """The place after the last point. Refused when there are as many as an agenda takes."""
    items = _accepted(meeting)
    if len(items) >= ITEMS_MAX:
        raise Refused(_("Thirty points at most on an agenda. Take one off first."))
    return items[-1].position + 1 if items else 0


def _number(items: list[AgendaItem]) -> None:
    for place, item in enumerate(items):
        item.position = place
    AgendaItem.objects.bulk_update(items, ["position"])
