import re
import uuid
from html.parser import HTMLParser

import pytest
from django.utils import timezone

from groups.threads import actions
from groups.threads.models import Post, Thread
from network.activity.models import Event
from tests.factories import PostFactory
from tests.groups.threads.conftest import CANARY
from tests.pages import main_of

pytestmark = pytest.mark.django_db
HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="//evil.example/x">x</a>',
    '<svg onload="alert(1)"><a xlink:href="data:text/html,x">x</a></svg>',
    '<p style="position:fixed" id="m1" class="livebar">x</p>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<form action="/compte/logout/"><input name="x"></form>',
    '<span data-mention="1&quot; onclick=&quot;alert(1)">x</span>',
    "</textarea><script>alert(1)</script>",
]
ALLOWED = {("p", ()), ("a", ("href", "rel")), ("a", ("rel",)), ("br", ()), ("td", ()), ("tr", ()), ("tbody", ())}


class Elements(HTMLParser):
    """What a browser would build from a piece of HTML."""

    def __init__(self, text):
        super().__init__()
        self.found, self.links = set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.add((tag, tuple(sorted(name for name, _ in attrs))))
        self.links += [value for name, value in attrs if name == "href"]


def send(client, thread, body="Bonjour", key=None, **extra):
    return client.post(f"{thread.url}reponses/", {"body": body, "key": str(key or uuid.uuid4()), **extra})


# Answering --------------------------------------------------------------------


def test_thread_reply_publishes_and_leads_to_the_post(member_client, member, thread):
    key = uuid.uuid4()
    response = send(member_client, thread, "Un mot.\n\nDeux mots.", key)
    post = thread.posts.get(number=2)
    assert response.url == f"{thread.url}?sent={key}#m2"
    assert (post.body, post.author) == ("<p>Un mot.</p><p>Deux mots.</p>", member.user)
    assert "Deux mots." in main_of(member_client.get(response.url))


def test_thread_reply_leads_to_its_page(member_client, thread):
    for _ in range(20):
        PostFactory(thread=thread)
    key = uuid.uuid4()
    assert send(member_client, thread, key=key).url == f"{thread.url}?page=2&sent={key}#m22"


def test_thread_reply_twice_is_one_post(member_client, thread):
    key = uuid.uuid4()
    assert send(member_client, thread, key=key).url == send(member_client, thread, key=key).url
    assert thread.posts.count() == 2 and Event.objects.count() == 1


def test_thread_reply_with_a_used_key_gives_the_text_back(member_client, thread):
    key = uuid.uuid4()
    send(member_client, thread, "Premier", key)
    response = send(member_client, thread, "Second texte", key)
    assert response.status_code == 409 and "Second texte" in main_of(response)
    assert str(key) not in main_of(response) and thread.posts.count() == 2


@pytest.mark.parametrize(
    ("body", "key"),
    [("", None), ("   ", None), ("x" * 20_001, None), ("x" * 110_000, None), ("Bonjour", "0"), ("Bonjour", "\x00")],
)
def test_thread_reply_that_is_not_taken_keeps_the_words(member_client, thread, body, key):
    response = send(member_client, thread, body, key)
    assert response.status_code == 422 and thread.posts.count() == 1
    page = main_of(response)
    assert body.strip() in page and 'role="alert"' in page
    assert uuid.UUID(re.search(r'name="key" value="([^"]+)"', page)[1])


@pytest.mark.parametrize("missing", ["body", "key"])
def test_thread_reply_without_a_field(member_client, thread, missing):
    sent = {"body": "Bonjour", "key": str(uuid.uuid4())}
    del sent[missing]
    response = member_client.post(f"{thread.url}reponses/", sent)
    assert response.status_code == 422 and thread.posts.count() == 1


def test_thread_reply_from_the_editor(member_client, member, thread):
    mention = f'<span data-mention="{member.user_id}">@x</span>'
    html = f"<p>Bonjour {mention}</p><table><tbody><tr><td>1</td></tr></tbody></table>"
    send(member_client, thread, html, body_format="html")
    body = thread.posts.get(number=2).body
    assert "@Claire Vasseur</span>" in body and "<td>1</td>" in body


