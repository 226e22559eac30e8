import re
import uuid
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from groups.threads import actions
from groups.threads.models import Thread
from tests.factories import PostFactory, ReportFactory, ThreadFactory
from tests.groups.threads.conftest import CANARY
from tests.pages import main_of

pytestmark = pytest.mark.django_db
HOME = "/groupes/reussite-educative/discussions/"
NEW, DELETED = f"{HOME}nouvelle/", f"{HOME}supprimees/"
HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7|add:7 }}", "%(name)s", "\u202eabc"]


def send(client, url=NEW, **changed):
    sent = {"kind": "discussion", "title": "Un titre", "body": "Bonjour", "key": str(uuid.uuid4()), **changed}
    return client.post(url, sent)


def test_thread_new_shows_a_form(member_client, group):
    page = main_of(member_client.get(NEW))
    for name in ("title", "kind", "body", "body_format", "key"):
        assert f'name="{name}"' in page
    assert 'value="announcement"' not in page and f'data-draft="thread-new" data-draft-group="{group.pk}"' in page


@pytest.fixture
def talked(group, secret_thread):
    """Both could be found, were they of the same group."""
    Thread.objects.filter(pk=secret_thread.pk).update(title=f"{CANARY} : mobiliser les familles")
    return ThreadFactory(group=group, title="Mobiliser les <parents>", posts=2)


def test_thread_similar_shows_what_the_group_has_talked_about(member_client, talked):
    page = member_client.get(f"{NEW}proches/", {"title": "Comment mobiliser ?"}).text
    assert f'href="{talked.url}"' in page and "Mobiliser les &lt;parents&gt;" in page and "2 messages" in page
    assert CANARY not in page
    assert member_client.get(f"{NEW}proches/", {"title": "\x00% un"}).text.strip() == ""


def test_thread_similar_tells_outsiders_nothing(client, outsider, talked):
    client.force_login(outsider)
    answer = client.get(f"{NEW}proches/", {"title": "Comment mobiliser ?"})
    assert answer.status_code == 404 and "parents" not in answer.text


def test_thread_new_publishes(member_client, member):
    key = uuid.uuid4()
    response = send(member_client, kind="question", key=str(key))
    thread = Thread.objects.get()
    assert response.url == f"{thread.url}?sent={key}"
    assert (thread.kind, thread.title, thread.author, thread.group) == (
        "question",
        "Un titre",
        member.user,
        member.group,
    )
    assert "<p>Bonjour</p>" in main_of(member_client.get(thread.url))


def test_thread_new_twice_is_one_thread(member_client):
    key = str(uuid.uuid4())
    assert send(member_client, key=key).url == send(member_client, key=key).url
    assert Thread.objects.count() == 1
    other = send(member_client, key=key, title="Autre titre")
    assert other.status_code == 409 and "Autre titre" in main_of(other) and key not in main_of(other)
    assert Thread.objects.count() == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"title": ""},
        {"title": "x" * 161},
        {"body": ""},
        {"body": "x" * 20_001},
        {"kind": "announcement"},
        {"kind": "x"},
        {"key": ""},
        {"key": "٣"},
    ],
)
def test_thread_new_that_is_not_taken_keeps_everything(member_client, group, changed):
    response = send(member_client, **{"title": "Mon titre", "body": "Mes mots", **changed})
    page = main_of(response)
    assert response.status_code == 422 and not Thread.objects.exists()
    assert 'role="alert"' in page
    for words in (changed.get("title", "Mon titre"), changed.get("body", "Mes mots")):
        assert words in page


def test_thread_new_announcement_by_facilitation(client, facilitator):
    client.force_login(facilitator.user)
    send(client, kind="announcement")
    assert Thread.objects.get().kind == "announcement"


@pytest.mark.parametrize("title", HOSTILE)
def test_thread_new_with_a_hostile_title(member_client, title):
    send(member_client, title=f"Titre {title}")
    thread = Thread.objects.get()
    for url in (thread.url, NEW.replace("nouvelle/", ""), "/groupes/reussite-educative/", "/tableau-de-bord/"):
        page = member_client.get(url).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page and "\u202e" not in page
        assert "Titre" in page and "14" not in thread.title


def test_thread_new_ignores_what_is_not_asked(member_client, member, secret_thread):
    extra = {"group": secret_thread.group_id, "author": 99, "pinned": "on", "last_seq": 50, "created_at": "2020-01-01"}
    send(member_client, f"{NEW}?group={secret_thread.group_id}", **extra)
    thread = Thread.objects.get(group=member.group)
    assert (thread.author, thread.pinned, thread.last_seq) == (member.user, False, 1)
    assert Thread.objects.filter(group=secret_thread.group).count() == 1


