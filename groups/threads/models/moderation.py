"""What members report, what those who facilitate decide, and the log of all of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from groups.spaces.models import Group
from groups.threads.enums import Act, ReportReason, ReportState

from .posts import Post
from .threads import Thread

User = settings.AUTH_USER_MODEL


class Report(models.Model):
    group = models.ForeignKey(Group, models.CASCADE, related_name="reports")
    post = models.ForeignKey(Post, models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=10, choices=ReportReason.choices)
    details = models.TextField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=8, choices=ReportState.choices, default=ReportState.PENDING)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "reporter"], condition=Q(state=ReportState.PENDING), name="report_pending_once"
            ),
            models.CheckConstraint(
                condition=Q(state=ReportState.PENDING, decided_at=None)
                | (~Q(state=ReportState.PENDING) & Q(decided_at__isnull=False)),
                name="report_decided_with_date",
            ),
        ]
        indexes = [
            models.Index(fields=["group"], condition=Q(state=ReportState.PENDING), name="report_pending"),
        ]

    @property
    def is_moot(self) -> bool:
        """Whether the message is gone, by itself or with its discussion: there is nothing left to hide."""
        return self.post.deleted_at is not None or self.post.thread.deleted_at is not None

    @property
    def is_undone(self) -> bool:
        """Whether the message was hidden, and given back since."""
        return self.state == ReportState.HIDDEN and self.post.hidden_at is None

    @property
    def outcome(self) -> str:
        """What became of it, in a few words."""
        return _("hidden, then restored") if self.is_undone else self.get_state_display()

    @property
    def target(self) -> str:
        """The name under which lines of the notification centre speak of this report."""
        return f"report:{self.pk}"


class LogLine(models.Model):
    """Something that those who facilitate did, or were asked to do: who, when, about what, for what stated reason.

    `label` is the title at that moment. Lines are added, and the database refuses to
    change them: they live as long as their group, and lose only the names of what is erased.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="log")
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    act = models.CharField(max_length=10, choices=Act.choices)
    thread = models.ForeignKey(Thread, models.SET_NULL, null=True, related_name="+")
    post = models.ForeignKey(Post, models.SET_NULL, null=True, related_name="+")
    label = models.CharField(max_length=200, blank=True)
    statement = models.TextField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["group", "-id"], name="log_of_group")]
