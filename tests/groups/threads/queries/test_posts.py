import pytest
from django.utils import timezone, translation

from groups.spaces.access import Passage
from groups.threads import access, actions, queries
from groups.threads.models import Post, ReadMarker
from network.people.models import Profile
from tests.factories import PostFactory, ThreadFactory, UserFactory

pytestmark = pytest.mark.django_db


def read_by(membership, thread):
    return access.get_thread_to_read_or_404(membership.user, thread.group.slug, thread.pk)[1]


def passage_of(membership):
    return Passage.of(membership)


def page_of(membership, thread, number=1):
    return queries.posts_for_page(read_by(membership, thread), number, passage_of(membership))


def numbers(posts):
    return [post.number for post in posts]


@pytest.fixture
def long_thread(member):
    return ThreadFactory(group=member.group, posts=45)


@pytest.mark.parametrize(
    ("wanted", "number", "first", "last"),
    [(1, 1, 1, 20), (2, 2, 21, 40), (3, 3, 41, 45), (4, 3, 41, 45), (10**17, 3, 41, 45), (0, 1, 1, 20)],
)
def test_a_page_is_a_range_of_positions(member, long_thread, wanted, number, first, last):
    page = page_of(member, long_thread, wanted)
    assert (page.number, numbers(page.posts)[0], numbers(page.posts)[-1]) == (number, first, last)
    assert page.is_last is (number == 3)
    assert page.seq == page.posts[-1].seq


@pytest.mark.parametrize("count", [1, 3, 20])
def test_a_page_costs_two_queries(member, count, django_assert_num_queries):
    thread = read_by(member, ThreadFactory(group=member.group, posts=count))
    with django_assert_num_queries(2):
        page = queries.posts_for_page(thread, 1, passage_of(member))
        assert {(line.name, line.byline, line.body[:3]) for line in page.lines} == {
            (str(thread.author), "Cheffe de projet", "<p>")
        }


@pytest.mark.parametrize("read", [0, 25, 45])
def test_a_deep_page_costs_as_much_as_the_first(member, long_thread, read, django_assert_num_queries):
    ReadMarker.objects.create(membership=member, thread=long_thread, seq=read)
    thread = read_by(member, long_thread)
    for number in (1, 2, 3):
        with django_assert_num_queries(2):
            assert queries.posts_for_page(thread, number, passage_of(member)).number == number


@pytest.mark.parametrize(
    ("read", "first", "count"),
    [(0, 1, 43), (10, 11, 33), (20, 21, 23), (40, 41, 3), (41, 43, 2), (43, 44, 1), (44, 0, 0), (45, 0, 0)],
)
def test_what_is_new(member, long_thread, read, first, count):
    """The posts of others that are still there, on this page and the later ones: as many as the list says."""
    PostFactory(thread=long_thread, author=member.user)
    long_thread.posts.filter(number__in=[42, 45]).update(deleted_at=timezone.now())
    ReadMarker.objects.create(membership=member, thread=long_thread, seq=read)
    for number in (1, 2, 3):
        page = page_of(member, long_thread, number)
        here = first > 0 and -(-first // 20) == number
        assert (page.first_unread, page.unread) == ((first, count) if here else (0, 0))
        if first:
            assert page.unread_elsewhere is not here
    assert not page.unread_elsewhere or 0 < first <= 40
    assert queries.first_unread_post(read_by(member, long_thread), member) == first
    listed = queries.threads_for_group_home(passage_of(member), member.user)
    assert [thread.unread for thread in listed] == [count]


def test_authors_are_one_object_each(member, thread):
    PostFactory(thread=thread, author=thread.author)
    first, second = page_of(member, thread).posts
    assert first.author is second.author


def test_people_of_the_page(member, thread):
    others = [UserFactory() for _ in range(10)]
    for other in [*others, others[0]]:
        PostFactory(thread=thread, author=other)
    gone = PostFactory(thread=thread)
    Post.objects.filter(pk=gone.pk).update(deleted_at=timezone.now())
    assert page_of(member, thread).people == [thread.author, *others][:8]


def test_former_member_has_no_byline(member, thread):
    Post.objects.update(author=None)
    page = page_of(member, thread)
    assert page.posts[0].author is None and page.people == [] and page.lines[0].hue is None


def test_an_organisation_outside_the_list_stands_beside_the_name(member, thread):
    Profile.objects.filter(user=thread.author).update(function="Cheffe", organisation_name="Les voisins")
    assert page_of(member, thread).lines[0].byline == "Cheffe, Les voisins"
    assert queries.people_of_last_page(thread)[0].byline == "Cheffe, Les voisins"


def test_own_posts_can_be_changed_while_the_group_lives(member, author, thread):
    def line(passage):
        return queries.posts_for_page(read_by(author, thread), 1, passage).lines[0]

    assert [(line(passage_of(m)).mine, line(passage_of(m)).writes) for m in (member, author)] == [
        (False, True),
        (True, True),
    ]
    exceptional = line(Passage(author.group, None))
    assert not (exceptional.mine or exceptional.writes or exceptional.replies)
    author.group.archived_at = timezone.now()
    assert not line(passage_of(author)).writes


def test_thread_without_posts_is_an_empty_page(member):
    page = page_of(member, ThreadFactory(group=member.group, posts=0))
    assert (page.posts, page.seq, page.first_unread, page.is_last) == ([], 0, 0, True)


@pytest.mark.parametrize(("function", "organisation", "line"), [
    ("Cheffe", "Ville", "Cheffe, Ville"), ("Cheffe", None, "Cheffe"), ("", "Ville", "Ville"), (None, None, ""),
])  # fmt: skip
def test_byline_says_whichever_is_known(function, organisation, line):
    assert queries.byline(function, organisation) == line


def news(member, thread, since, changed=0):
    return queries.posts_for_news(read_by(member, thread), since, changed, passage_of(member))


@pytest.mark.parametrize("count", [1, 3])
def test_news_cost_two_queries(member, thread, count, django_assert_num_queries):
    for _ in range(count):
        PostFactory(thread=thread)
    found = read_by(member, thread)
    with django_assert_num_queries(2):
        new = queries.posts_for_news(found, 1, 0, passage_of(member))
        assert (len(new.posts), new.last_seq, new.reset) == (count, count + 1, False)


def test_news_count_only_what_can_be_read(member, thread):
    post = PostFactory(thread=thread)
    PostFactory(thread=thread)
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now())
    found = news(member, thread, 1)
    assert (found.count, [line.state for line in found.lines]) == (1, ["deleted", ""])
    assert found.lines[0].body == ""


