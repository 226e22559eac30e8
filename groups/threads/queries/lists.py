"""Lists of threads, with what this person has not read of them."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.spaces.access import Passage
from groups.spaces.models import Group, Tag, tag_slug
from groups.spaces.queries import tag_name_asked
from groups.threads.access import person_named_in, unread_posts
from groups.threads.enums import Kind
from groups.threads.models import PINNED_MAX, UNREAD_HORIZON, Thread, person_shown
from network.kit import dates
from network.kit.rows import Columns, fetch
from network.people.models import User

from .faces import Face, faces_of

THREADS_A_PAGE = 25
THEMES_SHOWN = 12
TAGS_SHOWN = 100
AUTHORS_SHOWN = 100
MARK = "COALESCE((SELECT r.seq FROM groups_readmarker r WHERE r.membership_id = w.id AND r.thread_id = t.id), 0)"
UNREAD = f"t.last_seq > w.read_floor AND t.last_seq > g.last_seq - {UNREAD_HORIZON} AND t.last_seq > {MARK}"
LINE = Columns(
    Thread, "t", "id", "group_id", "kind", "title", "pinned", "locked_at", "answer_id", "post_count", "message_count",
    "reply_count", "tag_names", "last_seq", "last_post_at", "excerpt", "last_author_id",
)  # fmt: skip
LINES = f"""
SELECT {LINE.sql}, u.first_name, u.last_name, ({unread_posts("w", MARK)})
FROM groups_thread t
JOIN groups_group g ON g.id = t.group_id
LEFT JOIN groups_membership w ON w.group_id = t.group_id AND w.user_id = %s
LEFT JOIN people_user u ON u.id = t.last_author_id
WHERE t.deleted_at IS NULL AND {{condition}}
ORDER BY {{order}} LIMIT %s
"""  # noqa: S608 - every piece is a constant of ours; values are parameters
"""On most pages, and several times dearer to compile from objects than to run."""

SORTS = {
    "": ("t.last_seq DESC", "t.last_seq < %s", ("last_seq",)),
    "created": ("t.id DESC", "t.id < %s", ("id",)),
    "replies": ("t.reply_count DESC, t.id DESC", "(t.reply_count, t.id) < (%s, %s)", ("reply_count", "id")),
}
"""By name: order, condition of what comes after a line, and the values of that line that the condition compares."""
SHOWS = {
    "": "TRUE",
    "unread": UNREAD,
    "mine": (
        "(t.author_id = w.user_id OR EXISTS (SELECT 1 FROM groups_subscription s"
        " WHERE s.membership_id = w.id AND s.thread_id = t.id AND s.level = 'watch')"
        " OR t.id IN (SELECT p.thread_id FROM groups_post p WHERE p.author_id = %s AND p.deleted_at IS NULL))"
    ),
    "unanswered": (
        f"t.kind = '{Kind.QUESTION.value}' AND t.answer_id IS NULL AND t.reply_count = 0 AND t.locked_at IS NULL"
    ),
}
"""By name: a condition in which every parameter is the reader. Where somebody wrote is asked once, not for each line,
and asked of the posts: who comes back to a group finds no subscription of theirs."""
TAGGED = (
    "EXISTS (SELECT 1 FROM groups_thread_tags x JOIN groups_tag y ON y.id = x.tag_id"
    " WHERE x.thread_id = t.id AND y.slug = %s)"
)


class ThreadRow(NamedTuple):
    """A thread as lists show it: plain values only, so that a page can tell whether they changed."""

    pk: int
    title: str
    link: str
    unread: int
    messages: int
    kind: str
    excerpt: str
    name: str
    initials: str
    hue: int | None
    instant: str
    full: str
    ago: str
    answered: bool
    locked: bool
    tags: tuple[str, ...]
    faces: tuple[Face, ...] = ()


@dataclass(frozen=True)
class Wanted:
    """What somebody asks of a list. `days`: active within so many days; `older`: opened at least so many days ago."""

    show: str = ""
    kind: str = ""
    tag: str = ""
    author: int | None = None
    days: int | None = None
    older: int | None = None
    sort: str = ""
    before: tuple[int, ...] = ()

    @property
    def is_whole(self) -> bool:
        """The first page of everything, in the usual order: the one with the pinned threads on top."""
        return self == Wanted()

    @property
    def is_refined(self) -> bool:
        """More is asked than one of the four main filters."""
        return bool(self.kind or self.tag or self.author or self.days or self.older or self.sort)


@dataclass(frozen=True)
class ThreadPage:
    """One page of a list. `before`: where the next one starts, () on the last one."""

    threads: list[Thread]
    pinned: list[Thread] = field(default_factory=list)
    before: tuple[int, ...] = ()

    @property
    def themes(self) -> list[tuple[str, str]]:
        """Slug and name of the tags that these threads carry, the most frequent ones, by name."""
        used = Counter(name for thread in (*self.pinned, *self.threads) for name in thread.tag_names)
        return sorted((tag_slug(name), name) for name, _ in used.most_common(THEMES_SHOWN))


def thread_lines(
    user: User, condition: str, parameters: list, *, limit: int, order: str = "t.last_seq DESC"
) -> list[Thread]:
    """Threads as lists show them: with their last author by name, `unread`: posts of other people, still there, after
    what this person has read (0 without a membership), and `row`, plain values for the page. One query.

    `condition` and `order` are SQL of ours about t (the thread), g (its group), w (this person's membership or
    nothing); `parameters` are the values of the condition.
    """
    threads: list[Thread] = []
    people: dict[int | None, User | None] = {None: None}
    query = LINES.format(condition=condition, order=order)
    for *line, first_name, last_name, unread in fetch(query, [user.pk, *parameters, limit]):
        thread = LINE.build(line)
        author = thread.last_author_id
        if author not in people:
            people[author] = person_shown(author, first_name, last_name)
        thread.last_author, thread.unread = people[author], unread
        thread.row = _row_of(thread)
        threads.append(thread)
    return threads


def _row_of(thread: Thread) -> ThreadRow:
    author, at = thread.last_author, dates.Moment(thread.last_post_at)
    return ThreadRow(
        pk=thread.pk,
        title=thread.title,
        link=thread.link,
        unread=thread.unread,
        messages=thread.message_count,
        kind="" if thread.kind == Kind.DISCUSSION else str(Kind(thread.kind).label),
        excerpt=thread.excerpt,
        name=str(author) if author else _("Former member"),
        initials=author.initials if author else "",
        hue=author.hue if author else None,
        instant=at.local.isoformat(timespec="minutes"),
        full=at.full(),
        ago=at.ago(),
        answered=thread.is_answered,
        locked=thread.is_locked,
        tags=tuple(thread.tag_names),
    )


def threads_for_list(passage: Passage, user: User, wanted: Wanted) -> ThreadPage:
    """25 threads of a group as asked, with `unread` and the faces of who takes part; three queries at most.

    The pinned ones stand apart, on the first page of the whole list only.
    """
    order, _after, columns = SORTS[wanted.sort]
    condition, parameters = _condition(passage.group, user, wanted)
    pinned = []
    if wanted.is_whole:
        condition = f"{condition} AND NOT t.pinned"
        pinned = thread_lines(user, "t.group_id = %s AND t.pinned", [passage.group.pk], limit=PINNED_MAX)
    found = thread_lines(user, condition, parameters, limit=THREADS_A_PAGE + 1, order=order)
    shown = found[:THREADS_A_PAGE]
    faces = faces_of([*pinned, *shown])
    for thread in (*pinned, *shown):
        thread.row = thread.row._replace(faces=faces.get(thread.pk, ()))
    more = len(found) > len(shown)
    return ThreadPage(shown, pinned, tuple(getattr(shown[-1], column) for column in columns) if more else ())


def _condition(group: Group, user: User, wanted: Wanted) -> tuple[str, list]:
    show = SHOWS[wanted.show]
    pieces: list[tuple[str, list]] = [("t.group_id = %s", [group.pk]), (show, [user.pk] * show.count("%s"))]
    now = timezone.now()
    asked = {
        "t.kind = %s": wanted.kind,
        TAGGED: wanted.tag,
        "t.author_id = %s": wanted.author,
        "t.last_post_at > %s": wanted.days and now - dt.timedelta(days=wanted.days),
        "t.created_at < %s": wanted.older and now - dt.timedelta(days=wanted.older),
    }
    pieces += [(condition, [value]) for condition, value in asked.items() if value]
    if wanted.before:
        pieces.append((SORTS[wanted.sort][1], list(wanted.before)))
    return " AND ".join(condition for condition, _ in pieces), [value for _, values in pieces for value in values]


def threads_for_group_home(passage: Passage, user: User, limit: int = 6) -> list[Thread]:
    """The threads that moved last, pinned or not, with `unread`. One query."""
    return thread_lines(user, "t.group_id = %s", [passage.group.pk], limit=limit)


def threads_to_choose(group: Group, words: str = "", *, but: Thread, limit: int = 20) -> list[Thread]:
    """Other threads of the group whose title holds these words, the most recently active first. One query."""
    found = Thread.objects.filter(group=group, deleted_at=None).exclude(pk=but.pk)
    return list((found.filter(title__icontains=words) if words else found).order_by("-last_seq")[:limit])


def tags_of(group: Group) -> QuerySet[Tag]:
    """The tags that threads of the group carry, with `uses`, the most used first. One query."""
    alive = Tag.objects.filter(group=group, threads__deleted_at=None)
    return alive.annotate(uses=Count("threads")).order_by("-uses", "slug")[:TAGS_SHOWN]


def authors_of(group: Group) -> QuerySet[User]:
    """People who opened a thread of the group that is still there, by name. One query."""
    opened = Thread.objects.filter(group=group, deleted_at=None).order_by().values("author")
    return User.objects.filter(pk__in=opened).by_name()[:AUTHORS_SHOWN]


def names_asked(group: Group, wanted: Wanted) -> dict[str, str]:
    """The names of the tag and of the author that a list was asked for, "" for those that nothing in the group tells.
    One query for each that was asked for.
    """
    author = person_named_in(group, wanted.author) if wanted.author else None
    return {"tag_asked": tag_name_asked(group, wanted.tag), "author_asked": str(author) if author else ""}


def count_unanswered(group: Group, *, days: int) -> int:
    """Questions opened at least so many days ago that nobody has answered and that still take answers. One query."""
    asked = Thread.objects.filter(
        group=group, deleted_at=None, kind=Kind.QUESTION, answer=None, reply_count=0, locked_at=None
    )
    return asked.filter(created_at__lt=timezone.now() - dt.timedelta(days=days)).count()
