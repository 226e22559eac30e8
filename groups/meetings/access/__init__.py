"""The only code that loads meetings and what hangs on them by their address, and who may do what with them."""

from .meetings import (
    BIGGEST_ID,
    get_meeting_or_404,
    get_minutes_to_read_or_404,
    get_minutes_to_write_or_404,
    minutes_of,
)
from .planning import (
    can_delete_meeting,
    can_vote_in_poll,
    get_item_or_404,
    get_poll_or_404,
    get_series_or_404,
    held_item,
    held_meeting,
    held_poll,
    held_series,
    items_to_decide,
    items_told,
    polls_told,
)
from .rules import (
    can_answer_meeting,
    can_plan_meeting,
    can_propose_item,
    can_read_minutes,
    can_write_minutes,
)

__all__ = [
    "BIGGEST_ID",
    "can_answer_meeting",
    "can_delete_meeting",
    "can_plan_meeting",
    "can_propose_item",
    "can_read_minutes",
    "can_vote_in_poll",
    "can_write_minutes",
    "get_item_or_404",
    "get_meeting_or_404",
    "get_minutes_to_read_or_404",
    "get_minutes_to_write_or_404",
    "get_poll_or_404",
    "get_series_or_404",
    "held_item",
    "held_meeting",
    "held_poll",
    "held_series",
    "items_to_decide",
    "items_told",
    "minutes_of",
    "polls_told",
]