@pytest.mark.parametrize("slug", ["secret", "inconnu"])
def test_thread_new_elsewhere_gives_the_text_back(member_client, secret_thread, slug):
    url = NEW.replace("reussite-educative", slug)
    assert member_client.get(url).status_code == 404
    response = send(member_client, url, title="Mon titre", body="Mes mots")
    page = response.content.decode()
    assert response.status_code == 404 and 'value="Mon titre"' in page and ">Mes mots</textarea>" in page
    assert CANARY not in page and Thread.objects.count() == 1


def test_thread_new_in_an_archived_group(member_client, group):
    group.archived_at = timezone.now()
    group.save()
    assert member_client.get(NEW).status_code == 404
    response = send(member_client, body="Mes mots")
    assert response.status_code == 404 and "Mes mots" in response.content.decode()
    assert not Thread.objects.exists()


def test_thread_new_in_a_group_archived_in_the_same_moment(member_client, group, monkeypatch):
    look = actions.threads.next_seq

    def slow(found):
        type(group).objects.update(archived_at=timezone.now())
        return look(found)

    monkeypatch.setattr(actions.threads, "next_seq", slow)
    response = send(member_client, body="Mes mots")
    assert response.status_code == 409 and "Mes mots" in response.content.decode()
    assert not Thread.objects.exists()


def test_thread_delete_by_its_author(client, author, thread):
    client.force_login(author.user)
    url = f"{thread.url}suppression/"
    assert thread.title in main_of(client.get(url))
    for _ in ("pressed", "pressed twice"):
        assert client.post(url).url == NEW.replace("nouvelle/", "")
    assert client.get(thread.url).status_code == 404
    assert thread.title not in main_of(client.get(NEW.replace("nouvelle/", "")))


def test_thread_delete_is_for_whom_it_belongs(client, member, author, facilitator, thread):
    PostFactory(thread=thread)
    for membership in (member, author):
        client.force_login(membership.user)
        for method in (client.get, client.post):
            assert method(f"{thread.url}suppression/").status_code == 404
    assert Thread.objects.get().deleted_at is None
    client.force_login(facilitator.user)
    client.post(f"{thread.url}suppression/")
    assert Thread.objects.get().deleted_at is not None


def test_thread_delete_answered_in_the_same_moment(client, author, thread, monkeypatch):
    look = actions.threads.lock_group

    def slow(group):
        PostFactory(thread=Thread.objects.get(pk=thread.pk))
        return look(group)

    monkeypatch.setattr(actions.threads, "lock_group", slow)
    client.force_login(author.user)
    response = client.post(f"{thread.url}suppression/", follow=True)
    assert thread.title in main_of(response) and "callout--danger" in main_of(response)
    assert Thread.objects.get().deleted_at is None


def test_thread_delete_elsewhere(member_client, secret_thread):
    response = member_client.post(f"{secret_thread.url}suppression/")
    assert response.status_code == 404 and CANARY not in response.content.decode()
    assert Thread.objects.get(pk=secret_thread.pk).deleted_at is None


# Giving back ------------------------------------------------------------------


@pytest.fixture
def deleted(thread, author):
    """By its author, whose words nobody answered."""
    actions.delete_thread(thread=thread, by=author)
    return thread


def undo_url(thread):
    return f"{thread.url}suppression/annulation/"


def test_thread_undo_is_offered_after_a_deletion_and_gives_it_back(client, author, thread):
    client.force_login(author.user)
    page = client.post(f"{thread.url}suppression/", follow=True).content.decode()
    assert f'form="act" formaction="{undo_url(thread)}" data-moment="30"' in page
    assert client.post(undo_url(thread)).url == client.post(undo_url(thread)).url == thread.url
    assert "Message 1." in main_of(client.get(thread.url)) and thread.title in main_of(client.get(HOME))


def test_thread_undo_too_late_finds_nothing(client, author, deleted):
    Thread.objects.update(deleted_at=timezone.now() - timedelta(minutes=2))
    client.force_login(author.user)
    refused = client.post(undo_url(deleted))
    assert refused.status_code == 404 and deleted.title not in refused.content.decode()
    assert Thread.objects.get().deleted_at is not None


def test_thread_undo_too_late_in_the_same_moment_says_so(client, author, deleted, monkeypatch):
    look = actions.threads.lock_group

    def slow(group):
        Thread.objects.update(deleted_at=timezone.now() - timedelta(minutes=2))
        return look(group)

    monkeypatch.setattr(actions.threads, "lock_group", slow)
    client.force_login(author.user)
    response = client.post(undo_url(deleted))
    assert "trop tard" in " ".join(map(str, get_messages(response.wsgi_request)))
    assert Thread.objects.get().deleted_at is not None


