"""How much room the files of a group take."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from groups.spaces.models import Group

MEGABYTE = 1_000_000


def room_for_files(group: Group) -> int:
    """In bytes: what the administrators gave this group, or the usual room."""
    given = group.files_megabytes
    return given * MEGABYTE if given else settings.GROUP_FILES_BYTES


class Shelf(models.Model):
    """How much room the files of a group take: every version, those in the bin included."""

    group = models.OneToOneField(Group, models.CASCADE, primary_key=True, related_name="shelf")
    used = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(used__gte=0), name="shelf_never_below_zero")]
