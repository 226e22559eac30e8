"""What the first page of a person says of meetings: asked at every visit, ten times dearer to compile than to run."""

from django.utils import timezone

from groups.meetings.models import ActionItem, Meeting
from groups.spaces.models import Group
from network.kit.rows import Columns, fetch
from network.people.models import User

GROUP = Columns(Group, "g", "id", "slug", "name", "short_name")
MEETING = Columns(
    Meeting, "x", "id", "group_id", "title", "starts_at", "ends_at", "place", "visio_url", "cancelled_at"
)  # fmt: skip
NEXT = f"""
SELECT {GROUP.sql}, {MEETING.sql}
FROM groups_membership m
JOIN groups_group g ON g.id = m.group_id
JOIN groups_meeting x ON x.group_id = m.group_id
WHERE m.user_id = %s AND x.cancelled_at IS NULL AND x.ends_at >= %s
ORDER BY x.starts_at, x.id
LIMIT %s
"""  # noqa: S608 - columns of our own models
ACTION = Columns(ActionItem, "a", "id", "group_id", "owner_id", "what", "said", "due", "state")
FIRST = f"""
SELECT {GROUP.sql}, {ACTION.sql}
FROM groups_actionitem a
JOIN groups_group g ON g.id = a.group_id AND g.archived_at IS NULL
JOIN groups_membership m ON m.group_id = a.group_id AND m.user_id = a.owner_id
WHERE a.owner_id = %s AND a.state = 'open' AND a.published_at IS NOT NULL
ORDER BY a.due IS NULL, a.due, a.id
LIMIT %s
"""  # noqa: S608 - columns of our own models


def next_meetings_for(user: User, most: int) -> list[Meeting]:
    """The next meetings of this person's groups, without cancelled ones, with their group. One query."""
    return _with_group(MEETING, fetch(NEXT, [user.pk, timezone.now(), most]))


def first_actions_for(user: User, most: int) -> list[ActionItem]:
    """The first of `my_open_actions`, with what a line of a list shows: the group, `can_tick`. One query."""
    actions = _with_group(ACTION, fetch(FIRST, [user.pk, most]))
    for action in actions:
        action.owner, action.can_tick = user, True
    return actions


def _with_group(columns: Columns, rows: list[tuple]) -> list:
    found = []
    for row in rows:
        found.append(columns.build(row[len(GROUP) :]))
        found[-1].group = GROUP.build(row[: len(GROUP)])
    return found
