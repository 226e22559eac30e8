import pytest
from django.utils import timezone

from groups.threads import actions, queries
from groups.threads.models import Post, Thread
from tests.factories import MembershipFactory, PostFactory, ThreadFactory

pytestmark = pytest.mark.django_db


def granted(membership, post):
    return {name for name, yes in queries.choices_for_post(membership, post).items() if yes}


def test_what_each_may_do_with_a_message(group, author, member, facilitator):
    thread = ThreadFactory(group=group, author=member.user, kind="question", posts=1)
    post = PostFactory(thread=thread, author=author.user, edited_at=timezone.now())
    post.thread = thread
    assert granted(None, post) == {"can_read_history"}
    assert granted(author, post) == {"can_reply", "can_edit", "can_delete", "can_read_history"}
    assert granted(member, post) == {"can_reply", "can_report", "can_mark_answer", "can_read_history"}
    assert granted(facilitator, post) == granted(member, post) | {"can_hide", "can_split"}


def test_what_each_may_do_with_a_hidden_one(thread, author, member, facilitator):
    post = PostFactory(thread=thread, author=author.user, edited_at=timezone.now(), hidden_at=timezone.now())
    post.thread = thread
    assert granted(member, post) == granted(author, post) == set()
    assert granted(facilitator, post) == {"can_restore", "can_read_history", "can_split"}


def test_announcement_counts_its_readers(group, facilitator, member, author):
    thread = ThreadFactory(group=group, author=facilitator.user, kind="announcement")
    thread.group.refresh_from_db()
    actions.acknowledge(thread=thread, member=member)
    assert queries.announcement_for_page(thread, member) == {"read_count": 1, "readers": 2}


def test_announcement_of_another_kind_asks_nothing(thread, member, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.announcement_for_page(thread, member) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_people_of_the_last_page_are_one_query(group, count, django_assert_num_queries):
    thread = ThreadFactory(group=group, posts=20)
    people = [MembershipFactory(group=group).user for _ in range(count)]
    for person in [*people, *people]:
        PostFactory(thread=thread, author=person)
    with django_assert_num_queries(1):
        found = queries.people_of_last_page(thread)
    assert [line.name for line in found] == [str(person) for person in people]


def test_people_of_the_last_page_are_those_whose_words_are_shown(thread, author, member):
    PostFactory(thread=thread, author=member.user, deleted_at=timezone.now())
    Post.objects.filter(thread=thread, number=1).update(author=None)
    PostFactory(thread=thread, author=author.user)
    assert [line.name for line in queries.people_of_last_page(Thread.objects.get())] == ["Élise Moreau"]