@pytest.mark.parametrize("form", ["plain", "html"])
@pytest.mark.parametrize("body", HOSTILE)
def test_thread_reply_neutralises_what_is_hostile(member_client, thread, body, form):
    send(member_client, thread, f"Avant {body} après", body_format=form)
    post = thread.posts.get(number=2)
    shown = main_of(member_client.get(thread.url)).split('id="m2"')[1].split('class="prose">')[1].split("</div>")[0]
    assert "Avant" in shown and "après" in shown and shown == post.body
    elements = Elements(shown)
    assert elements.found <= ALLOWED and elements.links == []
    listed = main_of(member_client.get(thread.url.rsplit("/", 2)[0] + "/"))
    assert "<script" not in listed and "<img" not in listed


@pytest.mark.parametrize("name", ["{{ 7|add:7 }}", "{% debug %}", "%(name)s", "{user.password}"])
def test_thread_reply_is_never_a_template(member_client, thread, name):
    send(member_client, thread, name)
    page = main_of(member_client.get(thread.url)).replace("\u00a0", " ")
    assert name.replace("'", "&#x27;") in page


def test_thread_reply_goes_where_the_address_says(member_client, member, thread, secret_thread):
    """Ids of another group in the body or the query change nothing."""
    foreign = {"group": secret_thread.group_id, "thread": secret_thread.pk, "author": 1, "number": 9, "seq": 99}
    member_client.post(
        f"{thread.url}reponses/?thread={secret_thread.pk}", {"body": "Ici", "key": str(uuid.uuid4()), **foreign}
    )
    post = thread.posts.get(number=2)
    assert (post.group, post.author, post.seq) == (member.group, member.user, 2)
    assert secret_thread.posts.count() == 1
    assert not Event.objects.filter(scope=secret_thread.group.scope).exists()


@pytest.mark.parametrize("door", ["own address", "foreign address"])
def test_thread_reply_into_another_group_gives_the_text_back(member_client, thread, secret_thread, door):
    url = secret_thread.url if door == "foreign address" else thread.url.replace(str(thread.pk), str(secret_thread.pk))
    response = member_client.post(f"{url}reponses/", {"body": "Mes mots", "key": str(uuid.uuid4())})
    page = response.content.decode()
    assert response.status_code == 404 and "Mes mots" in page and CANARY not in page
    assert secret_thread.posts.count() == 1


def test_thread_reply_of_somebody_who_lost_the_group(member_client, member, thread):
    PostFactory(thread=thread, body=f"<p>{CANARY}</p>")
    Thread.objects.update(title=CANARY)
    type(member).objects.filter(pk=member.pk).delete()
    response = send(member_client, thread, "<p>Mon texte</p>", body_format="html")
    page = response.content.decode()
    assert response.status_code == 404 and Post.objects.count() == 2
    assert ">Mon texte</textarea>" in page and "readonly" in page
    for word in (CANARY, member.group.name, "Élise"):
        assert word not in page


def test_thread_reply_without_words_finds_nothing(member_client, member, thread):
    type(member).objects.filter(pk=member.pk).delete()
    response = send(member_client, thread, " ")
    assert response.status_code == 404 and "<textarea" not in response.content.decode()


def test_thread_reply_to_a_deleted_thread(member_client, thread):
    Thread.objects.update(deleted_at=timezone.now(), title=CANARY)
    response = send(member_client, thread, "Mes mots")
    page = response.content.decode()
    assert response.status_code == 404 and "Mes mots" in page and CANARY not in page


def test_thread_reply_to_a_thread_deleted_in_the_same_moment(member_client, member, thread, monkeypatch):
    """Between the look and the write."""
    look = actions.posts.next_seq

    def slow(group):
        Thread.objects.update(deleted_at=timezone.now())
        return look(group)

    monkeypatch.setattr(actions.posts, "next_seq", slow)
    response = send(member_client, thread, "Mes mots")
    assert response.status_code == 409 and "Mes mots" in response.content.decode()
    assert thread.posts.count() == 1


