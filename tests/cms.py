"""Coming into the CMS as the product asks: a person with the right, and a session opened with a second factor."""

import time

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY as METHODS
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group as Role

from tests.factories import UserFactory

# Wagtail leaves the temporary file of a new rendition to the garbage collector.
UNCLOSED_BY_WAGTAIL = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
PERSON_KEY = f"{METHODS}_user"


def administrator(**fields):
    return UserFactory(**{"first_name": "Nadia", "last_name": "Ferhaoui", "is_superuser": True, **fields})


def editor(**fields):
    person = UserFactory(**{"first_name": "Caroline", "last_name": "Kerviel", **fields})
    person.groups.add(Role.objects.get(name="Editors"))
    return person


def enter(client, person):
    """Sign this person in, second factor given."""
    Authenticator.objects.get_or_create(user=person, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "s"}})
    client.force_login(person)
    session = client.session
    session[METHODS] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session[PERSON_KEY] = str(person.pk)
    session.save()
    return client


def words_of(response) -> str:
    """The messages left for the next page."""
    return " ".join(str(message) for message in response.context["messages"]) if response.context else ""
