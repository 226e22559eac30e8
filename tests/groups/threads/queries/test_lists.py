import pytest
from django.utils import timezone

from groups.spaces.access import Passage
from groups.spaces.enums import Level
from groups.threads import actions, queries
from groups.threads.actions.threads import set_tags
from groups.threads.models import ReadMarker, Thread
from groups.threads.queries import THREADS_A_PAGE, Wanted
from tests.factories import PostFactory, ThreadFactory

pytestmark = pytest.mark.django_db


def passage_of(membership):
    return Passage.of(membership)


def listed(member, **wanted):
    return queries.threads_for_list(passage_of(member), member.user, Wanted(**wanted))


def titles(threads):
    return [thread.title for thread in threads]


def test_the_most_recently_active_first(member):
    first = ThreadFactory(group=member.group, title="Ancienne")
    ThreadFactory(group=member.group, title="Récente")
    PostFactory(thread=first)
    assert titles(listed(member).threads) == ["Ancienne", "Récente"]


def test_nothing_deleted_nor_of_other_groups(member, secret_thread):
    ThreadFactory(group=member.group, deleted_at=timezone.now())
    ThreadFactory(group=member.group, deleted_at=timezone.now(), pinned=True)
    page = listed(member)
    assert (page.threads, page.pinned) == ([], [])


def test_pinned_stand_apart_on_the_first_page(member):
    ThreadFactory(group=member.group, title="Épinglée", pinned=True)
    ThreadFactory(group=member.group, title="Courante")
    page = listed(member)
    assert (titles(page.pinned), titles(page.threads)) == (["Épinglée"], ["Courante"])
    assert listed(member, before=(100,)).pinned == []
    unread = listed(member, show="unread")
    assert (unread.pinned, titles(unread.threads)) == ([], ["Courante", "Épinglée"])


@pytest.mark.parametrize("extra", [0, 1, 30])
def test_pages_follow_each_other_without_gap(member, extra):
    made = [ThreadFactory(group=member.group).pk for _ in range(THREADS_A_PAGE + extra)]
    seen, before = [], ()
    while True:
        page = listed(member, before=before)
        seen += [thread.pk for thread in page.threads]
        before = page.before
        if not before:
            break
    assert seen == made[::-1]


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_two_queries(member, count, django_assert_num_queries):
    for pinned in (True, False):
        for _ in range(count):
            ThreadFactory(group=member.group, pinned=pinned, posts=count, tag_names=["Parentalité"])
    with django_assert_num_queries(2):
        page = listed(member)
        for thread in [*page.pinned, *page.threads]:
            assert thread.row.tags == ("Parentalité",)
            assert (thread.last_author.pk, thread.unread) == (thread.last_author_id, count)
            assert str(thread.last_author)


def unread(member):
    return [thread.unread for thread in listed(member).threads]


def test_unread_is_counted_exactly(member, thread):
    for _ in range(4):
        PostFactory(thread=thread)
    assert unread(member) == [5]
    PostFactory(thread=thread, author=member.user)
    assert unread(member) == [5]
    thread.posts.filter(number=4).update(deleted_at=timezone.now())
    assert unread(member) == [4]
    ReadMarker.objects.create(membership=member, thread=thread, seq=3)
    assert unread(member) == [1]
    member.read_floor = 5
    member.save()
    assert unread(member) == [0]


def test_unread_of_another_member_is_their_own(member, author, thread):
    ReadMarker.objects.create(membership=author, thread=thread, seq=1)
    assert unread(member) == [1]


def test_unread_only(member, thread):
    ReadMarker.objects.create(membership=member, thread=thread, seq=thread.last_seq)
    ThreadFactory(group=member.group, title="Nouvelle")
    assert titles(listed(member, show="unread").threads) == ["Nouvelle"]


def test_exceptional_entry_has_nothing_unread(group, outsider, thread):
    passage = Passage(group, None)
    assert [t.unread for t in queries.threads_for_list(passage, outsider, Wanted()).threads] == [0]
    assert queries.threads_for_list(passage, outsider, Wanted(show="unread")).threads == []


def test_former_member_wrote_last(member, thread):
    Thread.objects.update(last_author=None)
    assert listed(member).threads[0].last_author is None


@pytest.mark.parametrize("count", [1, 3])
def test_group_home_costs_one_query(member, count, django_assert_num_queries):
    for n in range(count):
        ThreadFactory(group=member.group, pinned=n == 0)
    with django_assert_num_queries(1):
        assert [t.unread for t in queries.threads_for_group_home(passage_of(member), member.user)] == [1] * count


# What a list can be asked --------------------------------------------------------


def made(member, **kinds):
    """Threads by name, each with the fields given."""
    return {name: ThreadFactory(group=member.group, title=name, **fields) for name, fields in kinds.items()}


def test_only_questions_that_nobody_answered(member, author):
    threads = made(
        member, posée={"kind": "question"}, répondue={"kind": "question"}, résolue={"kind": "question"}, autre={}
    )
    PostFactory(thread=threads["répondue"], author=author.user)
    PostFactory(thread=threads["posée"], author=threads["posée"].author)
    Thread.objects.filter(pk=threads["résolue"].pk).update(answer=threads["résolue"].posts.get())
    assert titles(listed(member, show="unanswered").threads) == ["posée"]
    assert queries.count_unanswered(member.group, days=0) == 1
    assert queries.count_unanswered(member.group, days=1) == 0


