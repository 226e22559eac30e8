"""Minutes: what is being written, what was published.

Points and what hangs on them are the working copy, which those who write see. An `Edition` is what the group reads: it
never changes.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from groups.meetings.enums import MinutesState
from network.kit.fields import SingleLineField

from .planning import TITLE_MAX, AgendaItem, Meeting

User = settings.AUTH_USER_MODEL
SUMMARY_MAX = 500
AMEND_DAYS = 7


class Minutes(models.Model):
    """`number`: of the group, given when they are published first. `version` grows with each change of the head
    (summary, writer, next meeting), `edition` is the number of the last one published (0: none). `amend_days`: how long
    those who read may propose corrections, from the first publication to `amend_until` (None: no such time).
    `correcting_at`: approved ones are being corrected, for `correction_reason`, until the next edition. `hand`, `turn`
    and `words_lost` as of a point.
    """

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="report")
    number = models.PositiveIntegerField(null=True)
    state = models.CharField(max_length=10, choices=MinutesState.choices, default=MinutesState.DRAFT)
    writer = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    summary = models.TextField(max_length=SUMMARY_MAX, blank=True)
    next_on = models.DateField(null=True, blank=True)
    next_note = SingleLineField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    hand = models.UUIDField(null=True)
    turn = models.PositiveIntegerField(default=0)
    words_lost = models.PositiveIntegerField(default=0)
    edition = models.PositiveSmallIntegerField(default=0)
    amend_days = models.PositiveSmallIntegerField(default=AMEND_DAYS)
    amend_until = models.DateTimeField(null=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    correcting_at = models.DateTimeField(null=True)
    correction_reason = models.TextField(max_length=500, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MinutesState.DRAFT, published_at=None, edition=0)
                | (~Q(state=MinutesState.DRAFT) & Q(published_at__isnull=False, edition__gt=0, number__isnull=False)),
                name="minutes_published_with_edition",
            ),
            models.CheckConstraint(
                condition=~Q(state=MinutesState.APPROVED) | Q(approved_at__isnull=False), name="minutes_approved_on"
            ),
            models.CheckConstraint(
                condition=Q(correcting_at=None) | ~Q(correction_reason=""), name="minutes_corrected_for_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["amend_until"], condition=Q(state=MinutesState.PUBLISHED), name="minutes_open_to_corrections"
            )
        ]

    @property
    def is_published(self) -> bool:
        return self.state != MinutesState.DRAFT

    @property
    def is_approved(self) -> bool:
        return self.state == MinutesState.APPROVED

    @property
    def is_locked(self) -> bool:
        """Approved, and nobody began a correction: the working copy refuses changes."""
        return self.is_approved and self.correcting_at is None

    @property
    def is_amendable(self) -> bool:
        """Published, and the time to propose corrections is not over."""
        in_time = self.amend_until is not None and timezone.now() < self.amend_until
        return self.state == MinutesState.PUBLISHED and in_time

    @property
    def target(self) -> str:
        """The name under which notifications speak of these minutes."""
        return f"minutes:{self.meeting_id}"

    @property
    def url(self) -> str:
        return reverse("groups:minutes-detail", args=[self.meeting.group.slug, self.meeting_id])


class PointManager(models.Manager):
    """Points that are still there."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().filter(deleted_at=None)


class Point(models.Model):
    """What was said about one subject. `exchanges`: clean HTML. `version` grows with each change of it or of what hangs
    on it. `held_by` writes in it now, until `held_until`: nobody else does meanwhile, unless nothing was written since
    `idle_from`. `hand` is the form that saved last, `turn` which of its saves that was. `words_lost`: how many words
    went since the last revision was kept. A deleted one keeps its words and its history; what hung on it stands in its
    last revision.
    """

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="points")
    item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="points")
    position = models.PositiveSmallIntegerField(default=0)
    title = SingleLineField(max_length=TITLE_MAX)
    presenter = SingleLineField(max_length=160, blank=True)
    exchanges = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)
    changed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    held_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    held_until = models.DateTimeField(null=True)
    idle_from = models.DateTimeField(null=True)
    hand = models.UUIDField(null=True)
    turn = models.PositiveIntegerField(default=0)
    words_lost = models.PositiveIntegerField(default=0)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = PointManager()
    every = models.Manager()

    class Meta:
        ordering = ["position", "id"]
        base_manager_name = "every"
        indexes = [models.Index(fields=["minutes", "position"], name="point_of_minutes")]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="point_has_a_title")]

    @property
    def target(self) -> str:
        """The name of what somebody keeps of it as a draft."""
        return f"point:{self.pk}"

    def is_held_from(self, user_id: int) -> bool:
        """Whether somebody else writes in it now."""
        is_held = self.held_until is not None and self.held_until > timezone.now()
        return is_held and self.held_by_id is not None and self.held_by_id != user_id

    @property
    def is_idle(self) -> bool:
        """Whether whoever holds it wrote nothing for a while."""
        return self.idle_from is not None and self.idle_from <= timezone.now()
