"""Threads are reached through the reader's passage into the group; absent and forbidden answer alike."""

from collections.abc import Iterable

from django.db.models import Exists
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.spaces.access import (
    PASSAGE_COLUMNS,
    PASSAGE_WIDTH,
    Passage,
    get_exceptional_passage_or_404,
    held_membership,
    passage_of,
)
from groups.spaces.models import Group, Membership
from groups.threads.models import UNREAD_HORIZON, MovedPost, Thread, page_of, person_shown, read_floor_of
from network.kit import dates
from network.kit.errors import Refused
from network.kit.rows import Columns, fetch, from_json
from network.people.models import User

from .rules import UNDO_ENDS, can_read_trace

BIGGEST_ID = 2**63 - 1
THREAD = Columns(Thread, "t")


def unread_posts(member: str, mark: str) -> str:
    """SQL for how many posts of the thread t, of the group g, this member has not read: posts of other people, still
    there, after their mark, the floor of their membership and the horizon.
    """
    return f"""SELECT COUNT(*) FROM groups_post p
    WHERE p.thread_id = t.id AND p.deleted_at IS NULL AND p.hidden_at IS NULL
      AND p.seq > {member}.read_floor AND p.seq > g.last_seq - {UNREAD_HORIZON} AND p.seq > {mark}
      AND (p.author_id IS NULL OR p.author_id <> {member}.user_id)
"""  # noqa: S608 - every piece is a constant of ours


TO_READ = f"""
SELECT {PASSAGE_COLUMNS}, {THREAD.sql}, r.seq, r.read_at, ({unread_posts("m", "COALESCE(r.seq, 0)")}),
       (SELECT s.level FROM groups_subscription s WHERE s.membership_id = m.id AND s.thread_id = t.id),
       (SELECT k.id FROM groups_acknowledgement k WHERE k.membership_id = m.id AND k.thread_id = t.id),
       (SELECT w.first_name FROM people_user w WHERE w.id = t.author_id),
       (SELECT w.last_name FROM people_user w WHERE w.id = t.author_id),
       (SELECT o.title FROM groups_thread o WHERE o.id = t.duplicate_of_id AND o.deleted_at IS NULL),
       (SELECT x.number FROM groups_post x WHERE x.id = t.answer_id),
       (SELECT d.content FROM groups_draft d WHERE d.membership_id = m.id AND d.name = %s),
       (SELECT d.saved_at FROM groups_draft d WHERE d.membership_id = m.id AND d.name = %s)
FROM groups_thread t
JOIN groups_group g ON g.id = t.group_id
JOIN groups_membership m ON m.group_id = g.id AND m.user_id = %s
LEFT JOIN groups_readmarker r ON r.thread_id = t.id AND r.membership_id = m.id
WHERE t.id = %s AND g.slug = %s AND t.deleted_at IS NULL
"""  # noqa: S608 - columns of our own models
"""On every page of a thread, and five times dearer to compile from objects than to run. Single values come from
subqueries: to plan a join of ten tables would take longer than all the rest."""


def get_thread_or_404(passage: Passage, thread_id: int) -> Thread:
    """A thread of the group the passage leads into. Raises Http404 for a deleted one or another group's.

    Twin of `Thread.objects.visible_to(user)` for members.
    """
    thread = Thread.objects.filter(group=passage.group, pk=thread_id, deleted_at=None).first()
    if thread is None:
        raise Http404
    thread.group = passage.group
    return thread


def get_thread_with_trace_or_404(membership: Membership, thread_id: int) -> Thread:
    """A thread of the member's group, a deleted one included: for whoever deleted it, and for those who facilitate.

    Raises Http404 for any other id, and for what was merged into another thread.
    """
    threads = Thread.objects.filter(group=membership.group, pk=min(thread_id, BIGGEST_ID), posts__number=1)
    thread = threads.select_related("deleted_by").first()
    if thread is None:
        raise Http404
    thread.group = membership.group
    return thread


def get_deleted_thread_or_404(membership: Membership, thread_id: int) -> Thread:
    """A deleted thread, for the page that says so to those who facilitate. Raises Http404 for everybody else."""
    if not can_read_trace(membership):
        raise Http404
    return get_thread_with_trace_or_404(membership, thread_id)


def get_thread_to_read_or_404(user, group_slug: str, thread_id: int) -> tuple[Passage, Thread]:
    """The way into the group and a thread of it, with what its page says of it and of this reader: author by name,
    `read_seq`, `read_at`, `unread`, `own_level`, `acknowledged`, `draft`, `answer_link`, `original_title`. One query.

    For an administrator's exceptional entry (three queries) everything counts as read. Raises Http404 for everybody
    else, whether group and thread exist or not.
    """
    if thread_id > BIGGEST_ID:
        raise Http404
    draft = f"thread:{thread_id}"
    rows = fetch(TO_READ, [draft, draft, user.pk, thread_id, group_slug]) if user.is_active else []
    if not rows:
        passage = get_exceptional_passage_or_404(user, group_slug)
        return passage, _all_read(get_thread_or_404(passage, thread_id))
    passage = passage_of(rows[0], user)
    return passage, _thread_of(rows[0][PASSAGE_WIDTH:], passage)


