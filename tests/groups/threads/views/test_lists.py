"""The list of discussions, and what refines it."""

import re

import pytest
from django.utils import timezone

from groups.spaces.models import Tag
from groups.threads.models import ReadMarker, Thread
from tests.factories import PostFactory, ThreadFactory, UserFactory
from tests.groups.threads.conftest import CANARY
from tests.groups.threads.views.test_reading import fill, url_of, weight
from tests.pages import main_of

pytestmark = pytest.mark.django_db


def test_thread_list_shows_what_moved(member_client, member, thread):
    Thread.objects.filter(pk=thread.pk).update(
        tag_names=["Parentalité"], excerpt="Trois familles sur quatre", kind="question"
    )
    ThreadFactory(group=member.group, pinned=True, title="Charte : à lire")
    page = main_of(member_client.get(url_of("thread-list")))
    for words in (
        "Mobiliser les parents",
        "Trois familles sur quatre",
        "Élise Moreau",
        "Parentalité",
        "Charte\u00a0: à lire",
    ):
        assert words in page
    assert page.count("is-unread") == 2 and f"{thread.pk}/?page=unread" in page


def test_thread_list_of_a_new_group_proposes_a_first_step(member_client, group):
    page = main_of(member_client.get(url_of("thread-list")))
    assert url_of("thread-new") in page and 'class="empty"' in page


def test_thread_list_of_an_archived_group_proposes_nothing(member_client, group):
    group.archived_at = timezone.now()
    group.save()
    page = main_of(member_client.get(url_of("thread-list")))
    assert url_of("thread-new") not in page and 'class="empty"' in page


def test_thread_list_unread_only(member_client, member, thread):
    ReadMarker.objects.create(membership=member, thread=thread, seq=thread.last_seq)
    ThreadFactory(group=member.group, title="Toute fraîche")
    page = main_of(member_client.get(url_of("thread-list") + "?filter=unread"))
    assert "Toute fraîche" in page and "Mobiliser" not in page
    assert '<span class="count">1</span>' in page


def test_thread_list_unread_only_with_nothing_leads_back(member_client, group):
    page = main_of(member_client.get(url_of("thread-list") + "?filter=unread"))
    assert 'class="empty"' in page and f'href="{url_of("thread-list")}"' in page


def test_thread_list_older_pages(member_client, group):
    for _ in range(27):
        ThreadFactory(group=group)
    first = main_of(member_client.get(url_of("thread-list")))
    assert first.count("thread-row__n") == 25 and "rank=26" in first
    older = re.search(r'rel="next" href="([^"]+)"', first)[1].replace("&amp;", "&")
    second = main_of(member_client.get(older))
    assert second.count("thread-row__n") == 2 and 'rel="first"' in second and 'rel="next"' not in second


@pytest.mark.parametrize(
    "query",
    ["before=0", "before=-1", "before=٣", f"before={'9' * 40}", "before=1&before=2", "filter=x", "rank=9", "a=b"],
)
def test_thread_list_survives_any_address(member_client, thread, query):
    response = member_client.get(f"{url_of('thread-list')}?{query}")
    assert response.status_code == 200 and "<h1>" in main_of(response)


def test_thread_list_leads_to_one_theme_or_another_order(member_client, member):
    ThreadFactory(group=member.group, tag_names=["École & parents"])
    url = url_of("thread-list")
    page = main_of(member_client.get(f"{url}?filter=mine&sort=replies&before=4-1&rank=26"))
    assert 'href="?filter=mine&amp;sort=created"' in page
    page = main_of(member_client.get(f"{url}?sort=replies&rank=2"))
    assert 'href="?sort=replies&amp;tag=ecole-parents"' in page and 'href="?" ' not in page


@pytest.mark.parametrize("count", [1, 3])
def test_thread_list_costs_nine_queries(client, member, count, django_assert_num_queries):
    """Session, person, membership, groups, bell, site; pinned, recent, faces."""
    fill(member, count)
    for thread in Thread.objects.filter(group=member.group):
        PostFactory(thread=thread)
    client.force_login(member.user)
    with django_assert_num_queries(9):
        client.get(url_of("thread-list"))


