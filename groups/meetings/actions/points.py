"""Writing in a point of the minutes. A point is held by whoever writes in it; every save says which version it started
from; what was there is kept. Each change holds the point's row.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings.access import held_point
from groups.meetings.enums import MinutesState
from groups.meetings.models import Minutes, Point, PointRevision
from groups.meetings.queries import html_of, people_to_name, rows_of, same_words, words_of
from groups.spaces.actions import drop_draft
from groups.spaces.models import Membership
from network.kit import broadcast, dates
from network.kit.errors import Refused
from network.people.models import User

from .point_rows import put_rows
from .saving import SAVES_A_REVISION, WORDS_LOST, Hand, words_gone

LEASE = timedelta(seconds=60)
"""Renewed by every save and by the open page."""
LEASE_OF_A_PAGE = timedelta(minutes=10)
"""For a page without a script, which can't say that it is still there."""
IDLE = timedelta(minutes=2)
"""Whoever wrote nothing for so long may be relieved of the point."""
WRITTEN = (
    "title", "presenter", "exchanges", "version", "changed_at", "changed_by", "hand", "turn", "words_lost", "held_by",
    "held_until", "idle_from", "deleted_at", "deleted_by",
)  # fmt: skip


class PointConflict(Refused):
    """The save was not taken; `point` is what it is now, `words` what it says."""

    def __init__(self, said: str, point: Point, words: dict):
        super().__init__(said)
        self.point, self.words = point, words


class ChangedMeanwhile(PointConflict):
    """Somebody changed the point since it was opened."""


class HeldByAnother(PointConflict):
    """Somebody else writes in the point now."""


class DeletedMeanwhile(PointConflict):
    """Somebody deleted the point."""


@transaction.atomic
def hold_point(*, point: Point, by: Membership, lease: timedelta = LEASE, writes: bool = True) -> Point:
    """Keep a point for oneself while one writes in it, until `lease` is over; again makes it longer. `writes`: whether
    something was written since the last time.

    Raises HeldByAnother as long as somebody else's lease runs, DeletedMeanwhile, Refused (approved, archived) or
    Http404 (rights lost).
    """
    current = held_point(point, by)
    _refuse_if_taken(current, by)
    return _hold(current, by, lease, writes=writes)


@transaction.atomic
def take_point(*, point: Point, by: Membership, lease: timedelta = LEASE) -> Point:
    """Hold a point instead of somebody who has not written in it for a while; what they saved is in it, and what they
    did not is still with them.

    Raises HeldByAnother when they write again, DeletedMeanwhile, Refused (approved, archived) or Http404 (rights lost).
    """
    current = held_point(point, by)
    if current.deleted_at is not None or not current.is_idle:
        _refuse_if_taken(current, by)
    return _hold(current, by, lease, writes=True)


def _hold(point: Point, by: Membership, lease: timedelta, *, writes: bool) -> Point:
    now = timezone.now()
    was = point.held_by_id if point.is_held_from(0) else None
    if writes or was != by.user_id:
        point.idle_from = now + max(IDLE, lease)
    point.held_by, point.held_until = by.user, now + lease
    point.save(update_fields=["held_by", "held_until", "idle_from"])
    if was != by.user_id:
        hint_minutes(point=point)
    return point


@transaction.atomic
def release_point(*, point: Point, by: Membership) -> None:
    """Let others write in it. Nothing when this person does not hold it."""
    released = Point.every.filter(pk=point.pk, held_by=by.user_id).update(held_by=None, held_until=None)
    if released:
        hint_minutes(point=point)


@transaction.atomic
def save_point(
    *, point: Point, by: Membership, words: dict, seen: int, hand: Hand | None = None, is_over: bool = False
) -> Point:
    """Give a point other words: plain data as `queries.words_of` gives, of which a row without an id is new and a row
    that is missing goes, and an action item without `owner_id` belongs to the member who is called like its `owner`, or
    to a name. `seen`: the version they were written from; `hand`: the form, whose next save counts even when the answer
    to the last one was lost. The same again changes nothing. Until `is_over`, the point is held for the next save.

    What was there is kept as a revision, once a hold as long as the same person only adds; hints after commit, forgets
    the draft of this form. Returns the point with `rows`, by their names. Raises ChangedMeanwhile, HeldByAnother,
    DeletedMeanwhile, Refused (approved, archived) or Http404 (rights lost): nothing is saved then.
    """
    current = held_point(point, by)
    _refuse_if_taken(current, by)
    rows = rows_of(current)
    before = words_of(current, rows)
    words = words | {"actions": _owned(words["actions"], before["actions"], by)}
    if not same_words(before, words):
        if current.version != seen and not (hand and hand.goes_on(key=current.hand, turn=current.turn)):
            raise ChangedMeanwhile(_said_of_change(current, by), current, before)
        if not _adds_to_kept(current, by, before, words):
            keep_revision(point=current, words=before)
        rows = put_rows(point=current, rows=rows, words=words)
        rewrite_point(point=current, by=by, words=words, hand=hand)
    now = timezone.now()
    current.held_by, current.held_until = (None, None) if is_over else (by.user, now + LEASE)
    current.idle_from = now + IDLE
    write_point(point=current)
    if is_over and current.draft_key is not None and (hand is None or current.draft_key == hand.key):
        drop_draft(membership=by, name=current.target)
    hint_minutes(point=current)
    current.rows = rows
    return current


