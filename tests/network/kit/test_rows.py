import pytest

from network.kit.rows import Columns, fetch, from_json
from network.people.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_build_is_the_object_as_django_gives_it():
    person = UserFactory(first_name="Élise")
    columns = Columns(User, "u")
    row = fetch(f"SELECT {columns.sql} FROM people_user u WHERE u.id = %s", [person.pk])[0]
    built, same = columns.build(row), User.objects.get(pk=person.pk)
    assert built == same and len(row) == len(columns)
    for name in columns.names:
        assert getattr(built, name) == getattr(same, name)
        assert type(getattr(built, name)) is type(getattr(same, name))


def test_fields_left_out_are_asked_when_they_are_read(django_assert_num_queries):
    person = UserFactory(first_name="Élise")
    columns = Columns(User, "u", "id", "last_name")
    row = fetch(f"SELECT {columns.sql} FROM people_user u WHERE u.id = %s", [person.pk])[0]
    built = columns.build(row)
    with django_assert_num_queries(0):
        assert built.last_name == person.last_name
    with django_assert_num_queries(1):
        assert built.first_name == "Élise"


def test_values_are_never_part_of_the_text():
    UserFactory(first_name="Élise")
    assert fetch("SELECT id FROM people_user WHERE first_name = %s", ["' OR 1=1 --"]) == []


@pytest.mark.parametrize(("kept", "python"), [('["a"]', ["a"]), (["a"], ["a"]), (None, None)])
def test_json_comes_as_text_or_not(kept, python):
    assert from_json(kept) == python
