"""Writing in a thread. Every change of a post holds the group's row: numbers, counters and excerpts stay true."""

import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.spaces.actions import drop_draft
from groups.spaces.actions.sequence import lock_group, next_seq
from groups.spaces.models import Membership
from groups.threads.access import (
    can_reply_in_thread,
    held_membership,
    held_post,
    held_thread,
)
from groups.threads.models import FILES_ALONE, Post, PostRevision, Subscription, Thread
from groups.threads.queries import attached_ids
from network.activity.actions import once, receive, record
from network.activity.queries import count_events
from network.kit import broadcast
from network.kit.errors import Refused, TooOften

from .attachments import attach, attach_again
from .counting import mark_changed, show_last
from .mentions import Settled, settle
from .reading import move_marker

GROUP_CALLS_A_DAY = 3
DAY = timedelta(days=1)


class ChangedMeanwhile(Refused):
    """The text was changed by another window since it was opened; `post` is what it is now."""

    def __init__(self, post: Post):
        super().__init__(_("This message was changed in another window since you opened it."))
        self.post = post


def post_reply(*, thread: Thread, author: Membership, body: str, key: uuid.UUID, attached: Sequence[int] = ()) -> Post:
    """Answer in a thread with clean HTML, files of the group or both; the same form again gives back the same post.

    Follows the thread for the author unless they refused it, tells its followers and those mentioned, forgets the
    draft, hints after commit. Raises KeyReused, TooOften, Refused (thread or file deleted, thread closed, group
    archived meanwhile) or Http404 (group lost meanwhile).
    """
    payload = ("post", thread.pk, body, *attached)
    post, _made = once(
        user=author.user, key=key, payload=payload, fetch=Post, do=lambda: _reply(thread, author, body, attached)
    )
    post.thread = thread
    return post


def _reply(thread: Thread, author: Membership, body: str, attached: Sequence[int]) -> Post:
    seq = next_seq(author.group)
    current = held_thread(thread, author)
    if current.is_locked and not can_reply_in_thread(held_membership(author), current):
        raise Refused(_("This discussion was closed to new messages while you were writing."))
    if current.read_seq >= current.last_seq:
        move_marker(thread=current, membership=author, seq=seq)
    post, settled = append_post(thread=current, author=author, body=body, seq=seq, attached=attached)
    drop_draft(membership=author, name=thread.target)
    tell(post=post, author=author, settled=settled, kind="thread-reply")
    broadcast.hint(author.group.scope, seq=seq, kind="post", object_id=thread.pk)
    return post


def append_post(
    *, thread: Thread, author: Membership, body: str, seq: int, attached: Sequence[int] = ()
) -> tuple[Post, Settled]:
    """The next post of a thread whose group is held, with the files that it shows, and what its words name. Refused for
    one that says nothing, and for a file that is gone.
    """
    settled = settle(html=body, author=author)
    number = thread.post_count + 1
    body = _body_of(settled.html, number, attached)
    post = Post.objects.create(thread=thread, number=number, group=author.group, seq=seq, author=author.user, body=body)
    attach(ids=attached, author=author, post=post)
    thread.post_count = post.number
    thread.message_count += 1
    thread.reply_count += post.number > 1 and thread.author_id != author.user_id
    show_last(thread=thread, post=post)
    Subscription.objects.bulk_create([Subscription(membership=author, thread=thread)], ignore_conflicts=True)
    return post, settled


def _body_of(html: str, number: int, attached: Sequence[int]) -> str:
    """Refused for a message that says nothing: files alone answer, words open a discussion."""
    if html:
        return html
    if number == 1 or not attached:
        raise Refused(_("Write a few words first."))
    return FILES_ALONE


def tell(*, post: Post, author: Membership, settled: Settled, kind: str = "", already: tuple[int, ...] = ()) -> None:
    """The people concerned by an event of this kind learn of it, mentioned people of their mention: nobody of both.

    `already`: whom an earlier version of the same words named. TooOften past three calls of the whole group in a day.
    """
    about = {"actor": author.user, "scope": author.group.scope, "target": post.thread.target, "object_id": post.pk}
    others = [pk for pk in settled.people if pk != author.user_id and pk not in already]
    if settled.everybody:
        since = timezone.now() - DAY
        if count_events(kind="thread-call", scope=author.group.scope, since=since) >= GROUP_CALLS_A_DAY:
            words = _("The whole group was already called three times today. Name a few people instead.")
            raise TooOften(words, seconds=int(DAY.total_seconds()))
        record(kind="thread-call", data={"mentioned": others}, **about)
    elif kind:
        record(kind=kind, data={"mentioned": others}, **about)
    if others:
        record(kind="thread-mention", data={"mentioned": others}, **about)


@transaction.atomic
def edit_post(
    *,
    post: Post,
    author: Membership,
    body: str,
    seen: str,
    key: uuid.UUID | None = None,
    attached: Sequence[int] | None = None,
) -> Post:
    """Give the author's own post other words or other files, keep the earlier words, and tell the people newly
    mentioned; the same again changes nothing. The whole group is not called again.

    `seen`: the `version` the author started from; `key`: the form's, whose drafts are over; `attached`: None leaves the
    files as they are. Raises ChangedMeanwhile when another window was faster, Refused when it was deleted or hidden,
    when a new file is gone or the group archived, Http404 when the group is lost.
    """
    lock_group(author.group)
    thread = held_thread(post.thread, author)
    post.thread = thread
    current = held_post(post)
    if current.hidden_at is not None:
        raise Refused(_("This message was hidden while you were writing."))
    settled = settle(html=body, author=author, before=current.body)
    if key:
        receive(user=author.user, key=key)
    drop_draft(membership=author, name=f"post:{post.pk}")
    before = attached_ids(current)
    same_files = attached is None or list(attached) == before
    html = _body_of(settled.html, current.number, before if attached is None else attached)
    if current.body == html and same_files:
        return current
    if current.version != seen:
        raise ChangedMeanwhile(current)
    if not same_files:
        attach_again(post=current, ids=attached, author=author)
    already = settle(html=current.body, author=author).people
    _rewrite(thread, current, html)
    tell(post=current, author=author, settled=settled._replace(everybody=False), already=tuple(already))
    return current


def _rewrite(thread: Thread, post: Post, html: str) -> None:
    if post.body != html:
        written_at = post.edited_at or post.created_at
        PostRevision.objects.create(post=post, body=post.body, written_at=written_at)
    post.body, post.edited_at = html, timezone.now()
    post.save(update_fields=["body", "edited_at"])
    if thread.last_seq == post.seq:
        show_last(thread=thread, post=post)
    mark_changed(thread=thread, post=post)
