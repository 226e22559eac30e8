"""How far each member has read, what they follow, and what they say they have read."""

from django.db import models
from django.utils import timezone

from groups.spaces.enums import Level
from groups.spaces.models import Membership

from .threads import Thread


class ReadMarker(models.Model):
    """High-water mark of one member in one thread, in the group's sequence; gone with the membership.

    What is read is what has a `seq` up to this one or up to the membership's `read_floor`: two numbers of one scale.
    """

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="read_markers", db_index=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="read_markers")
    seq = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "thread"], name="read_marker_once")]
        indexes = [models.Index(fields=["membership", "-read_at"], name="read_marker_latest")]


class Subscription(models.Model):
    """What this member is told of a thread, where that is not what they are told of the whole group. A refusal is kept
    too, so that writing does not follow the thread again.
    """

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="subscriptions", db_index=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="subscriptions")
    level = models.CharField(max_length=8, choices=Level.choices, default=Level.WATCH)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "thread"], name="subscription_once")]


class Acknowledgement(models.Model):
    """This member says that they have read an announcement."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+", db_index=False)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="acknowledgements")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "thread"], name="acknowledgement_once")]
