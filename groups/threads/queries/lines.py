"""A post as its page shows it: asked for in one query, with plain values for the template."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from groups.spaces.access import Passage, can_write_in_group
from groups.spaces.models import Membership
from groups.threads.access import can_read_trace, can_reply_in_thread
from groups.threads.models import Post, Thread, person_shown
from network.kit import dates, typography
from network.kit.rows import Columns, fetch
from network.people.models import User, byline_of

from .attachments import AttachedFile, files_of_posts
from .reactions import NONE, Reacted, reactions_to
from .references import with_references


class PostLine(NamedTuple):
    """A post as its page shows it: plain values only, so that a page can tell whether they changed.

    `state`: "" for one that is shown, "deleted" by its author, "hidden" by those who facilitate, "moved" elsewhere.
    """

    base: str
    pk: int
    number: int
    state: str
    name: str
    byline: str
    initials: str
    hue: int | None
    instant: str
    full: str
    ago: str
    edited: bool = False
    body: str = ""
    reactions: tuple[Reacted, ...] = ()
    mine: bool = False
    writes: bool = False
    replies: bool = False
    answers: bool = False
    facilitates: bool = False
    note: str = ""
    files: tuple[AttachedFile, ...] = ()


POST = Columns(Post, "p")
POSTS = f"""
SELECT {POST.sql}, u.first_name, u.last_name, f.function, COALESCE(o.name, f.organisation_name),
       EXISTS (SELECT 1 FROM groups_attachment a WHERE a.post_id = p.id)
FROM groups_post p
LEFT JOIN people_user u ON u.id = p.author_id
LEFT JOIN people_profile f ON f.user_id = p.author_id
LEFT JOIN reference_organisation o ON o.id = f.organisation_id
WHERE p.thread_id = %s AND {{condition}}
ORDER BY p.number LIMIT %s
"""  # noqa: S608 - columns of our own model
"""On every page of a thread, and three times dearer to compile from objects than to run."""
BY_NUMBER = POSTS.format(condition="p.number BETWEEN %s AND %s")
NEWS = POSTS.format(condition="(p.seq > %s OR p.change > %s)")


def shown_posts(query: str, parameters: list[int], thread: Thread, passage: Passage) -> list[Post]:
    """Posts of a thread ready for the template: one object per author, and on each post the `line` that the page shows.

    Two queries; one more when a message shows files, two more when something is quoted or linked.
    """
    membership = passage.membership
    people: dict[int | None, User | None] = {None: None}
    posts = []
    for row in fetch(query, [thread.pk, *parameters]):
        post = POST.build(row[: len(POST)])
        if post.author_id not in people:
            people[post.author_id] = _author_of(post.author_id, *row[len(POST) : -1])
        post.shows_files = bool(row[-1])
        post.thread, post.author = thread, people[post.author_id]
        posts.append(post)
    shown = [post for post in posts if post.is_shown]
    reactions = reactions_to(shown, membership.user_id if membership else 0)
    reader = membership.user if membership else None
    bodies = with_references({post.pk: post.body for post in shown}, reader, passage.group)
    files = files_of_posts([post.pk for post in shown if post.shows_files], passage)
    can = powers_of(membership, thread)
    for post in posts:
        post.line = _line_of(post, can, bodies.get(post.pk, ""), reactions.get(post.pk, NONE), files.get(post.pk, ()))
    return posts


class Powers(NamedTuple):
    """The reader of a page: who they are, whether they may write in the group, answer in the thread, and facilitate."""

    base: str
    user_id: int
    writes: bool
    replies: bool
    facilitates: bool


def powers_of(membership: Membership | None, thread: Thread) -> Powers:
    """What the reader of a thread may do with its messages. No query."""
    return Powers(
        thread.url,
        membership.user_id if membership else 0,
        can_write_in_group(membership),
        can_reply_in_thread(membership, thread),
        can_read_trace(membership),
    )


def _line_of(
    post: Post, can: Powers, body: str, reactions: tuple[Reacted, ...], files: tuple[AttachedFile, ...]
) -> PostLine:
    at = dates.Moment(post.deleted_at or post.hidden_at or post.created_at)
    author = post.author
    mine = post.author_id is not None and post.author_id == can.user_id
    return PostLine(
        base=can.base,
        pk=post.pk,
        number=post.number,
        state="deleted" if post.deleted_at else "hidden" if post.hidden_at else "",
        name=str(author) if author else _("Former member"),
        byline=author.byline if author else "",
        initials=author.initials if author else "",
        hue=author.hue if author else None,
        instant=at.local.isoformat(timespec="minutes"),
        full=at.full(),
        ago=at.ago(),
        edited=post.edited_at is not None,
        body=body if post.has_words else "",
        reactions=reactions,
        mine=mine,
        writes=can.writes,
        replies=can.replies,
        answers=post.thread.answer_id == post.pk,
        facilitates=can.facilitates,
        note=post.hidden_reason if post.hidden_at and (mine or can.facilitates) else "",
        files=files,
    )


def _author_of(pk: int, first_name: str, last_name: str, function: str | None, organisation: str | None) -> User:
    author = person_shown(pk, first_name, last_name)
    author.byline = byline(function, organisation)
    return author


class PersonLine(NamedTuple):
    """Somebody beside a discussion: plain values."""

    pk: int
    name: str
    byline: str
    initials: str
    hue: int


def person_lines(people: list[User]) -> tuple[PersonLine, ...]:
    """People who have a `byline`, as the page shows them. No query."""
    return tuple(PersonLine(one.pk, str(one), one.byline, one.initials, one.hue) for one in people)


def byline(function: str | None, organisation: str | None) -> str:
    """Function and organisation as a page shows them."""
    return typography.nb(byline_of(function, organisation))