def test_news_count_nothing_of_what_one_wrote_oneself(member, author, thread, reply):
    reply(thread, member, "<p>De moi</p>")
    assert [news(reader, thread, 1).count for reader in (member, author)] == [0, 1]
    assert [line.number for line in news(member, thread, 1).lines] == [2]
    reply(thread, author, "<p>De l’autre</p>")
    with translation.override("en"):
        assert news(member, thread, 1).label == f"1 new message of {author.user}"


def test_news_tell_what_changed_since(member, author, thread, reply):
    first, second = reply(thread, author, "<p>Un</p>"), reply(thread, author, "<p>Deux</p>")
    assert news(member, thread, second.seq, 0).changed == []
    actions.edit_post(post=first, author=author, body="<p>Un, revu</p>", seen="")
    member.group.refresh_from_db()
    found = news(member, thread, second.seq, 0)
    assert [(line.number, line.body) for line in found.changed_lines] == [(2, "<p>Un, revu</p>")]
    assert news(member, thread, second.seq, found.change).changed == []


def test_what_is_read_is_folded(member, thread):
    for _ in range(7):
        PostFactory(thread=thread)
    ReadMarker.objects.create(membership=member, thread=thread, seq=6)
    before, folded, after = page_of(member, thread).parts
    assert [numbers(part) for part in (before, folded, after)] == [[1], [2, 3, 4, 5, 6], [7, 8]]
    ReadMarker.objects.update(seq=3)
    assert [len(part) for part in page_of(member, thread).parts] == [0, 0, 8]


def test_hidden_words_are_for_nobody_and_the_reason_for_two(member, author, facilitator, thread):
    Post.objects.update(hidden_at=timezone.now(), hidden_reason="Nom d’une famille", body="<p>CNRY</p>")
    for reader, note in ((member, ""), (author, "Nom d’une famille"), (facilitator, "Nom d’une famille")):
        line = page_of(reader, thread).lines[0]
        assert (line.state, line.body, line.note) == ("hidden", "", note)


def test_too_many_news_are_a_reset(member):
    thread = ThreadFactory(group=member.group, posts=52)
    assert len(news(member, thread, 2).posts) == 50
    far = news(member, thread, 1)
    assert (far.posts, far.reset, far.last_seq) == ([], True, 52)


def test_news_label(member, thread):
    PostFactory(thread=thread, author=UserFactory(first_name="Élise", last_name="Marchetti"))
    PostFactory(thread=thread, author=None)
    with translation.override("en"):
        assert news(member, thread, 2).label == "1 new message of Former member"
        assert news(member, thread, 1).label == "2 new messages"
        thread.posts.filter(number=3).update(deleted_at=timezone.now())
        assert news(member, thread, 1).label == "1 new message of Élise Marchetti"
