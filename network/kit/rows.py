"""Objects from the rows of a query written by hand: what Django's `raw()` does, for the few queries that are on every
page and build several objects from one row.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from django.db import connection, models

from .dates import instant

Model = TypeVar("Model", bound=models.Model)


class Columns(Generic[Model]):
    """The columns of a model under an alias, or those of some of its fields: `sql` for the query, `build` for its rows.

    Databases give back what they keep: instants, booleans and JSON take their Python form here. A field left out is
    asked for when it is read.
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
    if isinstance(field, models.BooleanField):
        return bool
    return from_json if isinstance(field, models.JSONField) else None


def from_json(value: Any) -> Any:
    """JSON as text, as SQLite keeps it and PostgreSQL gives it to Django."""
    return json.loads(value) if isinstance(value, str) else value


def fetch(query: str, parameters: Iterable[Any]) -> list[tuple]:
    """The rows of a query. Every value is a parameter, never part of the text."""
    with connection.cursor() as cursor:
        cursor.execute(query, list(parameters))
        return cursor.fetchall()
