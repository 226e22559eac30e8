import gzip
import html
import re
import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from groups.models import AdminEntry
from groups.spaces.actions import save_draft
from groups.spaces.models import Draft
from groups.threads import actions
from groups.threads.models import Post, ReadMarker, Subscription, Thread
from tests.factories import MembershipFactory, PostFactory, ThreadFactory, UserFactory
from tests.groups.threads.conftest import CANARY
from tests.pages import main_of
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db


def url_of(name, group_slug="reussite-educative", **kwargs):
    return reverse(f"groups:{name}", kwargs={"group_slug": group_slug, **kwargs})


def fill(member, count):
    """`count` groups, members, and threads with tags and posts of other people."""
    for pinned in (True, False):
        for _ in range(count):
            ThreadFactory(group=member.group, pinned=pinned, posts=count, tag_names=["Parentalité"])
    for _ in range(count):
        MembershipFactory(group=member.group)
        ThreadFactory(group=MembershipFactory(user=member.user).group)


def weight(response) -> int:
    """On the wire, as our server sends it."""
    return len(gzip.compress(response.content, 6))


@pytest.fixture
def break_glass(client, group):
    admin = UserFactory(is_superuser=True)
    AdminEntry.objects.create(
        group=group, user=admin, reason="Vérifier", expires_at=timezone.now() + timezone.timedelta(hours=1)
    )
    client.force_login(admin)
    return client


# Doors ------------------------------------------------------------------------

DOORS = ["thread-list", "thread-detail", "thread-news"]


def door(name, thread):
    kwargs = {} if name == "thread-list" else {"thread_id": thread.pk}
    return url_of(name, thread.group.slug, **kwargs) + ("?since=0" if name == "thread-news" else "")


@pytest.mark.parametrize("name", DOORS)
def test_reading_is_for_members(client, member, outsider, thread, name):
    PostFactory(thread=thread, body=f"<p>{CANARY}</p>")
    Thread.objects.update(excerpt=CANARY)
    client.force_login(member.user)
    assert CANARY in client.get(door(name, thread)).content.decode()
    client.force_login(outsider)
    refused = client.get(door(name, thread))
    assert refused.status_code == 404 and CANARY not in refused.content.decode()
    client.logout()
    assert client.get(door(name, thread)).url.startswith("/compte/login/")


@pytest.mark.parametrize("name", DOORS)
def test_reading_of_a_hidden_group_looks_like_nothing(member_client, secret_thread, name):
    refused = member_client.get(door(name, secret_thread))
    unknown = member_client.get(door(name, secret_thread).replace("/secret/", "/inconnu/"))
    assert refused.status_code == unknown.status_code == 404
    assert masked(refused) == masked(unknown)
    assert CANARY not in refused.content.decode()


def masked(response):
    """Without what changes at each request: reference, one-time tokens."""
    text = re.sub(r"<code>[^<]*</code>|value=\"[A-Za-z0-9]{64}\"|nonce=\"[^\"]*\"", "", response.content.decode())
    return text.replace("/secret/", "/inconnu/")


@pytest.mark.parametrize("name", DOORS)
def test_reading_exceptionally_writes_nothing(break_glass, thread, name, django_capture_on_commit_callbacks):
    response = break_glass.get(door(name, thread))
    assert response.status_code == 200
    assert not ReadMarker.objects.exists()
    if name != "thread-news":
        assert "<textarea" not in main_of(response)


def test_thread_of_another_group_by_its_id(member_client, member, secret_thread):
    """An id of another group inside the address of one's own."""
    refused = member_client.get(url_of("thread-detail", thread_id=secret_thread.pk))
    assert refused.status_code == 404 and CANARY not in refused.content.decode()


# A thread ---------------------------------------------------------------------


def test_thread_detail_shows_its_posts(member_client, member, thread):
    PostFactory(thread=thread, author=member.user, body="<p>Oui, <strong>vraiment</strong>.</p>")
    page = main_of(member_client.get(thread.url))
    assert "<p>Oui, <strong>vraiment</strong>.</p>" in page and "Cheffe de projet" in page
    assert 'id="m1"' in page and 'id="m2"' in page
    assert f"{thread.url}messages/2/modification/" in page
    assert f"{thread.url}messages/1/modification/" not in page


