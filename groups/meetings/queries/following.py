"""What follows from meetings: action items that are open, leftovers for a later agenda, one topic through meetings."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.meetings.access import (
    can_change_minutes,
    can_plan_meeting,
    can_read_minutes,
    can_tick_action,
    minutes_of,
)
from groups.meetings.enums import ActionState, ItemState, MinutesState
from groups.meetings.models import TITLE_MAX, ActionItem, AgendaItem, Edition, Meeting, OpenPoint, Point
from groups.spaces.access import Passage
from groups.spaces.models import Group, Membership
from network.kit import dates
from network.kit.typography import shorten
from network.people.models import User

from .reading import Part, parts_about

LEFTOVERS_MAX = 60
MEETINGS_MAX = 20


def is_there(user: User, group: Group) -> bool:
    """Whether this person is in the group and not suspended. One query."""
    return Membership.objects.filter(group=group, user=user, user__is_active=True).exists()


def open_actions() -> QuerySet[ActionItem]:
    """Published action items that are still to be done."""
    return ActionItem.every.filter(state=ActionState.OPEN, published_at__isnull=False)


def _owned() -> Exists:
    """The owner is in the group of the action item now, and not suspended."""
    theirs = Membership.objects.filter(group=OuterRef("group"), user=OuterRef("owner"), user__is_active=True)
    return Exists(theirs)


def actions_of_members() -> QuerySet[ActionItem]:
    """Those whose owner is still in their group, which is not archived; with the group. For the daily reminders."""
    return open_actions().filter(_owned(), group__archived_at=None).select_related("group")


def my_open_actions(user: User) -> QuerySet[ActionItem]:
    """This person's action items to be done in their living groups, the most urgent first, with the group; `can_tick`
    for a list. One query.
    """
    mine = open_actions().filter(owner=user, group__memberships__user=user, group__archived_at=None)
    mine = mine.select_related("group", "owner").annotate(can_tick=Value(value=True))
    return mine.order_by(F("due").asc(nulls_last=True), "id")


def open_actions_for_rail(passage: Passage, reader: User, limit: int) -> list[ActionItem]:
    """A group's action items to be done, the reader's own first, then the most urgent, with `can_tick`. One query."""
    group = passage.group
    mine = Case(When(owner=reader, then=Value(0)), default=Value(1))
    found = open_actions().filter(group=group).select_related("owner").annotate(others=mine)
    actions = list(found.order_by("others", F("due").asc(nulls_last=True), "id")[:limit])
    for action in actions:
        action.group, action.can_tick = group, can_tick_action(passage.membership, action)
    return actions


@dataclass(frozen=True)
class Leftover:
    """Something that a later agenda can take up. `name` is what a form calls it; `row` remembers that it was taken up;
    `from_item` is the item that the new one continues; `said`: what it is, and of which meeting.
    """

    name: str
    kind: str
    title: str
    meeting: Meeting
    presenter: User | None = None
    presenter_name: str = ""
    minutes: int | None = None
    from_item: int | None = None
    row: ActionItem | OpenPoint | None = None

    @property
    def said(self) -> str:
        about = {"title": self.title, "meeting": self.meeting.title, "day": dates.day(self.meeting.starts_at)}
        return _("%(title)s (%(meeting)s, %(day)s)") % about


def leftovers_for(meeting: Meeting) -> list[Leftover]:
    """What earlier meetings of the group (of the same series, for a meeting that has one) left open and no agenda has
    taken up: published action items to be done, points to take up again, accepted items that were not dealt with.
    Three queries.
    """
    earlier = Meeting.objects.filter(group=meeting.group_id, starts_at__lt=meeting.starts_at, cancelled_at=None)
    earlier = earlier.exclude(id=meeting.pk)
    if meeting.series_id:
        earlier = earlier.filter(series=meeting.series_id)
    found = [*_left_items(earlier), *_left_points(earlier), *_left_actions(earlier)]
    return found[:LEFTOVERS_MAX]


def _left_items(earlier: QuerySet[Meeting]) -> Iterable[Leftover]:
    """Accepted items of meetings with published minutes in which nothing stands about them."""
    dealt_with = Point.objects.filter(item=OuterRef("pk")).filter(
        ~Q(exchanges="") | Q(decisions__isnull=False) | Q(action_items__isnull=False) | Q(open_points__isnull=False)
    )
    continued = AgendaItem.objects.filter(carried_from=OuterRef("pk"))
    items = AgendaItem.objects.filter(meeting__in=earlier, state=ItemState.ACCEPTED)
    items = items.filter(meeting__report__published_at__isnull=False)
    items = items.filter(~Exists(dealt_with), ~Exists(continued)).select_related("meeting", "presenter")
    for item in items.order_by("-meeting__starts_at", "position", "id")[:LEFTOVERS_MAX]:
        about = {"presenter": item.presenter, "presenter_name": item.presenter_name, "minutes": item.minutes}
        yield Leftover(f"item-{item.pk}", "item", item.title, item.meeting, from_item=item.pk, **about)


def _left_points(earlier: QuerySet[Meeting]) -> Iterable[Leftover]:
    points = OpenPoint.objects.filter(minutes__meeting__in=earlier, minutes__published_at__isnull=False, taken_up=None)
    points = points.select_related("minutes__meeting", "point")
    for left in points.order_by("-minutes__meeting__starts_at", "position", "id")[:LEFTOVERS_MAX]:
        item = left.point.item_id if left.point else None
        yield Leftover(f"point-{left.pk}", "point", left.text, left.minutes.meeting, from_item=item, row=left)


def _left_actions(earlier: QuerySet[Meeting]) -> Iterable[Leftover]:
    """Those that stand on no agenda, or stood on one that is over."""
    waits = Q(taken_up=None) | Q(taken_up__meeting__ends_at__lt=timezone.now())
    actions = open_actions().filter(waits, minutes__meeting__in=earlier)
    actions = actions.select_related("minutes__meeting", "point", "owner")
    for action in actions.order_by(F("due").asc(nulls_last=True), "id")[:LEFTOVERS_MAX]:
        title = _("Follow-up: %(words)s") % {"words": shorten(action.title, TITLE_MAX - 20)}
        item = action.point.item_id if action.point else None
        yield Leftover(
            f"action-{action.pk}", "action", title, action.minutes.meeting,
            presenter=action.owner, presenter_name=action.owner_name[:120], from_item=item, row=action,
        )  # fmt: skip


@dataclass(frozen=True)
class Stage:
    """What one meeting said of a topic; no parts: it stood on the agenda, and no published minutes speak of it."""

    meeting: Meeting
    item: AgendaItem
    parts: list[Part] = field(default_factory=list)


def stages_of(item: AgendaItem) -> list[Stage]:
    """One topic through the meetings of a group, the latest first: the items that continue each other, with what the
    last edition of each says. Five queries, twenty meetings at most.
    """
    group = item.meeting.group
    ids = _chain(group, item)
    items = AgendaItem.objects.filter(pk__in=ids, state=ItemState.ACCEPTED).select_related("meeting")
    items = list(items.order_by("-meeting__starts_at", "id")[:MEETINGS_MAX])
    points = dict(Point.objects.filter(item__in=items).order_by("id").values_list("id", "item_id"))
    parts = parts_about(_last_editions(items), group, points)
    stages = [Stage(one.meeting, one, [parts[pk] for pk in parts if points[pk] == one.pk]) for one in items]
    for stage in stages:
        stage.meeting.group = group
    return stages


def _chain(group: Group, item: AgendaItem) -> set[int]:
    """Ids of all items that lead to this one or from it."""
    links = AgendaItem.objects.filter(meeting__group=group, carried_from__isnull=False).order_by()
    beside: dict[int, set[int]] = {}
    for later, earlier in links.values_list("id", "carried_from_id"):
        beside.setdefault(later, set()).add(earlier)
        beside.setdefault(earlier, set()).add(later)
    known, waiting = {item.pk}, [item.pk]
    while waiting:
        new = beside.get(waiting.pop(), set()) - known
        known |= new
        waiting.extend(new)
    return known


def _last_editions(items: list[AgendaItem]) -> QuerySet[Edition]:
    last = Edition.objects.filter(minutes__meeting__in=[item.meeting_id for item in items])
    return last.filter(number=F("minutes__edition")).exclude(minutes__state=MinutesState.DRAFT)


def topics_of_agenda(meeting: Meeting) -> list[AgendaItem]:
    """Items of this agenda that stood on an earlier one. One query."""
    return list(meeting.items.filter(state=ItemState.ACCEPTED, carried_from__isnull=False))


def minutes_for_meeting(passage: Passage, meeting: Meeting) -> dict:
    """What the page of a meeting says of its minutes and of what it follows: for those who may read or write them. Four
    queries at most.
    """
    report, facilitates = minutes_of(meeting), can_plan_meeting(passage.membership)
    to_come = not meeting.is_over and not meeting.is_cancelled
    shown = report if report is not None and can_read_minutes(passage.membership, report) else None
    return {
        "report": shown,
        "can_publish": shown is not None and can_change_minutes(passage.membership, shown),
        "leftovers": len(leftovers_for(meeting)) if facilitates and to_come else 0,
        "topics": topics_of_agenda(meeting),
    }
