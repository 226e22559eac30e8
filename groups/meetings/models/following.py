"""What follows from minutes: decisions, action items, points to take up again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from groups.meetings.enums import ActionState
from groups.spaces.models import Group
from network.kit.fields import SingleLineField

from .minutes import Minutes, Point
from .planning import TITLE_MAX, AgendaItem

User = settings.AUTH_USER_MODEL


class KeptManager(models.Manager):
    """Lines that those who write see: not those that they took out."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(taken_out=False)


class Decision(models.Model):
    """One sentence, one verb. `published_at`: since when the register of the group shows it, in the words of `said`:
    those of the last edition, while `text` is being written. `taken_out` of the working copy: the register shows it
    (`every`) until the next edition.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="decisions")
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="decisions")
    point = models.ForeignKey(Point, models.SET_NULL, null=True, blank=True, related_name="decisions")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.TextField(max_length=500)
    said = models.TextField(max_length=500, blank=True)
    published_at = models.DateTimeField(null=True)
    taken_out = models.BooleanField(default=False)

    objects = KeptManager()
    every = models.Manager()

    class Meta:
        ordering = ["position", "id"]
        base_manager_name = "every"
        indexes = [
            models.Index(
                fields=["group", "-published_at"], condition=Q(published_at__isnull=False), name="decision_register"
            )
        ]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="decision_says_something")]

    @property
    def words(self) -> str:
        return self.said or self.text


class ActionItem(models.Model):
    """One owner, a date. `published_at`, `said` and `taken_out` as of a decision; `owner_name` is for an owner without
    an account. `words`: how it was done, or why it was dropped. `taken_up` is the item of a later agenda that comes
    back to it.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="action_items")
    minutes = models.ForeignKey(Minutes, models.CASCADE, null=True, blank=True, related_name="action_items")
    point = models.ForeignKey(Point, models.SET_NULL, null=True, blank=True, related_name="action_items")
    position = models.PositiveSmallIntegerField(default=0)
    what = models.TextField(max_length=500)
    said = models.TextField(max_length=500, blank=True)
    owner = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    owner_name = SingleLineField(max_length=160, blank=True)
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=ActionState.choices, default=ActionState.OPEN)
    words = models.TextField(max_length=500, blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    taken_out = models.BooleanField(default=False)
    told_before_at = models.DateTimeField(null=True)
    told_after_at = models.DateTimeField(null=True)
    taken_up = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, related_name="+")

    objects = KeptManager()
    every = models.Manager()

    class Meta:
        ordering = ["position", "id"]
        base_manager_name = "every"
        indexes = [
            models.Index(
                fields=["owner", "due"],
                condition=Q(state=ActionState.OPEN, published_at__isnull=False),
                name="action_of_owner",
            ),
            models.Index(fields=["group", "due"], condition=Q(published_at__isnull=False), name="action_register"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="action_says_something"),
            models.CheckConstraint(
                condition=Q(state=ActionState.OPEN, done_at=None)
                | (~Q(state=ActionState.OPEN) & Q(done_at__isnull=False)),
                name="action_done_with_date",
            ),
        ]

    @property
    def target(self) -> str:
        return f"action:{self.pk}"

    @property
    def url(self) -> str:
        return reverse("groups:action-detail", args=[self.group.slug, self.pk])

    @property
    def title(self) -> str:
        """What is to be done, in the words of the last edition."""
        return self.said or self.what

    @property
    def is_open(self) -> bool:
        return self.state == ActionState.OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due is not None and self.due < timezone.localdate()


class OpenPoint(models.Model):
    """Left to be taken up again; `taken_up` is the item of a later agenda that does."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="open_points")
    point = models.ForeignKey(Point, models.SET_NULL, null=True, blank=True, related_name="open_points")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=TITLE_MAX)
    taken_up = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="open_point_says_something")]
