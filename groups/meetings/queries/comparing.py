"""What changed between two editions of the same minutes, part by part, word by word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from groups.meetings.models import Edition
from network.kit import clean_html, dates
from network.kit.text_diff import Piece, between


@dataclass(frozen=True)
class Change:
    """A part that differs; `mark`: "ins" for one that is new, "del" for one that went, else ""."""

    title: str
    mark: str
    pieces: list[Piece]


def changes_between(before: Edition, after: Edition) -> list[Change]:
    """The parts of two editions that differ, in the order of the second one; those that went come last. No query."""
    old, new = before.content, after.content
    heads = [(title, old_text, new_text) for title, old_text, new_text in _heads(old, new) if old_text != new_text]
    changes = [Change(title, "", between(old_text, new_text)) for title, old_text, new_text in heads]
    return changes + _points(old["points"], new["points"])


def _heads(old: dict, new: dict) -> Iterable[tuple[str, str, str]]:
    yield _("Title, place and date"), _where(old), _where(new)
    yield _("Attendance"), _people(old["attendance"]), _people(new["attendance"])
    yield _("The essentials"), _html([old["summary"]]), _html([new["summary"]])
    yield _("Without a point"), _hanging(old["loose"]), _hanging(new["loose"])
    yield _("Next meeting"), _html(old["next"].values()), _html(new["next"].values())
    yield _("Documents"), _names(old["files"]), _names(new["files"])


def _points(old: list[dict], new: list[dict]) -> list[Change]:
    were, are = {point["id"]: point for point in old}, {point["id"] for point in new}
    changes = []
    for point in new:
        words, earlier = _point(point), were.get(point["id"])
        if earlier is None:
            changes.append(Change(point["title"], "ins", between("", words)))
        elif _point(earlier) != words:
            changes.append(Change(point["title"], "", between(_point(earlier), words)))
    gone = [point for point in old if point["id"] not in are]
    return changes + [Change(point["title"], "del", between(_point(point), "")) for point in gone]


def _point(point: dict) -> str:
    return _html([point["title"], point["presenter"]]) + point["exchanges"] + _hanging(point)


def _hanging(part: dict) -> str:
    decisions = [_("Decision: %(words)s") % {"words": one["text"]} for one in part["decisions"]]
    actions = [_("Action: %(words)s") % {"words": _task(one)} for one in part["actions"]]
    left = [_("To take up again: %(words)s") % {"words": one["text"]} for one in part["open"]]
    return _html([*decisions, *actions, *left])


def _task(action: dict) -> str:
    due = dates.full(date.fromisoformat(action["due"])) if action["due"] else ""
    return ", ".join(filter(None, [action["what"], action["owner"], due]))


def _where(content: dict) -> str:
    return _html([content["title"], content["place"], content["starts_at"], content["ends_at"], content["writer"]])


def _people(attendance: dict) -> str:
    labels = {
        "present": _("Present: %(names)s"),
        "excused": _("Excused: %(names)s"),
        "absent": _("Absent: %(names)s"),
        "represented": _("Represented: %(names)s"),
    }
    said = {kind: ", ".join(one["name"] for one in people) for kind, people in attendance.items() if people}
    return _html(labels[kind] % {"names": names} for kind, names in said.items())


def _names(files: list[dict]) -> str:
    return _html(file["name"] for file in files)


def _html(lines: Iterable[str]) -> str:
    return clean_html.from_plain("\n\n".join(line for line in lines if line))