def _owned(lines: list[dict], before: list[dict], by: Membership) -> list[dict]:
    """Action items with their owners: whoever had it already under this name, else a member, else nobody. One query,
    none when every name is known.
    """
    known = {line["id"]: line for line in before}
    found = [_owner_known(line, known.get(line["id"])) for line in lines]
    if all("owner_id" in line for line in found):
        return found
    named = {label.casefold(): person for label, person in people_to_name(by.group).items()}
    return [line if "owner_id" in line else _owner_named(line, named) for line in found]


def _owner_known(line: dict, was: dict | None) -> dict:
    if "owner_id" in line or (line["owner"] and (was is None or was["owner"] != line["owner"])):
        return line
    return line | {"owner_id": was["owner_id"] if was and line["owner"] else None}


def _owner_named(line: dict, named: dict[str, User]) -> dict:
    person = named.get(line["owner"].casefold())
    return line | ({"owner": str(person), "owner_id": person.pk} if person else {"owner_id": None})


def _said_of_change(point: Point, by: Membership) -> str:
    about = {"name": point.changed_by, "hour": dates.Moment(point.changed_at).hour()}
    if point.changed_by_id == by.user_id:
        return _("You changed this point at %(hour)s in another window. The text of this one is kept.") % about
    if point.changed_by_id is None:
        return _("This point was changed by somebody else since you opened it. Your text is kept.")
    return _("%(name)s changed this point at %(hour)s, after you opened it. Your text is kept.") % about


def rewrite_point(*, point: Point, by: Membership, words: dict, hand: Hand | None = None) -> None:
    """Give a point, whose row is held, other words and another version; nothing is written yet."""
    point.title, point.presenter, point.exchanges = words["title"], words["presenter"], words["exchanges"]
    point.version += 1
    point.changed_at, point.changed_by = timezone.now(), by.user
    point.hand, point.turn = hand or (None, 0)


def write_point(*, point: Point) -> None:
    """Keep the point, whose row is held, as it is in memory. Refused when the minutes were approved while one waited
    for its row: what was asked for with it is older than that.
    """
    locked = Minutes.objects.filter(state=MinutesState.APPROVED, correcting_at=None)
    values = {name: getattr(point, name) for name in WRITTEN}
    if not Point.every.filter(pk=point.pk).exclude(minutes__in=locked).update(**values):
        raise Refused(_("These minutes were approved while you were writing: they no longer change."))


def _refuse_if_taken(point: Point, by: Membership) -> None:
    if point.deleted_at is not None:
        said = _("%(name)s deleted this point. Your text is kept: take the point back to save it.")
        raise DeletedMeanwhile(
            said % {"name": point.deleted_by or _("Somebody else")}, point, words_of(point, rows_of(point))
        )
    if point.is_held_from(by.user_id):
        said = _("%(name)s is writing in this point. Your text is kept; save it when they have finished.")
        raise HeldByAnother(said % {"name": point.held_by}, point, words_of(point, rows_of(point)))


def keep_revision(*, point: Point, words: dict) -> None:
    """Keep what a point says before it changes. Its row is held, and written by whoever calls."""
    point.words_lost = 0
    about = {"content": words, "by_id": point.changed_by_id, "at": point.changed_at}
    revision = PointRevision(point=point, version=point.version, **about)
    PointRevision.objects.bulk_create([revision], ignore_conflicts=True)


def _adds_to_kept(point: Point, by: Membership, before: dict, after: dict) -> bool:
    """Whether what this save changes is already in the revision of its hold: the same person goes on, and what went
    since, at once or little by little, is next to nothing.
    """
    goes_on = point.held_by_id == by.user_id and point.held_until > timezone.now() and point.changed_by_id == by.user_id
    if not goes_on or point.kept_version is None or point.version - point.kept_version >= SAVES_A_REVISION:
        return False
    point.words_lost += words_gone(kept=html_of(point.kept_content), before=html_of(before), after=html_of(after))
    return point.words_lost < WORDS_LOST


def hint_minutes(*, point: Point) -> None:
    """After commit, open pages where these minutes are written look again."""
    meeting = point.minutes.meeting
    broadcast.hint(meeting.group.scope, seq=0, kind="minutes", object_id=meeting.pk)
