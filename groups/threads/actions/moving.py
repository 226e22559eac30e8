"""Messages that go to another thread, threads that go into another or to another group: by those who facilitate.

What moves takes new numbers and a new place in the sequence, so that within a thread both orders stay one; whoever had
read it has still read it, old links lead to where it is, and rights are those of the place where it is.
"""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.spaces.access import groups_facilitated_by
from groups.spaces.actions.sequence import lock_group, take_seqs
from groups.spaces.models import Group, Membership
from groups.threads.access import get_thread_of_group_or_refused, held_facilitator, held_thread
from groups.threads.enums import Act, Kind, ReportState
from groups.threads.models import Draft, MovedPost, Post, Report, Thread
from network.activity.actions import move_events
from network.kit import broadcast
from network.kit.errors import Refused

from .counting import mark_changed, recount
from .log import log
from .readers import Readers
from .telling import tell_author
from .threads import drop_unused_tags, set_tags

BATCH = 500


@transaction.atomic
def split_thread(*, thread: Thread, by: Membership, numbers: list[int], title: str) -> Thread:
    """Move the messages at these positions to a new discussion of the same group; returns it.

    A trace keeps their places. Refused when none is there any more, or when the first message is among them; Http404
    for people who do not facilitate the group.
    """
    lock_group(by.group)
    held_facilitator(by)
    source = held_thread(thread, by)
    posts = list(Post.objects.filter(thread=source, number__in=numbers).order_by("number"))
    if not posts or posts[0].number == 1:
        raise Refused(_("Choose at least one message, and leave the first one where it is."))
    readers = Readers.of(source, up_to=posts[-1].seq)
    first = next((post for post in posts if post.is_shown), posts[0])
    target = Thread.objects.create(
        group=source.group, kind=Kind.DISCUSSION, title=title, author=first.author, created_at=first.created_at
    )
    set_tags(thread=target, names=source.tag_names)
    _renumber(posts, source, target)
    _settle(source, target, readers, [post.pk for post in posts])
    log(act=Act.SPLIT, by=by, thread=source, statement=title)
    tell_author(act=Act.SPLIT, thread=source, by=by, to=target)
    return target


def _renumber(posts: list[Post], source: Thread, target: Thread) -> None:
    base = take_seqs(target.group, len(posts))
    _leave_traces(posts, source)
    for rank, post in enumerate(posts, start=1):
        post.thread, post.number, post.seq = target, target.post_count + rank, base + rank
    Post.objects.bulk_update(posts, ["thread", "number", "seq"], BATCH)
    target.post_count += len(posts)


def _leave_traces(posts: list[Post], source: Thread) -> None:
    traces = [MovedPost(thread=source, number=post.number, post=post) for post in posts]
    MovedPost.objects.bulk_create(traces, BATCH)
    source.has_moved_posts = True
    if source.answer_id in {post.pk for post in posts}:
        source.answer = None
    source.save(update_fields=["has_moved_posts", "answer"])


def _settle(source: Thread, target: Thread, readers: Readers, post_ids: list[int]) -> None:
    """Counts, marks, follows and lines of the bell after messages went from one thread to the other."""
    for thread in (source, target):
        thread.save(update_fields=["post_count"])
        recount(thread=thread)
        mark_changed(thread=thread, head=True)
    readers.go_to(target)
    move_events(
        target=source.target, scope=source.group.scope, to=(target.target, target.group.scope), objects=post_ids
    )
    broadcast.hint(target.group.scope, seq=target.group.last_seq, kind="post", object_id=target.pk)


@transaction.atomic
def merge_thread(*, thread: Thread, by: Membership, into_id: int) -> Thread:
    """Put all messages of a thread behind those of another one of the same group, and return that one.

    The thread itself is gone; its old links lead to its messages. Refused when the other one is gone or is the same.
    """
    lock_group(by.group)
    held_facilitator(by)
    source = held_thread(thread, by)
    target = get_thread_of_group_or_refused(by.group, into_id)
    if target.pk == source.pk:
        raise Refused(_("Choose another discussion than this one."))
    source.group = target.group = by.group
    posts = list(Post.objects.filter(thread=source).order_by("number"))
    readers = Readers.of(source, up_to=source.last_seq).who_also_read(target)
    log(act=Act.MERGE, by=by, thread=source, statement=target.title)
    _renumber(posts, source, target)
    source.deleted_at = timezone.now()
    source.save(update_fields=["deleted_at"])
    Thread.objects.filter(duplicate_of=source).exclude(pk=target.pk).update(duplicate_of=target)
    Thread.objects.filter(pk=target.pk, duplicate_of=source).update(duplicate_of=None)
    target.refresh_from_db(fields=["duplicate_of"])
    _settle(source, target, readers, [post.pk for post in posts])
    tell_author(act=Act.MERGE, thread=source, by=by, to=target)
    return target


@transaction.atomic
def move_thread(*, thread: Thread, by: Membership, to: Group) -> Thread:
    """Take a thread to another group that the same person facilitates; members of the first one lose it at once.

    What was reported of it stays between those who reported and those who decided: nobody reads of it in the other
    group. Refused when they no longer facilitate that group, when it is archived, or while a report waits; Http404 when
    they no longer facilitate the first.
    """
    for group in sorted((by.group, to), key=lambda group: group.pk):
        lock_group(group)
    held_facilitator(by)
    current = held_thread(thread, by)
    there = Group.objects.get(pk=to.pk)
    if to.pk not in groups_facilitated_by(by.user) or there.is_archived or to.pk == by.group_id:
        raise Refused(_("You can only move a discussion to a living group that you facilitate too."))
    if Report.objects.filter(post__thread=current, state=ReportState.PENDING).exists():
        raise Refused(
            _("A message of this discussion is reported: decide about it before the discussion goes to other people.")
        )
    log(act=Act.MOVE, by=by, thread=current, statement=_told_outside(there))
    readers = Readers.of(current, up_to=current.last_seq)
    mark_changed(thread=current, head=True)
    _change_group(current, there)
    readers.go_with(current)
    log(act=Act.MOVE, by=Membership(group=there, user=by.user), thread=current, statement=_told_outside(by.group))
    move_events(
        target=current.target,
        scope=by.group.scope,
        to=(current.target, there.scope),
        only=readers.users_in(there),
    )
    tell_author(act=Act.MOVE, thread=current, by=by)
    broadcast.hint(there.scope, seq=there.last_seq, kind="post", object_id=current.pk)
    return current


def _told_outside(group: Group) -> str:
    """The name of a group for those who facilitate another one: nothing when it is hidden."""
    return "" if group.is_hidden else group.name


def _change_group(thread: Thread, there: Group) -> None:
    """New places in the other group's sequence, in the same order; tags are those of the other group."""
    left = thread.group_id
    base = take_seqs(there, thread.post_count)
    Post.objects.filter(thread=thread).update(group=there, seq=base + F("number"), change=0)
    Draft.objects.filter(name=f"thread:{thread.pk}").delete()
    Thread.objects.filter(duplicate_of=thread).update(duplicate_of=None)
    thread.group, thread.duplicate_of, thread.pinned, thread.change = there, None, False, 0
    thread.save(update_fields=["group", "duplicate_of", "pinned", "change"])
    set_tags(thread=thread, names=thread.tag_names)
    drop_unused_tags(group_id=left)
    recount(thread=thread)
