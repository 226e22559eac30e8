"""Points of minutes as those who write see them: plain data of one, all of them on the page, two versions as one."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Model, QuerySet, Value

from groups.meetings.models import ActionItem, Decision, Minutes, OpenPoint, Point
from network.kit import clean_html
from network.people.models import User

KINDS: dict[str, type[Model]] = {"decisions": Decision, "actions": ActionItem, "open": OpenPoint}
"""What hangs on a point, under the names of its plain data and of its form."""
WIDEST = [field.attname for field in ActionItem._meta.concrete_fields]
SAID = {"id", "position", "text", "what", "owner_name", "due"}
OF_EDITIONS = {"said", "published_at", "taken_out"}
"""What only publishing decides: a line that comes back waits for the next edition like any other."""


@dataclass
class WrittenPoint:
    """A point and what hangs on it, for the page where minutes are written. `is_held`: somebody else writes in it;
    `has_draft`: the reader wrote words in it that were not saved.
    """

    point: Point
    decisions: list[Decision] = field(default_factory=list)
    actions: list[ActionItem] = field(default_factory=list)
    open: list[OpenPoint] = field(default_factory=list)
    is_held: bool = False
    has_draft: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.point.exchanges or self.decisions or self.actions or self.open)


def written_points(minutes: Minutes) -> list[WrittenPoint]:
    """The points of minutes in order, with what hangs on them. Four queries, whatever the number."""
    points = Point.objects.filter(minutes=minutes).select_related("held_by", "changed_by")
    found = {point.pk: WrittenPoint(point) for point in points}
    for name, model in KINDS.items():
        rows = model._default_manager.filter(minutes=minutes, point__isnull=False)
        for row in rows.select_related("owner") if model is ActionItem else rows:
            if row.point_id in found:
                getattr(found[row.point_id], name).append(row)
    return list(found.values())


def rows_of(point: Point) -> dict[str, list]:
    """What hangs on one point, by its names in KINDS; an owner is known by their id and names. One query."""
    first, *others = (_columns(name, point) for name in ("actions", "decisions", "open"))
    found: dict[str, list] = {name: [] for name in KINDS}
    for name, first_name, last_name, email, *values in first.union(*others, all=True):
        owner = {"first_name": first_name, "last_name": last_name, "email": email}
        found[name].append(_row(name, dict(zip(WIDEST, values, strict=True)), owner))
    return {name: sorted(rows, key=lambda row: (row.position, row.pk)) for name, rows in found.items()}


def _columns(name: str, point: Point) -> QuerySet:
    """Rows of one kind in the columns of action items, the widest: one query reads all three."""
    own = {field.attname for field in KINDS[name]._meta.concrete_fields}
    renamed = {} if name == "actions" else {"what": F("text")}
    columns = [renamed.get(column, F(column) if column in own else _nothing(column)) for column in WIDEST]
    names = ("owner__first_name", "owner__last_name", "owner__email") if name == "actions" else [Value("")] * 3
    rows = KINDS[name]._default_manager.filter(point=point).order_by()
    return rows.values_list(Value(name), *names, *columns)


def _nothing(column: str) -> Value:
    return Value(None, output_field=ActionItem._meta.get_field(column))


def _row(name: str, values: dict, owner: dict) -> Model:
    if name == "actions":
        row = ActionItem(**values)
        if row.owner_id:
            row.owner = User(pk=row.owner_id, **owner)
        return row
    own = {field.attname for field in KINDS[name]._meta.concrete_fields}
    return KINDS[name](text=values["what"], **{column: values[column] for column in own - {"text"}})


def words_of(point: Point, rows: dict[str, list]) -> dict:
    """A point and the rows that hang on it as plain data, ready for JSON: what a revision keeps and a form starts from.

    Keys: title, presenter, exchanges, decisions and open [{id, text}], actions [{id, what, owner, owner_id, due}]; each
    row with what `became` of it.
    """
    return {
        "title": point.title,
        "presenter": point.presenter,
        "exchanges": point.exchanges,
        "decisions": [_line(row) for row in rows["decisions"]],
        "actions": [_action(row) for row in rows["actions"]],
        "open": [_line(row) for row in rows["open"]],
    }


def _line(row: Decision | OpenPoint) -> dict:
    return {"id": row.pk, "text": row.text, "became": _became(row)}


def _action(row: ActionItem) -> dict:
    return {
        "id": row.pk,
        "what": row.what,
        "owner": str(row.owner) if row.owner else row.owner_name,
        "owner_id": row.owner_id,
        "due": row.due.isoformat() if row.due else "",
        "became": _became(row),
    }


def _became(row: Model) -> dict:
    """What is known of a row beyond what it says (done, reminded of, …), so that one that comes back is as it was."""
    left_out = SAID | OF_EDITIONS
    fields = [field for field in row._meta.concrete_fields if not field.is_relation and field.name not in left_out]
    return {field.name: _plain(getattr(row, field.name)) for field in fields}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def same_words(one: dict, other: dict) -> bool:
    """Whether two versions of a point say the same, whatever ids their rows have."""
    return _said(one) == _said(other)


def _said(words: dict) -> tuple:
    lines = tuple(tuple(line["text"] for line in words[name]) for name in ("decisions", "open"))
    actions = tuple((line["what"], line["owner_id"] or line["owner"], line["due"]) for line in words["actions"])
    return words["title"], words["presenter"], words["exchanges"], lines, actions


def html_of(words: dict) -> str:
    """Everything that a version of a point says, as clean HTML: to be read whole and compared."""
    title = words["title"] + (f" ({words['presenter']})" if words["presenter"] else "")
    parts = [f"<h3>{html.escape(title)}</h3>", words["exchanges"]]
    parts += [_list_of(line["text"] for line in words["decisions"])]
    parts += [_list_of(_said_of_action(line) for line in words["actions"])]
    parts += [_list_of(line["text"] for line in words["open"])]
    return clean_html.clean("".join(parts))


def _said_of_action(line: dict) -> str:
    return ", ".join(filter(None, [line["what"], line["owner"], line["due"]]))


def _list_of(lines: Iterable[str]) -> str:
    found = [f"<li>{html.escape(line)}</li>" for line in lines]
    return f"<ul>{''.join(found)}</ul>" if found else ""


def merged(theirs: dict, mine: dict) -> dict:
    """Their version of a point with what is only in mine behind it, for somebody to put in order by hand. No paragraph
    and no line of either is lost.
    """
    return {
        **mine,
        "title": mine["title"],
        "exchanges": theirs["exchanges"] + _only_in(mine["exchanges"], theirs["exchanges"]),
        "decisions": _both(theirs["decisions"], mine["decisions"], "text"),
        "actions": _both(theirs["actions"], mine["actions"], "what"),
        "open": _both(theirs["open"], mine["open"], "text"),
    }


def _only_in(mine: str, theirs: str) -> str:
    known = set(clean_html.to_plain(theirs).split("\n"))
    return mine if any(line not in known for line in clean_html.to_plain(mine).split("\n")) else ""


def _both(theirs: Sequence[dict], mine: Sequence[dict], text: str) -> list[dict]:
    known = {line[text] for line in theirs}
    ids = {line["id"] for line in theirs}
    added = [line for line in mine if line[text] not in known]
    return [*theirs, *(line | {"id": None} if line["id"] in ids else line for line in added)]
