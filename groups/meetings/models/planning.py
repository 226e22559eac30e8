"""Meetings of a group, the series they belong to, their agenda and the files that go with it."""

import uuid
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from groups.files.models import SharedFile
from groups.meetings.enums import ItemState
from groups.spaces.models import Group, Membership
from network.kit.fields import SingleLineField

User = settings.AUTH_USER_MODEL
TITLE_MAX = 160
ITEMS_MAX = 30
FILES_MAX = 20
HALF_DAYS_MAX = 20


class Series(models.Model):
    """Meetings of one kind, and what a new one starts with. `outline`: [{"title": …, "minutes": … or null}, …]."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="meeting_series")
    title = SingleLineField(max_length=TITLE_MAX)
    place = SingleLineField(max_length=200, blank=True)
    visio_url = models.URLField(max_length=500, blank=True)
    minutes = models.PositiveSmallIntegerField(default=120)
    outline = models.JSONField(default=list, blank=True)
    notes = models.TextField(blank=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title", "id"]
        constraints = [models.CheckConstraint(condition=Q(minutes__gt=0), name="series_lasts")]

    def __str__(self) -> str:
        return self.title


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user) -> "MeetingQuerySet":
        """Meetings of the groups this person belongs to. Twin of `access.get_meeting_or_404`."""
        return self.filter(group__in=Membership.objects.filter(user=user).values("group_id"))

    def to_come(self) -> "MeetingQuerySet":
        """Not over yet, cancelled ones included, the next one first."""
        return self.filter(ends_at__gte=timezone.now()).order_by("starts_at", "id")

    def past(self) -> "MeetingQuerySet":
        return self.filter(ends_at__lt=timezone.now()).order_by("-starts_at", "-id")


class Meeting(models.Model):
    """`uid` and `revision` are what calendars know it by (UID, SEQUENCE: grows with each change that people are told
    of). `convened_at`: when the convocation went out first. `announced_for`: the beginning that people were reminded of
    the working day before. `notes`: clean HTML for those who take part. `half_days`: what coming to it counts for.
    `change`: the group's change number when it last changed. `told`: what those who were convened know of it by mail
    (`told_of`, with `agenda`); None: nobody was.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="meetings")
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="meetings")
    title = SingleLineField(max_length=TITLE_MAX)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = SingleLineField(max_length=200, blank=True)
    visio_url = models.URLField(max_length=500, blank=True)
    notes = models.TextField(blank=True)
    half_days = models.PositiveSmallIntegerField(default=1)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    revision = models.PositiveIntegerField(default=0)
    convened_at = models.DateTimeField(null=True)
    told = models.JSONField(null=True)
    reminded_at = models.DateTimeField(null=True)
    announced_for = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    cancel_reason = models.TextField(max_length=500, blank=True)
    change = models.BigIntegerField(default=0)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["group", "-starts_at"], name="meeting_of_group")]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_lasts"),
            models.CheckConstraint(condition=~Q(title=""), name="meeting_has_a_title"),
            models.CheckConstraint(condition=Q(half_days__lte=HALF_DAYS_MAX), name="meeting_half_days"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def is_convened(self) -> bool:
        return self.convened_at is not None

    @property
    def is_over(self) -> bool:
        return self.ends_at < timezone.now()

    @property
    def told_of(self) -> dict:
        """What a calendar holds of it now, as `told` keeps it."""
        return {
            "revision": self.revision,
            "title": self.title,
            "starts_at": self.starts_at.astimezone(UTC).isoformat(),
            "ends_at": self.ends_at.astimezone(UTC).isoformat(),
            "place": self.place,
            "visio_url": self.visio_url,
            "cancelled": self.is_cancelled,
        }

    @property
    def is_when_told(self) -> bool:
        """Whether it still takes place when those who were convened know that it does."""
        when = ("starts_at", "ends_at", "cancelled")
        return self.told is not None and all(self.told[name] == self.told_of[name] for name in when)

    @property
    def has_changed_since_told(self) -> bool:
        return self.told is not None and any(self.told[name] != now for name, now in self.told_of.items())

    @property
    def lasts(self) -> timedelta:
        return self.ends_at - self.starts_at

    @property
    def target(self) -> str:
        """The name under which notifications speak of this meeting."""
        return f"meeting:{self.pk}"

    @property
    def url(self) -> str:
        return reverse("groups:meeting-detail", args=[self.group.slug, self.pk])


def usual_half_days(starts_at: datetime, ends_at: datetime) -> int:
    """What coming counts for, unless somebody says otherwise: one up to four hours and a half, else two a day, as many
    as a meeting may have.
    """
    lasts = ends_at - starts_at
    return 1 if lasts <= timedelta(hours=4, minutes=30) else min(2 * (1 + lasts.days), HALF_DAYS_MAX)


class AgendaItem(models.Model):
    """A point to be talked about. `presenter` is a person of the network, else `presenter_name` says who.
    `carried_from` is the same point at an earlier meeting: the chain is the topic through successive meetings.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)
    title = SingleLineField(max_length=TITLE_MAX)
    presenter = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    presenter_name = SingleLineField(max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ItemState.choices, default=ItemState.ACCEPTED)
    proposed_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    proposed_words = models.TextField(max_length=1000, blank=True)
    answer = models.TextField(max_length=500, blank=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    carried_from = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="carried_to")

    class Meta:
        ordering = ["position", "id"]
        indexes = [models.Index(fields=["meeting", "position"], name="agenda_of_meeting")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_has_a_title"),
            models.CheckConstraint(condition=~Q(carried_from=F("id")), name="agenda_item_not_from_itself"),
        ]

    def __str__(self) -> str:
        return self.title


class MeetingFile(models.Model):
    """A file of the group that goes with the convocation (`for_minutes` False) or with the minutes."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="files", db_index=False)
    file = models.ForeignKey(SharedFile, models.RESTRICT, related_name="+")
    for_minutes = models.BooleanField(default=False)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "file", "for_minutes"], name="meeting_file_once"),
            models.CheckConstraint(condition=Q(place__lt=FILES_MAX), name="meeting_twenty_files_at_most"),
        ]
