"""Corrections that those who were there propose, and what becomes of them."""

import uuid

from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings.access import (
    get_amendment_or_404,
    held_minutes,
    held_minutes_of_member,
    held_minutes_to_amend,
    point_of,
)
from groups.meetings.enums import AmendmentState
from groups.meetings.models import Amendment, Minutes
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from network.activity.actions import once, record
from network.kit.errors import Refused

from .changing import mark_meeting_changed

PROPOSED, DECIDED = "amendment-proposed", "amendment-decided"
WAITING_MAX = 20


@transaction.atomic
def propose_amendment(
    *, minutes: Minutes, by: Membership, point_id: int | None, text: str, key: uuid.UUID
) -> Amendment:
    """Propose a correction for one point (None: for what stands above the points), and tell those who write.

    The same key again gives the same proposal. Refused when the time for it is over, or when this person already
    proposed twenty that wait; Http404 for those outside.
    """
    payload = ("amendment", minutes.pk, point_id, text)
    amendment, _made = once(
        user=by.user, key=key, payload=payload, fetch=Amendment, do=lambda: _propose(minutes, by, point_id, text)
    )
    return amendment


def _propose(minutes: Minutes, by: Membership, point_id: int | None, text: str) -> Amendment:
    lock_group(by.group)
    held = held_minutes_to_amend(minutes, by)
    mine = Amendment.objects.filter(minutes=held, by=by.user, state=AmendmentState.PENDING)
    if mine.count() >= WAITING_MAX:
        raise Refused(_("Twenty of your corrections wait already. Put what is missing into one of them."))
    amendment = Amendment.objects.create(minutes=held, point=point_of(held, point_id), by=by.user, text=text)
    _tell(PROPOSED, amendment, by)
    return amendment


@transaction.atomic
def decide_amendment(*, amendment: Amendment, by: Membership, accept: bool, answer: str) -> bool:
    """Accept a proposed correction (whoever writes then changes the text and publishes it), or decline it with a word;
    whoever proposed it is told. Returns whether that changed.

    Http404 for who may not write the minutes. Refused when it was decided otherwise, or declined without a word.
    """
    lock_group(by.group)
    held = held_minutes(amendment.minutes, by)
    current = get_amendment_or_404(held, amendment.pk)
    state = AmendmentState.ACCEPTED if accept else AmendmentState.DECLINED
    if current.state == state:
        return False
    if current.state != AmendmentState.PENDING:
        raise Refused(_("Somebody answered this proposal meanwhile: its answer stands below."))
    if not accept and not answer:
        raise Refused(_("Say in a few words why: whoever proposed it receives the answer."))
    current.state, current.answer = state, answer
    current.decided_by, current.decided_at = by.user, timezone.now()
    current.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    _tell(DECIDED, current, by)
    return True


@transaction.atomic
def withdraw_amendment(*, amendment: Amendment, by: Membership) -> None:
    """Take back one's own proposal while it waits. Http404 for somebody else's, Refused when it has its answer."""
    lock_group(by.group)
    held = held_minutes_of_member(amendment.minutes, by)
    current = get_amendment_or_404(held, amendment.pk)
    if current.by_id != by.user_id:
        raise Http404
    if current.state != AmendmentState.PENDING:
        raise Refused(_("This proposal has its answer: it can’t be taken back any more."))
    current.delete()
    mark_meeting_changed(meeting=held.meeting)


def _tell(kind: str, amendment: Amendment, by: Membership) -> None:
    minutes = amendment.minutes
    about = {"scope": by.group.scope, "target": minutes.target, "object_id": amendment.pk}
    record(kind=kind, actor=by.user, **about)
    mark_meeting_changed(meeting=minutes.meeting)
