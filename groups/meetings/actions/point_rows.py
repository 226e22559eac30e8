"""Decisions, action items and open points of one point: brought to what somebody wrote, row by row."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from groups.meetings.models import Point
from groups.meetings.queries import KINDS

FIELDS = {
    "decisions": ("text", "taken_out"),
    "actions": ("what", "owner_id", "owner_name", "due", "taken_out"),
    "open": ("text",),
}


def put_rows(*, point: Point, rows: dict[str, list], words: dict) -> dict[str, list]:
    """Make the rows that hang on a point say these words: known ids change, others are new, missing ones go; one that
    was published stays in the registers until the next edition, and is the same when it comes back before. The point is
    held; its minutes come with their meeting. Few writes, none for a kind that did not change: a new line takes the row
    of one that goes and that nobody has heard of.
    """
    return {name: _put(point, name, rows[name], words[name]) for name in KINDS}


def _put(point: Point, name: str, rows: Sequence, lines: Sequence[dict]) -> list:
    model = KINDS[name]
    known = {row.pk: row for row in [*rows, *_taken_out(point, name, rows, lines)]}
    named = {line.get("id") for line in lines}
    free = [row for row in rows if row.pk not in named and _is_unheard_of(row)]
    kept, made, changed = [], [], []
    for position, line in enumerate(lines):
        values = _values(name, line) | {"position": position}
        row = _row_for(line, known, free)
        if row is None:
            row = model(**_place(point, name), **line.get("became", {}) | values)
            made.append(row)
        elif _differs(row, values):
            changed.append(row)
        kept.append(row)
    take_out(name=name, rows=known.values())
    model._base_manager.bulk_create(made)
    if changed:
        model._base_manager.bulk_update(changed, [*FIELDS[name], "position"])
    return kept


def take_out(*, name: str, rows: Iterable) -> None:
    """Rows of one kind leave the working copy: what was published is marked, the rest goes."""
    ids = {row.pk: getattr(row, "published_at", None) is not None for row in rows}
    published = [pk for pk, is_published in ids.items() if is_published]
    model = KINDS[name]
    if published:
        model._base_manager.filter(pk__in=published).update(taken_out=True)
    if len(published) < len(ids):
        model._base_manager.filter(pk__in=ids.keys() - published).delete()


def _taken_out(point: Point, name: str, rows: Sequence, lines: Sequence[dict]) -> list:
    """Rows that were taken out and that these lines bring back. A query for those only."""
    ids = {line["id"] for line in lines if line.get("id")} - {row.pk for row in rows}
    if name == "open" or not ids:
        return []
    return list(KINDS[name]._base_manager.filter(point=point, taken_out=True, pk__in=ids))


def _row_for(line: dict, known: dict[int, Any], free: list) -> Any:
    if line.get("id") in known:
        return known.pop(line["id"])
    return known.pop(free.pop(0).pk) if free and not line.get("became") else None


def _is_unheard_of(row: Any) -> bool:
    """Whether it was never published, done, told or taken up again."""
    blank = type(row)()
    apart = {"id", "position", "text", "what", "owner_name", "due"}
    fields = [field for field in row._meta.concrete_fields if not field.is_relation and field.name not in apart]
    return getattr(row, "taken_up_id", None) is None and all(
        getattr(row, field.name) == getattr(blank, field.name) for field in fields
    )


def _values(name: str, line: dict) -> dict[str, Any]:
    if name == "open":
        return {"text": line["text"]}
    if name == "decisions":
        return {"text": line["text"], "taken_out": False}
    return {
        "taken_out": False,
        "what": line["what"],
        "owner_id": line["owner_id"],
        "owner_name": "" if line["owner_id"] else line["owner"],
        "due": date.fromisoformat(line["due"]) if line["due"] else None,
    }


def _differs(row: Any, values: dict[str, Any]) -> bool:
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)


def _place(point: Point, name: str) -> dict[str, Any]:
    place = {"minutes": point.minutes, "point": point}
    return place if name == "open" else place | {"group": point.minutes.meeting.group}
