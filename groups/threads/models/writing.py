"""Threads that are written and not published yet."""

import datetime as dt
import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from groups.spaces.models import Group
from groups.threads.enums import Kind
from network.kit.fields import SingleLineField

User = settings.AUTH_USER_MODEL
SOON = dt.timedelta(minutes=1)
"""After its hour, a thread may still be on its way."""


class ScheduledThreadQuerySet(models.QuerySet):
    def overdue(self) -> "ScheduledThreadQuerySet":
        """Those that should be published by now, and can be for all we know."""
        return self.filter(problem="", publish_at__lt=timezone.now() - SOON)


class ScheduledThread(models.Model):
    """A thread that opens later, in its author's name. `problem`: why it does not, or could not when its time
    came.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="scheduled_threads")
    author = models.ForeignKey(User, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DISCUSSION)
    title = SingleLineField(max_length=160)
    body = models.TextField()
    tags = models.JSONField(default=list)
    publish_at = models.DateTimeField()
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    problem = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ScheduledThreadQuerySet.as_manager()

    class Meta:
        ordering = ["publish_at", "id"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="scheduled_thread_has_a_title")]

    @property
    def target(self) -> str:
        """The name of what its author is making of it."""
        return f"scheduled:{self.pk}"

    @property
    def is_overdue(self) -> bool:
        """Twin of `overdue`."""
        return not self.problem and self.publish_at < timezone.now() - SOON
