"""Groups and who belongs to them. Every private object of the house hangs on a Membership."""

import hashlib
import uuid

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from network.kit.fields import SingleLineField
from network.reference.models import Theme

from .enums import Entry, Level, RequestState, Role, Visibility

User = settings.AUTH_USER_MODEL


class GroupQuerySet(models.QuerySet):
    def listed(self) -> "GroupQuerySet":
        return self.filter(visibility=Visibility.LISTED)

    def visible_to(self, user) -> "GroupQuerySet":
        """Groups whose card this person may see: the listed ones and their own. Twin of `access.get_group_or_404`."""
        if not user.is_authenticated:
            return self.listed()
        if user.is_superuser:
            return self
        return self.filter(
            Q(visibility=Visibility.LISTED) | Q(pk__in=Membership.objects.filter(user=user).values("group_id"))
        )


class Group(models.Model):
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = SingleLineField(_("name"), max_length=120)
    short_name = SingleLineField(_("short name"), max_length=40)
    abbreviation = SingleLineField(_("two letters"), max_length=2, blank=True)
    hue = models.PositiveSmallIntegerField(_("colour"), default=1)
    audience = SingleLineField(_("audience"), max_length=250, blank=True)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    meets = SingleLineField(_("meets"), max_length=160, blank=True)
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, verbose_name=_("theme"))
    contact_email = models.EmailField(_("contact address"), blank=True)
    visibility = models.CharField(max_length=10, choices=Visibility.choices, default=Visibility.LISTED)
    entry = models.CharField(_("way in"), max_length=10, choices=Entry.choices, default=Entry.REQUEST)
    confidential = models.BooleanField(
        _("confidential"), default=False, help_text=_("Mails about this group hold a title and a link, no content.")
    )
    welcome = models.TextField(_("welcome area"), blank=True)
    files_megabytes = models.PositiveIntegerField(
        _("room for files, in megabytes"), null=True, blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(1_000_000)],
        help_text=_("Empty: the usual room of a group. What the bin holds counts too."),
    )  # fmt: skip
    archived_at = models.DateTimeField(_("archived on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_seq = models.BigIntegerField(default=0, editable=False)
    last_change = models.BigIntegerField(default=0, editable=False)
    member_count = models.PositiveIntegerField(default=0, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        constraints = [models.CheckConstraint(condition=Q(hue__range=(1, 8)), name="group_hue_1_to_8")]

    def __str__(self) -> str:
        return self.name

    @property
    def abbr(self) -> str:
        return self.abbreviation or "".join(word[0] for word in self.short_name.split()[:2]).upper()

    @property
    def scope(self) -> str:
        """The name under which events and live hints speak of this group."""
        return f"group:{self.pk}"

    @property
    def welcome_version(self) -> str:
        """A short name of the welcome area's words, to tell whether somebody changed them meanwhile."""
        return hashlib.sha256(self.welcome.encode()).hexdigest()[:16]

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def is_hidden(self) -> bool:
        return self.visibility == Visibility.HIDDEN


def tag_slug(name: str) -> str:
    """What makes two spellings of a tag the same one; empty when nothing is left of it."""
    return slugify(name)[:80]


class Tag(models.Model):
    """A theme of a group: one vocabulary for its discussions and its files, never shared with another group."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="tags", db_index=False)
    slug = models.SlugField(max_length=80)
    name = SingleLineField(max_length=80)

    class Meta:
        ordering = ["slug"]
        constraints = [models.UniqueConstraint(fields=["group", "slug"], name="thread_tag_once_a_group")]


class Membership(models.Model):
    """Belonging. What came up to `read_floor`, in the group's sequence, counts as read; `level`: what they are told."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField(default=timezone.now)
    read_floor = models.BigIntegerField(default=0)
    level = models.CharField(max_length=8, choices=Level.choices, default=Level.MENTIONS)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="membership_once")]
        indexes = [models.Index(fields=["user", "group"], name="membership_of_user")]

    @property
    def is_facilitator(self) -> bool:
        return self.role == Role.FACILITATOR


class InvitationQuerySet(models.QuerySet):
    def waiting(self) -> "InvitationQuerySet":
        """Neither accepted nor cancelled; perhaps run out."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open(self) -> "InvitationQuerySet":
        """May still be accepted: not run out, whoever sent it may still invite into a group that lives, and the person
        whose address it is was not put out of that group since, by whichever address they were known there.
        """
        facilitates = Membership.objects.filter(
            group=models.OuterRef("group"), user=models.OuterRef("invited_by"), role=Role.FACILITATOR
        )
        return self.waiting().filter(
            models.Exists(facilitates) | Q(invited_by__is_superuser=True),
            ~put_out_since("sent_at", group="group"),
            invited_by__is_active=True,
            expires_at__gt=timezone.now(),
            group__archived_at=None,
        )


class Invitation(models.Model):
    """A way in for one address. The token travels in one mail and is stored hashed; it is not a sign-in."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="invitations")
    email = models.EmailField(max_length=254)
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.MEMBER)
    invited_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    message = models.TextField(max_length=1000, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "email"],
                condition=Q(accepted_at=None, revoked_at=None),
                name="invitation_pending_once",
            ),
            models.CheckConstraint(condition=Q(accepted_at=None) | Q(revoked_at=None), name="invitation_one_end"),
        ]
        indexes = [models.Index(fields=["email"], name="invitation_of_address")]

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def masked_email(self) -> str:
        """ "m…e@v….fr": recognised by its owner, not learnt by somebody else."""
        name, _at, host = self.email.partition("@")
        domain, _dot, ending = host.rpartition(".")
        return f"{name[:1]}…{name[-1:]}@{domain[:1]}….{ending}"


