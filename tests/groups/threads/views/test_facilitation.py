import re
import uuid

import pytest
from django.core import mail
from django.utils import timezone

from groups.models import Acknowledgement, LogLine
from groups.threads import actions
from groups.threads.models import Post, Thread
from tests.factories import GroupFactory, MembershipFactory, PostFactory, ThreadFactory
from tests.groups.threads.conftest import CANARY
from tests.pages import main_of
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(group):
    return ThreadFactory(group=group, title="L’autre discussion")


@pytest.fixture
def elsewhere(facilitator):
    group = GroupFactory(slug="ailleurs", name="Ailleurs")
    MembershipFactory(group=group, user=facilitator.user, role="facilitator")
    return group


SWITCHES = {"epingle/": "pinned", "fermeture/": "is_locked"}


@pytest.mark.parametrize("page", SWITCHES)
def test_switches_say_what_they_did_and_change_nothing_twice(facilitator_client, thread, page):
    said = set()
    for on in ("1", "1", "0"):
        response = facilitator_client.post(thread.url + page, {"on": on}, follow=True)
        said.add(" ".join(map(str, response.context["messages"])))
        assert getattr(Thread.objects.get(pk=thread.pk), SWITCHES[page]) is (on == "1")
    assert len(said) == 2 and LogLine.objects.count() == 2
    assert facilitator_client.post(thread.url + page, {"on": "peut-être"}).status_code == 400


@pytest.mark.parametrize("page", ["epingle/", "fermeture/", "doublon/retrait/"])
def test_switches_are_refused_to_members(member_client, thread, page):
    assert member_client.post(thread.url + page, {"on": "1"}).status_code == 404
    assert not LogLine.objects.exists()


@pytest.mark.parametrize("page", ["fusion/", "separation/", "deplacement/", "doublon/", "lecteurs/"])
def test_pages_are_refused_to_members(client, member, facilitator, thread, page):
    Thread.objects.update(kind="announcement")
    client.force_login(facilitator.user)
    assert thread.title in main_of(client.get(thread.url + page))
    client.force_login(member.user)
    refused = client.get(thread.url + page)
    assert refused.status_code == 404 and thread.title not in refused.content.decode()


def test_closed_discussion_says_so_to_members(client, member, facilitator, thread):
    actions.lock_thread(thread=thread, by=facilitator, locked=True)
    client.force_login(member.user)
    page = main_of(client.get(thread.url))
    assert 'name="body"' not in page
    assert client.post(f"{thread.url}reponses/", {"body": "Encore"}).status_code in {404, 409, 422}
    assert Post.objects.count() == 1
    client.force_login(facilitator.user)
    assert 'name="body"' in main_of(client.get(thread.url))


def test_merge_offers_discussions_of_the_group_by_words(facilitator_client, thread, other, secret_thread):
    ThreadFactory(group=thread.group, title="Rien à voir")
    page = main_of(facilitator_client.get(f"{thread.url}fusion/?q=autre"))
    assert "L’autre discussion" in page and "Rien à voir" not in page
    everything = main_of(facilitator_client.get(f"{thread.url}fusion/"))
    assert "Rien à voir" in everything and CANARY not in everything
    assert f'value="{thread.pk}"' not in everything


def test_merge_leads_to_the_other_one(facilitator_client, thread, other):
    response = facilitator_client.post(f"{thread.url}fusion/", {"thread": other.pk})
    assert response.url == other.url
    assert Post.objects.filter(thread=other).count() == 2
    assert facilitator_client.get(thread.url).url.startswith(other.url)


def test_merge_into_what_was_not_offered_is_refused(facilitator_client, thread, secret_thread):
    response = facilitator_client.post(f"{thread.url}fusion/", {"thread": secret_thread.pk})
    assert response.status_code == 422 and CANARY not in response.content.decode()
    assert Thread.objects.get(pk=thread.pk).deleted_at is None


def test_duplicate_leads_there_and_back(facilitator_client, thread, other):
    facilitator_client.post(f"{thread.url}doublon/", {"thread": other.pk})
    page = main_of(facilitator_client.get(thread.url))
    assert other.url in page and "L’autre discussion" in page
    facilitator_client.post(f"{thread.url}doublon/retrait/", {"on": "1"})
    assert other.url not in main_of(facilitator_client.get(thread.url))


def test_duplicate_of_its_own_duplicate_keeps_the_choice(facilitator_client, thread, other):
    Thread.objects.filter(pk=other.pk).update(duplicate_of=thread)
    response = facilitator_client.post(f"{thread.url}doublon/", {"thread": other.pk})
    assert response.status_code == 409 and "checked" in main_of(response)
    assert Thread.objects.get(pk=thread.pk).duplicate_of is None


