import pytest

from groups.threads import queries
from groups.threads.models import Post, Reaction
from groups.threads.queries.reactions import reactions_to
from tests.factories import PostFactory, UserFactory

pytestmark = pytest.mark.django_db


def say(post, user, *kinds):
    for kind in kinds:
        Reaction.objects.create(post=post, user=user, kind=kind)


@pytest.fixture
def post(thread):
    return Post.objects.get(thread=thread)


def test_reactions_count_name_and_say_mine(member, author, post):
    say(post, author.user, "thanks")
    say(post, member.user, "thanks", "same")
    useful, thanks, same = reactions_to([post], member.user_id)[post.pk]
    assert (useful.count, useful.mine, useful.names) == (0, False, "")
    assert (thanks.count, thanks.mine, thanks.names) == (2, True, "Élise Moreau, Claire Vasseur")
    assert (same.count, same.mine) == (1, True)
    assert reactions_to([post], author.user_id)[post.pk][2].mine is False


def test_reactions_name_a_few_however_many(member, post):
    for _ in range(8):
        say(post, UserFactory(), "useful")
    useful = reactions_to([post], member.user_id)[post.pk][0]
    assert useful.count == 8 and useful.names.count(",") == 4
    assert len(queries.people_who_reacted(post)["Utile"]) == 8


def test_reactions_without_posts_ask_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert reactions_to([], 1) == {}


@pytest.mark.parametrize("count", [1, 3])
def test_reactions_of_a_page_are_one_query(member, thread, count, django_assert_num_queries):
    posts = [PostFactory(thread=thread) for _ in range(count)]
    for post in posts:
        say(post, member.user, "thanks", "useful")
    with django_assert_num_queries(1):
        assert set(reactions_to(posts, member.user_id)) == {p.pk for p in posts}


@pytest.mark.parametrize("count", [1, 3])
def test_people_who_reacted_are_one_query_in_the_order_of_the_words(post, count, django_assert_num_queries):
    people = [UserFactory() for _ in range(count)]
    for person in people:
        say(post, person, "same", "useful")
    with django_assert_num_queries(1):
        found = queries.people_who_reacted(post)
        assert list(found) == ["Utile", "Moi aussi"]
        assert [reaction.user for reaction in found["Utile"]] == people
