"""A signed-in member of the data set, without going through the doors: those have limits of their own."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.middleware.csrf import _get_new_csrf_string

from groups.models import Folder, Membership, Thread
from network.people.models import User


def cookie_of(user: User) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


class Person:
    def __init__(self, email: str = "personne1@example.org") -> None:
        user = User.objects.get(email=email)
        self.csrf = _get_new_csrf_string()
        self.cookie = f"{cookie_of(user)}; {settings.CSRF_COOKIE_NAME}={self.csrf}"
        membership = Membership.objects.get(user=user, group__slug="groupe-1")
        threads = Thread.objects.filter(group=membership.group).order_by("pk")  # the first is the long one
        self.membership_id = membership.pk
        self.thread_id = threads[0].pk
        self.reply_thread_id = threads[1].pk
        folder = Folder.objects.filter(group=membership.group, parent=None).order_by("pk").first()
        # A database that was filled before the data set had files has none.
        self.folder_id = folder.pk if folder else None
