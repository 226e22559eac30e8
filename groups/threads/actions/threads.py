"""Opening, changing, deleting and restoring a thread."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.spaces.actions import drop_draft, drop_unused_tags, tags_named
from groups.spaces.actions.sequence import lock_group, next_seq
from groups.spaces.models import Membership
from groups.threads.access import (
    UNDO_ENDS,
    can_delete_thread,
    can_edit_thread,
    can_restore_thread,
    can_start_thread,
    can_undo_delete,
    held_facilitator,
    held_membership,
    held_thread,
    held_thread_with_trace,
    thread_deleted_for_good,
)
from groups.threads.enums import Act, Kind
from groups.threads.models import PINNED_MAX, ReadMarker, Report, Thread
from network.activity.actions import once, withdraw
from network.kit import broadcast
from network.kit.errors import Refused

from .counting import mark_changed, recount
from .deleting import reopen
from .log import log
from .posts import append_post, tell
from .telling import tell_author


def start_thread(
    *,
    author: Membership,
    kind: str,
    title: str,
    body: str,
    key: uuid.UUID,
    tags: list[str] | None = None,
    attached: Sequence[int] = (),
) -> Thread:
    """Open a thread with its first post (clean HTML, files of the group); the same form again gives back the same one.

    The author follows it and has read it; people mentioned, those who watch the group and, for an announcement,
    everybody are told; the draft is forgotten. Raises KeyReused, Refused (a kind that is not theirs, file deleted or
    group archived meanwhile) or Http404 (group lost meanwhile).
    """
    payload = ("thread", author.group_id, kind, title, body, tags or [], *attached)
    first = {"body": body, "attached": attached}
    thread, _made = once(
        user=author.user, key=key, payload=payload, fetch=Thread, do=lambda: _start(author, kind, title, tags, **first)
    )
    thread.group = author.group
    return thread


def _start(author: Membership, kind: str, title: str, tags: list[str] | None, **first: object) -> Thread:
    seq = next_seq(author.group)
    if not can_start_thread(held_membership(author), kind):
        raise Refused(_("Announcements are kept for the people who facilitate the group: choose another kind."))
    thread = Thread.objects.create(group=author.group, kind=kind, title=title, author=author.user, last_seq=seq)
    set_tags(thread=thread, names=tags or [])
    post, settled = append_post(thread=thread, author=author, seq=seq, **first)
    ReadMarker.objects.create(membership=author, thread=thread, seq=seq)
    drop_draft(membership=author, name="thread-new")
    tell(post=post, author=author, settled=settled, kind="announcement" if kind == Kind.ANNOUNCEMENT else "thread-new")
    broadcast.hint(author.group.scope, seq=seq, kind="post", object_id=thread.pk)
    return thread


def set_tags(*, thread: Thread, names: list[str]) -> None:
    """Give a thread these tags of its group, made where they are new. A tag already known keeps its spelling; one that
    nothing of the group carries any more goes.
    """
    tags = tags_named(group=thread.group, names=names)
    thread.tags.set(tags)
    thread.tag_names = [tag.name for tag in tags]
    thread.save(update_fields=["tag_names"])
    drop_unused_tags(group_id=thread.group_id)


@transaction.atomic
def edit_thread(*, thread: Thread, by: Membership, title: str, kind: str, tags: list[str]) -> Thread:
    """Another title, kind or tags; logged and told to the author when it is somebody else who does it. The same again
    changes nothing.

    Refused for a kind that is not theirs, Http404 when they may no longer change it.
    """
    lock_group(by.group)
    current = held_thread(thread, by)
    me = held_membership(by)
    if not can_edit_thread(me, current):
        raise Refused(_("You can no longer change this discussion."))
    if kind != current.kind and not can_start_thread(me, kind):
        raise Refused(_("Announcements are kept for the people who facilitate the group: choose another kind."))
    before = (current.title, current.kind, current.tag_names)
    if current.author_id != by.user_id and before != (title, kind, tags):
        log(act=Act.EDIT, by=by, thread=current)
        tell_author(act=Act.EDIT, thread=current, by=by)
    current.title, current.kind = title, kind
    if kind != Kind.QUESTION:
        current.answer = None
    current.save(update_fields=["title", "kind", "answer"])
    set_tags(thread=current, names=tags)
    if before != (current.title, current.kind, current.tag_names):
        mark_changed(thread=current, head=True)
    return current


@transaction.atomic
def delete_thread(*, thread: Thread, by: Membership) -> None:
    """Take a thread away from everybody; logged. Its notifications are no longer shown, and go when the time to undo is
    over; its words are kept until the daily tidying.

    Refused when somebody has answered the author meanwhile or the thread is already gone; Http404 when the group is
    lost.
    """
    from groups.threads import tasks

    lock_group(by.group)
    current = held_thread(thread, by)
    if not can_delete_thread(held_membership(by), current):
        raise Refused(_("Somebody has answered meanwhile: this discussion can no longer be deleted by its author."))
    current.deleted_at, current.deleted_by = timezone.now(), by.user
    current.save(update_fields=["deleted_at", "deleted_by"])
    log(act=Act.DELETE, by=by, thread=current, titled=_is_titled(current))
    tasks.withdraw_deleted.using(run_after=current.deleted_at + UNDO_ENDS).enqueue(current.pk)
    mark_changed(thread=current, head=True)


@transaction.atomic
def withdraw_deleted(*, thread_id: int) -> bool:
    """What was told of a thread goes once nobody can undo its deletion any more; returns whether it did. One that came
    back keeps it.
    """
    thread = thread_deleted_for_good(thread_id)
    if thread is None:
        return False
    withdraw(target=thread.target)
    return True


@transaction.atomic
def undo_delete_thread(*, thread: Thread, by: Membership) -> bool:
    """Give back what this person deleted a moment ago; returns whether something came back. Refused when it is late
    or the group is archived, Http404 when the group is lost.
    """
    lock_group(by.group)
    me = held_membership(by)
    current = held_thread_with_trace(thread, by)
    if current.deleted_at is None:
        return False
    if not can_undo_delete(me, current):
        raise Refused(_("It is too late to undo. The people who facilitate the group can restore this discussion."))
    _bring_back(current, by)
    return True


@transaction.atomic
def restore_thread(*, thread: Thread, by: Membership) -> bool:
    """Give a deleted thread back to the group, in an archived one too; returns whether it came back.

    Refused when its words are no longer kept; Http404 for people who do not facilitate.
    """
    lock_group(by.group)
    me = held_facilitator(by, even_archived=True)
    current = held_thread_with_trace(thread, by)
    if current.deleted_at is None:
        return False
    if not can_restore_thread(me, current):
        raise Refused(
            _("This discussion was deleted more than thirty days ago: its words were erased, it can’t be restored.")
        )
    _bring_back(current, by)
    return True


def _is_titled(deleted: Thread) -> bool:
    """Lines of the log are for ever: the title of what somebody takes back before any answer must be able to go."""
    return deleted.author_id != deleted.deleted_by_id or deleted.post_count > 1


def _bring_back(thread: Thread, by: Membership) -> None:
    """What was read of it and who follows it never went; nor did its lines in the bell while it was time to undo, later
    they stay away. The group is held.

    It comes back on top of the list only where there is still room among the pinned ones; reports that were closed
    because it was gone wait again.
    """
    titled = _is_titled(thread)
    thread.deleted_at, thread.deleted_by = None, None
    pinned = Thread.objects.filter(group=thread.group_id, pinned=True, deleted_at=None).count()
    thread.pinned = thread.pinned and pinned < PINNED_MAX
    thread.save(update_fields=["deleted_at", "deleted_by", "pinned"])
    recount(thread=thread)
    log(act=Act.BACK, by=by, thread=thread, titled=titled)
    reopen(reports=Report.objects.filter(post__thread=thread, post__deleted_at=None, post__hidden_at=None))
    mark_changed(thread=thread, head=True)
