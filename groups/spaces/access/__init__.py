"""THE GATE: the only code that loads a group's private objects by their address.

A person reaches an object through their membership, in one query. Absent and forbidden answer alike (404): nothing
in a refusal tells a hidden group from one that does not exist.
"""

from .entries import (
    admin_entries_told,
    current_admin_entry,
    get_group_to_enter_or_404,
)
from .invitations import (
    get_invitation_by_token,
    get_invitation_or_404,
    is_addressed_to,
    is_invitation_open,
    may_invite,
    open_invitations_told,
    pending_invitations_of,
)
from .members import (
    draft_of,
    facilitators_of,
    get_member_or_404,
    group_left,
    groups_facilitated_by,
    memberships_told,
    people_told,
    people_with_address,
    verified_addresses_of,
)
from .passages import (
    PASSAGE_COLUMNS,
    PASSAGE_WIDTH,
    Passage,
    can_manage_group,
    can_write_in_group,
    get_exceptional_passage_or_404,
    get_facilitator_or_404,
    get_membership_or_404,
    get_passage_or_404,
    held_facilitator,
    held_membership,
    passage_of,
)
from .ways_in import (
    can_ask_to_join,
    can_join_directly,
    get_group_or_404,
    get_join_request_or_404,
    groups_told,
    join_requests_told,
    way_in,
)

__all__ = [
    "PASSAGE_COLUMNS",
    "PASSAGE_WIDTH",
    "Passage",
    "admin_entries_told",
    "can_ask_to_join",
    "can_join_directly",
    "can_manage_group",
    "can_write_in_group",
    "current_admin_entry",
    "draft_of",
    "facilitators_of",
    "get_exceptional_passage_or_404",
    "get_facilitator_or_404",
    "get_group_or_404",
    "get_group_to_enter_or_404",
    "get_invitation_by_token",
    "get_invitation_or_404",
    "get_join_request_or_404",
    "get_member_or_404",
    "get_membership_or_404",
    "get_passage_or_404",
    "group_left",
    "groups_facilitated_by",
    "groups_told",
    "held_facilitator",
    "held_membership",
    "is_addressed_to",
    "is_invitation_open",
    "join_requests_told",
    "may_invite",
    "memberships_told",
    "open_invitations_told",
    "passage_of",
    "pending_invitations_of",
    "people_told",
    "people_with_address",
    "verified_addresses_of",
    "way_in",
]
