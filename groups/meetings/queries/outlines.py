"""An edition in plain words, for mails: headings, and lines below each."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from network.kit import clean_html, dates
from network.people.models import User


def decisions_told(content: dict) -> list[str]:
    """Every decision of an edition."""
    return [one["text"] for part in (*content["points"], content["loose"]) for one in part["decisions"]]


def actions_told_to(content: dict, user: User) -> list[str]:
    """The action items of an edition that this person owns, with their dates."""
    actions = [one for part in (*content["points"], content["loose"]) for one in part["actions"]]
    return [_action(one, with_owner=False) for one in actions if one["owner_id"] == user.pk]


def outline_of(content: dict) -> list[dict]:
    """Everything that an edition says, as [{"title", "lines"}], for somebody who reads it in a mail only. No query."""
    parts = [
        (_("When and where"), _where(content)),
        (_("Attendance"), _people(content["attendance"])),
        (_("The essentials"), content["summary"].split("\n")),
        *((f"{n}. {point['title']}", _point(point)) for n, point in enumerate(content["points"], start=1)),
        (_("Decisions and actions"), _hanging(content["loose"])),
        (_("Next meeting"), [_day(content["next"]["on"]), content["next"]["note"]]),
        (_("Documents"), [file["name"] for file in content["files"]]),
    ]
    told = [{"title": title, "lines": [line for line in lines if line.strip()]} for title, lines in parts]
    return [part for part in told if part["lines"]]


def _where(content: dict) -> list[str]:
    return [dates.full(datetime.fromisoformat(content["starts_at"])), content["place"]]


def _people(attendance: dict) -> list[str]:
    labels = {
        "present": _("Present: %(names)s"),
        "excused": _("Excused: %(names)s"),
        "absent": _("Absent: %(names)s"),
        "represented": _("Represented: %(names)s"),
    }
    return [
        labels[kind] % {"names": ", ".join(one["name"] for one in people)}
        for kind, people in attendance.items()
        if people
    ]


def _point(point: dict) -> list[str]:
    presenter = [_("Presented by %(name)s") % {"name": point["presenter"]}] if point["presenter"] else []
    return [*presenter, *clean_html.to_plain(point["exchanges"]).split("\n"), *_hanging(point)]


def _hanging(part: dict) -> list[str]:
    return [
        *(_("Decision: %(words)s") % {"words": one["text"]} for one in part["decisions"]),
        *(_("Action: %(words)s") % {"words": _action(one)} for one in part["actions"]),
        *(_("To take up again: %(words)s") % {"words": one["text"]} for one in part["open"]),
    ]


def _action(action: dict, *, with_owner: bool = True) -> str:
    due = _("for %(date)s") % {"date": _day(action["due"])} if action["due"] else ""
    return ", ".join(filter(None, [action["what"], action["owner"] if with_owner else "", due]))


def _day(text: str) -> str:
    return dates.full(date.fromisoformat(text)) if text else ""
