import pytest
from django.utils import timezone

from groups.models import PostRevision
from groups.threads import actions
from groups.threads.models import Post, Reaction, Thread
from tests.factories import PostFactory, ThreadFactory, UserFactory
from tests.groups.threads.conftest import CANARY
from tests.pages import main_of

pytestmark = pytest.mark.django_db
WORDS = "Le mot de passe du portail"


@pytest.fixture
def post(thread, author):
    post = PostFactory(thread=thread, author=author.user, body=f"<p>{WORDS}</p>", edited_at=timezone.now())
    PostRevision.objects.create(post=post, body=f"<p>{WORDS} d’avant</p>", written_at=timezone.now())
    return post


def url(post, page=""):
    return f"{post.thread.url}messages/{post.number}/{page}"


PAGES = ["", "historique/", "reactions/"]


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_a_message_are_for_members(client, member, outsider, post, page):
    Reaction.objects.create(post=post, user=member.user, kind="thanks")
    words = {"": WORDS, "historique/": f"{WORDS} d’avant", "reactions/": "Claire Vasseur"}[page]
    client.force_login(member.user)
    assert words in main_of(client.get(url(post, page)))
    client.force_login(outsider)
    refused = client.get(url(post, page))
    assert refused.status_code == 404
    assert words not in refused.content.decode()


@pytest.mark.parametrize("gone", ["deleted_at", "hidden_at"])
def test_pages_of_a_message_that_is_gone_are_for_those_who_facilitate(client, member, facilitator, post, gone):
    Post.objects.filter(pk=post.pk).update(**{gone: timezone.now()})
    client.force_login(member.user)
    for page in PAGES:
        refused = client.get(url(post, page))
        assert refused.status_code == 404 and WORDS not in refused.content.decode()
    client.force_login(facilitator.user)
    assert f"{WORDS} d’avant" in main_of(client.get(url(post, "historique/")))
    assert url(post, "restauration/") in main_of(client.get(url(post)))


def test_menu_offers_what_each_may_do(client, author, member, facilitator, post):
    offered = {}
    for membership in (author, member, facilitator):
        client.force_login(membership.user)
        page = main_of(client.get(url(post)))
        offered[membership.user.first_name] = {
            name for name in ("modification/", "suppression/", "signalement/", "masquage/") if url(post, name) in page
        }
    assert offered == {
        "Élise": {"modification/", "suppression/"},
        "Claire": {"signalement/"},
        "Hélène": {"signalement/", "masquage/"},
    }


def test_moved_message_is_found_from_its_old_address(client, member, outsider, facilitator, post):
    old = url(post)
    new = actions.split_thread(thread=post.thread, by=facilitator, numbers=[post.number], title="À part")
    client.force_login(member.user)
    assert client.get(old).url == f"{new.url}#m1"
    client.force_login(outsider)
    refused = client.get(old)
    assert refused.status_code == 404 and "À part" not in refused.content.decode()


def test_thread_that_moved_away_is_lost_for_members_of_the_first_group(client, member, facilitator, post):
    other = ThreadFactory(group=post.thread.group, title="La suite")
    actions.merge_thread(thread=post.thread, by=facilitator, into_id=other.pk)
    client.force_login(member.user)
    assert client.get(post.thread.url).url.startswith(other.url)


def react(client, post, reaction, query=""):
    return client.post(url(post, "reactions/") + query, {"reaction": reaction})


def test_reaction_is_said_taken_back_and_shown(member_client, member, post):
    assert react(member_client, post, "thanks:on").url == post.url
    react(member_client, post, "thanks:on")
    assert list(Reaction.objects.values_list("kind", "user")) == [("thanks", member.user_id)]
    page = main_of(member_client.get(post.thread.url))
    assert 'value="thanks:off"' in page
    react(member_client, post, "thanks:off")
    assert not Reaction.objects.exists()


def test_reaction_of_a_script_leads_to_what_changed(member_client, post):
    response = react(member_client, post, "useful:on", "?since=2&changed=0")
    assert response.url == f"{post.thread.url}nouveautes/?since=2&changed=0"
    assert 'value="useful:off"' in member_client.get(response.url).content.decode()


