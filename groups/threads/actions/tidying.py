"""What is kept for a while only."""

from datetime import timedelta

from django.utils import timezone

from groups.threads.models import WORDS_KEPT, Draft, Post, PostRevision

DRAFTS_KEPT = timedelta(days=90)


def erase_deleted_words() -> int:
    """Words that their author deleted thirty days ago go for good, with their earlier versions; the trace stays."""
    late = Post.objects.filter(deleted_at__lt=timezone.now() - WORDS_KEPT).exclude(body="")
    ids = list(late.values_list("id", flat=True))
    PostRevision.objects.filter(post__in=ids).delete()
    return Post.objects.filter(id__in=ids).update(body="")


def forget_old_drafts() -> int:
    """Drafts that nobody took up again for three months go."""
    deleted, _by_model = Draft.objects.filter(saved_at__lt=timezone.now() - DRAFTS_KEPT).delete()
    return deleted
