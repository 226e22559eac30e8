"""What changed between two editions of the same minutes, part by part, word by word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from network.kit import clean_html, dates
from network.kit.text_diff import Piece, between

from .papers import item_words, print_words


@dataclass(frozen=True)
class Change:
    """A part that differs; `mark`: "ins" for one that is new, "del" for one that went, else ""."""

    title: str
    mark: str
    pieces: list[Piece]


def changes_between(old: dict, new: dict) -> list[Change]:
    """The parts of two editions' contents that differ, in the order of the second one; those that went come last. Two
    contents without a change say the same to whoever reads them. No query.
    """
    heads = [(title, before, after) for title, before, after in _heads(old, new) if before != after]
    changes = [Change(title, "", between(before, after)) for title, before, after in heads]
    return changes + _points(old["points"], new["points"])


def _heads(old: dict, new: dict) -> Iterable[tuple[str, str, str]]:
    was, now = print_words(old), print_words(new)
    yield _("Title, place and date"), _facts(old, was), _facts(new, now)
    yield _("Attendance"), _attendance(was), _attendance(now)
    yield _("The essentials"), _html([old["summary"]]), _html([new["summary"]])
    yield (
        pgettext("of a meeting", "Agenda"),
        _html(map(item_words, old["agenda"])),
        _html(map(item_words, new["agenda"])),
    )
    yield _("Decisions and actions"), _hanging(old["loose"]), _hanging(new["loose"])
    yield _("Next meeting"), _html([was["next_words"]]), _html([now["next_words"]])
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


def _facts(content: dict, words: dict) -> str:
    return _html([content["title"]]) + _pairs(words["facts"])


def _attendance(words: dict) -> str:
    return _pairs(words["presence"]) + _html(", ".join(filter(None, row)) for row in words["people"])


def _pairs(rows: Iterable[tuple[str, str]]) -> str:
    return _html(f"{name.strip()} {said}" for name, said in rows)


def _names(files: list[dict]) -> str:
    return _html(file["name"] for file in files)


def _html(lines: Iterable[str]) -> str:
    return clean_html.from_plain("\n\n".join(line for line in lines if line))