@pytest.mark.parametrize("query", ["kind=question", "tag=ecole", "author={author}", "filter=unanswered", "days=7"])
def test_thread_list_refined(member_client, member, thread, author, query):
    """Only what was asked for, and the way back; the page of filters keeps what was chosen."""
    Thread.objects.filter(pk=thread.pk).update(kind="question", tag_names=["École"])
    thread.tags.create(group=member.group, slug="ecole", name="École")
    other = ThreadFactory(group=member.group, title="Tout autre", last_post_at=timezone.now() - timezone.timedelta(9))
    asked = query.format(author=author.user_id)
    page = main_of(member_client.get(f"{url_of('thread-list')}?{asked}"))
    assert thread.title in page and other.title not in page
    assert {"tag=ecole": "École</span>", "author={author}": "Élise Moreau</span>"}.get(query, "") in page
    filters = main_of(member_client.get(f"{url_of('thread-filters')}?{asked}"))
    assert 'value="ecole"' in filters and "Élise Moreau" in filters
    assert "selected" in filters or 'name="filter" value="unanswered"' in filters


@pytest.mark.parametrize("count", [1, 3])
def test_thread_filters_cost_the_same_with_more(member_client, group, count, django_assert_num_queries):
    for n in range(count):
        thread = ThreadFactory(group=group, author=UserFactory(last_name=f"Daoud{n}"))
        thread.tags.create(group=group, slug=f"theme-{n}", name=f"Thème {n}")
    member_client.get(url_of("thread-filters"))
    with django_assert_num_queries(8):
        page = main_of(member_client.get(url_of("thread-filters")))
    assert page.count("Daoud") == page.count("Thème ") == count


def test_thread_filters_say_nothing_of_another_group(member_client, secret_thread):
    Tag.objects.create(group=secret_thread.group, slug="x", name=CANARY).threads.add(secret_thread)
    stranger = secret_thread.group.memberships.get().user_id
    page = main_of(member_client.get(f"{url_of('thread-list')}?tag=x&author={stranger}"))
    assert "Un thème</span>" in page and "Une personne</span>" in page
    assert CANARY not in page + member_client.get(url_of("thread-filters")).content.decode()
    refused = member_client.get(url_of("thread-filters", "secret"))
    assert refused.status_code == 404 and CANARY not in refused.content.decode()


def test_thread_list_of_twenty_five_unread_discussions_is_light(member_client, group):
    for n in range(25):
        title = f"Mobiliser les parents qui ne viennent plus aux rendez-vous du {n}"
        thread = ThreadFactory(group=group, title=title, tag_names=[f"Thème {n}", "Parents"])
        for letter in "ABCDE":
            PostFactory(thread=thread, author=UserFactory(first_name=letter, last_name=f"Nom{n}"))
    answer = member_client.get(url_of("thread-list"))
    assert answer.text.count("Mobiliser les parents") == 25 and answer.text.count("avatar--sm") == 100
    assert weight(answer) <= 8 * 1024


def test_thread_list_leads_whoever_facilitates_to_what_waits_and_what_was_deleted(client, member, facilitator):
    links = [url_of("scheduled-list"), url_of("deleted-list"), url_of("report-list")]
    for membership, shown in ((member, [False] * 3), (facilitator, [True] * 3)):
        client.force_login(membership.user)
        page = main_of(client.get(url_of("thread-list")))
        assert [f'href="{link}"' in page for link in links] == shown


def test_group_read_marks_what_the_page_showed(member_client, member, thread):
    ThreadFactory(group=member.group, title="Après")
    assert member_client.post(url_of("group-read"), {"seen": "1"}).url == url_of("thread-list")
    page = main_of(member_client.get(url_of("thread-list")))
    assert page.count("is-unread") == 1
    assert member_client.post(url_of("group-read"), {"seen": "tout"}).status_code == 400
    assert member_client.get(url_of("group-read")).url == url_of("thread-list")