def test_thread_detail_shows_a_trace_of_what_was_deleted(member_client, thread):
    PostFactory(thread=thread, body=f"<p>{CANARY}</p>", deleted_at=timezone.now())
    page = main_of(member_client.get(thread.url))
    assert 'id="m2"' in page and "post--deleted" in page and CANARY not in page


def test_thread_detail_of_former_members(member_client, thread):
    Post.objects.update(author=None)
    Thread.objects.update(author=None)
    assert "avatar--none" in main_of(member_client.get(thread.url))


def test_thread_detail_pages(member_client, group):
    thread = ThreadFactory(group=group, posts=45)
    pages = [main_of(member_client.get(f"{thread.url}?page={n}")) for n in (1, 2, 3, 10**9)]
    assert [page.count('class="post"') for page in pages] == [20, 20, 5, 5]
    assert ["data-grows" in page for page in pages] == [False, False, True, True]
    assert ["<textarea" in page for page in pages] == [False, False, True, True]


@pytest.mark.parametrize("page", ["0", "-1", "x", "٣", "1e3", "9" * 40, ""])
def test_thread_detail_survives_any_page(member_client, thread, page):
    response = member_client.get(f"{thread.url}?page={page}")
    assert response.status_code == 200 and 'id="m1"' in main_of(response)


@pytest.mark.parametrize("thread_id", [0, 10**30])
def test_thread_detail_survives_any_id(member_client, member, thread_id):
    response = member_client.get(f"/groupes/reussite-educative/discussions/{thread_id}/")
    assert response.status_code == 404 and "Mobiliser" not in response.content.decode()


def test_thread_detail_moves_the_marker_once(member_client, member, thread, django_assert_num_queries):
    """Session, person, thread with its group, posts, words, bell, site, groups; and one write when something is new."""
    member_client.get(thread.url)
    assert ReadMarker.objects.get().seq == 1
    PostFactory(thread=thread)
    with django_assert_num_queries(9) as first:
        member_client.get(thread.url)
    with django_assert_num_queries(8) as second:
        member_client.get(thread.url)
    assert ReadMarker.objects.get().seq == 2
    assert [writes_of(queries) for queries in (first, second)] == [1, 0]


def writes_of(queries):
    return sum(query["sql"].lstrip().startswith(("INSERT", "UPDATE", "DELETE")) for query in queries.captured_queries)


def test_thread_detail_quiets_the_bell(member_client, member, author, start, reply, django_assert_num_queries):
    threads = [start(member), start(member)]
    for thread in threads:
        reply(thread, author)
    run_tasks()
    assert bell_of(member_client.get("/tableau-de-bord/")) == 2
    with django_assert_num_queries(10):
        assert bell_of(member_client.get(threads[0].url)) == 1
    assert bell_of(member_client.get(threads[1].url)) == 0


def bell_of(response):
    found = re.search(r'<span data-bell>.*?<span class="count">(\d+)', response.content.decode())
    return int(found[1]) if found else 0


@pytest.mark.parametrize("page", [1, 2, 3])
def test_thread_detail_costs_the_same_on_any_page(member_client, group, page, django_assert_num_queries):
    thread = ThreadFactory(group=group, posts=45)
    with django_assert_num_queries(9):
        member_client.get(f"{thread.url}?page={page}")


@pytest.mark.parametrize("count", [1, 3])
def test_thread_detail_costs_the_same_with_more(client, member, count, django_assert_num_queries):
    fill(member, count)
    thread = ThreadFactory(group=member.group, posts=count)
    client.force_login(member.user)
    with django_assert_num_queries(9):
        client.get(thread.url)


def test_a_discussion_of_twenty_messages_is_light(member_client, group):
    words = " ".join(f"mot{n}" for n in range(60))
    thread = ThreadFactory(group=group, posts=0)
    for n in range(20):
        PostFactory(thread=thread, body=f"<p>{words}{n}</p>", author=UserFactory(last_name=f"Nom{n}"))
    assert weight(member_client.get(thread.url)) <= 12 * 1024


