"""What the group reads of minutes, and what it would have corrected."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from groups.meetings.enums import AmendmentState

from .minutes import Minutes, Point

User = settings.AUTH_USER_MODEL


class Edition(models.Model):
    """Minutes as they were published: what `queries.content_of` gave then. `reason`: why there is another one."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="editions", db_index=False)
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    reason = models.TextField(max_length=500, blank=True)
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="edition_once")]


class Amendment(models.Model):
    """A correction that somebody who was there proposes for one point (None: the head) of published minutes."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="amendments")
    point = models.ForeignKey(Point, models.SET_NULL, null=True, related_name="amendments")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(max_length=2000)
    state = models.CharField(max_length=8, choices=AmendmentState.choices, default=AmendmentState.PENDING)
    answer = models.TextField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="amendment_says_something"),
            models.CheckConstraint(
                condition=Q(state=AmendmentState.PENDING, decided_at=None)
                | (~Q(state=AmendmentState.PENDING) & Q(decided_at__isnull=False)),
                name="amendment_decided_on",
            ),
        ]
