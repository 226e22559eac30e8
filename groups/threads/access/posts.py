"""Messages are reached through their thread, by their lasting position in it."""

from collections.abc import Iterable

from django.http import Http404
from django.utils.translation import gettext as _

from groups.threads.models import MovedPost, Post, Thread
from network.kit.errors import Refused

from .threads import BIGGEST_ID

BIGGEST_NUMBER = 2**31 - 1


def get_post_or_404(thread: Thread, number: int) -> Post:
    """A post of this thread that members read, by its position. Raises Http404 for a deleted, hidden or unknown one."""
    post = Post.objects.filter(thread=thread, number=min(number, BIGGEST_NUMBER), deleted_at=None, hidden_at=None)
    return _found(thread, post.first())


def get_post_with_trace_or_404(thread: Thread, number: int) -> Post:
    """The same, deleted and hidden ones included: for their author, and for those who facilitate. Raises Http404 for a
    position that this thread does not have.
    """
    return _found(thread, Post.objects.filter(thread=thread, number=min(number, BIGGEST_NUMBER)).first())


def _found(thread: Thread, post: Post | None) -> Post:
    if post is None:
        raise Http404
    post.thread = thread
    return post


def get_post_elsewhere_or_404(user, thread_id: int, number: int) -> Post:
    """Where an old link leads: the post that once stood at this position of this thread, with the thread and group
    where it is now. Raises Http404 for everybody who is not a member of that group.
    """
    there = MovedPost.objects.filter(thread=min(thread_id, BIGGEST_ID), number=min(number, BIGGEST_NUMBER))
    visible = Thread.objects.visible_to(user)
    move = there.filter(post__thread__in=visible).select_related("post__thread__group").first()
    if move is None:
        raise Http404
    return move.post


def held_post(post: Post) -> Post:
    """The post as it is now, for an action that holds the group's row. Refused when it was deleted meanwhile."""
    found = Post.objects.filter(pk=post.pk, thread=post.thread, deleted_at=None).first()
    if found is None:
        raise Refused(_("This message was deleted or moved meanwhile."))
    found.thread = post.thread
    return found


def held_post_with_trace(post: Post) -> Post:
    """The same, deleted and hidden ones included. Refused when it went to another thread meanwhile."""
    found = Post.objects.filter(pk=post.pk, thread=post.thread).first()
    if found is None:
        raise Refused(_("This message was deleted or moved meanwhile."))
    found.thread = post.thread
    return found


def posts_told(ids: Iterable[int]) -> dict[int, Post]:
    """Posts by id for those who may be told of them (the caller checks who), with author, thread and group. One query.

    Deleted and hidden ones, and those of deleted threads, are missing.
    """
    found = Post.objects.filter(pk__in=list(ids), deleted_at=None, hidden_at=None, thread__deleted_at=None)
    return {post.pk: post for post in found.select_related("author", "thread__group").order_by()}


def posts_told_with_trace(ids: Iterable[int]) -> dict[int, Post]:
    """The same with hidden ones: for what is told of a decision about them."""
    found = Post.objects.filter(pk__in=list(ids), thread__deleted_at=None)
    return {post.pk: post for post in found.select_related("author", "thread__group").order_by()}