def test_thread_detail_unread_line(member_client, member, thread):
    PostFactory(thread=thread, author=member.user)
    ReadMarker.objects.create(membership=member, thread=thread, seq=2)
    for _ in range(2):
        PostFactory(thread=thread)
    page = main_of(member_client.get(thread.url))
    line = page.index('id="nonlus"')
    assert page.index('id="m2"') < line < page.index('id="m3"')
    assert 'href="#nonlus"' in page
    assert 'id="nonlus"' not in main_of(member_client.get(thread.url))


def test_thread_detail_never_opened_has_no_line(member_client, thread):
    assert 'id="nonlus"' not in main_of(member_client.get(thread.url))


def test_thread_detail_leads_to_what_is_unread(member_client, member, group):
    thread = ThreadFactory(group=group, posts=45)
    ReadMarker.objects.create(membership=member, thread=thread, seq=30)
    first = main_of(member_client.get(thread.url))
    assert 'href="?page=unread"' in first and 'id="nonlus"' not in first
    assert member_client.get(f"{thread.url}?page=unread").url == f"{thread.url}?page=2#nonlus"
    thread.posts.filter(number=33).update(deleted_at=timezone.now())
    thread.posts.filter(number=44).update(hidden_at=timezone.now())
    second = main_of(member_client.get(f"{thread.url}?page=2"))
    assert 'id="nonlus"' in second and "13 messages depuis votre visite" in second
    member_client.get(f"{thread.url}?page=3")
    assert member_client.get(f"{thread.url}?page=unread").url == f"{thread.url}?page=3"


def test_thread_detail_unread_of_one_page(member_client, member, thread):
    assert member_client.get(f"{thread.url}?page=unread").url == f"{thread.url}?page=1#nonlus"
    member_client.get(thread.url)
    assert member_client.get(f"{thread.url}?page=unread").url == thread.url


def test_thread_detail_tells_the_live_part_where_it_stands(member_client, group, thread):
    page = main_of(member_client.get(thread.url))
    assert f'data-scope="group:{group.pk}" data-thread="{thread.pk}" data-last-seq="1"' in page
    assert f'data-news-url="{thread.url}nouveautes/"' in page and "data-livebar" in page


def test_thread_detail_of_an_archived_group_is_read_only(member_client, member, thread):
    PostFactory(thread=thread, author=member.user)
    member.group.archived_at = timezone.now()
    member.group.save()
    page = main_of(member_client.get(thread.url))
    assert "<textarea" not in page and "modification" not in page and 'id="m2"' in page


def test_thread_detail_proposes_deletion_to_whom_it_belongs(client, member, author, facilitator, thread):
    shown = {}
    for membership in (member, author, facilitator):
        client.force_login(membership.user)
        shown[membership.pk] = f"{thread.url}suppression/" in main_of(client.get(thread.url))
    assert list(shown.values()) == [False, True, True]


# News -------------------------------------------------------------------------


def news(client, thread, since):
    return client.get(f"{thread.url}nouveautes/?since={since}")


def test_thread_news_are_the_posts_after(member_client, member, thread):
    PostFactory(thread=thread, body="<p>Tout juste arrivée.</p>", author=UserFactory(first_name="Élise", last_name="M"))
    PostFactory(thread=ThreadFactory(group=member.group), body="<p>Ailleurs.</p>")
    page = news(member_client, thread, 1).content.decode()
    assert '<div data-news data-last-seq="2" data-change="0" data-count="1" data-label="' in page
    assert 'id="m2"' in page and 'id="m1"' not in page
    assert "Tout juste arrivée." in page and "Ailleurs." not in page
    assert "<html" not in page


def test_thread_news_when_nothing_is_new(member_client, thread):
    response = news(member_client, thread, 1)
    assert (response.status_code, response.content) == (204, b"")


def test_thread_news_remember_what_was_shown(member_client, member, thread, django_assert_num_queries):
    """Session, person, thread with its group, mark, bell, posts, words, people."""
    PostFactory(thread=thread)
    with django_assert_num_queries(8):
        news(member_client, thread, 1)
    assert ReadMarker.objects.get().seq == 1
    news(member_client, thread, 10**17)
    assert ReadMarker.objects.get().seq == 2
    with django_assert_num_queries(6):
        news(member_client, thread, 1)


