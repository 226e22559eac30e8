"""What changes accounts: who is let in, who is suspended, what they say of themselves, which sessions stay open."""

import logging
import uuid
from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from network.kit import broadcast
from network.kit.errors import Refused
from network.kit.mail import queue_mail
from network.reference.models import Theme

from .models import Profile, User
from .queries import organisation_named

log = logging.getLogger("traverse.people")


@transaction.atomic
def suspend(*, person: User, by: User) -> None:
    """Shut this person out now: sessions end, sockets close, every door answers as for an unknown address.

    What they wrote stays, signed. Raises Refused unless `by` administers the network, for oneself, and for the last
    administrator.
    """
    _check_administrator(by)
    if person.pk == by.pk:
        raise Refused(_("You cannot suspend your own account. Ask another administrator of the network."))
    leave_an_administrator(without=person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(person=person)
    broadcast.disconnect(person.pk)
    log.info("person %s suspended by %s", person.pk, by.pk)


@transaction.atomic
def set_administrator(*, person: User, is_one: bool, by: User) -> None:
    """Give this person the administration of the network, or take it away. Raises Refused unless `by` administers it,
    and for the last administrator.
    """
    _check_administrator(by)
    if not is_one:
        leave_an_administrator(without=person)
    User.objects.filter(pk=person.pk).update(is_superuser=is_one)
    person.is_superuser = is_one
    broadcast.recheck(person.pk)
    log.info("person %s %s by %s", person.pk, "made administrator" if is_one else "no longer administrator", by.pk)


def leave_an_administrator(*, without: User) -> None:
    """Locks the administrators of the network until the transaction ends, so that two of them cannot put each other out
    at the same moment. Raises Refused when this person is the last one.
    """
    administrators = User.objects.select_for_update().filter(is_superuser=True, is_active=True)
    if {without.pk} == set(administrators.values_list("pk", flat=True)):
        raise Refused(_("This is the last administrator of the network: name another one first."))


@transaction.atomic
def restore(*, person: User, by: User) -> None:
    """Let a suspended person sign in again. Raises Refused unless `by` administers the network."""
    _check_administrator(by)
    User.objects.filter(pk=person.pk).update(is_active=True)
    log.info("person %s restored by %s", person.pk, by.pk)


@transaction.atomic
def approve(*, person: User, by: User) -> None:
    """Make a person a member of the network and tell them by mail, once. Raises Refused unless `by` administers it."""
    _check_administrator(by)
    changed = User.objects.filter(pk=person.pk, approved_at=None).update(approved_at=timezone.now())
    if not changed:
        return
    context = {"first_name": person.first_name, "dashboard_url": reverse("groups:dashboard")}
    queue_mail(template="people/approved", to=person.email, context=context, language=person.language)
    log.info("person %s approved by %s", person.pk, by.pk)


@transaction.atomic
def open_account(*, email: str, first_name: str, last_name: str, language: str = "fr") -> User:
    """An account made for somebody by an administrator: no password, so only their mailbox or a code opens it. It takes
    the place of a sign-up with this address that nobody confirmed.
    """
    discard_never_confirmed(email=email)
    person = User.objects.create_user(
        email, first_name=first_name, last_name=last_name, language=language, approved_at=timezone.now()
    )
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Profile.objects.create(user=person)
    return person


def start_profile(*, person: User, function: str, organisation: str) -> Profile:
    """The profile of somebody who signs up. `organisation` is what they wrote."""
    return _save_profile(person, function=function, organisation=organisation)


@transaction.atomic
def rehearse_sign_up(*, password: str) -> None:
    """Do the work of a sign-up and keep nothing of it: an address that has an account is answered no sooner."""
    person = User.objects.create_user(f"{uuid.uuid4().hex}@example.invalid", password)
    start_profile(person=person, function="-", organisation="-")
    EmailAddress.objects.create(user=person, email=person.email, primary=True)
    transaction.set_rollback(True)


@transaction.atomic
def update_profile(
    *,
    person: User,
    first_name: str,
    last_name: str,
    language: str,
    organisation: str,
    themes: Iterable[Theme] = (),
    **said,
) -> Profile:
    """What a person says of themselves. `said`: the other fields of Profile; `organisation` is what they wrote. Open
    pages of theirs stop showing that they are there, if they ask for it.
    """
    person.first_name, person.last_name, person.language = first_name, last_name, language
    person.save(update_fields=["first_name", "last_name", "language"])
    profile = _save_profile(person, organisation=organisation, **said)
    profile.themes.set(themes)
    broadcast.recheck(person.pk)
    return profile


def discard_never_confirmed(*, email: str, but: User | None = None) -> None:
    """Forget a sign-up that nobody confirmed, unless it is that of `but`: whoever reads the mail of this address may
    sign up afresh, or have it for the account that they have.
    """
    for person in User.objects.never_confirmed().filter(email=email.lower()).exclude(pk=but.pk if but else None):
        person.delete()


@transaction.atomic
def end_sessions(*, person: User, keep: str | None = None) -> None:
    """End every session of this person, but the one whose key is `keep`; their sockets check themselves again."""
    ended = UserSession.objects.filter(user=person).exclude(session_key=keep or "")
    Session.objects.filter(session_key__in=list(ended.values_list("session_key", flat=True))).delete()
    ended.delete()
    broadcast.recheck(person.pk)


@transaction.atomic
def end_session(*, session: UserSession) -> None:
    """End one session; the sockets that it opened close."""
    Session.objects.filter(session_key=session.session_key).delete()
    session.delete()
    broadcast.recheck(session.user_id)


def _save_profile(person: User, *, organisation: str, **said) -> Profile:
    known = organisation_named(organisation)
    said |= {"organisation": known, "organisation_name": "" if known else organisation}
    profile, _created = Profile.objects.update_or_create(user=person, defaults=said)
    return profile


def _check_administrator(by: User) -> None:
    if not by.is_network_admin:
        raise Refused(_("Only an administrator of the network may do this."))
