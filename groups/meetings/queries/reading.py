"""Minutes as their readers see them: an edition, with what became of its action items, and what may be done now."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.files.models import SharedFile
from groups.meetings.enums import ActionState, AmendmentState, Presence
from groups.meetings.models import ActionItem, AgendaItem, Amendment, Attendance, Edition, Minutes, Point
from groups.spaces.models import Group
from network.people.models import User


@dataclass(frozen=True)
class Task:
    """An action item as an edition words it; `now` is the row that says what became of it, None when it is gone."""

    id: int
    what: str
    owner: str
    due: date | None
    now: ActionItem | None = None

    @property
    def is_done(self) -> bool:
        return self.now is not None and self.now.state == ActionState.DONE

    @property
    def holder(self) -> str:
        """Who has it now: it may be somebody else's since."""
        if self.now is None:
            return self.owner
        return str(self.now.owner) if self.now.owner else self.now.owner_name

    @property
    def date(self) -> date | None:
        return self.now.due if self.now else self.due


@dataclass(frozen=True)
class Part:
    """One point of an edition, or what hangs on none (`number` 0). `topic`: the item of the agenda that leads through
    earlier and later meetings, when there are some.
    """

    number: int
    id: int
    title: str
    presenter: str
    exchanges: str
    decisions: list[dict]
    tasks: list[Task]
    open: list[dict]
    topic: int | None = None


@dataclass(frozen=True)
class Reading:
    """An edition, ready to be shown."""

    edition: Edition
    starts_at: datetime
    ends_at: datetime
    parts: list[Part]
    loose: Part
    next_on: date | None
    files: list[SharedFile]

    @property
    def content(self) -> dict:
        return self.edition.content

    @property
    def day(self) -> date:
        """When the meeting was, where its readers are."""
        return timezone.localdate(self.starts_at)

    @property
    def decisions(self) -> list[dict]:
        return [one for part in (*self.parts, self.loose) for one in part.decisions]

    @property
    def tasks(self) -> list[Task]:
        return [one for part in (*self.parts, self.loose) for one in part.tasks]

    @property
    def done(self) -> int:
        return sum(task.is_done for task in self.tasks)

    def part(self, point_id: int | None) -> Part | None:
        """What it says of this point, if it does."""
        return next((part for part in self.parts if part.id == point_id), None)

    @property
    def came(self) -> int:
        return len(self.content["attendance"]["present"])


def reading_of(edition: Edition, group: Group) -> Reading:
    """An edition as the group reads it, with the state of its action items of today. Three queries at most."""
    content = edition.content
    lists = [*content["points"], content["loose"]]
    known = _actions_now(group, [one["id"] for part in lists for one in part["actions"]])
    topics = _topics([part["id"] for part in content["points"]])
    loose = {"id": 0, "title": "", "presenter": "", "exchanges": "", **content["loose"]}
    return Reading(
        edition=edition,
        starts_at=datetime.fromisoformat(content["starts_at"]),
        ends_at=datetime.fromisoformat(content["ends_at"]),
        parts=[_part(part, n, known, topics) for n, part in enumerate(content["points"], start=1)],
        loose=_part(loose, 0, known, {}),
        next_on=_day(content["next"]["on"]),
        files=_files(group, [one["id"] for one in content["files"]]),
    )


def parts_about(editions: Iterable[Edition], group: Group, point_ids: Collection[int]) -> dict[int, Part]:
    """What these editions say of these points, by point. One query."""
    found = {
        part["id"]: (number, part)
        for edition in editions
        for number, part in enumerate(edition.content["points"], start=1)
        if part["id"] in point_ids
    }
    known = _actions_now(group, [one["id"] for _number, part in found.values() for one in part["actions"]])
    return {pk: _part(part, number, known, {}) for pk, (number, part) in found.items()}


