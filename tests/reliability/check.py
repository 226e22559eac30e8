"""What must be true of the database after any accident."""

from django.db import connection
from django.db.models import Count, F, Max

from groups.models import Group, Post, Thread
from network.activity.models import Event, Submission


def lost(acknowledged: list[str]) -> list[str]:
    """Keys that a client was told about and that have no post."""
    results = dict(Submission.objects.values_list("key", "result_id"))
    by_key = {str(key): result for key, result in results.items()}
    posts = set(Post.objects.values_list("pk", flat=True))
    return [key for key in acknowledged if by_key.get(key) not in posts]


def broken() -> dict[str, int]:
    """Half-written things, by kind: all zero in a sound database."""
    answered = Post.objects.filter(pk__in=Submission.objects.values("result_id"))
    return {
        "threads whose count is not their last number": Thread.objects.annotate(top=Max("posts__number"))
        .exclude(top=F("post_count"))
        .count(),
        "groups whose sequence is behind": Group.objects.annotate(top=Max("threads__posts__seq"))
        .filter(top__gt=F("last_seq"))
        .count(),
        "posts of a form without their event": answered.exclude(
            pk__in=Event.objects.filter(object_id__isnull=False).values("object_id")
        ).count(),
        "forms received without a result": Submission.objects.filter(result_id=None).count(),
        "numbers given twice": Post.objects.values("thread", "number").annotate(n=Count("id")).filter(n__gt=1).count(),
        "integrity": 0 if sound() else 1,
    }


def sound() -> bool:
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return cursor.fetchone() == ("ok",)
