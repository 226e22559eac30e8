"""Objects from the rows of a query written by hand: what Django's `raw()` does, for the few queries that are on every
page and build several objects from one row.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from django.db import connection, models

from .dates import instant

PREPARED_MAX = 100
"""On one connection: lists can be filtered in more ways than a server needs to remember."""

Model = TypeVar("Model", bound=models.Model)
_statements: WeakKeyDictionary[Any, dict[str, str]] = WeakKeyDictionary()


class Columns(Generic[Model]):
    """The columns of a model under an alias, or those of some of its fields: `sql` for the query, `build` for its rows.

    Databases give back what they keep: instants, days, booleans and JSON take their Python form here. A field left out
    is asked for when it is read.
    """

    def __init__(self, model: type[Model], alias: str, *names: str) -> None:
        wanted = [field for field in model._meta.concrete_fields if not names or field.attname in names]
        self.model, self.names = model, [field.attname for field in wanted]
        self.sql = ", ".join(f"{alias}.{field.column}" for field in wanted)
        self.converted = [(place, turn) for place, field in enumerate(wanted) if (turn := _turn(field))]

    def __len__(self) -> int:
        return len(self.names)

    def build(self, values: Sequence[Any]) -> Model:
        kept = list(values)
        for place, turn in self.converted:
            kept[place] = turn(kept[place])
        return self.model.from_db("default", self.names, kept)


def _turn(field: models.Field) -> Callable[[Any], Any] | None:
    if isinstance(field, models.DateTimeField):
        return instant
    if isinstance(field, models.DateField):
        return parse_day
    if isinstance(field, models.BooleanField):
        return bool
    return from_json if isinstance(field, models.JSONField) else None


def parse_day(value: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def from_json(value: Any) -> Any:
    """JSON as text, as SQLite keeps it and PostgreSQL gives it to Django."""
    return json.loads(value) if isinstance(value, str) else value


def fetch(query: str, parameters: Iterable[Any]) -> list[tuple]:
    """The rows of a query. Every value is a parameter, never part of the text.

    PostgreSQL reads and plans it once for each connection: these queries take it longer to plan than to answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(_prepared(query) if connection.vendor == "postgresql" else query, list(parameters))
        return cursor.fetchall()


def _prepared(query: str) -> str:
    """What executes this query, prepared if need be on the connection in use; the query itself once there are many."""
    known = _statements.setdefault(connection.connection, {})
    if query not in known and len(known) < PREPARED_MAX:
        first, *others = query.replace("%%", "%").split("%s")
        text = first + "".join(f"${place}{part}" for place, part in enumerate(others, start=1))
        name = f"traverse_{len(known)}"
        with connection.wrap_database_errors, connection.connection.cursor() as cursor:
            cursor.execute(f"PREPARE {name} AS {text}")
        known[query] = f"EXECUTE {name}" + (f" ({', '.join(['%s'] * len(others))})" if others else "")
    return known.get(query, query)
