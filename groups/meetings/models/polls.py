"""Finding a date together, before there is a meeting."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from groups.meetings.enums import Vote
from groups.spaces.models import Group, Membership
from network.kit.fields import SingleLineField

from .planning import TITLE_MAX, Meeting, Series

User = settings.AUTH_USER_MODEL
OPTIONS_MIN, OPTIONS_MAX = 2, 20


class DatePoll(models.Model):
    """`meeting` is what it became; `closed_at` without one: it was given up."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="date_polls")
    series = models.ForeignKey(Series, models.SET_NULL, null=True, blank=True, related_name="+")
    title = SingleLineField(max_length=TITLE_MAX)
    place = SingleLineField(max_length=200, blank=True)
    visio_url = models.URLField(max_length=500, blank=True)
    words = models.TextField(max_length=1000, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    meeting = models.OneToOneField(Meeting, models.SET_NULL, null=True, related_name="poll")

    class Meta:
        ordering = ["-id"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="date_poll_has_a_title")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def target(self) -> str:
        return f"date-poll:{self.pk}"

    @property
    def url(self) -> str:
        return reverse("groups:poll-detail", args=[self.group.slug, self.pk])


class DateOption(models.Model):
    """`added_at`: when it joined a poll that was open already; None: it was proposed from the start."""

    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="options", db_index=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    added_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "starts_at", "ends_at"], name="date_option_once"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="date_option_lasts"),
        ]

    @property
    def is_past(self) -> bool:
        return self.starts_at <= timezone.now()


class DateVote(models.Model):
    option = models.ForeignKey(DateOption, models.CASCADE, related_name="votes", db_index=False)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    vote = models.CharField(max_length=5, choices=Vote.choices)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "membership"], name="date_vote_once")]