def test_mine_are_those_one_started_wrote_in_or_follows(member, author):
    threads = made(member, ouverte={"author": member.user}, écrite={}, suivie={}, silencieuse={}, effacée={}, autre={})
    PostFactory(thread=threads["écrite"], author=member.user)
    PostFactory(thread=threads["effacée"], author=member.user, deleted_at=timezone.now())
    PostFactory(thread=threads["autre"], author=author.user)
    actions.follow_thread(thread=threads["suivie"], membership=member, level=Level.WATCH)
    actions.follow_thread(thread=threads["autre"], membership=author, level=Level.WATCH)
    for level in (Level.MENTIONS, Level.MUTED):
        for name in ("ouverte", "écrite", "silencieuse"):
            actions.follow_thread(thread=threads[name], membership=member, level=level)
        assert set(titles(listed(member, show="mine").threads)) == {"ouverte", "écrite", "suivie"}


def test_mine_are_of_this_group_only(member, secret_thread):
    PostFactory(thread=secret_thread, author=member.user)
    assert listed(member, show="mine").threads == []


@pytest.mark.parametrize("count", [1, 3])
def test_mine_cost_two_queries(member, count, django_assert_num_queries):
    for _ in range(count):
        PostFactory(thread=ThreadFactory(group=member.group), author=member.user)
    with django_assert_num_queries(2):
        assert len(listed(member, show="mine").threads) == count


def test_by_kind_author_tag_and_age(member, author, secret_thread):
    threads = made(member, une={"kind": "resource", "author": author.user}, deux={})
    set_tags(thread=threads["une"], names=["Parentalité"])
    set_tags(thread=secret_thread, names=["Parentalité"])
    month = timezone.now() - timezone.timedelta(days=30)
    Thread.objects.filter(pk=threads["deux"].pk).update(last_post_at=month, created_at=month)
    for wanted in ({"kind": "resource"}, {"author": author.user_id}, {"tag": "parentalite"}, {"days": 7}):
        assert titles(listed(member, **wanted).threads) == ["une"]
    assert titles(listed(member, older=7).threads) == ["deux"]
    assert listed(member, kind="question").threads == listed(member, author=10**12).threads == []


@pytest.mark.parametrize("sort", ["", "created", "replies"])
def test_every_order_follows_without_gap(member, author, sort):
    threads = [ThreadFactory(group=member.group) for _ in range(THREADS_A_PAGE + 5)]
    for thread in threads[::7]:
        PostFactory(thread=thread, author=author.user)
    seen, before = [], ()
    for _ in range(3):
        page = listed(member, sort=sort, before=before)
        seen += [thread.pk for thread in page.threads]
        before = page.before
        if not before:
            break
    assert sorted(seen) == sorted(thread.pk for thread in threads)
    by_sort = {"": "-last_seq", "created": "-id", "replies": "-reply_count"}
    ordered = list(Thread.objects.order_by(by_sort[sort], "-id").values_list("pk", flat=True))
    assert seen == ordered


def test_tags_and_authors_are_those_of_the_group(member, author, secret_thread):
    threads = made(member, une={"author": author.user}, deux={"author": author.user}, trois={})
    for name in ("une", "deux"):
        set_tags(thread=threads[name], names=["Parentalité", "Santé"] if name == "une" else ["Parentalité"])
    set_tags(thread=secret_thread, names=["CNRY"])
    assert [(tag.name, tag.uses) for tag in queries.tags_of(member.group)] == [("Parentalité", 2), ("Santé", 1)]
    assert set(queries.authors_of(member.group)) == {author.user, threads["trois"].author}


def test_threads_to_choose_are_the_others_of_the_group(member, secret_thread):
    threads = made(member, parents={}, budget={}, école={})
    assert titles(queries.threads_to_choose(member.group, but=threads["école"])) == ["budget", "parents"]
    assert titles(queries.threads_to_choose(member.group, "PAR", but=threads["école"])) == ["parents"]


def test_names_asked_are_those_that_the_group_knows(member, author, secret_thread, django_assert_num_queries):
    threads = made(member, une={"author": author.user})
    set_tags(thread=threads["une"], names=["Parentalité"])
    set_tags(thread=secret_thread, names=["CNRY"])

    def names(**wanted):
        return tuple(queries.names_asked(member.group, Wanted(**wanted)).values())

    assert names(tag="parentalite", author=author.user_id) == ("Parentalité", "Élise Moreau")
    assert names(author=member.user_id) == ("", "Claire Vasseur")
    for unknown in (secret_thread.author_id, 10**17):
        assert names(tag="cnry", author=unknown) == ("", "")
    author.delete()
    assert names(author=author.user_id) == ("", "Élise Moreau")
    Thread.objects.filter(pk=threads["une"].pk).update(deleted_at=timezone.now())
    assert names(author=author.user_id) == ("", "")
    with django_assert_num_queries(0):
        assert names(kind="question", sort="created") == ("", "")


def test_themes_are_those_of_the_threads_shown(member):
    for name in ("Parentalité", "École"):
        for _ in range(2):
            ThreadFactory(group=member.group, tag_names=[name, "Santé"], pinned=name == "École")
    assert listed(member).themes == [("ecole", "École"), ("parentalite", "Parentalité"), ("sante", "Santé")]
