"""Files that messages show: references to files of a group, which keep their one place there."""

from django.db import models
from django.db.models import Q

from groups.files.models import SharedFile

from .posts import Post
from .writing import ScheduledThread

ATTACHMENTS_MAX = 10
"""To one message."""


class Attachment(models.Model):
    """A file that a message shows, or one that waits for its hour will show. Name, size and link are those of the file
    when the message is read. As long as a row names it, the database lets no file go.

    Its keys carry no index of their own: the constraints below start with the first two.
    """

    post = models.ForeignKey(Post, models.CASCADE, null=True, related_name="attachments", db_index=False)
    scheduled = models.ForeignKey(
        ScheduledThread, models.CASCADE, null=True, related_name="attachments", db_index=False
    )
    file = models.ForeignKey(SharedFile, models.RESTRICT, related_name="+")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["post", "file"], name="attachment_once_a_post"),
            models.UniqueConstraint(fields=["scheduled", "file"], name="attachment_once_a_scheduled"),
            models.CheckConstraint(
                condition=Q(post__isnull=True, scheduled__isnull=False) | Q(post__isnull=False, scheduled__isnull=True),
                name="attachment_of_one_message",
            ),
            models.CheckConstraint(condition=Q(place__lt=ATTACHMENTS_MAX), name="attachment_ten_at_most"),
        ]
