"""What happened, and who is told: events, notifications, mails, and forms already received."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .enums import DeliveryState


class Submission(models.Model):
    """A form received once. The same key again gives the same result; with other words it is refused."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    result_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="submission_once")]


class Event(models.Model):
    """Something happened. Recorded by the action, in its transaction; told by the worker.

    `scope` names what the event belongs to ("group:12"), `target` what a reader opens to have seen it ("thread:5");
    `object_id` and `data` are read back by the kind's notice.
    """

    kind = models.CharField(max_length=40)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    scope = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=40, blank=True)
    object_id = models.BigIntegerField(null=True)
    data = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["scope", "-id"], name="event_scope"),
            models.Index(fields=["created_at"], condition=models.Q(told_at=None), name="event_untold"),
        ]

    @staticmethod
    def own_target(event_id: int) -> str:
        """The target of an event that gathers several things: nothing else is opened to have seen it."""
        return f"event:{event_id}"


class Notification(models.Model):
    """A line in somebody's bell. Holds no text: title and link are made at reading time with the rights of now."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    event = models.ForeignKey(Event, models.CASCADE, related_name="notifications")
    scope = models.CharField(max_length=40, blank=True)
    target = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["user", "event"], name="notification_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notification_list"),
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="notification_unread"),
            models.Index(fields=["scope", "user"], name="notification_scope"),
            models.Index(fields=["target", "user"], name="notification_target"),
        ]


class DeliveryQuerySet(models.QuerySet):
    def pending(self) -> "DeliveryQuerySet":
        return self.filter(state=DeliveryState.PENDING)

    def claim(self, delivery: "Delivery") -> bool:
        """Take one pending mail for the length of a lease: of two workers at the same moment, one gets it."""
        now = timezone.now()
        free = self.pending().filter(models.Q(leased_until=None) | models.Q(leased_until__lt=now))
        return free.filter(pk=delivery.pk).update(leased_until=now + Delivery.LEASE) == 1

    def settle(self, delivery: "Delivery", state: str, error: str = "") -> bool:
        """Write how a try ended, and give the mail back. False: it was dropped or deleted in the meantime."""
        sent_at = timezone.now() if state == DeliveryState.SENT else None
        values = {"state": state, "last_error": error, "sent_at": sent_at, "leased_until": None}
        return self.pending().filter(pk=delivery.pk).update(attempts=models.F("attempts") + 1, **values) == 1


class Delivery(models.Model):
    """One mail about one event to one address: sent at least once, with one Message-ID."""

    LEASE = dt.timedelta(minutes=2)
    """Longer than one try can last: every wait for the mail server ends after EMAIL_TIMEOUT."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    address = models.EmailField(max_length=254)
    language = models.CharField(max_length=2, default="fr")
    message_id = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = _("deliveries")
        constraints = [models.UniqueConstraint(fields=["event", "address"], name="delivery_once")]
        indexes = [models.Index(fields=["state", "id"], name="delivery_pending")]


class MailChoice(models.Model):
    """The one switch: whether this person is told by mail at all. No row means yes."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_choice")
    by_mail = models.BooleanField(_("Tell me by e-mail"), default=True)
