"""What is kept for a while only."""

from django.db import transaction
from django.utils import timezone

from groups.spaces.actions import drop_unused_tags
from groups.spaces.models import Draft
from groups.threads.models import WORDS_KEPT, Attachment, Post, PostRevision, Thread
from network.activity.actions import withdraw


def erase_deleted_words() -> int:
    """Words that their author deleted thirty days ago go for good, with their earlier versions and the drafts of an
    edit; the trace stays, and the files that they showed are free.
    """
    late = Post.objects.filter(deleted_at__lt=timezone.now() - WORDS_KEPT).exclude(body="")
    ids = list(late.values_list("id", flat=True))
    Attachment.objects.filter(post__in=ids).delete()
    PostRevision.objects.filter(post__in=ids).delete()
    Draft.objects.filter(name__in=[f"post:{pk}" for pk in ids]).delete()
    return Post.objects.filter(id__in=ids).update(body="")


def erase_deleted_threads() -> int:
    """Discussions deleted thirty days ago lose every word for good: messages with their earlier versions, title, themes
    and what members were writing there. That they were there stays, with their messages, their reports and who deleted
    them.

    The title goes too, since it often says it all; what was done about the discussion keeps it, in the log.
    """
    late = list(Thread.objects.filter(deleted_at__lt=timezone.now() - WORDS_KEPT).exclude(title=""))
    for thread in late:
        _erase(thread)
    return len(late)


@transaction.atomic
def _erase(thread: Thread) -> None:
    posts = Post.objects.filter(thread=thread)
    names = [f"thread:{thread.pk}", *(f"post:{pk}" for pk in posts.values_list("pk", flat=True))]
    Draft.objects.filter(name__in=names).delete()
    withdraw(target=thread.target)
    PostRevision.objects.filter(post__thread=thread).delete()
    Attachment.objects.filter(post__thread=thread).delete()
    posts.update(body="")
    thread.tags.clear()
    drop_unused_tags(group_id=thread.group_id)
    thread.title, thread.excerpt, thread.tag_names = "", "", []
    thread.save(update_fields=["title", "excerpt", "tag_names"])
