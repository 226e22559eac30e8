"""What a thread's row tells of its posts, counted again after a rare change; and the number of that change."""

from django.conf import settings
from django.db.models import Count, Q
from django.utils import translation

from groups.spaces.actions.sequence import next_change
from groups.threads.models import Post, Thread
from groups.threads.queries import in_short
from network.kit import broadcast


def recount(*, thread: Thread) -> None:
    """Set the counts and the last words of a thread from the posts that are shown now. Two queries and a
    write, one more when the last post has no words of its own.
    """
    shown = Post.objects.filter(thread=thread, deleted_at=None, hidden_at=None)
    by_others = (
        Q(number__gt=1) & (Q(author=None) | ~Q(author=thread.author_id)) if thread.author_id else Q(number__gt=1)
    )
    found = shown.order_by().aggregate(messages=Count("id"), replies=Count("id", filter=by_others))
    thread.message_count, thread.reply_count = found["messages"], found["replies"]
    last = shown.order_by("-number").first()
    if last is None:
        thread.excerpt = ""
        thread.save(update_fields=["message_count", "reply_count", "excerpt"])
    else:
        show_last(thread=thread, post=last)


def show_last(*, thread: Thread, post: Post) -> None:
    """Make `post` the one that the thread's line in a list tells of; writes the counts too."""
    thread.last_seq, thread.last_post_at = post.seq, post.created_at
    with translation.override(settings.LANGUAGE_CODE):
        thread.last_author_id, thread.excerpt = post.author_id, in_short([post])[post.pk]
    counts = ["post_count", "message_count", "reply_count"]
    thread.save(update_fields=[*counts, "last_seq", "last_post_at", "last_author", "excerpt"])


def mark_changed(*, thread: Thread, post: Post | None = None, head: bool = False) -> None:
    """Number a change of a post, of what stands above and below the posts (`head`), or both; hint after commit.

    The caller's transaction holds the group from here on.
    """
    number = next_change(thread.group)
    if post is not None:
        post.change = number
        post.save(update_fields=["change"])
    if head:
        thread.change = number
        thread.save(update_fields=["change"])
    broadcast.hint(thread.group.scope, seq=number, kind="change", object_id=thread.pk)
