"""Posts of one thread, by their lasting positions, ready to be shown."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.spaces.access import Passage
from groups.spaces.models import Membership
from groups.threads.models import POSTS_A_PAGE, MovedPost, Post, Thread
from network.kit.typography import of
from network.people.models import User

from .attachments import files_of_posts, in_short
from .lines import BY_NUMBER, NEWS, PersonLine, PostLine, person_lines, shown_posts
from .references import with_references

NEWS_MAX = 50
PEOPLE_SHOWN = 8
FOLDED_MIN = 4
"""Fewer messages already read are not worth a fold."""


@dataclass(frozen=True)
class PostPage:
    """One page of a thread, and what is new on it: posts of other people, still there, that the member has not read.

    `first_unread`: the number of the first new one when it is here, else 0. `unread`: how many are new from there on,
    on later pages too. `unread_elsewhere`: the first new one is on another page. `change`: the group's change number
    that the page shows.
    """

    thread: Thread
    number: int
    posts: list[Post]
    first_unread: int = 0
    unread: int = 0
    unread_elsewhere: bool = False
    change: int = 0
    moved: list[PostLine] = field(default_factory=list)

    @property
    def seq(self) -> int:
        """How far somebody has read who has seen this page."""
        return self.posts[-1].seq if self.posts else 0

    @property
    def line_at(self) -> int:
        """The number of the post that a line stands before, between what is read and what is new; 0 for none."""
        return self.first_unread if self.first_unread > 1 else 0

    @property
    def shows_files(self) -> bool:
        """Whether a message of the page shows a file that its reader may see."""
        return any(file.name for post in self.posts for file in post.line.files)

    @property
    def is_last(self) -> bool:
        return self.number == self.thread.last_page

    @property
    def lines(self) -> list[PostLine]:
        """What stands on the page, in the order of positions."""
        lines = [post.line for post in self.posts]
        return sorted([*lines, *self.moved], key=lambda line: line.number) if self.moved else lines

    @property
    def parts(self) -> tuple[list[PostLine], list[PostLine], list[PostLine]]:
        """The lines before a fold, in it, and after it: what is read and stands before what is new, without the message
        that opens the thread.
        """
        lines = self.lines
        start = 1 if self.number == 1 else 0
        end = next((place for place, line in enumerate(lines) if line.number >= self.line_at), 0) if self.line_at else 0
        if end - start < FOLDED_MIN:
            return [], [], lines
        return lines[:start], lines[start:end], lines[end:]

    @property
    def people(self) -> list[User]:
        """Who wrote on this page, in order of appearance, a few at most."""
        authors = [post.author for post in self.posts if post.author and post.is_shown]
        return list(dict.fromkeys(authors))[:PEOPLE_SHOWN]

    @property
    def rail(self) -> tuple[PersonLine, ...]:
        return person_lines(self.people)


@dataclass(frozen=True)
class News:
    """Posts that came after a moment of the group, and earlier ones that changed after another.

    `reset`: so many that the page is better read again. What `reader_id` wrote is no news to them.
    """

    posts: list[Post]
    last_seq: int
    changed: list[Post] = field(default_factory=list)
    change: int = 0
    reset: bool = False
    reader_id: int = 0

    @property
    def lines(self) -> list[PostLine]:
        return [post.line for post in self.posts]

    @property
    def changed_lines(self) -> list[PostLine]:
        return [post.line for post in self.changed]

    @property
    def to_read(self) -> list[Post]:
        return [post for post in self.posts if post.is_shown and post.author_id != self.reader_id]

    @property
    def count(self) -> int:
        """How many of the new ones are there to be read."""
        return len(self.to_read)

    @property
    def label(self) -> str:
        """ "3 new messages", with the author's name when there is one message."""
        if self.count != 1:
            return ngettext("%(n)d new message", "%(n)d new messages", self.count) % {"n": self.count}
        return _("1 new message %(of_name)s") % {"of_name": of(self.to_read[0].line.name)}


