"""What a point or the head of minutes said before: every version that was kept, with what is different in it."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from django.utils.translation import gettext as _

from groups.meetings.models import HeadRevision, Minutes, Point, PointRevision
from network.kit import clean_html, dates, text_diff

from .points import html_of, words_of

VERSIONS_SHOWN = 100
"""Each is shown whole with its differences; all of them are kept."""


@dataclass(frozen=True)
class Version:
    """What was said in one version, as clean HTML, and what is different from the one before (None: the first one)."""

    number: int
    by: object
    at: datetime
    text: str
    changes: list[text_diff.Piece] | None
    is_current: bool = False

    @property
    def html(self) -> str:
        return clean_html.show(self.text)


def versions_of(point: Point, rows: dict[str, list], revisions: Iterable[PointRevision]) -> list[Version]:
    """What a point says now, then each kept version, the latest first, every one with its differences. No query."""
    kept = [(row.version, row.by, row.at, html_of(row.content)) for row in revisions]
    if point.deleted_at is None:
        kept.insert(0, (point.version, point.changed_by, point.changed_at, html_of(words_of(point, rows))))
    return _compared(kept, point.version)


def head_versions_of(minutes: Minutes, revisions: Iterable[HeadRevision]) -> list[Version]:
    """The same of the head of minutes. No query."""
    kept = [(row.version, row.by, row.at, head_html(row.content)) for row in revisions]
    now = (minutes.version, minutes.changed_by, minutes.changed_at, head_html(head_of(minutes)))
    return _compared([now, *kept], minutes.version)


def _compared(kept: list[tuple], current: int) -> list[Version]:
    texts = [text for *_about, text in kept]
    changes = [text_diff.between(before, after) for after, before in pairwise(texts)]
    return [
        Version(number, by, at, text, changes[i] if i < len(changes) else None, number == current)
        for i, (number, by, at, text) in enumerate(kept)
    ]


def revisions_of(point: Point) -> list[PointRevision]:
    """What a point was, the latest version first, with who wrote it: the last VERSIONS_SHOWN. One query."""
    return list(PointRevision.objects.filter(point=point).select_related("by")[:VERSIONS_SHOWN])


def head_revisions_of(minutes: Minutes) -> list[HeadRevision]:
    """The same of the head of minutes. One query."""
    return list(HeadRevision.objects.filter(minutes=minutes).select_related("by")[:VERSIONS_SHOWN])


def head_of(minutes: Minutes) -> dict:
    """The head of minutes as plain data, ready for JSON: summary, writer and writer_id, next_on, next_note."""
    return {
        "summary": minutes.summary,
        "writer": str(minutes.writer) if minutes.writer else "",
        "writer_id": minutes.writer_id,
        "next_on": minutes.next_on.isoformat() if minutes.next_on else "",
        "next_note": minutes.next_note,
    }


def head_html(head: dict) -> str:
    """Everything that a version of the head says, as clean HTML, in the language of the reader."""
    day = dates.full(date.fromisoformat(head["next_on"])) if head["next_on"] else ""
    coming = ", ".join(filter(None, [day, head["next_note"]]))
    lines = [_("Written by %(name)s") % {"name": head["writer"]} if head["writer"] else ""]
    lines += [_("Next meeting: %(words)s") % {"words": coming} if coming else ""]
    said = "".join(f"<p>{html.escape(line)}</p>" for line in lines if line)
    return clean_html.clean(clean_html.from_plain(head["summary"]) + said)
