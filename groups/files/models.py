"""Folders and files of a group, their versions, what is being sent, and how much room all that takes."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from groups.spaces.models import Group
from network.kit.fields import SingleLineField

User = settings.AUTH_USER_MODEL
NAME_MAX = 180
DEPTH_MAX = 6
UPLOAD_KEPT = timedelta(hours=24)
FOLDERS_MAX = 500
"""In one group: all of them are read at once, to say where one stands."""


def name_key(name: str) -> str:
    """What makes two names the same one in a folder, whatever their capitals."""
    return name.casefold()[:NAME_MAX]


class AliveQuerySet(models.QuerySet):
    def alive(self):
        return self.filter(deleted_at=None)

    def deleted(self):
        return self.exclude(deleted_at=None)


class Folder(models.Model):
    """`parent`: None at the top. A folder goes to the bin with what it holds, and comes back with it: what was deleted
    by itself before keeps its own `deleted_at`.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="folders", db_index=False)
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="folders")
    name = SingleLineField(max_length=80)
    key = models.CharField(max_length=NAME_MAX)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = AliveQuerySet.as_manager()

    class Meta:
        ordering = ["key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "key"], condition=Q(deleted_at=None, parent__isnull=False), name="folder_once"
            ),
            models.UniqueConstraint(
                fields=["group", "key"], condition=Q(deleted_at=None, parent=None), name="folder_once_at_the_top"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return reverse("groups:folder-detail", args=[self.group.slug, self.pk])


class SharedFile(models.Model):
    """A file of a group, in one place. Size, type and date are those of its current version; the actions keep them."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="files", db_index=False)
    folder = models.ForeignKey(Folder, models.CASCADE, null=True, blank=True, related_name="files", db_index=False)
    name = SingleLineField(max_length=NAME_MAX)
    key = models.CharField(max_length=NAME_MAX)
    description = models.TextField(max_length=1000, blank=True)
    family = models.CharField(max_length=10)
    size = models.BigIntegerField()
    version_count = models.PositiveIntegerField(default=1)
    pinned = models.BooleanField(default=False)
    downloads = models.PositiveIntegerField(default=0)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True, blank=True)
    deleted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    objects = AliveQuerySet.as_manager()

    class Meta:
        ordering = ["key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["folder", "key"], condition=Q(deleted_at=None, folder__isnull=False), name="file_once"
            ),
            models.UniqueConstraint(
                fields=["group", "key"], condition=Q(deleted_at=None, folder=None), name="file_once_at_the_top"
            ),
        ]
        indexes = [models.Index(fields=["group", "deleted_at"], name="files_of_group")]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return reverse("groups:file-detail", args=[self.group.slug, self.pk])


class FileVersion(models.Model):
    """Bytes that never change, under `bytes_key`; two versions share them when an earlier one was taken up again."""

    file = models.ForeignKey(SharedFile, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    bytes_key = models.CharField(max_length=32, db_index=True)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64)
    etag = models.UUIDField(default=uuid.uuid4, editable=False)
    comment = SingleLineField(max_length=200, blank=True)
    author = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="version_once")]


class UploadQuerySet(models.QuerySet):
    def expected(self):
        """What may still arrive: it holds room until it is there, or given up."""
        return self.filter(finished_at=None, touched_at__gt=timezone.now() - UPLOAD_KEPT)

    def late(self):
        return self.filter(touched_at__lte=timezone.now() - UPLOAD_KEPT)


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
                condition=Q(offset__gte=0, offset__lte=models.F("size")), name="upload_never_beyond_its_end"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return reverse("groups:upload-detail", args=[self.group.slug, self.key])


class Shelf(models.Model):
    """How much room the files of a group take: every version, those in the bin included."""

    group = models.OneToOneField(Group, models.CASCADE, primary_key=True, related_name="shelf")
    used = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(used__gte=0), name="shelf_never_below_zero")]
