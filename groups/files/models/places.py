"""Folders and files of a group, and their versions."""

import re
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from groups.files.enums import VersionState
from groups.spaces.models import Group, Tag, tag_slug
from network.kit.fields import SingleLineField
from network.kit.folding import fold

User = settings.AUTH_USER_MODEL
NAME_MAX, SORT_MAX = 180, 400
DEPTH_MAX = 6
BIN_KEPT = timedelta(days=30)
FOLDERS_MAX = 500
"""In one group: all of them are read at once, to say where one stands."""
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
BETWEEN = re.compile(r"[\W_]+")
NUMBER = re.compile(r"[0-9]{1,99}")


def name_key(name: str) -> str:
    """What makes two names the same one in a folder, whatever their capitals."""
    return name.casefold()[:NAME_MAX]


def sort_key(name: str) -> str:
    """Where a name stands in a list: whatever its capitals and accents, numbers by their value, a name before those
    that go on from it. Only letters and digits, which every database orders alike: 0 ends the name before its ending,
    1 is whatever stands between words, 2 begins a number, with how long it is.
    """
    stem, dot, ending = fold(name).translate(LIGATURES).rpartition(".")
    words = [NUMBER.sub(_by_value, word) for word in BETWEEN.split(stem if dot else ending) if word]
    return f"{'1'.join(words)}0{''.join(filter(str.isalnum, ending)) if dot else ''}"[:SORT_MAX]


def _by_value(number: re.Match) -> str:
    value = number[0].lstrip("0") or "0"
    return f"2{len(value):02}{value}"


def named(name: str) -> dict[str, str]:
    """The name of a file, and what is kept of it to compare, to find and to sort it."""
    return {"name": name, "key": name_key(name), "plain": fold(name)[:NAME_MAX], "sort_key": sort_key(name)}


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
    def sort_key(self) -> str:
        """Where it stands among the others: all of a group are read at once, so that no column is needed."""
        return sort_key(f"{self.name}.")

    @property
    def url(self) -> str:
        return reverse("groups:folder-detail", args=[self.group.slug, self.pk])


class SharedFile(models.Model):
    """A file of a group, in one place. Size, type, date, state and thumbnail are those of its current version;
    `tag_names` are the names of `tags`, in order; `plain` is the name without case and accents, for searches, and
    `sort_key` says where it stands by name. All kept by the actions.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="files", db_index=False)
    folder = models.ForeignKey(Folder, models.CASCADE, null=True, blank=True, related_name="files", db_index=False)
    name = SingleLineField(max_length=NAME_MAX)
    key = models.CharField(max_length=NAME_MAX)
    plain = models.CharField(max_length=NAME_MAX, blank=True)
    sort_key = models.CharField(max_length=SORT_MAX, blank=True)
    description = models.TextField(max_length=1000, blank=True)
    tags = models.ManyToManyField(Tag, related_name="files", blank=True)
    tag_names = models.JSONField(default=list, blank=True)
    family = models.CharField(max_length=10)
    size = models.BigIntegerField()
    version_count = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, choices=VersionState.choices, default=VersionState.WAITING)
    has_thumbnail = models.BooleanField(default=False)
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
        ordering = ["sort_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["folder", "key"], condition=Q(deleted_at=None, folder__isnull=False), name="file_once"
            ),
            models.UniqueConstraint(
                fields=["group", "key"], condition=Q(deleted_at=None, folder=None), name="file_once_at_the_top"
            ),
        ]
        indexes = [
            models.Index(fields=["group", "deleted_at"], name="files_of_group"),
            models.Index(fields=["group", "sort_key", "id"], condition=Q(deleted_at=None), name="file_named"),
            models.Index(
                fields=["folder", "sort_key", "id"], condition=Q(deleted_at=None), name="file_named_in_folder"
            ),
            models.Index(fields=["group", "-updated_at", "-id"], condition=Q(deleted_at=None), name="file_recent"),
            models.Index(
                fields=["folder", "-updated_at", "-id"], condition=Q(deleted_at=None), name="file_recent_in_folder"
            ),
            models.Index(fields=["folder", "-size", "-id"], condition=Q(deleted_at=None), name="file_large_in_folder"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        return reverse("groups:file-detail", args=[self.group.slug, self.pk])

    @property
    def gone_at(self) -> datetime | None:
        """When it goes for good, of one that is in the bin."""
        return self.deleted_at and self.deleted_at + BIN_KEPT

    @property
    def themes(self) -> list[tuple[str, str]]:
        """Address and name of its tags."""
        return [(tag_slug(name), name) for name in self.tag_names]

    @property
    def thumbnail_url(self) -> str:
        """A small picture of it; "" when there is none. No query, where the group is known."""
        if not self.has_thumbnail or self.state != VersionState.CLEAN:
            return ""
        return reverse("groups:file-preview", args=[self.group.slug, self.pk, 0])


class FileVersion(models.Model):
    """Bytes that never change, under `bytes_key`; two versions share them when an earlier one was taken up again.

    `pending`: the worker has not finished with it. `finding`: what the virus scanner recognised in it.
    """

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
    state = models.CharField(max_length=12, choices=VersionState.choices, default=VersionState.WAITING)
    finding = models.CharField(max_length=100, blank=True)
    pending = models.BooleanField(default=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="version_once")]
        indexes = [models.Index(fields=["created_at"], condition=Q(pending=True), name="version_pending")]

    def __str__(self) -> str:
        return f"{self.file} ({self.number})"
