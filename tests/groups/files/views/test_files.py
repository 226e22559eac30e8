import shutil
import uuid
from collections import namedtuple

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.utils import timezone

from groups.files import actions
from groups.files.models import SharedFile
from groups.models import Attachment, Post, Thread
from groups.spaces.actions import archive_group
from network.kit import private_files
from tests.factories import ThreadFactory
from tests.groups.files.views.test_lists import FILES
from tests.pages import main_of

pytestmark = pytest.mark.django_db
Usage = namedtuple("Usage", "total used free")
DEPOSIT = f"{FILES}depot/"


def given(*names, words="Des mots."):
    return [SimpleUploadedFile(name, words.encode()) for name in names]


def send(client, some, url=DEPOSIT, **changed):
    return client.post(url, {"files": some, "on_same": "both", "key": str(uuid.uuid4()), **changed})


def test_deposit_brings_several_files_into_a_folder(member_client, member, fold):
    folder = fold(member)
    page = main_of(member_client.get(f"{DEPOSIT}?folder={folder.pk}"))
    assert "« Évaluation »" in page.replace("\u00a0", " ") and 'enctype="multipart/form-data"' in page
    response = send(member_client, given("Un.txt", "Deux.txt"), f"{DEPOSIT}?folder={folder.pk}")
    assert response.url == folder.url
    page = member_client.get(folder.url).text
    assert "Un" in main_of(member_client.get(folder.url)) and "2 fichiers ont été ajoutés" in page


def test_deposit_pressed_twice_brings_each_file_once(member_client):
    key = str(uuid.uuid4())
    for _ in range(2):
        assert send(member_client, given("Un.txt", "Deux.txt"), key=key).status_code == 302
    assert sorted(SharedFile.objects.values_list("name", flat=True)) == ["Deux.txt", "Un.txt"]


def test_deposit_says_which_files_are_not_taken_and_keeps_the_others(member_client):
    response = send(member_client, given("Un.txt", "Page <b>.html", "Faux.pdf"))
    page = main_of(response)
    assert response.status_code == 409
    assert "Page b.html" in page and "type de fichier" in page and "Faux.pdf" in page and "<b>.html" not in page
    assert list(SharedFile.objects.values_list("name", flat=True)) == ["Un.txt"]
    assert f'href="{SharedFile.objects.get().url}"' in page


@pytest.mark.parametrize("changed", [{"files": []}, {"on_same": "x"}, {"key": "x"}, {"files": "empty"}])
def test_deposit_that_is_not_taken_says_why(member_client, changed):
    if changed.get("files") == "empty":
        changed = {"files": given("Vide.txt", words="")}
    response = send(member_client, given("Un.txt"), **changed)
    assert response.status_code == 422 and 'role="alert"' in main_of(response)
    assert not SharedFile.objects.exists()


def test_deposit_of_more_than_is_taken_is_refused_before_it_is_read(member_client, settings):
    """FI-06."""
    settings.MAX_FILE_BYTES = 1000
    response = send(member_client, given("Gros.txt", words="x" * 2_000_000))
    assert response.status_code == 413 and not SharedFile.objects.exists()


def test_deposit_on_a_full_disk_says_so_while_the_rest_goes_on(member_client, member, bring, monkeypatch):
    """RL-11: reading and deleting too."""
    file = bring(member, "Là.txt")
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(10**10, 10**10 - 10**8, 10**8))
    response = send(member_client, given("Un.txt"))
    assert response.status_code == 507 and "plus de place" in main_of(response)
    asked = {"files": given("Un.txt"), "on_same": "both", "key": str(uuid.uuid4())}
    alone = member_client.post(DEPOSIT, asked, headers={"accept": "application/json"})
    assert alone.status_code == 507 and "plus de place" in alone.json()["said"]
    assert list(private_files.upload_dir().iterdir()) == [] and SharedFile.objects.get() == file
    assert member_client.get(f"{file.url}telechargement/").getvalue() == b"Des mots."
    assert member_client.post(f"{file.url}suppression/").url == FILES
    monkeypatch.undo()
    assert send(member_client, given("Un.txt")).status_code == 302


