"""What follows from minutes: the only code that loads action items and topics by their address; who acts on them."""

from collections.abc import Iterable

from django.http import Http404

from groups.meetings.enums import ItemState
from groups.meetings.models import ActionItem, AgendaItem, Point
from groups.spaces.access import Passage, can_manage_group, can_write_in_group, held_membership
from groups.spaces.models import Membership

from .meetings import BIGGEST_ID


def can_tick_action(membership: Membership | None, action: ActionItem) -> bool:
    """To say that it is done or dropped, or to open it again: its owner, and those who facilitate."""
    if not can_write_in_group(membership):
        return False
    return membership.is_facilitator or action.owner_id == membership.user_id


def can_entrust_action(membership: Membership | None) -> bool:
    """To change its owner or its date: those who facilitate."""
    return can_manage_group(membership)


def get_action_or_404(passage: Passage, action_id: int) -> ActionItem:
    """A published action item of the group, with its owner and its meeting. Raises Http404 for any other id: one that
    is still being written shows nowhere.
    """
    related = ActionItem.every.select_related("owner", "done_by", "minutes__meeting").exclude(published_at=None)
    found = related.filter(group=passage.group, pk=min(action_id, BIGGEST_ID)).first()
    if found is None:
        raise Http404
    found.group = passage.group
    if found.minutes:
        found.minutes.meeting.group = passage.group
    return found


def held_action(action: ActionItem, by: Membership) -> tuple[ActionItem, Membership]:
    """The action item and the membership as they are now, in an action that holds the group's row. Raises Http404 when
    either is gone, Refused when the group was archived.
    """
    member = held_membership(by)
    return get_action_or_404(Passage.of(member), action.pk), member


def held_point_of(action: ActionItem) -> Point | None:
    """The point that an action item hangs on, its row held until the transaction ends; None: it hangs on none that is
    there. One query. Whoever may change the action asks for it: it needs no right to write the point.
    """
    points = Point.objects.select_for_update(of=("self",), no_key=True).select_related("minutes__meeting__group")
    return points.filter(pk=action.point_id).first()


def get_topic_or_404(passage: Passage, item_id: int) -> AgendaItem:
    """An item of an agenda of the group, with its meeting: where a topic begins to be followed. Raises Http404 for any
    other id, and for what was only proposed.
    """
    items = AgendaItem.objects.select_related("meeting").filter(state=ItemState.ACCEPTED)
    found = items.filter(meeting__group=passage.group, pk=min(item_id, BIGGEST_ID)).first()
    if found is None:
        raise Http404
    found.meeting.group = passage.group
    return found


def actions_told(ids: Iterable[int]) -> dict[int, ActionItem]:
    """Published action items by id, with group and owner, for the notices: they check who may be told of them."""
    related = ActionItem.every.select_related("group", "owner").exclude(published_at=None)
    return {found.pk: found for found in related.filter(pk__in=ids)}
