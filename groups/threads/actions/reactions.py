"""One word in answer to a message, the answer to a question, and "I have read"."""

from django.db import transaction
from django.utils.translation import gettext as _

from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from groups.threads.access import can_mark_answer, can_react, held_facilitator, held_membership, held_post, held_thread
from groups.threads.enums import Act, Kind
from groups.threads.models import Acknowledgement, Post, Reaction, Thread
from groups.threads.queries import was_reminded
from network.activity.actions import record
from network.kit.errors import Refused

from .counting import mark_changed
from .log import log


@transaction.atomic
def react(*, post: Post, member: Membership, kind: str, on: bool) -> bool:
    """Say one word about somebody else's message, or take it back; returns whether that changed something.

    Refused when the message was deleted or hidden meanwhile, Http404 when the group is lost.
    """
    lock_group(member.group)
    post.thread = thread = held_thread(post.thread, member)
    current = held_post(post)
    if not can_react(held_membership(member), current):
        raise Refused(_("This message can no longer be answered with a word."))
    mine = Reaction.objects.filter(post=current, user=member.user, kind=kind)
    if mine.exists() is on:
        return False
    if on:
        Reaction.objects.create(post=current, user=member.user, kind=kind)
    else:
        mine.delete()
    mark_changed(thread=thread, post=current)
    return True


@transaction.atomic
def mark_answer(*, thread: Thread, member: Membership, post: Post | None) -> bool:
    """Say which message answers the question, None for none; its author is told. Returns whether that changed.

    For whoever asked and for those who facilitate. Refused for another kind of thread and for a message that is gone.
    """
    lock_group(member.group)
    current = held_thread(thread, member)
    if not can_mark_answer(held_membership(member), current):
        raise Refused(_("Only a question has an answer, chosen by whoever asked or by those who facilitate."))
    if post is not None:
        post.thread = current
        post = held_post(post)
    if current.answer_id == (post.pk if post else None):
        return False
    before, current.answer = current.answer, post
    current.save(update_fields=["answer"])
    for changed in filter(None, (before, post)):
        mark_changed(thread=current, post=changed, head=True)
    if post is not None and post.author_id:
        about = {"scope": current.group.scope, "target": current.target, "object_id": post.pk}
        record(kind="thread-answer", actor=member.user, **about)
    return True


@transaction.atomic
def acknowledge(*, thread: Thread, member: Membership) -> bool:
    """This member says that they have read an announcement; again changes nothing. Refused for another kind."""
    lock_group(member.group)
    current = held_thread(thread, member)
    if current.kind != Kind.ANNOUNCEMENT:
        raise Refused(_("Only an announcement asks who has read it."))
    _row, made = Acknowledgement.objects.get_or_create(membership=member, thread=current)
    if made:
        mark_changed(thread=current, head=True)
    return made


@transaction.atomic
def remind_of_announcement(*, thread: Thread, by: Membership) -> None:
    """Tell again those who have not said that they have read it. Once a day at most: refused before that."""
    lock_group(by.group)
    current = held_thread(thread, by)
    held_facilitator(by)
    if current.kind != Kind.ANNOUNCEMENT:
        raise Refused(_("Only an announcement asks who has read it."))
    if was_reminded(current):
        raise Refused(_("A reminder of this announcement was already sent today. Wait until tomorrow."))
    about = {"scope": current.group.scope, "target": current.target, "object_id": current.pk}
    record(kind="announcement-reminder", actor=by.user, **about)
    log(act=Act.REMIND, by=by, thread=current)