def test_split_proposes_the_messages_from_there_on(facilitator_client, thread):
    for number in range(2, 5):
        PostFactory(thread=thread, body=f"<p>Propos {number}</p>")
    page = main_of(facilitator_client.get(f"{thread.url}separation/?from=3"))
    assert "Propos 3" in page and "Propos 4" in page and "Propos 2" not in page
    sent = {"title": "À part", "numbers": ["3", "4"]}
    response = facilitator_client.post(f"{thread.url}separation/?from=3", sent)
    new = Thread.objects.get(title="À part")
    assert response.url == new.url
    assert [post.body for post in new.posts.order_by("number")] == ["<p>Propos 3</p>", "<p>Propos 4</p>"]


def test_split_takes_everything_after_the_page_too(facilitator_client, thread):
    for _ in range(44):
        PostFactory(thread=thread)
    shown = [str(n) for n in range(2, 42)]
    facilitator_client.post(f"{thread.url}separation/", {"title": "Le reste", "numbers": shown, "rest": "on"})
    assert Thread.objects.get(title="Le reste").posts.count() == 44


@pytest.mark.parametrize(
    ("sent", "status"),
    [({"title": "x"}, 409), ({"numbers": ["2"]}, 422), ({"title": "x", "numbers": ["1"]}, 422)],
)
def test_split_without_messages_or_title_gives_the_form_back(facilitator_client, thread, sent, status):
    PostFactory(thread=thread)
    response = facilitator_client.post(f"{thread.url}separation/", sent)
    assert response.status_code == status and 'name="numbers"' in main_of(response)
    assert Thread.objects.count() == 1


def test_move_goes_to_another_group_of_mine(client, facilitator, member, thread, elsewhere, secret_thread):
    client.force_login(facilitator.user)
    page = main_of(client.get(f"{thread.url}deplacement/"))
    assert "Ailleurs" in page and CANARY not in page
    response = client.post(f"{thread.url}deplacement/", {"group": elsewhere.pk})
    assert response.url == Thread.objects.get(pk=thread.pk).url == f"/groupes/ailleurs/discussions/{thread.pk}/"
    client.force_login(member.user)
    refused = client.get(thread.url)
    assert refused.status_code == 404 and thread.title not in refused.content.decode()


def test_move_elsewhere_is_refused(facilitator_client, thread, secret_thread):
    response = facilitator_client.post(f"{thread.url}deplacement/", {"group": secret_thread.group_id})
    assert response.status_code == 422 and CANARY not in response.content.decode()
    assert Thread.objects.get(pk=thread.pk).group == thread.group


def test_move_without_another_group_says_why(facilitator_client, thread):
    page = main_of(facilitator_client.get(f"{thread.url}deplacement/"))
    assert 'type="radio"' not in page and "Vous n’animez pas d’autre groupe" in page


@pytest.fixture
def announcement(group, facilitator):
    return ThreadFactory(group=group, author=facilitator.user, title="À lire", kind="announcement")


def test_acknowledge_is_counted_and_named(client, member, author, facilitator, announcement):
    client.force_login(member.user)
    assert f"{announcement.url}lecture/" in main_of(client.get(announcement.url))
    for _ in range(2):
        assert client.post(f"{announcement.url}lecture/").url == announcement.url
    assert Acknowledgement.objects.count() == 1
    client.force_login(facilitator.user)
    waiting, read = main_of(client.get(f"{announcement.url}lecteurs/")).split("Élise")
    assert "Claire" in read and "Claire" not in waiting


@pytest.mark.parametrize("sent", [{"body": ""}, {"body": "Vu", "preview": "1"}])
def test_an_answer_to_an_announcement_that_comes_back_still_counts_who_read_it(client, facilitator, announcement, sent):
    client.force_login(facilitator.user)
    page = client.post(f"{announcement.url}reponses/", {"key": str(uuid.uuid4()), **sent})
    assert re.search(r"Lecture confirmée[^<]*0 sur 0", main_of(page)), page.status_code


def test_acknowledge_a_discussion_or_from_outside_is_refused(client, member, outsider, thread, announcement):
    client.force_login(member.user)
    assert client.post(f"{thread.url}lecture/").status_code == 404
    client.force_login(outsider)
    assert client.post(f"{announcement.url}lecture/").status_code == 404
    assert not Acknowledgement.objects.exists()


def test_reminder_from_the_list_of_readers(facilitator_client, author, member, announcement):
    actions.acknowledge(thread=announcement, member=member)
    facilitator_client.post(f"{announcement.url}lecteurs/")
    run_tasks()
    assert [message.to for message in mail.outbox] == [[author.user.email]]
    page = main_of(facilitator_client.get(f"{announcement.url}lecteurs/"))
    assert "Vous pourrez les relancer demain" in page and "Relancer" not in page
    again = facilitator_client.post(f"{announcement.url}lecteurs/", follow=True)
    assert "demain" in " ".join(str(message) for message in again.context["messages"])
    run_tasks()
    assert len(mail.outbox) == 1


