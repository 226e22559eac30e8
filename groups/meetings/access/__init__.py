"""The only code that loads meetings and what hangs on them by their address, and who may do what with them."""

from .exports import can_export_minutes, get_minutes_to_export_or_404
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
    "BIGGEST_ID",
    "can_answer_meeting",
    "can_export_minutes",
    "can_plan_meeting",
    "can_propose_item",
    "can_read_minutes",
    "can_write_minutes",
    "get_meeting_or_404",
    "get_minutes_to_export_or_404",
    "get_minutes_to_read_or_404",
    "get_minutes_to_write_or_404",
    "minutes_of",
]