def test_thread_undo_is_for_whoever_deleted(client, member, author, facilitator, outsider, deleted):
    for user in (member.user, facilitator.user, outsider):
        client.force_login(user)
        refused = client.post(undo_url(deleted))
        assert refused.status_code == 404 and deleted.title not in refused.content.decode()
    assert Thread.objects.get().deleted_at is not None
    client.force_login(author.user)
    client.post(undo_url(deleted))
    assert Thread.objects.get().deleted_at is None


def test_deleted_thread_says_so_to_those_who_facilitate(client, member, author, facilitator, outsider, deleted):
    client.force_login(facilitator.user)
    gone = client.get(f"{deleted.url}?page=unread")
    assert gone.status_code == 410 and deleted.title in main_of(gone) and "Message 1." not in main_of(gone)
    assert "Élise Moreau" in main_of(gone) and f'action="{deleted.url}restauration/"' in main_of(gone)
    for user in (author.user, member.user, outsider):
        client.force_login(user)
        refused = client.get(deleted.url)
        assert refused.status_code == 404 and deleted.title not in refused.content.decode()


def test_deleted_list_gives_a_discussion_back(client, facilitator, deleted):
    client.force_login(facilitator.user)
    admin = client.get("/groupes/reussite-educative/animation/").content.decode()
    assert DELETED in admin and DELETED in main_of(client.get(f"{HOME}signalements/"))
    page = main_of(client.get(DELETED))
    assert deleted.title in page and "Élise Moreau" in page and "1 message" in page
    until = timezone.localtime(Thread.objects.get().kept_until)
    assert f"jusqu’au {until.day}" in page.replace("1er ", "1 ")
    response = client.post(f"{deleted.url}restauration/", follow=True)
    assert response.redirect_chain[0][0] == deleted.url and "Message 1." in main_of(response)
    assert "de retour" in " ".join(map(str, response.context["messages"]))
    assert deleted.title not in main_of(client.get(DELETED))


def test_deleted_list_is_for_those_who_facilitate(client, member, author, facilitator, deleted, secret_thread):
    Thread.objects.filter(pk=secret_thread.pk).update(deleted_at=timezone.now())
    client.force_login(facilitator.user)
    assert deleted.title in main_of(client.get(DELETED)) and CANARY not in main_of(client.get(DELETED))
    theirs = client.post(f"{secret_thread.url}restauration/")
    for membership in (member, author):
        client.force_login(membership.user)
        for refused in (theirs, client.get(DELETED), client.post(f"{deleted.url}restauration/")):
            words = refused.content.decode()
            assert refused.status_code == 404 and deleted.title not in words and CANARY not in words
    assert not Thread.objects.filter(deleted_at=None).exists()


def test_deleted_thread_whose_words_are_erased_says_why(client, facilitator, deleted):
    ReportFactory(post=PostFactory(thread=deleted))
    Thread.objects.update(deleted_at=timezone.now() - timedelta(days=31))
    actions.erase_deleted_threads()
    client.force_login(facilitator.user)
    response = client.post(f"{deleted.url}restauration/", follow=True)
    assert "textes ont été effacés" in " ".join(map(str, response.context["messages"]))
    page = main_of(response)
    assert "Élise Moreau" in page and "restauration/" not in page and "ne peut plus être rétablie" in page
    assert deleted.title not in main_of(client.get(DELETED))
    reports = main_of(client.get(f"{HOME}signalements/"))
    assert ">Discussion supprimée</a>" in reports and deleted.title not in reports


@pytest.mark.parametrize("count", [1, 3])
def test_deleted_list_costs_the_same_however_many(client, facilitator, group, count, django_assert_max_num_queries):
    for number in range(count):
        ThreadFactory(group=group, title=f"n°{number}", deleted_at=timezone.now(), deleted_by=facilitator.user)
    client.force_login(facilitator.user)
    client.get(HOME)
    with django_assert_max_num_queries(11):
        page = main_of(client.get(DELETED))
    assert page.count("restauration/") == count


def test_deleted_list_has_a_second_page(client, facilitator, group):
    for number in range(27):
        gone = timezone.now() - timedelta(hours=number)
        ThreadFactory(group=group, title=f"Supprimée {number:02}", deleted_at=gone)
    client.force_login(facilitator.user)
    first, second = (main_of(client.get(DELETED, {"page": page})) for page in ("<b>", "2"))
    titles = [re.findall(r"<h2 class=\"row__title\">Supprimée (\d+)</h2>", page) for page in (first, second)]
    assert titles == [[f"{n:02}" for n in range(25)], ["25", "26"]]
    assert 'href="?page=2"' in first and 'href="?page=1"' in second