def test_deposit_that_finds_the_disk_full_on_its_way_leaves_nothing(member_client, monkeypatch):
    """RL-11: the last byte did not fit."""

    def full(_upload, chunk_size=None):
        yield b"Des"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(InMemoryUploadedFile, "chunks", full)
    response = send(member_client, given("Un.txt", "Deux.txt"))
    assert response.status_code == 507 and main_of(response).count("plus de place") >= 2
    assert list(private_files.upload_dir().iterdir()) == [] and not SharedFile.objects.exists()


def test_deposit_is_not_offered_in_an_archived_group(member_client, member, bring):
    bring(member)
    archive_group(group=member.group)
    page = main_of(member_client.get(FILES))
    assert "Notice" in page and "depot/" not in page
    assert send(member_client, given("Un.txt")).status_code == 404


def test_detail_shows_what_it_is_and_offers_what_one_may_do(client, member, colleague, facilitator, bring, renew):
    file = renew(member, bring(member, "Trame.txt"), comment="Onglet <i>ajouté</i>")
    offered = {}
    for person in (member, colleague, facilitator):
        client.force_login(person.user)
        page = main_of(client.get(file.url))
        assert "Onglet &lt;i&gt;ajouté" in page and "Première version" in page
        offered[person] = [name for name in ("modification/", "favori/", "suppression/", "reprise/") if name in page]
    mine = ["modification/", "suppression/", "reprise/"]
    theirs = ["modification/", "favori/", "suppression/", "reprise/"]
    assert offered == {member: mine, colleague: [], facilitator: theirs}


@pytest.mark.parametrize("count", [1, 3])
def test_detail_costs_the_same_with_more_versions(client, member, bring, renew, count, django_assert_num_queries):
    file = bring(member)
    for number in range(count):
        renew(member, file, f"Version {number}")
    client.force_login(member.user)
    with django_assert_num_queries(12):
        client.get(file.url)


def test_edit_renames_describes_and_moves(member_client, member, bring, fold):
    file, folder = bring(member), fold(member)
    assert "Évaluation" in main_of(member_client.get(f"{file.url}modification/"))
    sent = {"name": "Mode d’emploi.txt", "description": "À lire <d’abord>.", "folder": str(folder.pk)}
    assert member_client.post(f"{file.url}modification/", sent).url == file.url
    page = main_of(member_client.get(file.url))
    assert "Mode d’emploi" in page and "À lire &lt;d’abord&gt;." in page and folder.url in page
    refused = member_client.post(f"{file.url}modification/", sent | {"name": "Page.pdf"})
    assert refused.status_code == 409 and "À lire" in main_of(refused) and 'value="Page.pdf"' in main_of(refused)
    assert member_client.post(f"{file.url}modification/", sent | {"folder": "999"}).status_code == 422


def test_favourites_stand_on_the_front_page_of_the_group(client, facilitator, bring):
    file = bring(facilitator, "Charte.txt")
    client.force_login(facilitator.user)
    home = f"/groupes/{facilitator.group.slug}/"
    for on, shown in (("1", True), ("0", False)):
        client.post(f"{file.url}favori/", {"on": on})
        page = main_of(client.get(home))
        assert ("h-files" in page, "h-latest" in page) == (shown, not shown) and "Charte" in page


def test_delete_then_undo(member_client, member, bring):
    file = bring(member)
    assert member_client.post(f"{file.url}suppression/").url == FILES
    page = member_client.get(FILES).text
    assert f"{file.url}restauration/" in page and "Notice" not in main_of(member_client.get(FILES))
    assert member_client.get(f"{file.url}telechargement/").status_code == 404
    assert member_client.post(f"{file.url}restauration/").url == file.url
    assert "Notice" in main_of(member_client.get(FILES))


def test_what_was_deleted_meanwhile_is_said(member_client, member, bring, monkeypatch):
    file = bring(member)
    lock = actions.bin.lock_group

    def late(group):
        SharedFile.objects.filter(pk=file.pk).update(deleted_at=file.created_at)
        return lock(group)

    monkeypatch.setattr(actions.bin, "lock_group", late)
    response = member_client.post(f"{file.url}suppression/", follow=True)
    assert "supprimé entre-temps" in response.text


