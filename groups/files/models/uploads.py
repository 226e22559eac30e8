"""What is being sent."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils import timezone

from groups.spaces.models import Group
from network.kit.fields import SingleLineField

from .places import NAME_MAX, Folder, SharedFile

User = settings.AUTH_USER_MODEL
UPLOAD_KEPT, UPLOAD_HOLDS = timedelta(hours=24), timedelta(hours=1)
"""How long an unfinished file may be gone on with, and how long it holds room for what has not arrived."""


class UploadQuerySet(models.QuerySet):
    """Of what was announced, an hour without a piece takes the room for what has not arrived; an announcement of which
    nothing arrived goes with it.
    """

    def expected(self):
        """What may still be gone on with."""
        now = timezone.now()
        begun = Q(offset__gt=0, touched_at__gt=now - UPLOAD_KEPT)
        return self.filter(begun | Q(touched_at__gt=now - UPLOAD_HOLDS), finished_at=None)

    def holding(self):
        """What holds room until it is all there, given up or silent."""
        return self.filter(finished_at=None, touched_at__gt=timezone.now() - UPLOAD_HOLDS)

    def with_room(self):
        """Each with `room`: all of it while it holds that, later what arrived."""
        since = timezone.now() - UPLOAD_HOLDS
        return self.annotate(room=Case(When(touched_at__gt=since, then=F("size")), default=F("offset")))

    def late(self):
        now = timezone.now()
        empty = Q(offset=0, finished_at=None, touched_at__lte=now - UPLOAD_HOLDS)
        return self.filter(empty | Q(touched_at__lte=now - UPLOAD_KEPT))


class Upload(models.Model):
    """A file that somebody is sending piece by piece. Its bytes stand aside under `key`, `offset` of them for good,
    until it is finished and is `file`. `mark` tells two files of one name apart on their sender’s device.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    group = models.ForeignKey(Group, models.CASCADE, related_name="uploads")
    owner = models.ForeignKey(User, models.CASCADE, related_name="+")
    folder = models.ForeignKey(Folder, models.CASCADE, null=True, related_name="uploads")
    name = SingleLineField(max_length=NAME_MAX)
    mark = SingleLineField(max_length=40, blank=True)
    size = models.BigIntegerField()
    offset = models.BigIntegerField(default=0)
    file = models.ForeignKey(SharedFile, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    touched_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="upload_of_something"),
            models.CheckConstraint(
                condition=Q(offset__gte=0, offset__lte=F("size")), name="upload_never_beyond_its_end"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return reverse("groups:upload-detail", args=[self.group.slug, self.key])

    @property
    def kept_until(self) -> datetime:
        """When it can no longer be gone on with."""
        return self.touched_at + (UPLOAD_KEPT if self.offset else UPLOAD_HOLDS)

    @property
    def holds(self) -> bool:
        """Whether it holds room for what has not arrived."""
        return self.touched_at > timezone.now() - UPLOAD_HOLDS