# Looking before publishing -----------------------------------------------------


def test_thread_new_preview_publishes_nothing_and_keeps_the_form(member_client, member):
    """The key stays: what is sent after the preview counts once."""
    key = str(uuid.uuid4())
    mention = f'<p>Bonjour <span data-mention="{member.user_id}">@x</span></p>'
    sent = {"title": "Mon titre", "tags": "École, Familles", "body": mention, "body_format": "html", "key": key}
    response = send(member_client, **sent, preview="1")
    page = main_of(response)
    assert response.status_code == 200 and not Thread.objects.exists()
    shown = page.split("data-preview")[1].split("</section>")[0]
    assert "@Claire Vasseur" in shown and '<h3 class="mt-3">Mon titre</h3>' in shown
    assert f'value="{key}"' in page and 'value="Mon titre"' in page and 'value="École, Familles"' in page
    assert send(member_client, **sent).url == f"{Thread.objects.get().url}?sent={key}"


def test_thread_new_preview_of_what_is_not_complete_says_so(member_client):
    response = send(member_client, title="", body="Mes mots", preview="1")
    assert response.status_code == 422 and "data-preview" not in main_of(response)
    assert "Mes mots" in main_of(response)


@pytest.mark.parametrize("tags", ["a,b,c,d,e,f", "x" * 41, "x" * 500])
def test_thread_new_with_tags_that_are_not_taken(member_client, tags):
    response = send(member_client, tags=tags)
    assert response.status_code == 422 and f'value="{tags}"' in main_of(response)
    assert not Thread.objects.exists()


# Changing the head -------------------------------------------------------------


@pytest.fixture
def tagged(member, start):
    thread = start(member, title="Ancien titre", kind="question")
    actions.edit_thread(thread=thread, by=member, title="Ancien titre", kind="question", tags=["École"])
    return thread


def edit(client, thread, **changed):
    sent = {"title": "Nouveau titre", "kind": "resource", "tags": "Familles, École", **changed}
    return client.post(f"{thread.url}modification/", sent)


def test_thread_edit_shows_what_is_there_and_changes_it(member_client, tagged):
    page = main_of(member_client.get(f"{tagged.url}modification/"))
    assert 'value="Ancien titre"' in page and 'value="École"' in page and 'value="announcement"' not in page
    assert edit(member_client, tagged).url == tagged.url
    page = main_of(member_client.get(tagged.url))
    assert "Nouveau titre" in page and "?tag=familles" in page and "?tag=ecole" in page
    assert Thread.objects.get(pk=tagged.pk).kind == "resource"


@pytest.mark.parametrize(
    "changed", [{"title": ""}, {"title": "x" * 161}, {"kind": "x"}, {"kind": "announcement"}, {"tags": "a,b,c,d,e,f"}]
)
def test_thread_edit_that_is_not_taken_keeps_what_was_typed(member_client, tagged, changed):
    response = edit(member_client, tagged, **changed)
    page = main_of(response)
    assert response.status_code == 422 and 'role="alert"' in page
    assert f'value="{changed.get("title", "Nouveau titre")}"' in page or "title" in changed
    assert changed.get("tags", "Familles, École") in page
    assert Thread.objects.get(pk=tagged.pk).title == "Ancien titre"


def test_thread_edit_is_for_its_author_and_those_who_facilitate(client, tagged, author, facilitator, outsider):
    for user in (author.user, outsider):
        client.force_login(user)
        refused = client.get(f"{tagged.url}modification/")
        assert refused.status_code == edit(client, tagged).status_code == 404
        assert "Ancien titre" not in refused.content.decode()
    client.force_login(facilitator.user)
    assert edit(client, tagged, kind="announcement").url == tagged.url
    assert Thread.objects.get(pk=tagged.pk).kind == "announcement"


def test_thread_edit_in_a_group_archived_in_the_same_moment(member_client, tagged, monkeypatch):
    look = actions.threads.lock_group

    def slow(group):
        type(group).objects.update(archived_at=timezone.now())
        return look(group)

    monkeypatch.setattr(actions.threads, "lock_group", slow)
    response = edit(member_client, tagged)
    assert response.status_code == 409 and 'value="Nouveau titre"' in main_of(response)
    assert Thread.objects.get(pk=tagged.pk).title == "Ancien titre"
