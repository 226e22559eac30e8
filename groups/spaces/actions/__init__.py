"""One door per change of a group, its people and its ways in."""

from .drafts import drop_draft, forget_old_drafts, save_draft
from .entries import enter_exceptionally
from .groups import archive_group, create_group, restore_group, update_welcome
from .invitations import accept_invitation, invite, resend_invitation, revoke_invitation
from .members import add_member, change_role, choose_level, join_open_group, leave_group, remove_member
from .requests import accept_request, ask_to_join, refuse_request, withdraw_request
from .sequence import next_seq
from .tags import drop_unused_tags, tags_named

__all__ = [
    "accept_invitation",
    "accept_request",
    "add_member",
    "archive_group",
    "ask_to_join",
    "change_role",
    "choose_level",
    "create_group",
    "drop_draft",
    "drop_unused_tags",
    "enter_exceptionally",
    "forget_old_drafts",
    "invite",
    "join_open_group",
    "leave_group",
    "next_seq",
    "refuse_request",
    "remove_member",
    "resend_invitation",
    "restore_group",
    "revoke_invitation",
    "save_draft",
    "tags_named",
    "update_welcome",
    "withdraw_request",
]
