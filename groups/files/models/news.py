"""Which files are told of together."""

from django.db import models

from network.activity.models import Event

from .places import SharedFile


class FileNews(models.Model):
    """A file that an event tells of: new when `version` is 1, else renewed. One event tells of several files."""

    file = models.ForeignKey(SharedFile, models.CASCADE, related_name="news", db_index=False)
    event = models.ForeignKey(Event, models.CASCADE, related_name="+")
    version = models.PositiveIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["file", "event"], name="file_told_once_an_event")]
