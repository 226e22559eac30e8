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
    assert queries.announcement_for_page(thread) == {"read_count": 1, "readers": 2}


def test_what_those_who_facilitate_may_do_with_their_own(thread, facilitator):
    post = PostFactory(thread=thread, author=facilitator.user)
    post.thread = thread
    assert "can_hide" not in granted(facilitator, post)
    post.hidden_at = timezone.now()
    assert "can_restore" not in granted(facilitator, post)
    post.hidden_at, post.deleted_at = None, timezone.now()
    assert "can_restore" in granted(facilitator, post)


@pytest.mark.parametrize("changed", ["nothing", "suspended", "left", "author left", "author erased", "author too"])
def test_announcement_counts_the_people_that_the_list_names(group, facilitator, member, author, changed):
    thread = ThreadFactory(group=group, author=facilitator.user, kind="announcement")
    gone = MembershipFactory(group=group)
    for reader in (member, gone, *([facilitator] if changed == "author too" else [])):
        actions.acknowledge(thread=thread, member=reader)
    if changed == "suspended":
        type(gone.user).objects.filter(pk__in=[gone.user_id, author.user_id]).update(is_active=False)
    elif changed == "left":
        gone.delete()
    elif changed == "author left":
        facilitator.delete()
    elif changed == "author erased":
        facilitator.user.delete()
    thread = Thread.objects.get(pk=thread.pk)
    read = queries.members_who_acknowledged(thread).count()
    waiting = queries.members_without_acknowledgement(thread).count()
    assert queries.announcement_for_page(thread) == {"read_count": read, "readers": read + waiting}
    counts = {"suspended": (1, 0), "left": (1, 1), "author too": (3, 1)}
    assert (read, waiting) == counts.get(changed, (2, 1))


@pytest.mark.parametrize("count", [1, 3])
def test_announcement_costs_one_query(group, facilitator, member, count, django_assert_num_queries):
    thread = ThreadFactory(group=group, author=facilitator.user, kind="announcement")
    for _ in range(count):
        actions.acknowledge(thread=thread, member=MembershipFactory(group=group))
    with django_assert_num_queries(1):
        assert queries.announcement_for_page(thread)["read_count"] == count


def test_announcement_of_another_kind_asks_nothing(thread, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.announcement_for_page(thread) == {}


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
