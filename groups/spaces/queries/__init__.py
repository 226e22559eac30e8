"""What the pages of the gate show. Each list costs a fixed number of queries."""

from .directory import card_for, cards_for, groups_for_directory, groups_of, themes_for_directory, was_put_out
from .facilitation import admin_entries_for_admin, invitation_state, invitations_for_admin, join_requests_for_admin
from .members import everybody_suggestion, member_suggestions, members_of
from .tags import known_tags, tag_name_asked
from .telling import facilitators_to_tell, groups_read_by, members_to_tell, people_of, readers_to_tell, watchers_of
from .writing import draft_for_page, draft_saved, welcome_shown

__all__ = [
    "admin_entries_for_admin",
    "card_for",
    "cards_for",
    "draft_for_page",
    "draft_saved",
    "everybody_suggestion",
    "facilitators_to_tell",
    "groups_for_directory",
    "groups_of",
    "groups_read_by",
    "invitation_state",
    "invitations_for_admin",
    "join_requests_for_admin",
    "known_tags",
    "member_suggestions",
    "members_of",
    "members_to_tell",
    "people_of",
    "readers_to_tell",
    "tag_name_asked",
    "themes_for_directory",
    "was_put_out",
    "watchers_of",
    "welcome_shown",
]
