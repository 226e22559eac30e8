"""What a group has already talked about, for a title that somebody is typing."""

import pytest
from django.utils import timezone

from groups.threads.queries import similar_threads
from tests.factories import ThreadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def talked(group):
    titles = [
        "Mobiliser les parents qui ne viennent plus aux rendez-vous",
        "Quels indicateurs donnez-vous à vos élus ?",
        "Charte du groupe",
        "Rencontre avec les parents d’élèves",
    ]
    return [ThreadFactory(group=group, title=title) for title in titles]


def titles(group, words):
    return [thread.title.split()[0] for thread in similar_threads(group, words)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Trame d’entretien avec les parents", ["Rencontre", "Mobiliser"]),
        ("MOBILISER des parents d’élèves", ["Rencontre", "Mobiliser"]),
        ("Un indicateur pour les elus", ["Quels"]),
        ("Comment faites-vous avec cela ?", []),
        ("de la", []),
        ("", []),
        ("%%%% ____", []),
    ],
)
def test_similar_threads_share_rare_words_first(group, talked, typed, found):
    assert titles(group, typed) == found


def test_similar_threads_are_three_at_most_the_latest_first(group):
    made = [ThreadFactory(group=group, title=f"Parentalité, retour {n}") for n in range(5)]
    assert similar_threads(group, "Parentalité") == [made[4], made[3], made[2]]


def test_similar_threads_are_of_the_group_and_still_there(group, talked, secret_thread):
    talked[1].deleted_at = timezone.now()
    talked[1].save()
    assert similar_threads(group, f"Indicateurs {secret_thread.title}") == []


@pytest.mark.parametrize("count", [1, 3])
def test_similar_threads_cost_one_query(group, count, django_assert_num_queries):
    for n in range(count):
        ThreadFactory(group=group, title=f"Parentalité {n}")
    with django_assert_num_queries(1):
        assert [thread.url for thread in similar_threads(group, "Parentalité")]


def test_similar_threads_without_a_word_cost_nothing(group, django_assert_num_queries):
    with django_assert_num_queries(0):
        similar_threads(group, "et le la")
