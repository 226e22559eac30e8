"""The only code that loads meetings and what hangs on them by their address, and who may do what with them."""

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
from .writing import (
    can_change_minutes,
    can_start_minutes,
    can_take_attendance,
    get_point_to_write_or_404,
    get_revision_or_404,
    held_draft,
    held_point,
    people_there,
)

__all__ = [
    "BIGGEST_ID",
    "can_answer_meeting",
    "can_change_minutes",
    "can_plan_meeting",
    "can_propose_item",
    "can_read_minutes",
    "can_start_minutes",
    "can_take_attendance",
    "can_write_minutes",
    "get_meeting_or_404",
    "get_minutes_to_read_or_404",
    "get_minutes_to_write_or_404",
    "get_point_to_write_or_404",
    "get_revision_or_404",
    "held_draft",
    "held_point",
    "minutes_of",
    "people_there",
]