def posts_for_page(thread: Thread, page: int, passage: Passage) -> PostPage:
    """The posts of one page with authors, bylines, reactions and sources; a page too far gives the last one.

    The queries of `shown_posts`, and one more when something moved away from the thread. `thread` comes from
    `get_thread_to_read_or_404`.
    """
    membership = passage.membership
    page = min(max(page, 1), thread.last_page)
    first = (page - 1) * POSTS_A_PAGE + 1
    last = first + POSTS_A_PAGE - 1
    # With the post before: what was read of it tells whether everything new starts here.
    found = shown_posts(BY_NUMBER, [first - 1, last, POSTS_A_PAGE + 1], thread, passage)
    before, posts = [p for p in found if p.number < first], [p for p in found if p.number >= first]
    starts_read = all(post.seq <= thread.read_seq for post in before)
    news = _news_of(thread, page, posts, membership, starts_read=starts_read)
    moved = _moved(thread, first, last) if thread.has_moved_posts else []
    return PostPage(thread, page, posts, *news, passage.group.last_change, moved)


def _news_of(
    thread: Thread, page: int, posts: list[Post], membership: Membership | None, *, starts_read: bool
) -> tuple[int, int, bool]:
    """`first_unread`, `unread` and `unread_elsewhere` of a PostPage."""
    if membership is None or thread.last_seq <= thread.read_seq:
        return 0, 0, False
    if not starts_read:
        return 0, 0, True
    me, is_last = membership.user_id, page == thread.last_page
    new = [p for p in posts if p.seq > thread.read_seq and p.is_shown and p.author_id != me]
    if not new:
        return 0, 0, not is_last
    # One that came since the thread was asked for counts too.
    return new[0].number, max(thread.unread, len(new)), False


def _moved(thread: Thread, first: int, last: int) -> list[PostLine]:
    """A line for each run of places whose messages are elsewhere: not for those that came back. One query."""
    moves = MovedPost.objects.filter(thread=thread, number__range=(first, last)).exclude(post__thread=thread)
    numbers = set(moves.values_list("number", flat=True))
    starts = sorted(number for number in numbers if number - 1 not in numbers)
    return [PostLine(thread.url, 0, number, "moved", "", "", "", None, "", "", "") for number in starts]


def first_unread_post(thread: Thread, membership: Membership | None) -> int:
    """The number of the first post of somebody else that this member has not read, 0 for none. One query or none."""
    if membership is None or thread.last_seq <= thread.read_seq:
        return 0
    posts = Post.objects.filter(thread=thread, seq__gt=thread.read_seq, deleted_at=None, hidden_at=None)
    others = posts.exclude(author=membership.user)
    return others.order_by("seq").values_list("number", flat=True).first() or 0


def posts_for_news(thread: Thread, since: int, changed_since: int, passage: Passage) -> News:
    """Posts that came after the group sequence `since`, in order, and earlier ones that changed after the group's
    change number `changed_since`; past 50 of them: reset. The queries of `shown_posts`.
    """
    found = shown_posts(NEWS, [since, changed_since, NEWS_MAX + 1], thread, passage)
    change = passage.group.last_change
    if len(found) > NEWS_MAX:
        return News([], thread.last_seq, change=change, reset=True)
    new = [post for post in found if post.seq > since]
    changed = [post for post in found if post.seq <= since]
    reader = passage.membership.user_id if passage.membership else 0
    return News(new, new[-1].seq if new else since, changed, change, reader_id=reader)


def post_for_page(post: Post, passage: Passage) -> Post:
    """One post as its thread's page shows it, with its words and files also when it is hidden or deleted: for whoever
    reads such ones. Two queries at least.
    """
    found = shown_posts(BY_NUMBER, [post.number, post.number, 1], post.thread, passage)[0]
    if not found.is_shown:
        reader = passage.membership.user if passage.membership else None
        body = with_references({found.pk: found.body}, reader, passage.group)[found.pk]
        files = files_of_posts([found.pk], passage).get(found.pk, ()) if found.shows_files else ()
        found.line = found.line._replace(body=body, files=files)
    return found


def posts_to_choose(thread: Thread, start: int) -> list[Post]:
    """Messages from this position on, two pages at most, without the first: those that may go elsewhere, each with an
    `excerpt`. One query, one more when one is files alone.
    """
    posts = Post.objects.filter(thread=thread, number__gte=max(start, 2), deleted_at=None, hidden_at=None)
    found = list(posts.select_related("author").order_by("number")[: 2 * POSTS_A_PAGE])
    said = in_short(found)
    for post in found:
        post.excerpt = said[post.pk]
    return found


def numbers_from(thread: Thread, start: int) -> list[int]:
    """Every position from this one on. One query."""
    posts = Post.objects.filter(thread=thread, number__gte=max(start, 2)).order_by("number")
    return list(posts.values_list("number", flat=True))
