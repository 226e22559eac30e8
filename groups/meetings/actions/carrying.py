"""What was left open goes to the agenda of a later meeting."""

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from groups.meetings.enums import ItemState
from groups.meetings.models import ITEMS_MAX, AgendaItem, Meeting
from groups.meetings.queries import Leftover, leftovers_for
from groups.spaces.models import Membership
from network.activity.actions import once
from network.kit.errors import Refused

from .changing import mark_meeting_changed
from .planning import hold_to_plan


@transaction.atomic
def take_up_leftovers(*, meeting: Meeting, by: Membership, chosen: Collection[str], key: uuid.UUID) -> Meeting:
    """Put these leftovers (the names of `queries.leftovers_for`) at the end of the agenda, in their order; what was
    taken up meanwhile is left out, so that nothing stands there twice.

    The same key again changes nothing. Http404 for who does not facilitate. Refused when the meeting is over,
    cancelled or deleted, or when the agenda would be too long.
    """
    payload = ("leftovers", meeting.pk, *sorted(chosen))
    found, _made = once(
        user=by.user, key=key, payload=payload, fetch=Meeting, do=lambda: _take_up(meeting, by, set(chosen))
    )
    return found


def _take_up(meeting: Meeting, by: Membership, chosen: set[str]) -> Meeting:
    held = hold_to_plan(meeting=meeting, by=by)
    if held.is_over or held.is_cancelled:
        raise Refused(_("This meeting is over or cancelled: its agenda no longer changes."))
    wanted = [left for left in leftovers_for(held) if left.name in chosen]
    if held.items.filter(state=ItemState.ACCEPTED).count() + len(wanted) > ITEMS_MAX:
        raise Refused(_("An agenda has thirty points at most: choose fewer of them."))
    position = max(held.items.values_list("position", flat=True), default=-1)
    for place, left in enumerate(wanted, start=position + 1):
        _add(held, left, place, by)
    if wanted:
        mark_meeting_changed(meeting=held)
    return held


def _add(meeting: Meeting, left: Leftover, place: int, by: Membership) -> None:
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=place,
        title=left.title,
        presenter=left.presenter,
        presenter_name=left.presenter_name,
        minutes=left.minutes,
        proposed_by=by.user,
        carried_from_id=left.from_item,
    )
    if left.row is not None:
        left.row.taken_up = item
        left.row.save(update_fields=["taken_up"])
