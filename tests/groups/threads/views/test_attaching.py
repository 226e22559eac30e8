import re
import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from groups.files import actions as files
from groups.files.models import Folder, SharedFile
from groups.spaces.actions import forget_old_drafts
from groups.spaces.models import Draft
from groups.threads.models import Attachment, Post, ScheduledThread
from tests.groups.threads.conftest import CANARY
from tests.pages import main_of

pytestmark = pytest.mark.django_db
NEW = "/groupes/reussite-educative/discussions/nouvelle/"


def sent(*names, words="Des mots."):
    return [SimpleUploadedFile(name, words.encode()) for name in names]


def answer(client, thread, **more):
    words = {"body": "Voici la trame.", "key": str(uuid.uuid4())}
    return client.post(f"{thread.url}reponses/", words | more)


def opened(client, **more):
    words = {"title": "Un titre", "kind": "discussion", "body": "Bonjour.", "key": str(uuid.uuid4())}
    return client.post(NEW, words | more)


def names():
    return list(Attachment.objects.order_by("place").values_list("file__name", flat=True))


def value_of(page):
    return re.search(r'name="attached" value="([^"]*)"', page)[1] if 'name="attached" value' in page else ""


def test_an_answer_takes_files_of_the_group_and_files_of_the_device(member_client, member, thread, bring):
    """Without a script: the form carries both, and what was sent is kept in a folder made for that."""
    kept = bring(member, "Charte.txt")
    response = answer(member_client, thread, attached=str(kept.pk), attach_new=sent("Trame.txt"))
    page = main_of(member_client.get(response.url))
    assert names() == ["Charte.txt", "Trame.txt"]
    assert f'href="{kept.url}"' in page and f'formaction="{kept.url}telechargement/"' in page
    trame = SharedFile.objects.get(name="Trame.txt")
    assert (trame.folder.name, trame.created_by) == ("Pièces jointes", member.user)
    answer(member_client, thread, attach_new=sent("Trame.txt"))
    assert Folder.objects.count() == 1 and SharedFile.objects.filter(name="Trame (2).txt").exists()


def test_the_same_form_twice_brings_each_file_once(member_client, thread):
    key = str(uuid.uuid4())
    for _ in range(2):
        assert answer(member_client, thread, key=key, attach_new=sent("Un.txt", "Deux.txt")).status_code == 302
    assert SharedFile.objects.count() == 2 and Post.objects.filter(thread=thread).count() == 2


def test_a_message_that_is_not_taken_keeps_its_files(member_client, thread):
    """Nothing is sent twice because words are missing, and what is refused says why beside what was kept."""
    response = answer(member_client, thread, body="", attach_new=sent("Un.txt", "Page.html"))
    page = main_of(response)
    file = SharedFile.objects.get()
    assert response.status_code == 422 and "type de fichier" in page and "Page.html" in page
    assert value_of(page) == str(file.pk) and f'data-file="{file.pk}"' in page
    answer(member_client, thread, attached=value_of(page))
    assert names() == ["Un.txt"]


def test_preview_shows_the_files_and_publishes_nothing(member_client, thread):
    page = main_of(answer(member_client, thread, preview="1", attach_new=sent("Un.txt")))
    preview = page.split("data-preview")[1].split("</section>")[0]
    assert "Voici la trame" in preview and "Un</a>" in preview
    assert not Attachment.objects.exists() and value_of(page) == str(SharedFile.objects.get().pk)


def test_without_a_script_files_are_looked_for_and_ticked(member_client, member, thread, bring, secret_file):
    charte, other = bring(member, "Charte des mots.txt"), bring(member, "Autre.txt")
    page = main_of(answer(member_client, thread, body="", choose="1", attach_words="CHARTE mots"))
    assert f'value="{charte.pk}"' in page and f'value="{other.pk}"' not in page and CANARY not in page
    assert 'role="alert"' not in page and not Post.objects.filter(thread=thread, number=2).exists()
    page = main_of(answer(member_client, thread, choose="1", attached_more=[charte.pk, other.pk]))
    assert value_of(page) == f"{charte.pk},{other.pk}" and "Voici la trame.</textarea>" in page
    page = main_of(answer(member_client, thread, attached=value_of(page), attached_less=str(charte.pk)))
    assert value_of(page) == str(other.pk) and f'data-file="{charte.pk}"' not in page
    answer(member_client, thread, attached=value_of(page), attached_more=charte.pk)
    assert names() == ["Autre.txt", "Charte des mots.txt"]


