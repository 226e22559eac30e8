"""Messages that leave the eyes and come back: deleted, hidden, restored. Every change holds the group's row."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from groups.threads.access import can_undo_delete, held_membership, held_post_with_trace, held_thread
from groups.threads.enums import TOLD_OF_POSTS, ReportState
from groups.threads.models import Post, Report, Thread
from network.activity.actions import mark_gone, record
from network.kit.errors import Refused

from .counting import mark_changed, recount


@transaction.atomic
def delete_post(*, post: Post, author: Membership) -> None:
    """Take the author's own words away from everybody; a trace keeps the place. Again changes nothing.

    The words are kept for those who facilitate, until the daily tidying. Refused for a message that nobody answered and
    that opens its thread (delete the thread), for one that was hidden meanwhile, and for an archived group; Http404
    when the group is lost.
    """
    lock_group(author.group)
    thread = held_thread(post.thread, author)
    if thread.post_count <= 1:
        raise Refused(_("This message is all there is of the discussion: delete the discussion itself."))
    post.thread = thread
    current = held_post_with_trace(post)
    if current.deleted_at is not None:
        return
    if current.hidden_at is not None:
        raise Refused(_("The people who facilitate the group hid this message meanwhile: nobody reads it any more."))
    current.deleted_at, current.deleted_by = timezone.now(), author.user
    current.save(update_fields=["deleted_at", "deleted_by"])
    _after_a_trace(thread, current)


@transaction.atomic
def undo_delete(*, post: Post, author: Membership) -> bool:
    """Give back what the author deleted a moment ago; returns whether something came back. Refused when it is late."""
    lock_group(author.group)
    post.thread = thread = held_thread(post.thread, author)
    current = held_post_with_trace(post)
    if current.deleted_at is None:
        return False
    if not can_undo_delete(held_membership(author), current):
        raise Refused(_("It is too late to undo. The people who facilitate the group can restore this message."))
    current.deleted_at, current.deleted_by = None, None
    give_back(thread=thread, post=current)
    return True


def give_back(*, thread: Thread, post: Post) -> None:
    """Keep what of a post is no longer deleted or hidden: its words are read again, and its reports that were closed
    because it was gone wait again. The group is held.
    """
    post.save(update_fields=["deleted_at", "deleted_by", "hidden_at", "hidden_reason"])
    _after_a_trace(thread, post)
    if post.is_shown:
        reopen(reports=Report.objects.filter(post=post))


def reopen(*, reports: QuerySet[Report]) -> None:
    """Those of these reports that were closed because the message was gone wait for a decision again, and those who
    facilitate are told. The message is back; the group is held.
    """
    moot = list(reports.filter(state=ReportState.MOOT).select_related("group", "reporter"))
    Report.objects.filter(id__in=[report.pk for report in moot]).update(
        state=ReportState.PENDING, decided_by=None, decided_at=None
    )
    for report in moot:
        about = {"actor": report.reporter, "scope": report.group.scope, "object_id": report.pk}
        record(kind="report", target=report.target, **about)
        record(kind="report-reopened", **about)


def _after_a_trace(thread: Thread, post: Post) -> None:
    """A post left the eyes, or came back to them: counts, last words and the answer follow."""
    was_answer = thread.answer_id == post.pk and not post.is_shown
    if was_answer:
        thread.answer = None
        thread.save(update_fields=["answer"])
    if not post.is_shown:
        mark_gone(target=thread.target, object_id=post.pk, kinds=TOLD_OF_POSTS)
    recount(thread=thread)
    mark_changed(thread=thread, post=post, head=True)
    # Open pages ask again for the messages that quote it: its words leave or come back there too.
    quoting = Post.objects.filter(thread=thread, body__contains=f'data-quote="{post.pk}"')
    quoting.update(change=post.change)


def take_away(*, thread: Thread, post: Post, reason: str) -> None:
    """Hide the words of a post for a stated reason. The group is held."""
    post.hidden_at, post.hidden_reason = timezone.now(), reason
    post.save(update_fields=["hidden_at", "hidden_reason"])
    _after_a_trace(thread, post)