def test_thread_reply_in_an_archived_group(member_client, member, thread):
    member.group.archived_at = timezone.now()
    member.group.save()
    response = send(member_client, thread, "Mes mots")
    assert response.status_code == 409 and "Mes mots" in response.content.decode()
    assert thread.posts.count() == 1


def test_thread_reply_is_not_for_exceptional_entries(client, thread, group):
    from groups.models import AdminEntry
    from tests.factories import UserFactory

    admin = UserFactory(is_superuser=True)
    later = timezone.now() + timezone.timedelta(hours=1)
    AdminEntry.objects.create(group=group, user=admin, reason="Voir", expires_at=later)
    client.force_login(admin)
    assert client.get(thread.url).status_code == 200
    response = send(client, thread, "Mes mots")
    assert response.status_code == 404 and "Mes mots" in response.content.decode()
    assert thread.posts.count() == 1


def test_thread_reply_asks_to_sign_in(client, thread):
    response = send(client, thread)
    assert response.url.startswith("/compte/login/") and thread.posts.count() == 1


def test_thread_reply_needs_a_token(thread, member):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(member.user)
    assert send(client, thread).status_code == 403 and thread.posts.count() == 1


def test_thread_reply_does_nothing_on_get(member_client, thread):
    assert member_client.get(f"{thread.url}reponses/?body=x").url == thread.url
    assert thread.posts.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_thread_reply_costs_the_same_in_any_group(member_client, member, thread, count, django_assert_num_queries):
    """Three to come in, twelve to write, two for the savepoint that a test adds."""
    from tests.factories import MembershipFactory

    member_client.get(thread.url)
    for _ in range(count):
        follower = MembershipFactory(group=member.group)
        actions.follow_thread(thread=thread, membership=follower, level="watch")
    with django_assert_num_queries(18):
        send(member_client, thread)


def test_thread_reply_of_a_script_is_answered_with_what_is_new(member_client, author, thread, reply):
    """What others wrote meanwhile comes with it, and what was on the page does not."""
    reply(thread, author, "<p>Entre-temps.</p>")
    response = member_client.post(
        f"{thread.url}reponses/?since=1&changed=0", {"body": "Ma réponse.", "key": str(uuid.uuid4())}
    )
    assert response.url == f"{thread.url}nouveautes/?since=1&changed=0"
    news = member_client.get(response.url).content.decode()
    assert 'data-last-seq="3"' in news and "<html" not in news
    assert "Entre-temps." in news and "Ma réponse." in news and "Message 1." not in news


@pytest.mark.parametrize("query", ["since=x&changed=x", "since=", f"since={'9' * 40}"])
def test_thread_reply_of_a_script_that_lost_count_starts_over(member_client, thread, query):
    response = member_client.post(f"{thread.url}reponses/?{query}", {"body": "Oui.", "key": str(uuid.uuid4())})
    assert response.url == f"{thread.url}nouveautes/?since=0&changed=0"
    assert "Message 1." in member_client.get(response.url).content.decode()


def test_thread_reply_preview_publishes_nothing_and_keeps_the_words(member_client, member, thread):
    key = uuid.uuid4()
    words = f'<p>Bonjour <span data-mention="{member.user_id}">@x</span></p><script>alert(1)</script>'
    response = send(member_client, thread, words, key, body_format="html", preview="1")
    page = main_of(response)
    shown = page.split("data-preview")[1].split("</section>")[0]
    assert response.status_code == 200 and thread.posts.count() == 1
    assert "@Claire Vasseur" in shown and "script" not in shown
    assert f'name="key" value="{key}"' in page


# Changing ---------------------------------------------------------------------


@pytest.fixture
def mine(member, thread, reply):
    return reply(thread, member, "<p>Mes premiers mots.</p>")


def edit_url(post):
    return f"{post.thread.url}messages/{post.number}/modification/"


def delete_url(post):
    return f"{post.thread.url}messages/{post.number}/suppression/"