@pytest.mark.parametrize("reaction", ["", "thanks", "love:on", "thanks:maybe", "thanks:on:on"])
def test_reaction_that_makes_no_sense_is_refused(member_client, post, reaction):
    assert react(member_client, post, reaction).status_code == 400
    assert not Reaction.objects.exists()


def test_reaction_is_refused_to_authors_outsiders_and_archived_groups(client, author, outsider, member, post):
    for user in (author.user, outsider):
        client.force_login(user)
        assert react(client, post, "thanks:on").status_code == 404
    type(post.thread.group).objects.update(archived_at=timezone.now())
    client.force_login(member.user)
    assert react(client, post, "thanks:on").status_code == 404
    assert not Reaction.objects.exists()


def test_reaction_in_a_hidden_group_says_nothing(member_client, secret_thread):
    post = Post.objects.get(thread=secret_thread)
    refused = react(member_client, post, "thanks:on")
    assert refused.status_code == 404 and CANARY not in refused.content.decode()
    assert not Reaction.objects.exists()


@pytest.fixture
def question(group, member):
    return ThreadFactory(group=group, author=member.user, kind="question", title="Combien ?")


def test_answer_is_marked_and_taken_back(member_client, question, author):
    post = PostFactory(thread=question, author=author.user, body="<p>Quarante-deux.</p>")
    path = f"{question.url}solution/?post={post.number}"
    assert member_client.post(path, {"on": "1"}).url == post.url
    assert "Quarante-deux." in main_of(member_client.get(question.url))
    assert Thread.objects.get(pk=question.pk).answer == post
    member_client.post(path, {"on": "0"})
    assert Thread.objects.get(pk=question.pk).answer is None


def test_answer_is_for_whoever_asked(client, question, author, outsider):
    post = PostFactory(thread=question)
    for user in (author.user, outsider):
        client.force_login(user)
        assert client.post(f"{question.url}solution/?post={post.number}", {"on": "1"}).status_code == 404
    assert Thread.objects.get(pk=question.pk).answer is None


@pytest.mark.parametrize(
    ("number", "on", "status"), [("99", "1", 404), ("x", "1", 400), ("1", "", 400), ("", "1", 400)]
)
def test_answer_that_makes_no_sense_is_refused(member_client, question, number, on, status):
    assert member_client.post(f"{question.url}solution/?post={number}", {"on": on}).status_code == status
    assert Thread.objects.get(pk=question.pk).answer is None


def test_post_detail_of_what_is_gone_leads_members_to_the_discussion(client, member, outsider, post):
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now())
    client.force_login(member.user)
    page = main_of(client.get(url(post)))
    assert f'href="{post.thread.url}"' in page and post.thread.title in page and WORDS not in page
    unknown = main_of(client.get(f"{post.thread.url}messages/99/"))
    assert unknown == page
    client.force_login(outsider)
    assert post.thread.title not in client.get(url(post)).text


def test_post_detail_of_a_discussion_that_is_gone_says_so(member_client, facilitator, post):
    actions.delete_thread(thread=post.thread, by=facilitator)
    answer = member_client.get(url(post))
    page = main_of(answer)
    assert answer.status_code == 404 and "Discussion introuvable" in page and post.thread.title not in page


@pytest.mark.parametrize("page", ["historique/", "reactions/"])
@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_a_message_cost_the_same_with_more(member_client, post, page, count, django_assert_num_queries):
    for n in range(count):
        PostRevision.objects.create(post=post, body=f"<p>Mot {n}</p>", written_at=timezone.now())
        Reaction.objects.create(post=post, user=UserFactory(last_name="Daoud"), kind="thanks")
    member_client.get(url(post, page))
    with django_assert_num_queries(10 if page == "historique/" else 9):
        shown = main_of(member_client.get(url(post, page)))
    assert shown.count("<section" if page == "historique/" else "Daoud") >= count