@pytest.mark.parametrize("given", ["x", "1e9", "-4", "9" * 30, "٣", ",,,", "1;DROP"])
def test_what_is_no_id_is_left_out(member_client, thread, given):
    assert answer(member_client, thread, attached=given).status_code in {302, 409, 422}
    assert not Attachment.objects.exists()


def test_nobody_attaches_or_sees_what_is_not_theirs(member_client, member, thread, secret_file, bring):
    gone = bring(member, f"{CANARY}-corbeille.txt")
    files.delete_file(member=member, file=gone)
    for pk in (secret_file.pk, gone.pk):
        response = answer(member_client, thread, attached=pk)
        assert response.status_code == 409 and CANARY not in response.text and "Voici la trame" in response.text
        for more in ({"choose": "1"}, {"preview": "1"}, {"body": ""}):
            assert CANARY not in answer(member_client, thread, attached=pk, **more).text
        assert CANARY not in opened(member_client, attached=pk, choose="1", attach_words="cnry").text
    assert not Attachment.objects.exists()


def test_eleven_files_are_said_and_nothing_is_lost(member_client, member, thread, bring):
    ids = [bring(member, f"{number}.txt").pk for number in range(11)]
    response = answer(member_client, thread, attached=",".join(map(str, ids)))
    assert response.status_code == 422 and "Dix fichiers au plus" in main_of(response)
    assert main_of(response).count("data-file=") == 11


def test_a_discussion_opens_with_files(member_client, member, bring):
    response = opened(member_client, attached=bring(member).pk, attach_new=sent("Un.txt"))
    page = main_of(member_client.get(response.url))
    assert names() == ["Notice.txt", "Un.txt"] and page.count('class="attachment"') == 2
    assert "Toutes les pièces jointes" in page


def test_a_scheduled_discussion_shows_its_files(client, facilitator, bring):
    client.force_login(facilitator.user)
    at = timezone.localtime() + timedelta(days=2)
    opened(client, attached=bring(facilitator).pk, publish_at=f"{at:%Y-%m-%dT%H:%M}")
    scheduled = ScheduledThread.objects.get()
    page = main_of(client.get(f"/groupes/{facilitator.group.slug}/discussions/programmees/{scheduled.pk}/"))
    assert "Notice</a>" in page and names() == ["Notice.txt"]


def test_a_scheduled_discussion_changes_its_files(client, facilitator, bring):
    client.force_login(facilitator.user)
    first, second = bring(facilitator, "Un.txt"), bring(facilitator, "Deux.txt")
    at = timezone.localtime() + timedelta(days=2)
    words = {"title": "Un titre", "kind": "discussion", "body": "Bonjour.", "publish_at": f"{at:%Y-%m-%dT%H:%M}"}
    opened(client, attached=first.pk, **words)
    scheduled = ScheduledThread.objects.get()
    url = f"/groupes/{facilitator.group.slug}/discussions/programmees/{scheduled.pk}/modification/"
    assert value_of(main_of(client.get(url))) == str(first.pk)
    client.post(url, words | {"attached": f"{second.pk},{first.pk}", "key": str(uuid.uuid4())})
    assert names() == ["Deux.txt", "Un.txt"]


def test_edit_changes_the_files(member_client, member, thread, reply, bring):
    first, second = bring(member, "Un.txt"), bring(member, "Deux.txt")
    post = reply(thread, member, attached=[first.pk])
    url = f"{thread.url}messages/{post.number}/modification/"
    page = main_of(member_client.get(url))
    assert value_of(page) == str(first.pk) and "Un<small>" in page
    words = {"body": "D’autres mots.", "version": "", "key": str(uuid.uuid4())}
    page = main_of(member_client.post(url, words | {"attached": second.pk, "preview": "1"}))
    assert "Deux</a>" in page and names() == ["Un.txt"]
    member_client.post(url, words | {"attached": second.pk})
    assert names() == ["Deux.txt"]
    conflict = member_client.post(url, words | {"attached": f"{first.pk},{second.pk}", "body": "Encore."})
    assert conflict.status_code == 409 and value_of(main_of(conflict)) == f"{first.pk},{second.pk}"


def test_a_draft_keeps_ids_and_its_page_asks_for_names(member_client, member, thread, bring, secret_file):
    key, file = str(uuid.uuid4()), bring(member, f"{CANARY}-mien.txt")
    content = {"name": thread.target, "key": key, "body": "x", "attached": f"{file.pk},{secret_file.pk}"}
    assert member_client.post("/groupes/reussite-educative/discussions/brouillons/", content).status_code == 200
    assert Draft.objects.get().content["attached"] == f"{file.pk},{secret_file.pk}"
    page = member_client.get(thread.url).text
    assert f"{file.pk},{secret_file.pk}" in page and CANARY not in page


