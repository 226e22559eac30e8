from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.people.models import Profile
from network.reference.models import Commune, Theme
from tests.factories import UserFactory
from tests.network.people import second_factor
from tests.network.people.letters import last_code

pytestmark = pytest.mark.django_db
HOME = "/compte/"
EDIT = "/compte/fiche/"


@pytest.fixture
def person(client):
    person = UserFactory(first_name="Claire", last_name="Vasseur")
    client.force_login(person)
    return person


def open_session(person) -> UserSession:
    store = SessionStore()
    store.create()
    return UserSession.objects.create(user=person, ip="127.0.0.1", session_key=store.session_key, user_agent="Firefox")


@pytest.mark.parametrize("count", [1, 3])
def test_account_home_query_budget(client, person, count, django_assert_num_queries):
    for _ in range(count):
        open_session(person)
    client.get(HOME)
    with django_assert_num_queries(11):
        client.get(HOME)


def test_account_home_says_what_is_set_up(client, person):
    page = client.get(HOME).content.decode()
    for name in ["people:profile-edit", "account_email", "account_change_password", "mfa_index", "usersessions_list"]:
        assert reverse(name) in page
    assert reverse("activity:mail-choice") in page
    assert "Cheffe de projet" in page
    assert person.email in page


def test_account_home_of_somebody_who_waits(client):
    person = UserFactory(approved_at=None)
    person.set_unusable_password()
    person.save()
    client.force_login(person)
    page = client.get(HOME, headers={"Accept-Language": "en"}).content.decode()
    assert "waits for approval" in page
    assert reverse("account_set_password") in page


def test_profile_edit_saves_what_is_typed(client, person):
    town = Commune.objects.create(insee="95585", name="Sarcelles", slug="sarcelles")
    theme = Theme.objects.create(slug="sante", name_fr="Santé")
    form = {
        "first_name": " Claire\u202e ", "last_name": "Vasseur-Petit", "function": "Coordonnatrice",
        "organisation": "Ville", "commune": town.insee, "themes": [theme.slug], "is_elected": "on",
        "bio": "Je connais\r\nle terrain.", "language": "en", "is_superuser": "1", "approved_at": "",
    }  # fmt: skip
    assert client.post(EDIT, form)["Location"] == HOME
    person.refresh_from_db()
    profile = Profile.objects.get(user=person)
    assert (person.first_name, person.last_name, person.language) == ("Claire", "Vasseur-Petit", "en")
    assert (profile.commune, profile.is_elected, profile.bio) == (town, True, "Je connais\nle terrain.")
    assert list(profile.themes.all()) == [theme]
    assert not person.is_superuser
    shown = client.get(EDIT).context["form"].initial
    assert shown["organisation"] == "Ville"
    assert (shown["themes"], shown["commune"]) == (["sante"], town)


def test_profile_edit_lists_towns_as_a_dictionary_does(client, person):
    for insee, name, slug in (
        ("95203", "Éragny", "eragny"),
        ("95680", "Villiers", "villiers"),
        ("95218", "Eaubonne", "eaubonne"),
    ):
        Commune.objects.create(insee=insee, name=name, slug=slug)
    page = client.get(EDIT).text
    assert page.index(">Eaubonne<") < page.index(">Éragny<") < page.index(">Villiers<")


@pytest.mark.parametrize(
    "wrong",
    [{"first_name": ""}, {"last_name": "x" * 61}, {"commune": "٣"}, {"commune": "9" * 30}, {"themes": ["x"]},
     {"themes": ["sante\x00"]}, {"language": "de"}, {"bio": "x" * 601}],
)  # fmt: skip
def test_profile_edit_refuses_and_keeps_what_was_typed(client, person, wrong):
    form = {"first_name": "Claire", "last_name": "Vasseur", "organisation": "Ville du lac", "language": "fr", **wrong}
    response = client.post(EDIT, form)
    assert response.status_code == 422
    assert "Ville du lac" in response.content.decode()
    assert Profile.objects.get(user=person).organisation_name == ""


@pytest.mark.parametrize("count", [1, 3])
def test_profile_edit_query_budget(client, person, count, django_assert_num_queries):
    for number in range(count):
        Commune.objects.create(insee=f"9500{number}", name=f"Ville {number}", slug=f"ville-{number}")
        Theme.objects.create(slug=f"theme-{number}", name_fr=f"Thème {number}")
    client.get(EDIT)
    with django_assert_num_queries(10):
        client.get(EDIT)


def test_profile_edit_without_a_profile_yet(client, person):
    Profile.objects.filter(user=person).delete()
    assert client.get(EDIT).status_code == 200
    client.post(EDIT, {"first_name": "Claire", "last_name": "Vasseur", "language": "fr"})
    assert Profile.objects.filter(user=person).exists()


def test_session_end_only_by_post_and_only_ones_own(client, person):
    mine, other = open_session(person), open_session(UserFactory())
    assert client.get(reverse("people:session-end", args=[mine.pk]))["Location"] == reverse("usersessions_list")
    assert UserSession.objects.filter(pk=mine.pk).exists()
    assert client.post(reverse("people:session-end", args=[other.pk])).status_code == 404
    assert client.post(reverse("people:session-end", args=[10**18])).status_code == 404
    assert UserSession.objects.count() == 2
    client.post(reverse("people:session-end", args=[mine.pk]))
    assert list(UserSession.objects.all()) == [other]


