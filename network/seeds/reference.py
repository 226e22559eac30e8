"""Loads what the network shares from the project's data files: territories, themes, public tags. Safe to run again."""

import json
from functools import cache
from typing import Any

from django.conf import settings
from django.db import transaction

from network.reference.models import Commune, Epci, Qpv, Tag, Theme


@cache
def read_data(name: str) -> dict[str, Any]:
    return json.loads((settings.BASE_DIR / "data" / name).read_text(encoding="utf-8"))


@transaction.atomic
def load_reference() -> None:
    """Communes, EPCI, priority neighbourhoods, themes and tags: created or brought up to date, never deleted."""
    territories = read_data("valdoise.json")
    _load_epci(territories["epci"] + territories["ept"])
    _load_communes(territories["communes"])
    _load_qpv(territories["qpv"])
    content = read_data("demo_content.json")
    _load_themes(content["themes"], parent=None)
    _upsert(Tag, [Tag(slug=row["slug"], name=row["name"]) for row in content["tags"]], ["slug"], ["name"])


def _upsert(model, rows: list, unique: list[str], fields: list[str]) -> None:
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=unique, update_fields=fields)


def _load_epci(rows: list[dict]) -> None:
    fields = ["name", "full_name", "slug"]
    _upsert(
        Epci,
        [Epci(siren=row["siren"], kind=row["type"], **{field: row[field] for field in fields}) for row in rows],
        ["siren"],
        [*fields, "kind"],
    )


def _load_communes(rows: list[dict]) -> None:
    by_siren = {epci.siren: epci for epci in Epci.objects.all()}
    fields = ["insee", "name", "slug", "population"]
    _upsert(
        Commune,
        [
            Commune(
                **{field: row[field] for field in fields},
                epci=by_siren.get(row["epci_siren"]),
                ept=by_siren.get(row["ept_siren"]),
            )
            for row in rows
        ],
        ["insee"],
        ["name", "slug", "population", "epci", "ept"],
    )


def _load_qpv(rows: list[dict]) -> None:
    communes = {commune.insee: commune for commune in Commune.objects.all()}
    for row in rows:
        qpv, _ = Qpv.objects.update_or_create(
            code=row["code"], generation=row["generation"], defaults={"name": row["name"]}
        )
        qpv.communes.set([communes[code] for code in row["commune_codes"] if code in communes])


def _load_themes(rows: list[dict], parent: Theme | None) -> None:
    for position, row in enumerate(rows):
        names = {"name_fr": row["name_fr"], "name_en": row["name_en"], "position": position, "parent": parent}
        theme, _ = Theme.objects.update_or_create(slug=row["slug"], defaults=names)
        _load_themes(row.get("children", []), parent=theme)