def _part(part: dict, number: int, known: dict[int, ActionItem], topics: dict[int, int]) -> Part:
    tasks = [
        Task(one["id"], one["what"], one["owner"], _day(one["due"]), known.get(one["id"])) for one in part["actions"]
    ]
    words = {name: part[name] for name in ("id", "title", "presenter", "exchanges", "decisions", "open")}
    return Part(number=number, tasks=tasks, topic=topics.get(part["id"]), **words)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _actions_now(group: Group, ids: Collection[int]) -> dict[int, ActionItem]:
    if not ids:
        return {}
    found = {one.pk: one for one in ActionItem.every.filter(group=group, pk__in=ids).select_related("owner")}
    for one in found.values():
        one.group = group
    return found


def _topics(point_ids: Collection[int]) -> dict[int, int]:
    """The items behind these points that stood on another agenda too, by point."""
    if not point_ids:
        return {}
    later = AgendaItem.objects.filter(carried_from=OuterRef("item"))
    linked = Point.objects.filter(pk__in=point_ids, item__isnull=False)
    linked = linked.filter(Q(item__carried_from__isnull=False) | Exists(later))
    return dict(linked.order_by().values_list("id", "item_id"))


def _files(group: Group, ids: Collection[int]) -> list[SharedFile]:
    if not ids:
        return []
    found = {file.pk: file for file in SharedFile.objects.filter(group=group, pk__in=ids, deleted_at=None)}
    for file in found.values():
        file.group = group
    return [found[pk] for pk in ids if pk in found]


def editions_of(minutes: Minutes) -> QuerySet[Edition]:
    """All editions, the latest first, with who published them and why; without what they say. One query."""
    return Edition.objects.filter(minutes=minutes).select_related("by").defer("content")


def amendments_for(reading: Reading, reader: User, *, writes: bool) -> list[Amendment]:
    """Proposed corrections: all of them for those who write, else the reader's own. `about`: the point, as the edition
    calls it, since its title may be being written; empty for one that is not in it. One query.
    """
    found = Amendment.objects.filter(minutes=reading.edition.minutes_id).select_related("by", "decided_by")
    titles = {part.id: part.title for part in reading.parts}
    amendments = list(found if writes else found.filter(by=reader))
    for one in amendments:
        one.about = titles.get(one.point_id, "")
    return amendments


def reason_for(minutes: Minutes, editions: Iterable[Edition]) -> str:
    """What another edition may say of itself: why the minutes were opened again, and the names of those whose
    corrections were accepted since the last one. One query.
    """
    last = max((edition.at for edition in editions), default=minutes.published_at)
    accepted = Amendment.objects.filter(minutes=minutes, state=AmendmentState.ACCEPTED, decided_at__gte=last)
    names = ", ".join(dict.fromkeys(str(one.by) for one in accepted.select_related("by") if one.by))
    proposed = _("Correction proposed by %(names)s") % {"names": names} if names else ""
    return ", ".join(filter(None, [minutes.correction_reason, proposed]))[:500]


@dataclass(frozen=True)
class Checklist:
    """What is looked at before minutes are published."""

    attendance: bool
    summary: bool
    decisions: int
    without_owner: int
    without_date: int
    writing: list[str]
    pending: int


def checklist_for(minutes: Minutes, reader: User, now: datetime) -> Checklist:
    """Four queries."""
    actions = ActionItem.objects.filter(minutes=minutes, state=ActionState.OPEN).order_by()
    gaps = actions.aggregate(
        owners=Count("id", filter=Q(owner=None, owner_name="")), dates=Count("id", filter=Q(due=None))
    )
    held = Point.objects.filter(minutes=minutes, held_until__gt=now).exclude(held_by=reader).select_related("held_by")
    waiting = Q(amendments__state=AmendmentState.PENDING)
    counts = Minutes.objects.filter(pk=minutes.pk).aggregate(
        decisions=Count("decisions", filter=Q(decisions__taken_out=False), distinct=True),
        pending=Count("amendments", filter=waiting, distinct=True),
    )
    taken = Attendance.objects.filter(meeting=minutes.meeting_id).exclude(presence=Presence.UNKNOWN)
    return Checklist(
        attendance=taken.exists(),
        summary=bool(minutes.summary),
        decisions=counts["decisions"],
        without_owner=gaps["owners"],
        without_date=gaps["dates"],
        writing=[str(point.held_by) for point in held if point.held_by],
        pending=counts["pending"],
    )
