import uuid

import pytest

from groups.files.models import SharedFile
from tests.groups.files.views.test_lists import FILES
from tests.pages import main_of

pytestmark = pytest.mark.django_db


def sent(*files, **more):
    return {"files": [file.pk for file in files], "key": str(uuid.uuid4()), **more}


def test_files_move_asks_where_to_then_moves(member_client, member, bring, fold):
    folder, files = fold(member), [bring(member, f"Pièce {n}.txt") for n in range(2)]
    page = main_of(member_client.post(f"{FILES}selection/deplacement/", sent(*files)))
    assert "Pièce 0" in page and "Pièce 1" in page and f'value="{folder.pk}"' in page
    answer = member_client.post(f"{FILES}selection/deplacement/", sent(*files, to=folder.pk), follow=True)
    assert "2 fichiers ont été déplacés" in answer.text and "Pièce 1" in main_of(answer)
    assert SharedFile.objects.filter(folder=folder).count() == 2


def test_files_move_goes_only_into_a_folder_of_the_group(member_client, member, bring, secret_file, fold):
    file, theirs = bring(member), fold(secret_file.group.memberships.get())
    answer = member_client.post(f"{FILES}selection/deplacement/", sent(file, to=theirs.pk))
    assert answer.status_code == 422 and theirs.name not in main_of(answer)
    assert not SharedFile.objects.filter(folder=theirs).exists()


def test_folders_move_and_go_into_the_bin_with_files(member_client, member, bring, fold):
    file, folder, to = bring(member, "Seul.txt"), fold(member, "Bilan"), fold(member, "Archives")
    bring(member, folder=folder)
    both = sent(file, folders=[folder.pk])
    page = main_of(member_client.post(f"{FILES}selection/deplacement/", both))
    assert "Seul" in page and "Bilan" in page and f'<option value="{to.pk}"' in page
    assert f'<option value="{folder.pk}"' not in page and f'name="folders" value="{folder.pk}"' in page
    answer = member_client.post(f"{FILES}selection/deplacement/", {**both, "to": to.pk}, follow=True)
    assert "2 éléments ont été déplacés" in answer.text and "Bilan" in main_of(answer)
    answer = member_client.post(f"{FILES}selection/suppression/", sent(folders=[folder.pk]), follow=True)
    assert "1 élément est dans la corbeille" in answer.text and SharedFile.objects.alive().get() == file
    undo = f"{FILES}selection/restauration/?folders={folder.pk}"
    assert undo in answer.text and "1 élément est revenu" in member_client.post(undo, follow=True).text
    assert SharedFile.objects.alive().count() == 2


def test_files_move_shows_no_file_of_another_group(member_client, member, bring, secret_file):
    file = bring(member, "Le mien.txt")
    page = main_of(member_client.post(f"{FILES}selection/deplacement/", sent(file, secret_file)))
    assert "Le mien" in page and secret_file.name.removesuffix(".txt") not in page


def test_files_delete_says_what_it_left_and_can_be_undone(member_client, member, colleague, bring, fold):
    folder = fold(member)
    mine, theirs = (bring(person, f"De {person.user_id}.txt", folder=folder) for person in (member, colleague))
    answer = member_client.post(
        f"{FILES}selection/suppression/", sent(mine, theirs, **{"from": folder.pk}), follow=True
    )
    assert answer.redirect_chain[0][0] == folder.url
    assert "1 fichier est dans la corbeille" in answer.text and f"Laissé en place\u00a0: {theirs.name}" in answer.text
    undo = f"{FILES}selection/restauration/?files={mine.pk}"
    assert undo in answer.text and "1 fichier est revenu" in member_client.post(undo, follow=True).text
    assert SharedFile.objects.alive().count() == 2


@pytest.mark.parametrize("files", [[], ["x"], ["-1"]])
def test_files_delete_without_a_file_says_so(member_client, files):
    answer = member_client.post(f"{FILES}selection/suppression/", {"files": files}, follow=True)
    assert "Cochez au moins un fichier ou un dossier" in answer.text
