"""The only code that loads meetings and what hangs on them by their address, and who may do what with them."""

from .answers import (
    ANSWER,
    FEED,
    feed_of,
    get_attendance_by_token,
    get_feed_by_token,
    get_guest_by_token,
    guest_of_meeting,
    held_attendance,
    meeting_to_answer,
    meeting_to_convene,
    meetings_told,
)
from .meetings import (
    BIGGEST_ID,
    get_meeting_or_404,
    get_minutes_to_read_or_404,
    get_minutes_to_write_or_404,
    minutes_of,
)
from .rules import (
    can_answer_meeting,
    can_plan_meeting,
    can_propose_item,
    can_read_minutes,
    can_write_minutes,
)

__all__ = [
    "ANSWER",
    "BIGGEST_ID",
    "FEED",
    "can_answer_meeting",
    "can_plan_meeting",
    "can_propose_item",
    "can_read_minutes",
    "can_write_minutes",
    "feed_of",
    "get_attendance_by_token",
    "get_feed_by_token",
    "get_guest_by_token",
    "get_meeting_or_404",
    "get_minutes_to_read_or_404",
    "get_minutes_to_write_or_404",
    "guest_of_meeting",
    "held_attendance",
    "meeting_to_answer",
    "meeting_to_convene",
    "meetings_told",
    "minutes_of",
]