def test_post_edit_shows_the_words_as_they_are(member_client, mine):
    page = main_of(member_client.get(edit_url(mine)))
    assert ("Mes premiers mots.</textarea>" in page and 'name="version" value=""' in page) or 'name="version"' in page


def test_post_edit_says_that_it_does_not_call_the_whole_group(member_client, mine):
    page = main_of(member_client.get(edit_url(mine)))
    assert 'data-says="Une modification n’appelle pas tout le groupe' in page
    assert "data-call-note" in main_of(member_client.get(mine.thread.url))
    assert "data-says" not in main_of(member_client.get(mine.thread.url))


def test_post_edit_changes_the_words(member_client, mine):
    response = member_client.post(edit_url(mine), {"body": "Autrement.", "version": ""})
    assert response.url == mine.url
    assert Post.objects.get(pk=mine.pk).body == "<p>Autrement.</p>"
    key = str(uuid.uuid4())
    again = member_client.post(edit_url(mine), {"body": "Autrement.", "version": "", "key": key})
    assert again.url == f"{mine.thread.url}?sent={key}#m2"
    assert re.search("· (edited|modifié)</a>", main_of(member_client.get(mine.thread.url)))


@pytest.mark.parametrize("body", ["", "x" * 20_001])
def test_post_edit_that_is_not_taken_keeps_the_words(member_client, mine, body):
    response = member_client.post(edit_url(mine), {"body": body, "version": ""})
    assert response.status_code == 422 and f"{body}</textarea>" in main_of(response)
    assert Post.objects.get(pk=mine.pk).body == mine.body


def test_post_edit_from_two_windows_shows_both_texts(member_client, member, mine):
    actions.edit_post(post=mine, author=member, body="<p>Dans l’autre fenêtre.</p>", seen="")
    response = member_client.post(edit_url(mine), {"body": "Dans celle-ci.", "version": ""})
    page = main_of(response)
    assert response.status_code == 409
    assert "<p>Dans l’autre fenêtre.</p>" in page and "Dans celle-ci.</textarea>" in page
    version = re.search(r'name="version" value="([^"]+)"', page)[1]
    member_client.post(edit_url(mine), {"body": "Dans celle-ci.", "version": version})
    assert Post.objects.get(pk=mine.pk).body == "<p>Dans celle-ci.</p>"


@pytest.mark.parametrize("url_of", [edit_url, delete_url])
def test_post_of_somebody_else_is_out_of_reach(member_client, facilitator, thread, mine, client, url_of):
    """Not even for those who facilitate."""
    theirs = thread.posts.get(number=1)
    theirs.thread = thread
    for method in (member_client.get, member_client.post):
        response = method(url_of(theirs), {"body": "Piraté", "version": ""})
        assert response.status_code == 404 and "<p>Message 1.</p>" not in response.content.decode()
    client.force_login(facilitator.user)
    assert client.post(url_of(mine), {"body": "Piraté", "version": ""}).status_code == 404
    assert Post.objects.get(pk=mine.pk).body == mine.body
    assert Post.objects.get(pk=theirs.pk).body == theirs.body


@pytest.mark.parametrize("url_of", [edit_url, delete_url])
def test_post_after_losing_the_group(member_client, member, mine, url_of):
    type(member).objects.filter(pk=member.pk).delete()
    assert member_client.get(url_of(mine)).status_code == 404
    response = member_client.post(url_of(mine), {"body": "Mes mots", "version": ""})
    assert response.status_code == 404 and mine.thread.title not in response.content.decode()
    assert Post.objects.get(pk=mine.pk).body == mine.body


def test_post_edit_of_what_was_deleted_in_the_same_moment(member_client, mine, monkeypatch):
    look = actions.posts.lock_group

    def slow(group):
        Post.objects.filter(pk=mine.pk).update(deleted_at=timezone.now(), body="")
        return look(group)

    monkeypatch.setattr(actions.posts, "lock_group", slow)
    response = member_client.post(edit_url(mine), {"body": "Mes mots", "version": ""})
    assert response.status_code == 409 and "Mes mots" in response.content.decode()
    assert Post.objects.get(pk=mine.pk).body == mine.body


