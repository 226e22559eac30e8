"""Points of the minutes as a list: added, moved, deleted and taken back. Each change holds the row of the minutes."""

import uuid

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings.access import held_draft, held_point, people_there
from groups.meetings.enums import ItemState
from groups.meetings.models import AgendaItem, Minutes, Point, PointRevision
from groups.meetings.queries import KINDS, presenter_of, rows_of, words_of
from groups.spaces.models import Membership
from network.activity.actions import once
from network.kit.errors import Refused

from .point_rows import put_rows, take_out
from .points import HeldByAnother, hint_minutes, keep_revision, rewrite_point, write_point

POINTS_MAX = 60


def add_point(*, minutes: Minutes, by: Membership, title: str, key: uuid.UUID) -> Point:
    """Add a point at the end; the same form again gives back the same one. Raises KeyReused, Refused (sixty points,
    approved, archived) or Http404 (rights lost).
    """
    payload = ("point-add", minutes.pk, title)
    point, _made = once(
        user=by.user, key=key, payload=payload, fetch=Point, do=lambda: _append(held_draft(minutes, by), by, title)
    )
    return point


def _append(minutes: Minutes, by: Membership, title: str, **about: object) -> Point:
    points = Point.objects.filter(minutes=minutes)
    if points.count() >= POINTS_MAX:
        raise Refused(_("Minutes have sixty points at most: put some of them together."))
    last = points.aggregate(last=Max("position"))["last"]
    position = 0 if last is None else last + 1
    point = Point.objects.create(minutes=minutes, title=title, position=position, changed_by=by.user, **about)
    hint_minutes(point=point)
    return point


@transaction.atomic
def pull_items(*, minutes: Minutes, by: Membership) -> int:
    """Add a point for each item that was put on the agenda since; returns how many. Again adds nothing: an item whose
    point was deleted stays away. Refused past the number of points that minutes may have, and as `held_draft` does.
    """
    current = held_draft(minutes, by)
    items = AgendaItem.objects.filter(meeting=current.meeting, state=ItemState.ACCEPTED).select_related("presenter")
    known = set(Point.every.filter(minutes=current, item__isnull=False).values_list("item_id", flat=True))
    late = [item for item in items if item.pk not in known]
    for item in late:
        _append(current, by, item.title, item=item, presenter=presenter_of(item))
    return len(late)


@transaction.atomic
def move_point(*, point: Point, by: Membership, up: bool) -> None:
    """One place up or down; nothing at the end of the list. Its words don't change, whoever writes in it. Refused
    (approved, archived) or Http404 (rights lost).
    """
    minutes = held_draft(point.minutes, by)
    points = list(Point.objects.filter(minutes=minutes))
    ids = [one.pk for one in points]
    if point.pk not in ids:
        return
    place = ids.index(point.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(points):
        return
    points[place], points[other] = points[other], points[place]
    for position, one in enumerate(points):
        one.position = position
    Point.objects.bulk_update(points, ["position"])
    hint_minutes(point=point)


@transaction.atomic
def delete_point(*, point: Point, by: Membership, seen: int) -> None:
    """Take a point away with what hangs on it; its history keeps both, and it can be taken back. Again changes nothing.

    Raises HeldByAnother while somebody else writes in it, Refused when it changed since it was shown (`seen`: its
    version then), was approved or archived, Http404 (rights lost).
    """
    current = held_point(point, by)
    if current.deleted_at is not None:
        return
    rows = rows_of(current)
    words = words_of(current, rows)
    if current.is_held_from(by.user_id):
        raise HeldByAnother(_("%(name)s is writing in this point.") % {"name": current.held_by}, current, words)
    if current.version != seen:
        raise Refused(_("This point was changed meanwhile. Read it again before deleting it."))
    keep_revision(point=current, words=words)
    for name in KINDS:
        take_out(name=name, rows=rows[name])
    current.deleted_at, current.deleted_by = timezone.now(), by.user
    current.held_by, current.held_until = None, None
    write_point(point=current)
    hint_minutes(point=current)


@transaction.atomic
def undo_delete_point(*, point: Point, by: Membership) -> Point:
    """Take a deleted point back, as it was, with what hung on it. Again changes nothing. Refused (approved, archived)
    or Http404 (rights lost).
    """
    current = held_point(point, by)
    if current.deleted_at is None:
        return current
    kept = PointRevision.objects.get(point=current, version=current.version)
    current.deleted_at, current.deleted_by = None, None
    _bring_back(current, by, kept.content)
    return current


@transaction.atomic
def revert_point(*, point: Point, by: Membership, revision: PointRevision) -> Point:
    """Give a point the words of an earlier version again: another version, nothing is lost. A deleted one comes back.

    Raises HeldByAnother while somebody else writes in it, Refused (approved, archived) or Http404 (rights lost).
    """
    current = held_point(point, by)
    rows = rows_of(current)
    words = words_of(current, rows)
    if current.is_held_from(by.user_id):
        raise HeldByAnother(_("%(name)s is writing in this point.") % {"name": current.held_by}, current, words)
    if current.deleted_at is None:
        keep_revision(point=current, words=words)
    current.deleted_at, current.deleted_by = None, None
    _bring_back(current, by, revision.content, rows)
    return current


def _bring_back(point: Point, by: Membership, words: dict, rows: dict[str, list] | None = None) -> None:
    _forget_the_gone(words)
    put_rows(point=point, rows=rows or {name: [] for name in KINDS}, words=words)
    rewrite_point(point=point, by=by, words=words)
    point.held_by, point.held_until = None, None
    write_point(point=point)
    hint_minutes(point=point)


def _forget_the_gone(words: dict) -> None:
    """An owner whose account was erased since is a name from now on."""
    there = people_there(line["owner_id"] for line in words["actions"] if line["owner_id"])
    for line in words["actions"]:
        line["owner_id"] = line["owner_id"] if line["owner_id"] in there else None