def test_readers_of_a_discussion_are_nobody_s_business(facilitator_client, thread):
    refused = facilitator_client.get(f"{thread.url}lecteurs/")
    assert refused.status_code == 404 and thread.title not in refused.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_readers_cost_the_same_however_many(facilitator_client, announcement, count, django_assert_max_num_queries):
    for _ in range(count):
        actions.acknowledge(thread=announcement, member=MembershipFactory(group=announcement.group))
        MembershipFactory(group=announcement.group)
    facilitator_client.get(announcement.url)
    with django_assert_max_num_queries(12):
        page = main_of(facilitator_client.get(f"{announcement.url}lecteurs/"))
    assert page.count("Personne") >= 2 * count


def test_archived_group_keeps_everything_as_it_is(facilitator_client, thread, other):
    type(thread.group).objects.update(archived_at=timezone.now())
    for page, sent in (
        ("epingle/", {"on": "1"}),
        ("fusion/", {"thread": other.pk}),
        ("doublon/", {"thread": other.pk}),
    ):
        said = facilitator_client.post(thread.url + page, sent, follow=True).content.decode()
        assert "archivé" in said
    assert not LogLine.objects.exists()
    assert Thread.objects.filter(pk=thread.pk, deleted_at=None, pinned=False, duplicate_of=None).exists()


def test_closing_reaches_the_pages_that_stay_open(client, member, facilitator, thread):
    """What asks for news gets the new head, and what stands where the answer was being written."""
    actions.lock_thread(thread=thread, by=facilitator, locked=True)
    client.force_login(member.user)
    news = client.get(f"{thread.url}nouveautes/?since=1&changed=0").content.decode()
    assert 'id="thread-head"' in news and 'id="thread-answer"' in news and "<textarea" not in news
    assert client.get(f"{thread.url}nouveautes/?since=1&changed={member.group.last_change + 1}").status_code == 204


@pytest.mark.parametrize("page", ["fusion/", "doublon/"])
def test_choice_keeps_the_words_of_the_search(facilitator_client, thread, other, page):
    found = main_of(facilitator_client.post(f"{thread.url}{page}?q=autre", {}))
    assert 'name="q" value="autre"' in found and f'value="{other.pk}"' in found and 'role="alert"' in found
    nothing = main_of(facilitator_client.get(f"{thread.url}{page}?q=introuvable"))
    assert 'type="radio"' not in nothing and 'href="?"' in nothing


def test_split_that_is_refused_keeps_what_was_chosen(facilitator_client, thread):
    for number in range(2, 5):
        PostFactory(thread=thread, body=f"<p>Propos {number}</p>")
    page = main_of(facilitator_client.post(f"{thread.url}separation/", {"title": "", "numbers": ["2", "4"]}))
    assert ticked(page) == [True, False, True]
    assert ticked(main_of(facilitator_client.get(f"{thread.url}separation/"))) == [False] * 3
    assert ticked(main_of(facilitator_client.get(f"{thread.url}separation/?from=3"))) == [True] * 2


def ticked(page):
    boxes = [box.split(">")[0] for box in page.split("<input")[1:]]
    return ["checked" in box for box in boxes if 'name="numbers"' in box]


def test_merged_discussion_leads_on_for_members_only(client, member, outsider, facilitator, thread, other):
    actions.merge_thread(thread=thread, by=facilitator, into_id=other.pk)
    client.force_login(member.user)
    assert client.get(thread.url).url == other.url
    assert client.get(f"{thread.url}messages/1/").url == f"{other.url}#m2"
    client.force_login(outsider)
    for path in (thread.url, f"{thread.url}messages/1/"):
        refused = client.get(path)
        assert refused.status_code == 404 and other.title not in refused.content.decode()


@pytest.mark.parametrize("page", ["epingle/", "fermeture/", "doublon/retrait/", "lecture/"])
def test_acts_happen_by_post_only(facilitator_client, thread, page):
    assert facilitator_client.get(f"{thread.url}{page}?on=1").url == thread.url
    assert not LogLine.objects.exists() and not Acknowledgement.objects.exists()


@pytest.mark.parametrize("page", ["fusion/", "separation/", "deplacement/", "doublon/"])
@pytest.mark.parametrize("count", [1, 3])
def test_choices_cost_the_same_with_more(
    facilitator_client, facilitator, thread, page, count, django_assert_num_queries
):
    for n in range(count):
        PostFactory(thread=thread, body=f"<p>À choisir {n}</p>")
        ThreadFactory(group=thread.group, title=f"À choisir {n}")
        there = GroupFactory(short_name=f"À choisir {n}", name=f"À choisir {n}")
        MembershipFactory(group=there, user=facilitator.user, role="facilitator")
    facilitator_client.get(thread.url + page)
    with django_assert_num_queries(8):
        assert main_of(facilitator_client.get(thread.url + page)).count("À choisir") == count
