"""Decisions, action items and open points of one point: brought to what somebody wrote, row by row."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from groups.meetings.models import Point
from groups.meetings.queries import KINDS

FIELDS = {"decisions": ("text",), "actions": ("what", "owner_id", "owner_name", "due"), "open": ("text",)}


def put_rows(*, point: Point, rows: dict[str, list], words: dict) -> dict[str, list]:
    """Make the rows that hang on a point say these words: known ids change, others are new, missing ones go. The point
    is held; its minutes come with their meeting. At most two writes a kind, none for a kind that did not change: a new
    line takes the row of one that goes and that nobody has heard of.
    """
    return {name: _put(point, name, rows[name], words[name]) for name in KINDS}


def _put(point: Point, name: str, rows: Sequence, lines: Sequence[dict]) -> list:
    model, known = KINDS[name], {row.pk: row for row in rows}
    named = {line.get("id") for line in lines}
    free = [row for row in rows if row.pk not in named and _is_unheard_of(row)]
    kept, made, changed = [], [], []
    for position, line in enumerate(lines):
        values = _values(name, line) | {"position": position}
        row = _row_for(line, known, free)
        if row is None:
            row = model(**_place(point, name), **line.get("became", {}), **values)
            made.append(row)
        elif _differs(row, values):
            changed.append(row)
        kept.append(row)
    if known:
        model._default_manager.filter(pk__in=[row.pk for row in known.values()]).delete()
    model._default_manager.bulk_create(made)
    if changed:
        model._default_manager.bulk_update(changed, [*FIELDS[name], "position"])
    return kept


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
    if name != "actions":
        return {"text": line["text"]}
    return {
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