def test_thread_news_too_far_ask_to_read_again(member_client, group):
    thread = ThreadFactory(group=group, posts=60)
    page = news(member_client, thread, 1).content.decode()
    assert "data-reset" in page and "Message" not in page


@pytest.mark.parametrize("since", ["", "x", "-1", "٣", "9" * 40])
def test_thread_news_refuse_what_is_no_sequence(member_client, thread, since):
    PostFactory(thread=thread, body=f"<p>{CANARY}</p>")
    response = news(member_client, thread, since)
    assert response.status_code == 400 and CANARY not in response.content.decode()


def test_thread_news_after_losing_the_group(member_client, member, thread):
    PostFactory(thread=thread, body=f"<p>{CANARY}</p>")
    assert CANARY in news(member_client, thread, 1).content.decode()
    type(member).objects.filter(pk=member.pk).delete()
    response = news(member_client, thread, 1)
    assert response.status_code == 404 and CANARY not in response.content.decode()


# Following --------------------------------------------------------------------


def test_thread_follow_and_refuse(member_client, member, thread):
    for level in ("watch", "watch", "mentions", "muted"):
        response = member_client.post(f"{thread.url}suivi/", {"level": level})
        assert response.url == thread.url
        assert Subscription.objects.get(membership=member).level == level
    page = main_of(member_client.get(thread.url))
    pressed = re.search(r'suivi/" name="level" value="muted" aria-pressed="(\w+)"', page)
    assert pressed[1] == "true"
    assert member_client.post(f"{thread.url}suivi/", {"level": "all"}).status_code == 400


def test_thread_follow_is_for_members(client, break_glass, outsider, thread, secret_thread):
    for_admin = break_glass.post(f"{thread.url}suivi/", {"level": "watch"})
    client.force_login(outsider)
    for_outsider = client.post(f"{secret_thread.url}suivi/", {"level": "watch"})
    assert for_admin.status_code == for_outsider.status_code == 404
    assert not Subscription.objects.exists()


def test_thread_follow_does_nothing_on_get(member_client, thread):
    assert member_client.get(f"{thread.url}suivi/?follow=1").url == thread.url
    assert not Subscription.objects.exists()


# Quoting, marking -------------------------------------------------------------


def test_thread_detail_begins_an_answer_with_words(member_client, author, thread):
    post = PostFactory(thread=thread, author=author.user, body="<blockquote>Avant</blockquote><p>A &lt;b&gt;</p>")
    page = main_of(member_client.get(f"{thread.url}?quote=2"))
    begun = html.unescape(page.split("<textarea")[1].split("</textarea>")[0])
    assert f'<blockquote data-quote="{post.pk}"><p>A &lt;b&gt;</p></blockquote>' in begun and "Avant" not in begun
    refused = member_client.get(f"{thread.url}?quote=99")
    assert refused.status_code == 404 and "Élise" not in refused.content.decode()


def test_thread_detail_brings_back_what_was_being_written(client, member, author, thread):
    values = {"content": {"body": f"<p>{CANARY}</p>"}, "key": uuid.uuid4(), "saved_at": timezone.now()}
    Draft.objects.create(membership=member, name=thread.target, **values)
    client.force_login(member.user)
    assert CANARY in main_of(client.get(thread.url))
    client.force_login(author.user)
    assert CANARY not in client.get(thread.url).content.decode()


def test_thread_detail_old_link_leads_to_the_group_where_it_is(client, member, outsider, thread):
    """For members of that group only."""
    old, there = thread.url, MembershipFactory(user=member.user)
    Thread.objects.filter(pk=thread.pk).update(group=there.group)
    client.force_login(member.user)
    assert client.get(old).url == f"/groupes/{there.group.slug}/discussions/{thread.pk}/"
    client.force_login(outsider)
    refused = client.get(old)
    assert refused.status_code == 404 and there.group.slug not in refused.content.decode()


