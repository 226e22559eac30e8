import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse

from network.people.models import Profile
from network.reference.models import Commune, Theme
from tests.factories import UserFactory

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
