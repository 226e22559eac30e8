"""What was read of a file, and the pictures that were made of it."""

from django.db import models

from groups.files.enums import Shown

from .places import SharedFile


class Reading(models.Model):
    """What was read of the current version of a file, to search it and to show it. `html` went through `clean_html`.

    Of another `version_number` than the current one, it is out of date.
    """

    file = models.OneToOneField(SharedFile, models.CASCADE, primary_key=True, related_name="reading")
    version_number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=10)
    shown = models.CharField(max_length=10, default=Shown.NOTHING, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    page_count = models.PositiveIntegerField(default=0)
    read_at = models.DateTimeField(auto_now=True)


class Preview(models.Model):
    """A picture of a version of a file, made by us when it was the current one: 0 is the thumbnail, then the pages."""

    file = models.ForeignKey(SharedFile, models.CASCADE, related_name="previews", db_index=False)
    number = models.PositiveSmallIntegerField()
    version_number = models.PositiveIntegerField()
    bytes_key = models.CharField(max_length=32, db_index=True)
    size = models.PositiveIntegerField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["file", "version_number", "number"], name="preview_once_a_version")
        ]

    @property
    def etag(self) -> str:
        """Another version is another file: its number tells it from the others."""
        return f"{self.file_id}-{self.version_number}-{self.number}"