@pytest.mark.parametrize("path", [HOME, EDIT])
def test_account_pages_are_for_signed_in_people(client, path):
    response = client.get(path)
    assert response["Location"] == f"/compte/login/?next={path}"


PASSWORD = "une phrase assez longue"


def ask_for_codes(client, person) -> dict:
    """The page where each code of a mail is typed -> where another one is asked for."""
    client.post(reverse("account_request_login_code"), {"email": person.email})
    other = Client()
    other.post(reverse("account_reset_password"), {"email": person.email})
    return {
        reverse("account_confirm_login_code"): (client, reverse("account_request_login_code")),
        reverse("account_confirm_password_reset_code"): (other, reverse("account_reset_password")),
    }


def test_a_code_that_has_expired_is_told(client, time_machine):
    pages = ask_for_codes(client, UserFactory())
    time_machine.move_to(timezone.now() + timedelta(seconds=601))
    for page, (browser, start) in pages.items():
        response = browser.post(page, {"code": "123456"}, follow=True)
        assert response.redirect_chain[-1][0] == start
        assert "Ce code a expiré. Demandez-en un autre ici." in response.text


def test_a_code_that_was_guessed_too_often_is_told(client):
    for page, (browser, start) in ask_for_codes(client, UserFactory()).items():
        said = [browser.post(page, {"code": "12345"}, follow=True) for _ in range(3)]
        assert [answer.status_code for answer in said] == [422, 422, 200]
        assert said[2].redirect_chain[-1][0] == start
        assert "ne sert plus. Demandez-en un autre ici." in said[2].text


def test_whoever_starts_again_still_goes_where_they_were_going(client):
    client.post(reverse("account_request_login_code"), {"email": UserFactory().email, "next": EDIT})
    for _ in range(3):
        response = client.post(reverse("account_confirm_login_code"), {"code": "12345", "next": EDIT})
    assert response["Location"] == f"{reverse('account_request_login_code')}?next=%2Fcompte%2Ffiche%2F"


def test_a_sign_up_whose_code_is_used_up_goes_on_by_signing_in(client):
    form = {"first_name": "Zoé", "last_name": "Roy", "function": "élue", "organisation": "Ville"}
    form |= {"email": "zoe@example.org", "password1": PASSWORD}
    client.post(reverse("account_signup"), form)
    page = reverse("account_email_verification_sent")
    said = [client.post(page, {"code": "12345"}, follow=True) for _ in range(3)][-1]
    assert said.redirect_chain[-1][0] == reverse("account_login")
    assert "Connectez-vous avec l’adresse et le mot de passe que vous avez choisis" in said.text
    cache.clear()
    client.post(reverse("account_login"), {"login": form["email"], "password": PASSWORD})
    done = client.post(page, {"code": last_code(form["email"])})
    assert done["Location"] == reverse("groups:dashboard")


def test_a_new_address_whose_code_is_used_up_is_asked_for_again(client):
    person = UserFactory()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("account_email"), {"email": "nouvelle@example.org", "action_add": "1"})
    page = reverse("account_email_verification_sent")
    said = [client.post(page, {"code": "12345"}, follow=True) for _ in range(3)][-1]
    assert said.redirect_chain[-1][0] == reverse("account_email")
    assert "ne sert plus. Demandez-en un autre ici." in said.text


def set_up_application(client) -> None:
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": second_factor.code_of(secret)}).status_code == 302


def test_the_first_second_factor_opens_the_administration_at_once(client):
    person = UserFactory(is_superuser=True)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert client.get("/cms/")["Location"] == reverse("mfa_index")
    assert 'href="/cms/"' not in client.get(reverse("mfa_index")).text
    set_up_application(client)
    assert client.get("/cms/").status_code == 200
    assert 'href="/cms/"' in client.get(reverse("mfa_index")).text


def test_a_further_second_factor_shows_nothing_of_the_first(client):
    person = UserFactory(is_superuser=True)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": "Clé", "credential": {}})
    set_up_application(client)
    assert client.get("/cms/").status_code == 302


def test_a_recovery_code_that_was_used_says_how_many_are_left(client):
    person = UserFactory()
    codes = second_factor.set_up(person)
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    page = client.post(reverse("mfa_authenticate"), {"code": codes[0]}, follow=True)
    assert "Ce code de secours a servi. Il vous en reste\u00a09." in page.text
    assert "Il en reste\u00a09." in client.get(reverse("mfa_index")).text
    other = Client()
    other.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    page = other.post(reverse("mfa_authenticate"), {"code": second_factor.code_now()}, follow=True)
    assert "code de secours" not in page.text


def test_the_key_of_an_application_can_be_copied_and_opened_on_a_telephone(client):
    person = UserFactory()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    response = client.get(reverse("mfa_activate_totp"))
    secret = response.context["form"].secret
    assert f"<code>{secret[:4]} {secret[4:8]} " in response.text
    assert 'href="otpauth://totp/' in response.text
