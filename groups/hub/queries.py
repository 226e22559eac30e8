"""Pages that look across groups: each costs a fixed number of queries, whatever the groups, threads and members."""

import datetime as dt
from dataclasses import dataclass, field, replace

from groups.files.models import SharedFile
from groups.files.queries import latest_files, pinned_files
from groups.meetings.models import ActionItem, Meeting, Minutes
from groups.meetings.queries import (
    first_actions_for,
    next_meeting_of,
    next_meetings_for,
    open_actions_for_rail,
    published_for_list,
    show_answers,
)
from groups.spaces.access import Passage, facilitators_of, pending_invitations_of
from groups.spaces.enums import RequestState
from groups.spaces.models import Group, Invitation, JoinRequest, Membership
from groups.spaces.queries import welcome_shown
from groups.threads.models import UNREAD_HORIZON, Thread
from groups.threads.queries import byline, thread_lines, threads_for_group_home
from network.activity.queries import unread_among
from network.kit import dates
from network.kit.rows import Columns, fetch
from network.people.models import User, byline_columns

THREADS_LOOKED_AT = 40
NEWS_A_GROUP = 3
RECENT_SHOWN = 6
RECENT_HORIZON = 100
"""Posts of a group, counted back from its last one, among which recent threads are looked for."""
MEMBERS_SHOWN = 6
MEETINGS_SHOWN = 5
ACTIONS_SHOWN = 5
MINUTES_SHOWN = 3


@dataclass(frozen=True)
class GroupNews:
    """What is unread in one group: the last threads, and how many more there are."""

    group: Group
    threads: list[Thread]

    @property
    def more(self) -> int:
        return max(0, self.group.unread - len(self.threads))


@dataclass(frozen=True)
class Dashboard:
    groups: list[Group]
    news: list[GroupNews] = field(default_factory=list)
    recent: list[Thread] = field(default_factory=list)
    invitations: list[Invitation] = field(default_factory=list)
    requests: list[JoinRequest] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    actions: list[ActionItem] = field(default_factory=list)
    last_visit: dt.datetime | None = None


@dataclass(frozen=True)
class GroupHome:
    threads: list[Thread]
    facilitators: list[User]
    members: list[User]
    pending_requests: int
    welcome: str
    files: list[SharedFile]
    latest: list[SharedFile]
    meeting: Meeting | None
    minutes: list[Minutes]
    unread: set[str]
    actions: list[ActionItem]


LINE = Columns(Group, "g", "id", "slug", "name", "short_name", "abbreviation", "hue", "archived_at", "last_seq")
NAV = f"""
SELECT {LINE.sql}, m.id, (
    SELECT COUNT(*) FROM groups_thread t
    WHERE t.group_id = m.group_id AND t.deleted_at IS NULL
      AND t.last_seq > m.read_floor AND t.last_seq > g.last_seq - %s
      AND NOT EXISTS (
        SELECT 1 FROM groups_readmarker r
        WHERE r.membership_id = m.id AND r.thread_id = t.id AND r.seq >= t.last_seq
      )
)
FROM groups_membership m JOIN groups_group g ON g.id = m.group_id
WHERE m.user_id = %s
ORDER BY g.archived_at IS NOT NULL, g.name, m.id
"""  # noqa: S608 - columns of our own model
"""On every page, and ten times dearer to compile from objects than to run."""


def groups_for_nav(user: User) -> list[Group]:
    """The groups this person belongs to, living ones first, with `unread` (threads) and `membership_id`. One query.

    Only what a line of navigation shows is loaded.
    """
    found = []
    for *line, membership_id, unread in fetch(NAV, [UNREAD_HORIZON, user.pk]):
        group = LINE.build(line)
        group.membership_id, group.unread = membership_id, unread
        found.append(group)
    return found


WAITS = """
SELECT
    EXISTS (
        SELECT 1 FROM groups_invitation i JOIN account_emailaddress e ON e.email = i.email AND e.verified
        WHERE e.user_id = %s AND i.accepted_at IS NULL AND i.revoked_at IS NULL
    ),
    EXISTS (SELECT 1 FROM groups_joinrequest j WHERE j.user_id = %s AND j.state = 'pending'),
    (
        SELECT MAX(mine.last_at) FROM (
            SELECT (
                SELECT r.read_at FROM groups_readmarker r WHERE r.membership_id = m.id ORDER BY r.read_at DESC LIMIT 1
            ) AS last_at
            FROM groups_membership m WHERE m.user_id = %s
        ) AS mine
    )
"""
"""Whether invitations and requests wait (rarely: they are asked for only then), and the last reading: the last mark of
each membership by the index, then the last of these, never a walk through all the marks."""


