import pytest
from django.db import IntegrityError

from network.people.models import Profile, User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_create_superuser_administers_the_network():
    person = User.objects.create_superuser("Nadia@Example.org", "une phrase assez longue", first_name="Nadia")
    assert person.is_network_admin
    assert person.is_approved
    assert User.objects.get_by_natural_key("NADIA@example.org") == person


def test_address_is_unique_whatever_its_capitals():
    UserFactory(email="claire@example.org")
    with pytest.raises(IntegrityError):
        User.objects.create(email="Claire@Example.org")


def test_names_and_initials():
    person = UserFactory(first_name="Zoé", last_name="Roy")
    assert (str(person), person.get_short_name(), person.initials) == ("Zoé Roy", "Zoé", "ZR")
    assert 1 <= person.hue <= 8
    assert User(email="seule@example.org").initials == "?"
    assert str(User(email="seule@example.org")) == "seule@example.org"
    assert str(Profile.objects.get(user=person)) == f"{person.pk}: Cheffe de projet"


def test_names_are_one_clean_line_whatever_door_they_came_through():
    person = User.objects.create(email="a@example.org", first_name="Zoé\r\nBcc: x", last_name="R\u202eoy")
    assert (person.first_name, person.last_name) == ("Zoé Bcc: x", "Roy")


def test_suspended_administrators_no_longer_administer():
    assert not UserFactory(is_superuser=True, is_active=False).is_network_admin
    assert not User.objects.filter(is_active=False).present().exists()
