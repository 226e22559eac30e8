"""Messages, what they said before, where they went, and what people answer with one word."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from groups.spaces.models import Group
from groups.threads.enums import ReactionKind

from .threads import POSTS_A_PAGE, Thread

User = settings.AUTH_USER_MODEL


FILES_ALONE = "<p></p>"
"""The body of a message that says what it has to say by its files: an empty one tells of words that were erased."""


class Post(models.Model):
    """A post has three numbers: `number`, its lasting position in the thread (pages are ranges of it); `seq`, its place
    in everything that is said in the group (what "since my last visit" counts by); `change`, the group's change number
    when it last changed after that. Within a thread, positions and places have the same order.

    Its keys carry no index of their own: the constraints below start with them.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts", db_index=False)
    number = models.PositiveIntegerField()
    group = models.ForeignKey(Group, models.CASCADE, related_name="+", db_index=False)
    seq = models.BigIntegerField()
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    hidden_at = models.DateTimeField(null=True)
    hidden_reason = models.TextField(max_length=1000, blank=True)
    change = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["thread", "number"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "number"], name="post_number_once"),
            models.UniqueConstraint(fields=["group", "seq"], name="post_seq_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="post_number_from_1"),
        ]
        indexes = [
            models.Index(fields=["thread", "seq"], name="post_thread_seq"),
            models.Index(fields=["thread", "change"], condition=Q(change__gt=0), name="post_changed"),
        ]

    @property
    def is_shown(self) -> bool:
        """Whether members read its words: neither deleted nor hidden."""
        return self.deleted_at is None and self.hidden_at is None

    @property
    def decisions(self) -> str:
        """What decisions about it are told under: the last one stands for all."""
        return f"post:{self.pk}"

    @property
    def has_words(self) -> bool:
        """Neither files alone nor erased."""
        return self.body not in ("", FILES_ALONE)

    @property
    def page(self) -> int:
        return page_of(self.number)

    @property
    def anchor(self) -> str:
        """Its name on the page. Text, because a number costs a template its localisation."""
        return f"m{self.number}"

    @property
    def version(self) -> str:
        """Changes with every edit."""
        return f"{self.edited_at.timestamp():.6f}" if self.edited_at else ""

    @property
    def url(self) -> str:
        return f"{self.thread.url}{f'?page={self.page}' if self.page > 1 else ''}#m{self.number}"


def page_of(number: int) -> int:
    """The page of its thread that shows the post with this number."""
    return (number - 1) // POSTS_A_PAGE + 1


class PostRevision(models.Model):
    """What a post said before it was changed; `written_at` is when those words were written."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="revisions")
    body = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]


class MovedPost(models.Model):
    """The place that a post had in a thread before it went to another one: its old link still leads to it."""

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="moved_posts", db_index=False)
    number = models.PositiveIntegerField()
    post = models.ForeignKey(Post, models.CASCADE, related_name="+")

    class Meta:
        ordering = ["thread", "number"]
        constraints = [models.UniqueConstraint(fields=["thread", "number"], name="moved_post_once")]


class Reaction(models.Model):
    post = models.ForeignKey(Post, models.CASCADE, related_name="reactions", db_index=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=ReactionKind.choices)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["post", "kind", "user"], name="reaction_once")]