@pytest.mark.parametrize("state", ["hidden_at", "deleted_at"])
def test_hidden_and_deleted_messages_hide_their_files(client, member, author, facilitator, thread, reply, bring, state):
    post = reply(thread, author, attached=[bring(author, f"{CANARY}.txt").pk])
    pages = [thread.url, f"{thread.url}nouveautes/?since=0", f"{thread.url}pieces-jointes/", f"{thread.url}messages/2/"]
    client.force_login(member.user)
    assert [CANARY in client.get(page).text for page in pages] == [True] * 4
    Post.objects.filter(pk=post.pk).update(**{state: timezone.now()})
    assert [CANARY in client.get(page).text for page in pages] == [False] * 4
    client.force_login(facilitator.user)
    assert [CANARY in client.get(page).text for page in pages] == [False, False, False, True]


@pytest.mark.parametrize("count", [1, 3])
def test_files_cost_a_thread_one_query(member_client, member, thread, reply, bring, count, django_assert_num_queries):
    """Nine without any: see test_reading."""
    for number in range(count):
        reply(thread, member, attached=[bring(member, f"{number}-{place}.txt").pk for place in range(count)])
    member_client.get(thread.url)
    with django_assert_num_queries(9):
        member_client.get(thread.url)
    with django_assert_num_queries(7):
        member_client.get(f"{thread.url}nouveautes/?since=0")


def test_news_bring_a_message_with_its_files(member_client, author, thread, reply, bring):
    reply(thread, author, attached=[bring(author, "Neuf.txt").pk])
    fragment = member_client.get(f"{thread.url}nouveautes/?since=1").text
    assert "Neuf</a>" in fragment and "telechargement" in fragment


def test_a_group_that_is_archived_takes_no_file(member_client, member, thread):
    type(member.group).objects.update(archived_at=timezone.now())
    response = answer(member_client, thread, attach_new=sent("Un.txt"))
    assert "archivé" in response.text and "Voici la trame" in response.text
    assert not SharedFile.objects.exists() and not Attachment.objects.exists()


def test_leaving_the_group_closes_its_files(member_client, member, thread, reply, bring):
    file = bring(member, f"{CANARY}.txt")
    reply(thread, member, attached=[file.pk])
    member.delete()
    for page in (thread.url, file.url, f"{file.url}telechargement/", f"{thread.url}pieces-jointes/"):
        response = member_client.get(page)
        assert response.status_code == 404 and CANARY not in response.text
    response = answer(member_client, thread, attach_new=sent("Un.txt"))
    assert response.status_code == 404 and SharedFile.objects.count() == 1
    forget_old_drafts()


def test_files_alone_are_an_answer_but_open_no_discussion(member_client, member, thread, bring):
    file = bring(member, "Charte.txt")
    response = answer(member_client, thread, body="", attached=str(file.pk))
    page = main_of(member_client.get(response.url))
    assert response.status_code == 302 and "1 fichier" in page and f'href="{file.url}"' in page
    assert answer(member_client, thread, body="", attach_new=sent("Trame.txt")).status_code == 302
    refused = opened(member_client, body="", attached=str(file.pk))
    assert refused.status_code == 422 and "quelques mots" in main_of(refused)
    assert value_of(main_of(refused)) == str(file.pk)


def test_files_alone_are_previewed_and_changed(member_client, member, thread, bring):
    file = bring(member, "Charte.txt")
    page = main_of(answer(member_client, thread, body="", attached=str(file.pk), preview="1"))
    assert "Aperçu" in page and f'data-file="{file.pk}"' in page and Post.objects.count() == 1
    answer(member_client, thread, body="", attached=str(file.pk))
    post = Post.objects.get(number=2)
    edit = f"{thread.url}messages/2/modification/"
    assert f'data-file="{file.pk}"' in main_of(member_client.get(edit))
    assert member_client.post(edit, {"body": "", "attached": "", "version": post.version}).status_code == 422
    assert member_client.post(edit, {"body": "Voici.", "attached": str(file.pk), "version": ""}).status_code == 302
    assert "Voici." in main_of(member_client.get(thread.url))


def test_an_answer_whose_files_went_says_so(member_client, member, thread, bring):
    file = bring(member, "Charte.txt")
    answer(member_client, thread, body="", attached=str(file.pk))
    files.delete_file(member=member, file=file, even_used=True)
    page = main_of(member_client.get(thread.url))
    assert "ne sont plus là" in page and "Charte" not in page