def test_post_place_takes_the_discussion_up_again(member_client, member, group):
    thread = ThreadFactory(group=group, posts=3)
    member_client.get(thread.url)
    place = f"{thread.url}messages/2/repere/"
    assert member_client.post(place, {"on": "0"}).url == url_of("thread-list")
    assert ReadMarker.objects.get().seq == 1
    member_client.post(place, {"on": "1"})
    assert ReadMarker.objects.get().seq == 2
    assert member_client.post(place, {"on": "peut-être"}).status_code == 400
    assert ReadMarker.objects.get().seq == 2
    member_client.get(url_of("thread-list"))  # shows what was said until now
    said = member_client.post(f"{place}?stay=1", {"on": "0"}).json()["said"]
    assert ReadMarker.objects.get().seq == 1 and said.startswith("Vous retrouverez")
    assert said not in main_of(member_client.get(url_of("thread-list")))


def test_thread_presence_names_members_who_show_themselves(
    member_client, member, author, facilitator, outsider, thread
):
    facilitator.user.profile.shows_presence = False
    facilitator.user.profile.save()
    ids = ",".join(str(pk) for pk in (member.user_id, author.user_id, facilitator.user_id, outsider.pk))
    found = member_client.get(f"{thread.url}presence/?ids={ids}").json()
    assert found == [{"id": author.user_id, "name": "Élise Moreau"}]


# What is not there ------------------------------------------------------------


def kept_on_server(membership, thread, body="<p>Ma <strong>réponse</strong></p>"):
    content = {"body": body, "body_format": "html"}
    save_draft(membership=membership, name=thread.target, key=uuid.uuid4(), content=content)


def test_thread_detail_of_a_deleted_discussion_gives_ones_own_words_back(member_client, member, facilitator, thread):
    kept_on_server(member, thread)
    kept_on_server(facilitator, thread, "<p>Le brouillon d’une autre</p>")
    actions.delete_thread(thread=thread, by=facilitator)
    answer = member_client.get(thread.url)
    page = main_of(answer)
    assert answer.status_code == 404 and "Ma réponse</div>" in page and "<strong>réponse" not in page
    assert thread.title not in page and "d’une autre" not in page and thread.posts.get().body not in page


def test_thread_detail_says_the_same_of_what_never_was(member_client, facilitator, thread):
    actions.delete_thread(thread=thread, by=facilitator)
    deleted, unknown = (main_of(member_client.get(url)) for url in (thread.url, thread.url.replace("/1/", "/99/")))
    assert deleted == unknown and "n’est plus ici" in deleted


def test_thread_news_of_what_is_gone_tells_members_only(client, member, facilitator, thread):
    actions.delete_thread(thread=thread, by=facilitator)
    news, told = f"{thread.url}nouveautes/?since=1&changed=0", 'id="thread-answer"'
    for user, expected in ((member.user, True), (MembershipFactory().user, False)):
        client.force_login(user)
        answer = client.get(news)
        assert answer.status_code == 404 and (told in answer.text) is expected


def test_thread_news_of_what_moved_leads_there_those_who_may_follow(client, member, author, facilitator, thread):
    there = MembershipFactory(user=facilitator.user, role="facilitator", group__name="Ailleurs").group
    MembershipFactory(group=there, user=author.user)
    moved = actions.move_thread(thread=thread, by=facilitator, to=there)
    for user, expected in ((author.user, True), (member.user, False)):
        client.force_login(user)
        page = client.get(f"{thread.url}nouveautes/?since=1&changed=0").text
        assert (moved.url in page) is expected and moved.title not in page


def test_thread_detail_of_a_closed_discussion_shows_the_words_that_were_not_sent(client, member, facilitator, thread):
    kept_on_server(member, thread)
    actions.lock_thread(thread=thread, by=facilitator, locked=True)
    client.force_login(member.user)
    assert "Ma réponse</div>" in main_of(client.get(thread.url))
    client.force_login(MembershipFactory(group=thread.group).user)
    assert "Ma réponse" not in main_of(client.get(thread.url))


def test_quote_reads_without_the_editor(member_client, thread):
    page = main_of(member_client.get(f"{thread.url}?quote=1"))
    area = page.split("<textarea")[1].split("</textarea>")[0]
    attributes, _, words = area.partition(">")
    assert words.strip().startswith("&gt; ") and "blockquote" not in words
    assert f"data-quote=&quot;{thread.posts.get().pk}&quot;" in attributes
