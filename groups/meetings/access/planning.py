"""Series, points of an agenda and polls are reached through the group or the meeting that the reader has reached."""

from collections.abc import Iterable

from django.http import Http404
from django.utils.translation import gettext as _

from groups.meetings.enums import ItemState
from groups.meetings.models import AgendaItem, DatePoll, Meeting, Series
from groups.spaces.access import Passage, can_write_in_group
from groups.spaces.models import Membership
from network.kit.errors import Refused

from .meetings import BIGGEST_ID, minutes_of, poll_of
from .rules import can_plan_meeting, can_propose_item


def can_delete_meeting(membership: Membership | None, meeting: Meeting) -> bool:
    """One that nobody was told of, by a convocation or the end of a poll, and of which nothing was written: others are
    cancelled.
    """
    is_told = meeting.is_convened or poll_of(meeting) is not None
    return can_plan_meeting(membership) and not is_told and minutes_of(meeting) is None


def can_vote_in_poll(membership: Membership | None, poll: DatePoll) -> bool:
    return can_write_in_group(membership) and poll.is_open


def get_series_or_404(membership: Membership, series_id: int) -> Series:
    """A series of the group, for those who plan in it. One query. Raises Http404 for any other id, and for everybody
    else.
    """
    found = Series.objects.filter(group=membership.group, pk=min(series_id, BIGGEST_ID)).first()
    if found is None or not can_plan_meeting(membership):
        raise Http404
    found.group = membership.group
    return found


def get_item_or_404(meeting: Meeting, item_id: int) -> AgendaItem:
    """A point of a meeting that the reader has reached, whatever was decided about it: only for those who plan. One
    query. Raises Http404 for any other id.
    """
    related = AgendaItem.objects.select_related("presenter", "proposed_by")
    found = related.filter(meeting=meeting, pk=min(item_id, BIGGEST_ID)).first()
    if found is None:
        raise Http404
    found.meeting = meeting
    return found


def get_proposal_or_404(membership: Membership, meeting: Meeting, item_id: int) -> AgendaItem:
    """A point that this member proposed for a meeting they have reached, whatever was decided about it. One query.
    Raises Http404 for any other id.
    """
    item = get_item_or_404(meeting, item_id)
    if item.proposed_by_id != membership.user_id:
        raise Http404
    return item


def can_change_proposal(membership: Membership | None, item: AgendaItem) -> bool:
    """Whoever proposed it, while it waits and the meeting takes points."""
    own = membership is not None and item.proposed_by_id == membership.user_id
    return own and item.state == ItemState.PROPOSED and can_propose_item(membership, item.meeting)


def get_poll_or_404(passage: Passage, poll_id: int) -> DatePoll:
    """A poll of the group that the passage leads into, with what it became. One query. Raises Http404 for any other
    id.
    """
    related = DatePoll.objects.select_related("created_by", "meeting", "series")
    found = related.filter(group=passage.group, pk=min(poll_id, BIGGEST_ID)).first()
    if found is None:
        raise Http404
    found.group = passage.group
    if found.meeting is not None:
        found.meeting.group = passage.group
    return found


def held_meeting(meeting: Meeting) -> Meeting:
    """The meeting as it is now, while its group is held. Refused when it was deleted meanwhile."""
    found = Meeting.objects.select_related("report", "poll").filter(group=meeting.group, pk=meeting.pk).first()
    if found is None:
        raise Refused(_("This meeting was deleted meanwhile."))
    found.group = meeting.group
    return found


def held_item(item: AgendaItem) -> AgendaItem:
    """The point as it is now, while the group is held. Refused when it was taken off meanwhile."""
    related = AgendaItem.objects.select_related("presenter", "proposed_by")
    found = related.filter(meeting=item.meeting, pk=item.pk).first()
    if found is None:
        raise Refused(_("This point was taken off the agenda meanwhile."))
    found.meeting = item.meeting
    return found


def held_poll(poll: DatePoll) -> DatePoll:
    """The poll as it is now, with its series, while the group is held. Raises Http404 when it is no longer there."""
    found = DatePoll.objects.select_related("series", "meeting").filter(group=poll.group, pk=poll.pk).first()
    if found is None:
        raise Http404
    found.group = poll.group
    return found


def held_series(series: Series | None) -> Series | None:
    """The series as it is now; None when there was none, or when it was deleted meanwhile."""
    return Series.objects.filter(group=series.group, pk=series.pk).first() if series else None


def items_told(ids: Iterable[int]) -> dict[int, AgendaItem]:
    """Points by id with meeting, group and who proposed them, for the notices: they check who may be told of them."""
    found = AgendaItem.objects.select_related("meeting__group", "proposed_by", "decided_by")
    return {item.pk: item for item in found.filter(pk__in=ids)}


def items_to_decide(meeting: Meeting) -> list[AgendaItem]:
    """Points of a meeting that members propose, the first one first: for those who plan. One query."""
    waiting = AgendaItem.objects.filter(meeting=meeting, state=ItemState.PROPOSED)
    return list(waiting.select_related("proposed_by", "presenter").order_by("id"))


def polls_told(ids: Iterable[int]) -> dict[int, DatePoll]:
    """Polls by id with group, author and the meeting that they became, for the notices."""
    found = DatePoll.objects.select_related("group", "created_by", "meeting")
    return {poll.pk: poll for poll in found.filter(pk__in=ids)}
