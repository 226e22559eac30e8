"""The list of minutes, and the registers of decisions and action items of a group."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings.enums import ActionState, ItemState, MinutesState, Presence
from groups.meetings.models import ActionItem, AgendaItem, Attendance, Decision, Meeting, Minutes
from groups.spaces.models import Group, Membership
from network.kit import dates
from network.kit.rows import fetch
from network.kit.typography import nb
from network.people.models import User

COMING_SHOWN, DRAFTS_SHOWN, UNWRITTEN_SHOWN = 3, 20, 10
MEETINGS_TO_CHOOSE = 100
CHUNK = 200
COUNTS = """
SELECT
    (SELECT COUNT(*) FROM groups_decision d WHERE d.group_id = %s AND d.published_at IS NOT NULL),
    (
        SELECT COUNT(*) FROM groups_actionitem a
        WHERE a.group_id = %s AND a.published_at IS NOT NULL AND a.state = 'open'
    )
"""


@dataclass(frozen=True)
class Counts:
    """Decisions of the register, and action items to be done."""

    decisions: int
    actions: int


def counts_for_tabs(group: Group) -> Counts:
    """What the tabs of the three lists show. One query."""
    ((decisions, actions),) = fetch(COUNTS, [group.pk, group.pk])
    return Counts(decisions, actions)


def _count(rows: QuerySet, of: str) -> Coalesce:
    """How many of these rows belong to each line of the list, asked for in the same query."""
    counted = rows.filter(**{of: OuterRef("pk")}).order_by().values(of).annotate(n=Count("id")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def drafts_for_list(membership: Membership | None, group: Group) -> list[Minutes]:
    """Minutes that are being written, for those who write them, with how many points the agenda has. One query, or
    none.
    """
    if membership is None:
        return []
    drafts = Minutes.objects.filter(meeting__group=group, state=MinutesState.DRAFT)
    if not membership.is_facilitator:
        drafts = drafts.filter(writer=membership.user_id)
    accepted = AgendaItem.objects.filter(state=ItemState.ACCEPTED)
    of_meeting = accepted.filter(meeting=OuterRef("meeting")).order_by().values("meeting").annotate(n=Count("id"))
    drafts = drafts.annotate(items=Coalesce(Subquery(of_meeting.values("n"), output_field=IntegerField()), 0))
    return _of(group, drafts.select_related("meeting", "changed_by").order_by("-meeting__starts_at")[:DRAFTS_SHOWN])


def published_for_list(group: Group) -> QuerySet[Minutes]:
    """Published minutes, the latest meeting first, with `decided`, `tasks`, `done` and `came`. One query."""
    decided = Decision.every.filter(published_at__isnull=False)
    tasks = ActionItem.every.filter(published_at__isnull=False)
    came = Attendance.objects.filter(presence=Presence.PRESENT, meeting=OuterRef("meeting")).order_by()
    came = came.values("meeting").annotate(n=Count("id")).values("n")
    published = Minutes.objects.filter(meeting__group=group).exclude(state=MinutesState.DRAFT)
    return (
        published.select_related("meeting")
        .annotate(
            decided=_count(decided, "minutes"),
            tasks=_count(tasks, "minutes"),
            done=_count(tasks.exclude(state=ActionState.OPEN), "minutes"),
            came=Coalesce(Subquery(came, output_field=IntegerField()), 0),
        )
        .order_by("-meeting__starts_at", "-id")
    )


def unwritten_for_list(group: Group) -> list[Meeting]:
    """Meetings that are over and whose minutes nobody began. One query."""
    past = Meeting.objects.filter(group=group, cancelled_at=None, report=None).past()
    return list(past[:UNWRITTEN_SHOWN])


def coming_for_list(group: Group) -> list[Meeting]:
    """The next meetings. One query."""
    return list(Meeting.objects.filter(group=group).to_come()[:COMING_SHOWN])


def _of(group: Group, minutes: Iterable[Minutes]) -> list[Minutes]:
    found = list(minutes)
    for one in found:
        one.meeting.group = group
    return found


@dataclass(frozen=True)
class Wanted:
    """What is looked for in a register."""

    words: str = ""
    since: date | None = None
    until: date | None = None
    meeting: int | None = None
    state: str = ""
    owner: str = ""


def decisions_for_register(group: Group, wanted: Wanted) -> QuerySet[Decision]:
    """Published decisions, the latest meeting first; every word is looked for. One query with their meetings."""
    found = Decision.every.filter(group=group, published_at__isnull=False).select_related("minutes__meeting")
    for word in wanted.words.split():
        found = found.filter(Q(said__icontains=word) | Q(said="", text__icontains=word))
    found = _within(found, "minutes__meeting__starts_at__date", wanted)
    if wanted.meeting:
        found = found.filter(minutes__meeting=wanted.meeting)
    return found.order_by("-minutes__meeting__starts_at", "minutes", "position", "id")


def actions_for_register(group: Group, wanted: Wanted, reader: User) -> QuerySet[ActionItem]:
    """Published action items, the most urgent first. `state`: open, late, done, dropped or any. `owner`: "me", "nobody"
    (without one, or whose owner left), the id of a member, or anybody. One query with owners and meetings.
    """
    found = ActionItem.every.filter(group=group, published_at__isnull=False)
    found = found.select_related("owner", "minutes__meeting")
    for word in wanted.words.split():
        found = found.filter(Q(said__icontains=word) | Q(said="", what__icontains=word))
    if wanted.state == "late":
        found = found.filter(state=ActionState.OPEN, due__lt=timezone.localdate())
    elif wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.meeting:
        found = found.filter(minutes__meeting=wanted.meeting)
    found = _owned_by(_within(found, "due", wanted), wanted.owner, group, reader)
    return found.order_by(F("due").asc(nulls_last=True), "id")


def _within(found: QuerySet, day: str, wanted: Wanted) -> QuerySet:
    if wanted.since:
        found = found.filter(**{f"{day}__gte": wanted.since})
    return found.filter(**{f"{day}__lte": wanted.until}) if wanted.until else found


def _owned_by(found: QuerySet[ActionItem], owner: str, group: Group, reader: User) -> QuerySet[ActionItem]:
    if owner == "me":
        return found.filter(owner=reader)
    if owner == "nobody":
        here = Membership.objects.filter(group=group).values("user")
        return found.filter(Q(owner=None, owner_name="") | Q(owner__isnull=False) & ~Q(owner__in=here))
    return found.filter(owner=int(owner)) if owner else found


def meetings_to_choose(group: Group) -> list[tuple[int, str]]:
    """Meetings with published minutes and their days, the latest first, for a filter. One query."""
    found = Meeting.objects.filter(group=group, report__published_at__isnull=False).order_by("-starts_at", "-id")
    return [(one.pk, f"{nb(one.title)}, {dates.day(one.starts_at)}") for one in found[:MEETINGS_TO_CHOOSE]]


def decision_cells(decisions: QuerySet[Decision]) -> Iterator[list]:
    """The register as a table, its head first; read in pieces."""
    yield [_("Decision"), _("Meeting"), _("Date of the meeting"), _("Minutes no.")]
    for decision in decisions.iterator(chunk_size=CHUNK):
        minutes = decision.minutes
        yield [decision.words, minutes.meeting.title, _day(minutes.meeting), minutes.number]


def action_cells(actions: QuerySet[ActionItem]) -> Iterator[list]:
    """The same for action items."""
    yield [_("Action"), _("Owner"), _("Due date"), _("State"), _("Words"), _("Closed on"), _("Meeting"), _("Date")]
    for action in actions.iterator(chunk_size=CHUNK):
        meeting = action.minutes.meeting if action.minutes else None
        owner = str(action.owner) if action.owner else action.owner_name
        closed = timezone.localdate(action.done_at) if action.done_at else ""
        state = _("Late") if action.is_late else action.get_state_display()
        about = [meeting.title, _day(meeting)] if meeting else ["", ""]
        yield [action.title, owner, action.due or "", state, action.words, closed, *about]


def _day(meeting: Meeting) -> date:
    return timezone.localdate(meeting.starts_at)
