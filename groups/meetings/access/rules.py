"""Who may do what with meetings and minutes, for a membership (None: an exceptional entry, which only reads)."""

from groups.meetings.models import Meeting, Minutes
from groups.spaces.access import can_manage_group, can_write_in_group
from groups.spaces.models import Membership


def can_plan_meeting(membership: Membership | None) -> bool:
    """To plan, convene, change, cancel, take attendance: those who facilitate, while the group lives."""
    return can_manage_group(membership)


def can_answer_meeting(membership: Membership | None, meeting: Meeting) -> bool:
    """Members of a living group, until the meeting is over."""
    return can_write_in_group(membership) and not meeting.is_cancelled and not meeting.is_over


def can_propose_item(membership: Membership | None, meeting: Meeting) -> bool:
    return can_answer_meeting(membership, meeting)


def can_write_minutes(membership: Membership | None, minutes: Minutes | None) -> bool:
    """Those who facilitate, and whoever was asked to write them; at any time before or after the meeting."""
    if not can_write_in_group(membership):
        return False
    is_writer = minutes is not None and minutes.writer_id == membership.user_id
    return membership.is_facilitator or is_writer


def can_read_minutes(membership: Membership | None, minutes: Minutes) -> bool:
    """Published ones: everybody inside, an exceptional entry too. Drafts: those who write them."""
    return minutes.is_published or can_write_minutes(membership, minutes)


def can_change_minutes(membership: Membership | None, minutes: Minutes | None) -> bool:
    """The working copy: those who write, unless the minutes are approved and nobody began a correction."""
    return can_write_minutes(membership, minutes) and not (minutes is not None and minutes.is_locked)