@pytest.mark.parametrize("number", [0, 3, 10**30])
def test_post_edit_of_nothing(member_client, mine, number):
    response = member_client.get(f"{mine.thread.url}messages/{number}/modification/")
    assert response.status_code == 404 and "Mes premiers mots" not in response.content.decode()


# Deleting ---------------------------------------------------------------------


def test_post_delete_asks_then_leaves_a_trace(member_client, mine):
    assert "Mes premiers mots." in main_of(member_client.get(delete_url(mine)))
    assert Post.objects.get(pk=mine.pk).body == mine.body
    response = member_client.post(delete_url(mine))
    assert response.url == mine.url
    page = main_of(member_client.get(mine.thread.url))
    assert "post--deleted" in page and "Mes premiers mots." not in page
    assert member_client.get(delete_url(mine)).status_code == 404


def test_post_delete_pressed_twice_is_one_deletion(member_client, mine):
    urls = {member_client.post(delete_url(mine)).url for _ in range(2)}
    assert urls == {mine.url} and "Votre message est supprimé." in member_client.get(mine.url).text
    Post.objects.filter(pk=mine.pk).update(deleted_at=timezone.now() - timezone.timedelta(minutes=5))
    assert member_client.post(delete_url(mine)).status_code == 404


def test_post_delete_of_the_only_message_is_not_offered(client, author, thread):
    client.force_login(author.user)
    post = thread.posts.get()
    post.thread = thread
    assert "messages/1/suppression" not in main_of(client.get(thread.url))
    assert client.get(delete_url(post)).status_code == 404


def test_post_delete_in_a_group_archived_in_the_same_moment(member_client, mine, monkeypatch):
    look = actions.deleting.lock_group

    def slow(group):
        type(group).objects.update(archived_at=timezone.now())
        return look(group)

    monkeypatch.setattr(actions.deleting, "lock_group", slow)
    page = main_of(member_client.post(delete_url(mine), follow=True))
    assert "callout--danger" in page and "Mes premiers mots." in page


# Taking a deletion back -------------------------------------------------------


def undo_url(post):
    return f"{delete_url(post)}annulation/"


def test_post_undo_is_offered_after_a_deletion_and_gives_the_words_back(member_client, mine):
    page = member_client.post(delete_url(mine), follow=True).content.decode()
    assert undo_url(mine) in page
    assert member_client.post(undo_url(mine)).url == mine.url
    assert member_client.post(undo_url(mine)).url == mine.url
    assert "Mes premiers mots." in main_of(member_client.get(mine.thread.url))


def test_post_undo_too_late_finds_nothing(member_client, mine):
    member_client.post(delete_url(mine))
    Post.objects.filter(pk=mine.pk).update(deleted_at=timezone.now() - timezone.timedelta(minutes=2))
    refused = member_client.post(undo_url(mine))
    assert refused.status_code == 404 and "Mes premiers mots." not in refused.content.decode()
    assert Post.objects.get(pk=mine.pk).deleted_at is not None


def test_post_undo_is_for_whoever_deleted(client, member, author, facilitator, outsider, mine):
    actions.delete_post(post=mine, author=member)
    for user in (author.user, facilitator.user, outsider):
        client.force_login(user)
        refused = client.post(undo_url(mine))
        assert refused.status_code == 404 and "Mes premiers mots." not in refused.content.decode()
    assert Post.objects.get(pk=mine.pk).deleted_at is not None


def test_post_edit_preview_changes_nothing(member_client, mine):
    sent = {"body": "Tout autre chose.", "version": mine.version, "preview": "1"}
    response = member_client.post(edit_url(mine), sent)
    assert response.status_code == 200
    assert "Tout autre chose." in main_of(response).split("data-preview")[1].split("</section>")[0]
    assert "Tout autre chose.</textarea>" in main_of(response)
    assert Post.objects.get(pk=mine.pk).body == mine.body