def _thread_of(row: tuple, passage: Passage) -> Thread:
    thread = THREAD.build(row[: len(THREAD)])
    seq, read_at, unread, level, acknowledged, first_name, last_name, title, number, content, saved_at = row[
        len(THREAD) :
    ]
    thread.group = passage.group
    thread.author = person_shown(thread.author_id, first_name, last_name)
    thread.read_seq, thread.read_at = max(seq or 0, read_floor_of(passage.membership)), dates.instant(read_at)
    thread.unread = unread
    thread.own_level, thread.acknowledged, thread.original_title = level, acknowledged, title
    thread.answer_link = _link_to(thread, number)
    at = dates.instant(saved_at)
    thread.draft = {"values": from_json(content), "at": at.timestamp()} if at else None
    return thread


def _link_to(thread: Thread, number: int | None) -> str:
    return f"{thread.url}?page={page_of(number)}#m{number}" if number else ""


def _all_read(thread: Thread) -> Thread:
    thread.read_seq, thread.read_at, thread.own_level = thread.last_seq, None, None
    thread.unread, thread.draft, thread.acknowledged = 0, None, None
    thread.original_title = thread.duplicate_of.title if thread.duplicate_of_id else None
    thread.answer_link = _link_to(thread, thread.answer.number) if thread.answer_id else ""
    return thread


def get_thread_elsewhere_or_404(user, thread_id: int) -> Thread:
    """Where an old link leads: the thread in the group of this person where it is now, or the one that it was merged
    into; with that group. Two queries at most. Raises Http404 for everybody who is not a member of that group.
    """
    wanted = min(thread_id, BIGGEST_ID)
    mine = Thread.objects.visible_to(user).select_related("group")
    merged = MovedPost.objects.filter(thread=wanted, number=1).values("post__thread")
    thread = mine.filter(pk=wanted).first() or mine.filter(pk__in=merged).first()
    if thread is None:
        raise Http404
    return thread


def threads_told(ids: Iterable[int]) -> dict[int, Thread]:
    """Threads by id that are still there, with group and author, for the notices: they check who may be told. One
    query.
    """
    found = Thread.objects.select_related("group", "author").filter(pk__in=list(ids), deleted_at=None)
    return {thread.pk: thread for thread in found.order_by()}


def thread_deleted_for_good(thread_id: int) -> Thread | None:
    """A thread that the task names, once whoever deleted it can undo that no more; None when it came back, or was
    deleted again since.
    """
    return Thread.objects.deleted().filter(pk=thread_id, deleted_at__lte=timezone.now() - UNDO_ENDS).first()


def held_thread(thread: Thread, membership: Membership, *, even_archived: bool = False) -> Thread:
    """The thread as it is now, with what was read of it, for an action that holds the group's row.

    Raises Http404 when the person has lost the group meanwhile, Refused when the thread is gone, and when the group is
    archived unless `even_archived`.
    """
    found = _with_reading(membership).filter(pk=thread.pk).first()
    if found is None:
        held_membership(membership, even_archived=even_archived)
        raise Refused(_("This discussion was deleted or moved meanwhile."))
    if found.group.is_archived and not even_archived:
        raise Refused(_("This group was archived while you were writing: it can be read, not written in."))
    return found


def held_thread_with_trace(thread: Thread, membership: Membership) -> Thread:
    """The thread as it is now, a deleted one included, for an action that holds the group's row and has checked who
    acts. Refused when its messages went to another one or to another group.
    """
    threads = Thread.objects.filter(group=membership.group, pk=thread.pk, posts__number=1)
    found = threads.select_related("group").first()
    if found is None:
        raise Refused(_("This discussion was deleted or moved meanwhile."))
    return found


def _with_reading(membership: Membership):
    threads = Thread.objects.visible_to(membership.user).filter(group=membership.group)
    return threads.read_by(membership).select_related("group")


def get_thread_of_group_or_refused(group: Group, thread_id: int) -> Thread:
    """Another thread of the same group, that somebody chose in a list. Refused when it is not there any more."""
    found = Thread.objects.filter(group=group, pk=thread_id, deleted_at=None).first()
    if found is None:
        raise Refused(_("The discussion you chose is no longer there. Choose another one."))
    found.group = group
    return found


def person_named_in(group: Group, user_id: int) -> User | None:
    """Somebody whose name the group reads anyway: among its members, or above a thread that is still there."""
    member = Membership.objects.filter(group=group, user=user_id, user__is_active=True)
    opened = Thread.objects.filter(group=group, deleted_at=None, author=user_id)
    return User.objects.filter(Exists(member) | Exists(opened), pk=user_id).first()
