import re
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from groups.files import actions
from groups.files.models import Folder, SharedFile
from groups.spaces.actions import archive_group
from tests.factories import MembershipFactory
from tests.groups.files.conftest import CANARY
from tests.groups.files.views.test_lists import FILES

pytestmark = pytest.mark.django_db
CHOICES, ATTACH = f"{FILES}choix/", f"{FILES}pieces-jointes/"


def named(response):
    return re.findall(r"<span>([^<]*)<small>", response.text)


def send(client, name="Trame.txt", words="Des mots.", **changed):
    return client.post(ATTACH, {"file": SimpleUploadedFile(name, words.encode()), "key": str(uuid.uuid4()), **changed})


def test_choices_are_files_of_the_group_by_their_words(member_client, member, bring, fold, secret_file):
    bring(member, "Charte des exemples.txt", folder=fold(member, "Modèles <b>"))
    bring(member, "Autre.txt")
    gone = bring(member, "Charte jetée.txt")
    actions.delete_file(member=member, file=gone)
    response = member_client.get(CHOICES, {"q": " EXEMPLES charte "})
    assert named(response) == ["Charte des exemples"] and "Modèles &lt;b&gt;" in response.text
    assert named(member_client.get(CHOICES)) == ["Autre", "Charte des exemples"]
    for words in (CANARY, "%", "_", "*", "x" * 5000):
        response = member_client.get(CHOICES, {"q": words})
        assert named(response) == [] and "Aucun fichier" in response.text


def test_choices_are_bounded(member_client, member, bring):
    for number in range(22):
        bring(member, f"{number}.txt")
    assert len(named(member_client.get(CHOICES))) == 20


@pytest.mark.parametrize("count", [1, 3])
def test_choices_cost_the_same_however_many(member_client, member, bring, fold, count, django_assert_num_queries):
    for number in range(count):
        bring(member, f"{number}.txt", folder=fold(member, f"Dossier {number}"))
    with django_assert_num_queries(4):
        member_client.get(CHOICES)


def test_ids_of_a_draft_give_what_this_person_may_read(member_client, member, bring, secret_file):
    first, second = bring(member, "Un.txt"), bring(member, "Deux.txt")
    gone = bring(member, f"{CANARY}-jeté.txt")
    actions.delete_file(member=member, file=gone)
    asked = f"{second.pk},{secret_file.pk},x,{gone.pk},{first.pk},{2**63},-1"
    response = member_client.get(CHOICES, {"ids": asked})
    assert named(response) == ["Deux", "Un"] and CANARY not in response.text
    assert named(member_client.get(CHOICES, {"ids": ""})) == []


def test_what_is_sent_with_a_message_goes_into_one_folder(member_client, member, bring):
    response = send(member_client)
    file = SharedFile.objects.get()
    assert named(response) == ["Trame"] and f'data-file="{file.pk}"' in response.text
    assert (file.folder.name, file.folder.parent, file.created_by) == ("Pièces jointes", None, member.user)
    member.user.language = "en"
    member.user.save()
    send(member_client)
    assert Folder.objects.count() == 1 and SharedFile.objects.filter(name="Trame (2).txt").exists()


def test_sent_twice_with_one_key_is_one_file(member_client):
    key = str(uuid.uuid4())
    assert [send(member_client, key=key).status_code for _ in range(2)] == [200, 200]
    assert SharedFile.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "words", "changed", "said"),
    [
        ("Page.html", "x", {}, "type de fichier"),
        ("Vide.txt", "", {}, "vide"),
        ("Faux.pdf", "x", {}, "ne correspond pas"),
        ("Un.txt", "x", {"key": "x"}, "formulaire"),
    ],
)
def test_what_is_not_taken_says_why(member_client, name, words, changed, said):
    response = send(member_client, name, words, **changed)
    assert response.status_code in {409, 422} and said in response.json()["said"].lower()
    assert not SharedFile.objects.exists()


def test_only_who_writes_in_the_group_chooses_and_sends(client, member, outsider, bring):
    bring(member, f"{CANARY}.txt")
    removed = MembershipFactory(group=member.group).user
    removed.memberships.all().delete()
    suspended = MembershipFactory(group=member.group).user
    type(suspended).objects.filter(pk=suspended.pk).update(is_active=False)
    for person in (outsider, removed, suspended):
        client.force_login(person)
        for response in (client.get(CHOICES), client.get(CHOICES, {"ids": "1"}), send(client)):
            assert response.status_code in {302, 404} and CANARY not in response.text
    client.force_login(member.user)
    archive_group(group=member.group)
    assert client.get(CHOICES).status_code == 404 and send(client).status_code == 404
    assert SharedFile.objects.count() == 1


def test_a_group_with_all_its_folders_keeps_attachments_at_the_top(member_client, member, fold, monkeypatch):
    fold(member)
    monkeypatch.setattr("groups.files.actions.folders.FOLDERS_MAX", 1)
    send(member_client)
    assert SharedFile.objects.get().folder is None and Folder.objects.count() == 1


def test_the_folder_that_was_deleted_is_made_again(member_client, member):
    send(member_client)
    actions.delete_file(member=member, file=SharedFile.objects.get())
    Folder.objects.update(deleted_at=timezone.now())
    send(member_client)
    assert SharedFile.objects.alive().get().folder.deleted_at is None
