"""What a person may reach about accounts."""

from allauth.usersessions.models import UserSession
from django.http import Http404

from .demo import persona_named
from .models import User


def get_session_or_404(user: User, session_id: int) -> UserSession:
    """One of this person's own sessions. Raises Http404 for any other id."""
    session = UserSession.objects.filter(user=user, pk=session_id).first()
    if session is None:
        raise Http404
    return session


def can_enter_cms(user: User) -> bool:
    """Network administrators and editors of the public site."""
    return user.is_active and user.has_perm("wagtailadmin.access_admin")


def must_have_second_factor(user: User) -> bool:
    """Those whose account opens more than their own groups."""
    return can_enter_cms(user)


def get_demonstrator_or_404(slug: str) -> User:
    """The person of the demonstration behind this name, who must not be suspended. Raises Http404 for any other."""
    persona = persona_named(slug)
    person = User.objects.present().filter(email=persona.email).first() if persona else None
    if person is None:
        raise Http404
    return person