@pytest.fixture
def shown(member, bring):
    """A file under a message of a discussion."""
    file = bring(member)
    thread = ThreadFactory(group=member.group, title="Mobiliser les parents", author=member.user)
    Attachment.objects.create(post=thread.posts.get(), file=file, place=0)
    return file


def test_detail_says_which_messages_show_it(member_client, shown):
    page = main_of(member_client.get(shown.url))
    assert "Mobiliser les parents" in page and "#m1" in page
    refused = member_client.post(f"{shown.url}suppression/")
    assert refused.url == shown.url and "Mobiliser les parents" in member_client.get(shown.url).text
    assert SharedFile.objects.get().deleted_at is None


def test_delete_of_what_messages_show_takes_it_away_from_them_first(client, member, colleague, shown):
    client.force_login(colleague.user)
    assert "even_used" not in main_of(client.get(shown.url))
    assert client.post(f"{shown.url}suppression/", {"even_used": "1"}).status_code == 404
    assert Attachment.objects.exists()
    client.force_login(member.user)
    assert "even_used" in main_of(client.get(shown.url))
    client.post(f"{shown.url}suppression/", {"even_used": "1"})
    assert SharedFile.objects.get().deleted_at and shown.name not in client.get(Thread.objects.get().url).text


def test_detail_hides_messages_that_are_hidden_and_still_lets_it_go(client, member, facilitator, shown):
    Post.objects.update(hidden_at=timezone.now())
    client.force_login(facilitator.user)
    page = main_of(client.get(shown.url))
    assert "Mobiliser" not in page and "even_used" in page and "masqués" in page
    client.post(f"{shown.url}suppression/", {"even_used": "1"})
    assert SharedFile.objects.get().deleted_at


@pytest.mark.parametrize("count", [1, 3])
def test_detail_costs_the_same_with_more_messages(member_client, member, shown, count, django_assert_num_queries):
    for number in range(count):
        thread = ThreadFactory(group=member.group, title=f"Discussion {number}")
        Attachment.objects.create(post=thread.posts.get(), file=shown, place=0)
    with django_assert_num_queries(14):
        member_client.get(shown.url)


def test_ones_own_file_in_the_bin_says_how_it_comes_back(client, member, colleague, facilitator, bring):
    file = bring(member)
    actions.delete_file(member=facilitator, file=file)
    for person in (member, facilitator):
        client.force_login(person.user)
        page = main_of(client.get(file.url))
        assert "Dans la corbeille" in page and "Hélène" in page and f'formaction="{file.url}restauration/"' in page
        assert "telechargement" not in page and client.get(f"{file.url}telechargement/").status_code == 404
    client.force_login(colleague.user)
    assert client.get(file.url).status_code == 404


def test_ones_own_file_in_the_bin_of_an_archived_group_offers_nothing(member_client, member, bring):
    file = bring(member)
    actions.delete_file(member=member, file=file)
    archive_group(group=member.group)
    page = main_of(member_client.get(file.url))
    assert "Dans la corbeille" in page and "restauration" not in page


def test_a_file_keeps_its_ending_whatever_is_typed(member_client, member, bring):
    file = bring(member, "Trame.txt")
    page = main_of(member_client.get(f"{file.url}modification/"))
    assert 'value="Trame"' in page and "« .txt »" in page.replace("\u00a0", " ")
    for typed, name in (("Bilan", "Bilan.txt"), ("Bilan v1.2", "Bilan v1.2.txt"), ("Notes.TXT", "Notes.TXT")):
        about = {"name": typed, "description": "", "tags": "", "folder": ""}
        assert member_client.post(f"{file.url}modification/", about).url == file.url
        file.refresh_from_db()
        assert file.name == name
    refused = member_client.post(f"{file.url}modification/", {**about, "name": "Notes.pdf"})
    assert refused.status_code == 409 and file.name == "Notes.TXT"