class JoinRequest(models.Model):
    """What somebody asked of a group, and its answer. One whose state is REMOVED was asked by nobody: the person was
    put out, and no longer comes in by themselves until somebody lets them in.
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="join_requests")
    user = models.ForeignKey(User, models.CASCADE, related_name="join_requests")
    message = models.TextField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=RequestState.choices, default=RequestState.PENDING)
    answer = models.TextField(max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "user"], condition=Q(state=RequestState.PENDING), name="join_request_pending_once"
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.PENDING, decided_at=None)
                | (~Q(state=RequestState.PENDING) & Q(decided_at__isnull=False)),
                name="join_request_decided_with_date",
            ),
        ]

    @property
    def target(self) -> str:
        """The name under which lines of the notification centre speak of this request."""
        return f"join-request:{self.pk}"


def put_out_since(moment: str, *, group: str) -> models.Exists:
    """Of rows with an address (`email`), a moment and a group: whether whoever has verified that address, perhaps
    later, was put out of that group after that moment, and not let in again.
    """
    owners = EmailAddress.objects.filter(email=models.OuterRef(models.OuterRef("email")), verified=True)
    put_out = JoinRequest.objects.filter(state=RequestState.REMOVED, user__in=owners.values("user"))
    return models.Exists(put_out.filter(group=models.OuterRef(group), decided_at__gte=models.OuterRef(moment)))


class AdminEntry(models.Model):
    """Break-glass: a network administrator entered a group that is not theirs, for a stated reason, for a while."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="admin_entries")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField(max_length=500)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("created_at")), name="admin_entry_lasts"),
            models.CheckConstraint(condition=~Q(reason=""), name="admin_entry_has_reason"),
        ]


class Draft(models.Model):
    """What somebody is writing, found again on another device. `name` says where ("thread:12", "point:7"), `key` is the
    form's.
    """

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="drafts", db_index=False)
    name = models.CharField(max_length=40)
    key = models.UUIDField(default=uuid.uuid4)
    content = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "name"], name="draft_once")]
