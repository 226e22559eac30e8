"""The head of minutes: summary, writer, next meeting. It has a version and no lease; whoever is second compares."""

import datetime as dt
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings.access import held_draft, held_minutes_of_writer, members_there
from groups.meetings.models import HeadRevision, Minutes
from groups.meetings.queries import head_html, head_of
from groups.spaces.actions import drop_draft
from groups.spaces.models import Group, Membership
from network.kit import broadcast, dates
from network.kit.errors import Refused
from network.people.models import User

from .points import LEASE
from .saving import SAVES_A_REVISION, WORDS_LOST, Hand, words_gone


class HeadChangedMeanwhile(Refused):
    """Somebody changed the head since it was opened; `minutes` is what it is now."""

    def __init__(self, minutes: Minutes, by: Membership):
        about = {"name": minutes.changed_by, "hour": dates.Moment(minutes.changed_at).hour()}
        if minutes.changed_by_id == by.user_id:
            said = _("You changed this part at %(hour)s in another window. The text of this one is kept.")
        elif minutes.changed_by_id is None:
            said = _("Somebody changed this part since you opened it. Your text is kept.")
        else:
            said = _("%(name)s changed this part at %(hour)s, after you opened it. Your text is kept.")
        super().__init__(said % about)
        self.minutes = minutes


class Head(NamedTuple):
    """What stands above and below the points: the summary, who writes, the next meeting."""

    summary: str = ""
    writer: User | None = None
    next_on: dt.date | None = None
    next_note: str = ""


@transaction.atomic
def change_head(
    *, minutes: Minutes, by: Membership, head: Head, seen: int, hand: Hand | None = None, is_over: bool = False
) -> Minutes:
    """Give minutes another head. `seen`: the version that it was written from; `hand` as of `save_point`; the same
    again changes nothing. What was there is kept, once for all that one person adds in a row; `is_over` forgets
    the draft. Raises HeadChangedMeanwhile, Refused (approved, archived) or Http404.
    """
    current = held_draft(minutes, by)
    now = head._asdict() | {"writer": head.writer and head.writer.pk}
    now["writer_id"] = now.pop("writer")
    if any(getattr(current, name) != value for name, value in now.items()):
        if current.version != seen and not (hand and hand.goes_on(key=current.hand, turn=current.turn)):
            raise HeadChangedMeanwhile(current, by)
        _rewrite(current, by, now, hand)
    if is_over:
        drop_draft(membership=by, name=current.target)
    return current


@transaction.atomic
def revert_head(*, minutes: Minutes, by: Membership, revision: HeadRevision) -> Minutes:
    """What the head said in an earlier version, as another one. A writer who left the group is nobody: the right to
    write does not come back with the words. Raises Refused (approved, archived) or Http404 (rights lost).
    """
    current = held_draft(minutes, by)
    kept = revision.content
    there = members_there(minutes.meeting.group, [kept["writer_id"]] if kept["writer_id"] else [])
    next_on = dt.date.fromisoformat(kept["next_on"]) if kept["next_on"] else None
    now = {"summary": kept["summary"], "next_on": next_on, "next_note": kept["next_note"]}
    _keep(current)
    _rewrite(current, by, now | {"writer_id": kept["writer_id"] if kept["writer_id"] in there else None}, None)
    return current


def end_writing(*, place: Group, person: User, is_out: bool) -> None:
    """Whoever no longer facilitates this group, or left it, is no longer the writer of its minutes: they were because
    of that, and are again when somebody asks them. What the heads said is kept, and what the minutes say stays. The
    caller holds the group.
    """
    for minutes in held_minutes_of_writer(place, person):
        _keep(minutes)
        minutes.writer, minutes.version = None, minutes.version + 1
        minutes.changed_at, minutes.changed_by, minutes.hand, minutes.turn = timezone.now(), None, None, 0
        minutes.save(
            update_fields=["writer", "version", "changed_at", "changed_by", "hand", "turn", "words_lost"],
        )
        broadcast.hint(place.scope, seq=0, kind="minutes", object_id=minutes.meeting_id)


def _rewrite(minutes: Minutes, by: Membership, now: dict, hand: Hand | None) -> None:
    before = head_of(minutes)
    for name, value in now.items():
        setattr(minutes, name, value)
    if not _adds_to_kept(minutes, by, before):
        _keep(minutes, before)
    minutes.version += 1
    minutes.changed_at, minutes.changed_by = timezone.now(), by.user
    minutes.hand, minutes.turn = hand or (None, 0)
    about = ["version", "changed_at", "changed_by", "hand", "turn", "words_lost"]
    minutes.save(update_fields=[*now, *about])
    broadcast.hint(by.group.scope, seq=0, kind="minutes", object_id=minutes.meeting_id)


def _keep(minutes: Minutes, head: dict | None = None) -> None:
    about = {"content": head or head_of(minutes), "by_id": minutes.changed_by_id, "at": minutes.changed_at}
    revision = HeadRevision(minutes=minutes, version=minutes.version, **about)
    HeadRevision.objects.bulk_create([revision], ignore_conflicts=True)
    minutes.words_lost = 0


def _adds_to_kept(minutes: Minutes, by: Membership, before: dict) -> bool:
    """As of a point; a hold is what one person changes without a minute's rest."""
    goes_on = minutes.changed_by_id == by.user_id and timezone.now() - minutes.changed_at < LEASE
    kept = minutes.head_revisions.first() if goes_on else None
    if kept is None or minutes.version - kept.version >= SAVES_A_REVISION:
        return False
    minutes.words_lost += words_gone(
        kept=head_html(kept.content), before=head_html(before), after=head_html(head_of(minutes))
    )
    return minutes.words_lost < WORDS_LOST
