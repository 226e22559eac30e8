import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from network.kit import rows
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


@pytest.mark.postgresql
class TestPreparedOnce:
    QUERY = "SELECT first_name, '%%' FROM people_user WHERE first_name LIKE %s OR last_login > %s ORDER BY id LIMIT %s"

    @pytest.fixture(autouse=True)
    def no_statement_yet(self, db):
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
        rows._statements.pop(connection.connection, None)
        yield
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
        rows._statements.pop(connection.connection, None)

    def prepared(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_prepared_statements")
            return cursor.fetchone()[0]

    def test_the_same_query_answers_with_other_values(self, django_assert_num_queries):
        UserFactory(first_name="Élise")
        UserFactory(first_name="Karim")
        with django_assert_num_queries(3):
            assert fetch(self.QUERY, ["Éli%", timezone.now(), 5]) == [("Élise", "%")]
            assert fetch(self.QUERY, ["Kar%", None, 5]) == [("Karim", "%")]
            assert fetch(self.QUERY, ["%", None, 1]) == [("Élise", "%")]
        assert self.prepared() == 1

    def test_what_does_not_fit_any_more_is_asked_as_it_is(self, monkeypatch):
        monkeypatch.setattr(rows, "PREPARED_MAX", 1)
        assert [fetch(f"SELECT {number} + %s", [1]) for number in range(3)] == [[(1,)], [(2,)], [(3,)]]
        assert self.prepared() == 1

    def test_an_error_is_one_of_django(self):
        with pytest.raises(ProgrammingError), transaction.atomic():
            fetch("SELECT nothing_of_the_kind", [])


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_closed_connection_leaves_nothing_behind():
    assert fetch("SELECT 1 + %s", [1]) == [(2,)]
    connection.close()
    assert fetch("SELECT 1 + %s", [2]) == [(3,)]
