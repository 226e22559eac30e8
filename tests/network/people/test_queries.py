import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.utils import translation

from network.people import queries
from network.people.models import Profile, User
from network.reference.models import Organisation
from tests.factories import UserFactory
from tests.network.people import second_factor

pytestmark = pytest.mark.django_db


def open_session(person, agent="Firefox") -> UserSession:
    store = SessionStore()
    store.create()
    return UserSession.objects.create(user=person, ip="127.0.0.1", session_key=store.session_key, user_agent=agent)


@pytest.mark.parametrize("count", [1, 3])
def test_sessions_for_account_costs_two_queries(outsider, count, django_assert_num_queries):
    for _ in range(count):
        open_session(outsider)
    open_session(UserFactory())
    with django_assert_num_queries(2):
        assert len(queries.sessions_for_account(outsider)) == count


def test_sessions_for_account_leaves_out_the_ended(outsider):
    alive, ended = open_session(outsider), open_session(outsider)
    SessionStore(ended.session_key).delete()
    assert queries.sessions_for_account(outsider) == [alive]


def test_second_factor_of(outsider, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert not queries.second_factor_of(outsider).is_on
    second_factor.set_up(outsider)
    Authenticator.objects.create(user=outsider, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé"})
    found = queries.second_factor_of(outsider)
    assert (found.totp, found.passkeys, found.recovery_codes, found.is_on) == (True, 1, True, True)


def test_language_of_the_person_then_of_the_page(outsider):
    User.objects.filter(pk=outsider.pk).update(language="en")
    with translation.override("fr"):
        assert queries.language_of(outsider.email.upper()) == "en"
        assert queries.language_of("inconnue@example.org") == "fr"


def test_profile_of_nobody_yet_is_empty(outsider):
    Profile.objects.filter(user=outsider).delete()
    profile = queries.profile_of(outsider)
    assert profile.pk is None
    assert profile.organisation_label == ""


def test_organisation_named_whatever_the_capitals():
    made = Organisation.objects.create(name="Ville de Cergy")
    assert queries.organisation_named("ville de CERGY") == made
    assert queries.organisation_named("Ville de") is None
    assert queries.organisation_named("") is None


def test_with_byline_says_what_the_person_wrote():
    listed, free = UserFactory(), UserFactory()
    Profile.objects.filter(user=listed).update(organisation=Organisation.objects.create(name="CAF 95"))
    Profile.objects.filter(user=free).update(organisation_name="Association des voisins")
    people = {person.pk: person for person in User.objects.with_byline()}
    assert people[listed.pk].organisation == "CAF 95"
    assert people[free.pk].organisation == "Association des voisins"
    assert people[free.pk].function == "Cheffe de projet"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140 Safari/537.36 Edg/140", "Edge on Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on iOS"),
        ("curl/8", "Unknown device"),
        ("Firefox", "Firefox"),
    ],
)
def test_device_name(agent, said):
    with translation.override("en"):
        assert queries.device_name(agent) == said
