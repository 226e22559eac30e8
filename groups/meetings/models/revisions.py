"""What minutes said before they changed: added, never changed."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from .minutes import Minutes, Point

User = settings.AUTH_USER_MODEL


class PointRevision(models.Model):
    """What a point was before a change. `content`: title, exchanges and what hung on it; `by` and
    `at`: who wrote that, and when.
    """

    point = models.ForeignKey(Point, models.CASCADE, related_name="revisions", db_index=False)
    version = models.PositiveIntegerField()
    content = models.JSONField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["point", "version"], name="point_revision_once")]


class HeadRevision(models.Model):
    """What the head of minutes was before a change. `content`: summary, writer, next meeting; `by` and `at`: who wrote
    that, and when.
    """

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="head_revisions", db_index=False)
    version = models.PositiveIntegerField()
    content = models.JSONField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["minutes", "version"], name="head_revision_once")]
