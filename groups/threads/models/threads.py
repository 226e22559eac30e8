"""Threads of a group, their tags, and what is unread in them."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, FilteredRelation, Q, Value
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from groups.spaces.models import Group, Membership, Tag
from groups.threads.enums import Kind
from network.kit.fields import SingleLineField
from network.people.models import User as Person

User = settings.AUTH_USER_MODEL
POSTS_A_PAGE = 20
PINNED_MAX = 10
WORDS_KEPT = timedelta(days=30)
"""How long those who facilitate can give back what was deleted."""
UNREAD_HORIZON = 1000
"""Posts of a group, counted back from its last one, beyond which everything counts as read: the price of a count has
a ceiling, whatever the age of the group and the length of an absence."""


class ThreadQuerySet(models.QuerySet):
    def visible_to(self, user) -> "ThreadQuerySet":
        """Threads of the groups this person belongs to. Twin of `access.get_thread_or_404`."""
        return self.filter(deleted_at=None, group__in=Membership.objects.filter(user=user).values("group_id"))

    def deleted(self) -> "ThreadQuerySet":
        """Those that somebody deleted. One that was merged into another is gone too, but its messages live there."""
        return self.filter(deleted_at__isnull=False, posts__number=1)

    def read_by(self, membership: Membership) -> "ThreadQuerySet":
        """Adds, for threads of this member's group, `read_seq` (everything up to it is read) and `read_at` or None."""
        mine = FilteredRelation("read_markers", condition=Q(read_markers__membership=membership))
        return self.annotate(
            mine=mine,
            read_seq=Greatest(Coalesce(F("mine__seq"), 0), Value(read_floor_of(membership))),
            read_at=F("mine__read_at"),
        )


def read_floor_of(membership: Membership) -> int:
    """The group sequence up to which everything is read for this member, whatever the markers say."""
    return max(membership.read_floor, membership.group.last_seq - UNREAD_HORIZON)


def person_shown(pk: int | None, first_name: str, last_name: str) -> Person | None:
    """Somebody by name, to be shown, from the columns of a wider query; None for a former member."""
    return Person(pk=pk, first_name=first_name, last_name=last_name) if pk else None


class Thread(models.Model):
    """`post_count` is the number given to the last post; `last_seq` and the other `last_…` tell of the last one that is
    still there. `message_count` counts those still there, `reply_count` those of them by somebody else than the author.
    `tag_names` are the names of `tags`, in order. `change` is the group's change number when the head of the thread
    last changed. All kept by the actions.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="threads")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DISCUSSION)
    title = SingleLineField(max_length=160)
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    tags = models.ManyToManyField(Tag, related_name="threads", blank=True)
    tag_names = models.JSONField(default=list, blank=True)
    pinned = models.BooleanField(default=False)
    locked_at = models.DateTimeField(null=True)
    answer = models.ForeignKey("groups.Post", models.SET_NULL, null=True, related_name="+")
    duplicate_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="duplicates")
    has_moved_posts = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    post_count = models.PositiveIntegerField(default=0)
    message_count = models.PositiveIntegerField(default=0)
    reply_count = models.PositiveIntegerField(default=0)
    change = models.BigIntegerField(default=0)
    last_seq = models.BigIntegerField(default=0)
    last_post_at = models.DateTimeField(default=timezone.now)
    last_author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    excerpt = models.CharField(max_length=200, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-last_seq"]
        indexes = [
            models.Index(fields=["group", "-last_seq"], condition=Q(deleted_at=None), name="thread_recent"),
            models.Index(
                fields=["group", "-last_seq"], condition=Q(deleted_at=None, pinned=True), name="thread_pinned"
            ),
            models.Index(
                fields=["group", "-last_seq"],
                condition=Q(deleted_at=None, kind=Kind.QUESTION, answer=None, reply_count=0),
                name="thread_unanswered",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(duplicate_of=F("id")), name="thread_not_its_own_duplicate"),
            models.CheckConstraint(
                condition=Q(reply_count__lte=F("message_count")), name="thread_replies_are_messages"
            ),
        ]

    def __str__(self) -> str:
        return self.title or gettext("Deleted discussion")

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def is_answered(self) -> bool:
        return self.answer_id is not None

    @property
    def last_page(self) -> int:
        return max(1, -(-self.post_count // POSTS_A_PAGE))

    @property
    def kept_until(self) -> datetime:
        """When the words of a deleted thread go for good."""
        return self.deleted_at + WORDS_KEPT

    @property
    def target(self) -> str:
        """The name under which notifications speak of this thread."""
        return f"thread:{self.pk}"

    @property
    def link(self) -> str:
        """Where a list leads, after its own address: to the first unread post of a thread that comes with `unread`."""
        return f"{self.pk}/?page=unread" if self.unread else f"{self.pk}/"

    @property
    def url(self) -> str:
        return reverse("groups:thread-detail", args=[self.group.slug, self.pk])
