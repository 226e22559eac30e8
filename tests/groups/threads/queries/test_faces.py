"""Who takes part in the discussions of a list."""

import pytest
from django.utils import timezone

from groups.spaces.access import Passage
from groups.threads import queries
from groups.threads.queries.faces import faces_of
from tests.factories import PostFactory, ThreadFactory, UserFactory

pytestmark = pytest.mark.django_db


def talk(thread, *names, **fields):
    for name in names:
        PostFactory(thread=thread, author=UserFactory(first_name=name, last_name="Z"), **fields)


def initials(thread):
    return [face.initials for face in faces_of([thread]).get(thread.pk, ())]


@pytest.fixture
def thread(group):
    return ThreadFactory(group=group, author=UserFactory(first_name="Ana", last_name="Z"))


def test_faces_are_of_the_latest_who_wrote(thread):
    talk(thread, "Bob", "Cléo", "Dina", "Éva")
    assert initials(thread) == ["ÉZ", "DZ", "CZ", "BZ"]


def test_faces_come_once_each_and_never_alone(thread):
    assert initials(thread) == []
    PostFactory(thread=thread, author=thread.author)
    assert initials(thread) == []
    talk(thread, "Bob")
    PostFactory(thread=thread, author=thread.author)
    assert initials(thread) == ["AZ", "BZ"]


def test_faces_of_words_taken_away_are_not_shown(thread):
    talk(thread, "Bob")
    talk(thread, "Cléo", deleted_at=timezone.now())
    talk(thread, "Dina", hidden_at=timezone.now())
    PostFactory(thread=thread, author=None)
    assert initials(thread) == ["BZ", "AZ"]


@pytest.mark.parametrize("count", [1, 3])
def test_faces_cost_one_query(group, count, django_assert_num_queries):
    threads = [ThreadFactory(group=group) for _ in range(count)]
    for thread in threads:
        talk(thread, "Bob", "Cléo")
    with django_assert_num_queries(1):
        assert {len(faces) for faces in faces_of(threads).values()} == {3}


def test_list_shows_the_faces_of_each_thread(member, thread):
    talk(thread, "Bob")
    page = queries.threads_for_list(Passage.of(member), member.user, queries.Wanted())
    assert [face.initials for face in page.threads[0].row.faces] == ["BZ", "AZ"]