def dashboard_for(user: User, groups: list[Group]) -> Dashboard:
    """Everything a person comes for. `groups` are theirs, from `groups_for_nav`. Six queries at most."""
    ((invited, asking, last_visit),) = fetch(WAITS, [user.pk] * 3)
    invitations, requests = _invitations(user) if invited else [], _requests(user) if asking else []
    board = Dashboard(groups, invitations=invitations, requests=requests)
    if not groups:
        return board
    condition = f"w.id IS NOT NULL AND t.last_seq > g.last_seq - {RECENT_HORIZON}"
    found = thread_lines(user, condition, [], limit=THREADS_LOOKED_AT, order="t.last_post_at DESC")
    news = _by_group(groups, [thread for thread in found if thread.unread])
    recent = _in_their_groups(groups, [thread for thread in found if not thread.unread][:RECENT_SHOWN])
    meetings, actions = next_meetings_for(user, MEETINGS_SHOWN), first_actions_for(user, ACTIONS_SHOWN)
    board = replace(board, meetings=meetings, actions=actions)
    return replace(board, news=news, recent=recent, last_visit=dates.instant(last_visit))


def _invitations(user: User) -> list[Invitation]:
    return list(pending_invitations_of(user).select_related("group", "invited_by").order_by("-sent_at"))


def _requests(user: User) -> list[JoinRequest]:
    """Of a group that was hidden since, nothing is told to people outside: it answers as if it had never been."""
    waiting = JoinRequest.objects.filter(user=user, state=RequestState.PENDING, group__in=Group.objects.listed())
    return list(waiting.select_related("group"))


def _by_group(groups: list[Group], unread: list[Thread]) -> list[GroupNews]:
    """A few threads each, in the order of the groups' last news; then the groups whose news are older than these."""
    shown: dict[int, list[Thread]] = {}
    for thread in unread:
        shown.setdefault(thread.group_id, []).append(thread)
    fresh = {group.pk: group for group in groups if group.unread}
    order = dict.fromkeys([*shown, *fresh])
    return [GroupNews(fresh[pk], shown.get(pk, [])[:NEWS_A_GROUP]) for pk in order if pk in fresh]


def _in_their_groups(groups: list[Group], threads: list[Thread]) -> list[Thread]:
    by_id = {group.pk: group for group in groups}
    for thread in threads:
        thread.group = by_id[thread.group_id]
    return threads


def group_home_for(passage: Passage, user: User) -> GroupHome:
    """A group's front page, for those inside. Twelve queries at most, one more for those who facilitate it."""
    group = passage.group
    newest = Membership.objects.filter(group=group, user__is_active=True).select_related("user").order_by("-id")
    waiting = JoinRequest.objects.filter(group=group, state=RequestState.PENDING)
    minutes = _latest_minutes(group)
    return GroupHome(
        threads=threads_for_group_home(passage, user),
        facilitators=_facilitators(group),
        members=[membership.user for membership in newest[:MEMBERS_SHOWN]],
        pending_requests=waiting.count() if passage.is_facilitator else 0,
        welcome=welcome_shown(group.welcome),
        files=pinned_files(group),
        latest=latest_files(group),
        meeting=_next_meeting(group, user),
        minutes=minutes,
        unread=unread_among(user, [one.target for one in minutes]) if minutes else set(),
        actions=open_actions_for_rail(passage, user, ACTIONS_SHOWN),
    )


def _latest_minutes(group: Group) -> list[Minutes]:
    found = list(published_for_list(group)[:MINUTES_SHOWN])
    for minutes in found:
        minutes.meeting.group = group
    return found


def _next_meeting(group: Group, user: User) -> Meeting | None:
    meeting = next_meeting_of(group)
    if meeting:
        show_answers([meeting], user)
    return meeting


def _facilitators(group: Group) -> list[User]:
    memberships = facilitators_of(group).select_related("user").order_by("id")
    found = memberships.annotate(**byline_columns("user__"))
    for membership in found:
        membership.user.byline = byline(membership.function, membership.organisation)
    return [membership.user for membership in found]
