"""Decisions, action items and open points of one point: brought to what somebody wrote, row by row."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from groups.meetings.models import Point
from groups.meetings.queries import KINDS

FIELDS = {
    "decisions": ("text", "gone_at"),
    "actions": ("what", "owner_id", "owner_name", "due", "gone_at"),
    "open": ("text",),
}


def put_rows(*, point: Point, rows: dict[str, list], words: dict) -> dict[str, list]:
    """Make the rows that hang on a point say these words: known ids change, others are new, missing ones go. The point
    is held; its minutes come with their meeting. At most four writes a kind, none for a kind that did not change.
    """
    return {name: _put(point, name, rows[name], words[name]) for name in KINDS}


def _put(point: Point, name: str, rows: Sequence, lines: Sequence[dict]) -> list:
    model, known = KINDS[name], {row.pk: row for row in rows}
    known |= _gone(point, name, {line.get("id") for line in lines} - known.keys() - {None})
    kept, made, changed = [], [], []
    for position, line in enumerate(lines):
        values = _values(name, line) | {"position": position}
        row = known.pop(line.get("id"), None)
        if row is None:
            row = model(**_place(point, name), **line.get("became", {}) | values)
            made.append(row)
        elif _differs(row, values):
            changed.append(row)
        kept.append(row)
    take_away(name=name, rows=known.values())
    model._default_manager.bulk_create(made)
    if changed:
        model._base_manager.bulk_update(changed, [*FIELDS[name], "position"])
    return kept


def _gone(point: Point, name: str, ids: Collection[int]) -> dict[int, Any]:
    """Rows of this point that went since the last edition, and come back. One query, or none."""
    if not ids or name == "open":
        return {}
    return {row.pk: row for row in KINDS[name].every.filter(point=point, gone_at__isnull=False, pk__in=ids)}


def take_away(*, name: str, rows: Collection) -> None:
    """These rows go: at once, or with the next edition where the group reads them in the last one."""
    there = KINDS[name]._default_manager.filter(pk__in=[row.pk for row in rows])
    if any(getattr(row, "published_at", None) for row in rows):
        there.filter(published_at__isnull=False).update(gone_at=timezone.now())
    if rows:
        there.delete()


def _values(name: str, line: dict) -> dict[str, Any]:
    if name == "open":
        return {"text": line["text"]}
    if name == "decisions":
        return {"text": line["text"], "gone_at": None}
    return {
        "gone_at": None,
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
