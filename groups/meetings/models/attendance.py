"""Who is asked to come, what they answer, and who came."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from groups.meetings.enums import Presence, Reply
from groups.spaces.models import Membership, put_out_since
from network.kit.fields import SingleLineField
from network.kit.tokens import new_nonce

from .planning import Meeting

User = settings.AUTH_USER_MODEL
GUESTS_MAX = 50


class AttendanceQuerySet(models.QuerySet):
    def current(self) -> "AttendanceQuerySet":
        """Guests, and people who are members now; nobody who is suspended or was put out since they were convened, a
        guest by one of their addresses neither. Those who left keep their row, uncounted.
        """
        member = Membership.objects.filter(group=OuterRef("meeting__group"), user=OuterRef("user"))
        shut_out = EmailAddress.objects.filter(user__is_active=False, verified=True, email=OuterRef("email"))
        guests = Q(is_guest=True) & ~Exists(shut_out) & ~put_out_since("invited_at", group="meeting__group")
        return self.filter(guests | (Q(user__is_active=True) & Exists(member)))

    def in_reach(self) -> "AttendanceQuerySet":
        """Current ones that mails may go to: guests have an address, and did not ask to hear no more."""
        return self.current().filter(Q(is_guest=False) | (~Q(email="") & ~refused()))

    def with_refusals(self) -> "AttendanceQuerySet":
        """Adds `refuses_mails`, in the same query."""
        return self.annotate(refuses_mails=refused())

    def answerable(self) -> "AttendanceQuerySet":
        """What the link of a mail still opens: convened, current, of a meeting that is to take place in a living
        group.
        """
        return self.current().filter(
            invited_at__isnull=False,
            meeting__cancelled_at=None,
            meeting__ends_at__gte=timezone.now(),
            meeting__group__archived_at=None,
        )


class Attendance(models.Model):
    """One person and one meeting: a member (`user`), or a guest (`is_guest`), by name and perhaps address.

    A member's row is made when they are convened, when they answer, or when attendance is taken; it stays when they
    leave the group, and keeps `name` when their account is erased. `token_hash` is what the link of their mail opens:
    this answer, nothing else. `half_days`: None counts as the meeting's, for those who were present. `former_reply`:
    what was answered while it was to take place from `former_starts_at` to `former_ends_at`; that counts no more.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances", db_index=False)
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    is_guest = models.BooleanField(default=False)
    name = SingleLineField(max_length=160, blank=True)
    role = SingleLineField(max_length=160, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    gets_minutes = models.BooleanField(default=False)
    invited_at = models.DateTimeField(null=True)
    reply = models.CharField(max_length=8, choices=Reply.choices, blank=True, default=Reply.NONE)
    words = models.TextField(max_length=500, blank=True)
    replied_at = models.DateTimeField(null=True)
    former_reply = models.CharField(max_length=8, choices=Reply.choices, blank=True, default=Reply.NONE)
    former_starts_at = models.DateTimeField(null=True)
    former_ends_at = models.DateTimeField(null=True)
    presence = models.CharField(max_length=12, choices=Presence.choices, blank=True, default=Presence.UNKNOWN)
    represented_by = SingleLineField(max_length=160, blank=True)
    half_days = models.PositiveSmallIntegerField(null=True, blank=True)
    nonce = models.CharField(max_length=32, default=new_nonce)
    token_hash = models.CharField(max_length=64, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="attendance_once"),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="attendance_token_once"),
            models.UniqueConstraint(
                fields=["meeting", "email"], condition=Q(is_guest=True) & ~Q(email=""), name="attendance_guest_once"
            ),
            models.CheckConstraint(condition=Q(is_guest=False) | Q(user=None), name="attendance_guest_has_no_account"),
            models.CheckConstraint(condition=Q(is_guest=False) | ~Q(name=""), name="attendance_guest_has_a_name"),
            models.CheckConstraint(condition=Q(former_reply="") | Q(reply=""), name="attendance_one_answer_counts"),
        ]
        indexes = [models.Index(fields=["meeting", "presence"], name="attendance_of_meeting")]


class RefusedAddress(models.Model):
    """A guest of this meeting asked to hear no more of the group: no mail about any of its meetings goes there, even
    when they are invited again. Other groups are not told: who was a guest where is nobody else's business.
    """

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="refused_addresses", db_index=False)
    email = models.EmailField(max_length=254)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "email"], name="refused_address_once")]


def refused() -> Exists:
    """Whether the address of an attendance refuses the mails of its group."""
    return Exists(RefusedAddress.objects.filter(meeting__group=OuterRef("meeting__group"), email=OuterRef("email")))
