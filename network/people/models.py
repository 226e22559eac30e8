"""Who belongs to the network. The e-mail address is the identifier; a profile says what the person does."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.kit.fields import SingleLineField
from network.reference.models import Commune, Organisation, Theme

HUES = 8


def byline_of(function: str | None, organisation: str | None) -> str:
    """ "Coordinatrice, Ville de Valombre", whichever is known."""
    return ", ".join(filter(None, (function, organisation)))


def byline_columns(through: str = "") -> dict[str, models.F | Coalesce]:
    """`function` and `organisation` (names) to annotate rows with that lead to a person `through` this path. An
    organisation that is not in the list is called as the person wrote it.
    """
    at = f"{through}profile"
    organisation = Coalesce(f"{at}__organisation__name", f"{at}__organisation_name")
    return {"function": models.F(f"{at}__function"), "organisation": organisation}


class UserQuerySet(models.QuerySet):
    def present(self) -> "UserQuerySet":
        """People who may be shown and told: not suspended."""
        return self.filter(is_active=True)

    def by_name(self) -> "UserQuerySet":
        """In the order of every list of people."""
        return self.order_by("last_name", "first_name", "id")

    def with_byline(self) -> "UserQuerySet":
        """Adds `function` and `organisation` (names) for a line under the person's name, in the same query."""
        return self.annotate(**byline_columns())

    def never_confirmed(self) -> "UserQuerySet":
        """Sign-ups whose address nobody has confirmed: they hold nothing, not even the address. Nobody signs up as an
        administrator: the first one, made on the server, confirms at the first visit.
        """
        unseen = self.filter(last_login=None, is_superuser=False)
        return unseen.filter(emailaddress__verified=False).exclude(emailaddress__verified=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        now = timezone.now()
        return self.create_user(email, password, **{"is_superuser": True, "approved_at": now, **fields})

    def get_by_natural_key(self, email: str) -> "User":
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. `is_superuser` is the network administrator; `is_active` is False while suspended."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    first_name = SingleLineField(_("first name"), max_length=60)
    last_name = SingleLineField(_("last name"), max_length=60)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Untick to suspend: the person can no longer sign in.")
    )
    approved_at = models.DateTimeField(_("approved on"), null=True, blank=True)
    date_joined = models.DateTimeField(_("joined on"), default=timezone.now, editable=False)
    language = models.CharField(
        _("language"), max_length=2, choices=[("fr", "Français"), ("en", "English")], default="fr"
    )

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    objects = UserManager()

    class Meta:
        ordering = ["last_name", "first_name", "id"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("This address already has an account."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self) -> str:
        return self.first_name

    @property
    def initials(self) -> str:
        return (self.first_name[:1] + self.last_name[:1]).upper() or "?"

    @property
    def hue(self) -> int:
        return (self.pk or 0) % HUES + 1

    @property
    def is_approved(self) -> bool:
        return self.approved_at is not None

    @property
    def is_network_admin(self) -> bool:
        return self.is_active and self.is_superuser


class Profile(models.Model):
    user = models.OneToOneField(User, models.CASCADE, related_name="profile")
    function = SingleLineField(_("function"), max_length=120, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, verbose_name=_("organisation")
    )
    organisation_name = SingleLineField(
        _("organisation not in the list"),
        max_length=160,
        blank=True,
        help_text=_("Used while no organisation is chosen: what the person wrote."),
    )
    commune = models.ForeignKey(Commune, models.SET_NULL, null=True, blank=True, verbose_name=_("municipality"))
    themes = models.ManyToManyField(Theme, blank=True, verbose_name=_("themes"))
    is_elected = models.BooleanField(_("elected official"), default=False)
    bio = models.TextField(_("about me"), max_length=600, blank=True)
    shows_presence = models.BooleanField(_("shows when they are online"), default=True)

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    def __str__(self) -> str:
        return f"{self.user_id}: {self.function}"

    @property
    def organisation_label(self) -> str:
        return self.organisation.name if self.organisation else self.organisation_name

    @property
    def byline(self) -> str:
        return byline_of(self.function, self.organisation_label)
