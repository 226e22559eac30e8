"""What the pages about an account and the doors of the house ask."""

import re
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Count, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from network.reference.models import Organisation, Theme

from .models import Profile, User

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    (r"iPhone|iPad", "iOS"),
    ("Windows", "Windows"),
    (r"Macintosh|Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@dataclass(frozen=True)
class SecondFactor:
    """What a person has set up beside the password."""

    totp: bool
    passkeys: int
    recovery_codes: bool

    @property
    def is_on(self) -> bool:
        return self.totp or self.passkeys > 0


def language_of(email: str) -> str:
    """The language in which to write to this address: its person's, else that of the page."""
    chosen = User.objects.filter(email=email.lower()).values_list("language", flat=True).first()
    return chosen or (get_language() or "fr")[:2]


def is_never_confirmed(email: str, *, but: User | None = None) -> bool:
    """Whether this address is held by nothing but a sign-up that nobody confirmed, which is not that of `but`."""
    held = User.objects.never_confirmed().filter(email=email.lower())
    return held.exclude(pk=but.pk if but else None).exists()


def people_to_approve() -> QuerySet[User]:
    """Who confirmed their address and waits until an administrator approves their account, with their byline; the
    longest wait first. No query yet.
    """
    waiting = User.objects.present().filter(approved_at=None).exclude(pk__in=User.objects.never_confirmed())
    return waiting.with_byline().order_by("date_joined", "pk")


def profile_of(user: User) -> Profile:
    """This person's profile with its organisation; an empty one, not saved, when there is none yet."""
    profile = Profile.objects.select_related("organisation", "commune").filter(user=user).first()
    return profile or Profile(user=user)


def organisation_named(name: str) -> Organisation | None:
    """The organisation of that very name, whatever its capitals."""
    return Organisation.objects.filter(name__iexact=name).first() if name else None


def theme_choices() -> list[tuple[str, str]]:
    """The themes of the network, for a form."""
    return [(theme.slug, theme.name) for theme in Theme.objects.all()]


def second_factor_of(user: User) -> SecondFactor:
    """What is set up, in one query."""
    counted = Authenticator.objects.filter(user=user).values_list("type").annotate(n=Count("id"))
    have = dict(counted.order_by("type"))
    return SecondFactor(
        totp=Authenticator.Type.TOTP in have,
        passkeys=have.get(Authenticator.Type.WEBAUTHN, 0),
        recovery_codes=Authenticator.Type.RECOVERY_CODES in have,
    )


def sessions_for_account(user: User) -> list[UserSession]:
    """The sessions of this person that are still open, the latest first, in two queries."""
    alive = Session.objects.filter(expire_date__gt=timezone.now())
    known = UserSession.objects.filter(user=user).order_by("-created_at", "-id")
    keys = set(alive.filter(session_key__in=[s.session_key for s in known]).values_list("session_key", flat=True))
    return [session for session in known if session.session_key in keys]


def device_name(user_agent: str) -> str:
    """ "Firefox on Windows": enough to recognise one's own machine."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), None)
    system = next((name for sign, name in SYSTEMS if re.search(sign, user_agent)), None)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Unknown device")
