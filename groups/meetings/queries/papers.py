"""What minutes say on paper, whatever writes it: PDF or office files."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from groups.meetings.enums import Presence
from groups.meetings.models import Edition, Minutes
from network.kit import dates
from network.kit.folding import fold
from network.kit.letterhead import Letterhead
from network.kit.papers import paper
from network.kit.rich_tree import parse
from network.kit.rich_tree import plain as paragraphs
from network.kit.typography import nb

from .content import content_of

MOST_ROLES = 15
"""People whose functions stand beside their names, at the head; of more, a table at the end says them."""


def content_to_export(minutes: Minutes, edition: Edition | None) -> dict:
    """What an edition kept; without one, what these minutes say now. No query, or those of `content_of`."""
    return edition.content if edition else content_of(minutes)


def minutes_paper(*, minutes: Minutes, edition: Edition | None, content: dict, letterhead: Letterhead) -> paper.Paper:
    """Minutes as a paper, in the language of now. No query. Raises Refused when they are too long to be read."""
    paper.check_html(point["exchanges"] for point in content["points"])
    group = minutes.meeting.group
    kicker = minutes_name(content)
    return paper.Paper(
        title=nb(content["title"]),
        kicker=f"{kicker} · {nb(group.name)}",
        running=f"{nb(group.short_name)} · {kicker}",
        language=(get_language() or "fr")[:2],
        letterhead=letterhead,
        parts=(*minutes_parts(content), *_published(edition, minutes)),
        subject=f"{kicker}, {dates.full(_moment(content['starts_at']).date())}",
        author=content["writer"] or letterhead.name,
        notice="" if edition else _("Draft: these minutes are not published yet, and may still change."),
    )


def minutes_name(content: dict) -> str:
    """ "Minutes no. 12"; before they have a number, "Minutes"."""
    number = content["number"]
    return nb(_("Minutes no. %(number)s") % {"number": number}) if number else pgettext("of a meeting", "Minutes")


def file_name(content: dict, edition: Edition | None, ending: str) -> str:
    """ "Minutes 12 – Steering committee – 2026-11-12.pdf"; whatever a title holds, `papers.answer` makes it safe."""
    kind = pgettext("of a meeting", "Minutes")
    kind = f"{kind} {content['number']}" if content["number"] else kind
    day = _moment(content["starts_at"]).date().isoformat()
    state = "" if edition else f" ({pgettext('minutes', 'draft')})"
    return f"{kind} – {title_in_name(content['title'])} – {day}{state}.{ending}"


def title_in_name(title: str) -> str:
    """The title of a meeting inside the name of a file: on one line, without what would be a folder."""
    return " ".join(title.replace("/", "-").replace("\\", "-").split())[:90].strip()


def minutes_parts(content: dict) -> tuple[paper.Part, ...]:
    """Everything that these minutes say, in order: facts, who came, the essential, points, what follows."""
    return (
        _facts(content),
        *_presence(content["attendance"]),
        *_essential(content),
        *_agenda(content),
        *(part for number, point in enumerate(content["points"], 1) for part in _point(number, point)),
        *_loose(content["loose"]),
        *_next(content["next"]),
        *_files(content["files"]),
        *_people(content["attendance"]),
    )


def _moment(value: str) -> datetime:
    return timezone.localtime(datetime.fromisoformat(value))


def _facts(content: dict) -> paper.Facts:
    begins, ends = _moment(content["starts_at"]), _moment(content["ends_at"])
    place = ", ".join(filter(None, [nb(content["place"]), _("by video") if content["visio"] else ""]))
    rows = [
        (_("Date"), dates.full(begins.date())),
        (_("Hours"), hours(begins, ends)),
        (_("Place"), place),
        (_("Written by"), content["writer"]),
    ]
    return paper.Facts(tuple(row for row in rows if row[1]))


def hours(begins: datetime, ends: datetime) -> str:
    """ "9 h 30 to 12 h", or with the last day when it ends on another one."""
    first, last = dates.Moment(begins), dates.Moment(ends)
    until = last.hour() if first.date == last.date else dates.full(ends)
    return _("%(begins)s to %(ends)s") % {"begins": first.hour(), "ends": until}


def _presence(attendance: dict) -> list[paper.Part]:
    between = pgettext("between names", "; ")
    labels = {
        "present": ngettext("%(n)s person present:", "%(n)s people present:", len(attendance["present"])),
        "represented": _("Represented:"),
        "excused": _("Excused:"),
        "absent": _("Absent:"),
    }
    many = _are_many(attendance)

    def names(kind: str) -> Iterable[str]:
        return (_person(one, with_role=not many) for one in attendance[kind])

    said = [
        paper.text(f"{between.join(names(kind))}.", label=nb(label % {"n": len(attendance[kind])}))
        for kind, label in labels.items()
        if attendance.get(kind)
    ]
    return [paper.heading(pgettext("at a meeting", "Attendance")), *said] if said else []


def _are_many(attendance: dict) -> bool:
    return sum(map(len, attendance.values())) > MOST_ROLES


def _person(one: dict, *, with_role: bool) -> str:
    guest = _("guest") if one["guest"] else ""
    by = _("represented by %(name)s") % {"name": one["by"]} if one["by"] else ""
    about = ", ".join(filter(None, [one["role"] if with_role else "", guest, by]))
    return nb(f"{one['name']} ({about})" if about else one["name"])


def _people(attendance: dict) -> list[paper.Part]:
    """A table of many people; of few, everything stands at the head."""
    rows = _rows_of_people(attendance)
    heads = (_("Name"), _("Function"), pgettext("at a meeting", "Attendance"))
    return [paper.heading(_("People and functions")), paper.Sheet(heads, rows, (6, 9, 4))] if rows else []


def _rows_of_people(attendance: dict) -> tuple[tuple[str, str, str], ...]:
    if not _are_many(attendance):
        return ()
    said = {str(value): str(label) for value, label in Presence.choices}
    rows = [(one["name"], nb(one["role"]), said[kind]) for kind, people in attendance.items() for one in people]
    return tuple(sorted(rows, key=lambda row: fold(row[0])))


def _kept(content: dict, kind: str) -> list[dict]:
    return [one for point in (*content["points"], content["loose"]) for one in point[kind]]


def _essential(content: dict) -> list[paper.Part]:
    summary, decisions, actions = content["summary"], _kept(content, "decisions"), _kept(content, "actions")
    if not (summary or decisions or actions):
        return []
    parts: list[paper.Part] = [paper.heading(_("The essential")), *paragraphs(nb(summary))]
    if decisions:
        parts += [
            paper.heading(_("Decisions"), 3),
            paper.listed((nb(one["text"]) for one in decisions), numbered=True),
        ]
    if actions:
        heads = (pgettext("to do", "Action"), _("Who"), _("When"))
        rows = tuple((nb(one["what"]), one["owner"], _due(one)) for one in actions)
        parts += [paper.heading(_("Actions to follow up"), 3), paper.Sheet(heads, rows, (10, 5, 4))]
    return parts


def _due(action: dict) -> str:
    return due_day(action["due"]) if action["due"] else ""


def due_day(value: str) -> str:
    """ "20 novembre 2026", from the date of an action item in minutes: paper is read in other years."""
    moment = dates.Moment(date.fromisoformat(value))
    return f"{moment.said.day(moment.date, moment.said.months)} {moment.date.year}"


def _agenda(content: dict) -> list[paper.Part]:
    """Left out where the points say the same in the same order."""
    titles = [item["title"] for item in content["agenda"]]
    if not titles or titles == [point["title"] for point in content["points"]]:
        return []
    return [
        paper.heading(pgettext("of a meeting", "Agenda")),
        paper.listed(map(item_words, content["agenda"]), numbered=True),
    ]


def item_words(item: dict) -> str:
    """An item of an agenda with who presents it and how long. No query."""
    minutes = (
        ngettext("%(n)s minute", "%(n)s minutes", item["minutes"]) % {"n": item["minutes"]} if item["minutes"] else ""
    )
    about = ", ".join(filter(None, [item["presenter"], minutes]))
    return nb(f"{item['title']} ({about})" if about else item["title"])


def _point(number: int, point: dict) -> list[paper.Part]:
    by = _("Presented by %(name)s") % {"name": point["presenter"]} if point["presenter"] else ""
    return [
        paper.heading(f"{number}. {point['title']}"),
        *([paper.Byline(nb(by))] if by else []),
        *paper.below(parse(point["exchanges"]), 2),
        *_hanging(point),
    ]


def _hanging(point: dict) -> Iterable[paper.Part]:
    yield from (paper.Kept("decision", _("Decision"), nb(one["text"])) for one in point["decisions"])
    for one in point["actions"]:
        about = " · ".join(filter(None, [one["owner"], _due(one)]))
        yield paper.Kept("action", pgettext("to do", "Action"), nb(one["what"]), about)
    yield from (paper.Kept("open", _("To take up again"), nb(one["text"])) for one in point["open"])


def _loose(loose: dict) -> list[paper.Part]:
    kept = list(_hanging(loose))
    return [paper.heading(_("Also kept from this meeting")), *kept] if kept else []


def _next_words(about: dict) -> str:
    day = dates.full(date.fromisoformat(about["on"])) if about["on"] else ""
    return ", ".join(filter(None, [day, nb(about["note"])]))


def _next(about: dict) -> list[paper.Part]:
    said = _next_words(about)
    return [paper.heading(_("Next meeting")), paper.text(said)] if said else []


def _files(files: list[dict]) -> list[paper.Part]:
    if not files:
        return []
    return [paper.heading(_("Documents of the meeting")), paper.listed(one["name"] for one in files)]


def _published(edition: Edition | None, minutes: Minutes) -> list[paper.Part]:
    return [*parse("<hr>"), paper.text(published_words(edition, minutes))] if edition else []


def published_words(edition: Edition, minutes: Minutes) -> str:
    """Who published it and when; of a later version, why there is one; since when the last one is approved. No query
    when `by` came along.
    """
    who = str(edition.by) if edition.by else _("Former member")
    said = _("Published by %(name)s, %(when)s.") % {"name": who, "when": dates.full(edition.at)}
    if edition.number > 1:
        version = _("Version %(n)s: %(reason)s") if edition.reason else _("Version %(n)s")
        said = f"{said} {version % {'n': edition.number, 'reason': edition.reason}}"
        said = said if said.endswith((".", "!", "?", "…")) else f"{said}."
    if minutes.is_approved and edition.number == minutes.edition:
        day = dates.full(timezone.localdate(minutes.approved_at))
        said = f"{said} {_('Approved %(day)s.') % {'day': day}}"
    return said


def print_words(content: dict) -> dict:
    """The same minutes for a page: `facts` and `presence` as pairs, what follows, and the next meeting. No query."""
    presence = [part.runs for part in _presence(content["attendance"]) if part.kind == "p"]
    return {
        "facts": _facts(content).rows,
        "presence": [(label.text, said.text) for label, said in presence],
        "people": _rows_of_people(content["attendance"]),
        "agenda": [item_words(item) for item in content["agenda"]] if _agenda(content) else [],
        "decisions": _kept(content, "decisions"),
        "actions": _kept(content, "actions"),
        "has_loose": bool(list(_hanging(content["loose"]))),
        "next_words": _next_words(content["next"]),
    }
