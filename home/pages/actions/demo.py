"""The demonstration's home page, drawn from data/demo_content.json. Everything in it is invented, and says so."""

import json
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

DATA = Path(settings.BASE_DIR) / "data"
WEEK = timedelta(weeks=1)
DATES, STORIES, CARDS = 4, 4, 3
WORDS = {"dossier": "Dossier", "synthese": "Synthèse", "guide": "Guide", "kit": "Kit", "referentiel": "Référentiel"}


@cache
def _content() -> dict[str, Any]:
    return json.loads((DATA / "demo_content.json").read_text(encoding="utf-8"))


def demo_settings() -> dict[str, str]:
    """Settings of an association that does not exist."""
    return {
        "description": "Association au service des professionnels des politiques de cohésion sociale et territoriale.",
        "contact_email": "contact@example.org",
        "contact_phone": "01 99 00 00 00",
        "address": "14, rue des Tanneurs\n95200 Sarcelles",
        "legal_name": "Traverse, association de démonstration",
        "legal_form": "Association fictive",
        "registered_office": "14, rue des Tanneurs\n95200 Sarcelles",
    }


def demo_front(*, blocks: list[dict]) -> list[dict]:
    """The blocks of the first day with, after the opening, dates to come, experiences and publications."""
    hero, *others = blocks
    return [hero, _dates(), _stories(), _publications(), *others]


def _dates() -> dict:
    content = _content()
    shift = (timezone.localdate() - date.fromisoformat(content["meta"]["date_anchor"])) // WEEK * WEEK
    dated = [(date.fromisoformat(action["sessions"][0]["date"]) + shift, action) for action in content["actions"]]
    coming = sorted((pair for pair in dated if pair[0] > timezone.localdate()), key=lambda pair: pair[0])
    items = [_date(day, action) for day, action in coming[:DATES]]
    return {"type": "dates", "value": {"title": "Prochains rendez-vous", "items": items, "more": []}}


def _date(day: date, action: dict) -> dict:
    session = action["sessions"][0]
    meta = f"{_hour(session['start'])} à {_hour(session['end'])}, {action['location']}"
    return {"date": day.isoformat(), "format": action["format"], "title": action["title"], "meta": meta, "state": ""}


def _hour(text: str) -> str:
    hour, minute = text.split(":")
    return f"{int(hour)} h {minute}" if minute != "00" else f"{int(hour)} h"


def _themes() -> dict[str, tuple[str, int]]:
    """slug → (name, hue)"""
    names = [child for theme in _content()["themes"] for child in theme["children"]]
    return {theme["slug"]: (theme["name_fr"], number % 8 + 1) for number, theme in enumerate(names)}


def _stories() -> dict:
    lead, *others = _content()["experience_sheets"][:STORIES]
    figures = [figure for figure in lead["indicators"] if len(figure["label"]) <= 40]
    value = {
        "title": "Des expériences racontées",
        "lead": {**_story(lead), "text": lead["summary"], "figures": figures},
        "stories": [_story(sheet) for sheet in others],
        "more": [],
    }
    return {"type": "feature", "value": value}


def _story(sheet: dict) -> dict:
    theme, hue = _themes()[sheet["themes"][0]]
    return {"theme": theme, "hue": hue, "place": _place(sheet), "title": sheet["title"], "text": sheet["tagline"]}


def _place(sheet: dict) -> str:
    communes = json.loads((DATA / "valdoise.json").read_text(encoding="utf-8"))["communes"]
    return next((row["name"] for row in communes if row["insee"] == sheet["commune_codes"][0]), "")


def _publications() -> dict:
    cards = [_card(number, publication) for number, publication in enumerate(_content()["publications"][:CARDS])]
    return {"type": "cards", "value": {"title": "Publications", "cards": cards, "more": []}}


def _card(number: int, publication: dict) -> dict:
    return {
        "label": WORDS.get(publication["type"], "Document"),
        "mark": f"{publication['pages']} p.",
        "hue": (3, 8, 6)[number % 3],
        "title": publication["title"],
        "text": publication["abstract"],
        "meta": publication["subtitle"],
    }
