"""Folders that are ticked in a list: moved, put into the bin with what they hold, brought back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from groups.files import actions, queries
from groups.files.models import DEPTH_MAX, Folder, SharedFile, Upload
from network.kit import uses
from network.kit.errors import Refused
from tests.groups.files.actions.test_several import bring_back, delete, move

pytestmark = pytest.mark.django_db


def standing():
    """Every folder that is there, by its path, with the files in it."""
    tree = {folder.pk: folder for folder in Folder.objects.alive()}
    paths = {"/".join(one.name for one in queries.ancestors_of(folder, tree)): folder for folder in tree.values()}
    held = SharedFile.objects.alive().order_by("name")
    return {path: [one.name for one in held if one.folder_id == folder.pk] for path, folder in sorted(paths.items())}


@pytest.fixture
def branch(member, fold, bring):
    """A folder that holds one and a file in each."""
    top = fold(member, "Bilan")
    bring(member, "Un.txt", folder=top)
    bring(member, "Deux.txt", folder=fold(member, "Dedans", parent=top))
    return top


ALL = {"Bilan": ["Un.txt"], "Bilan/Dedans": ["Deux.txt"]}


def test_folders_move_with_files(member, branch, bring, fold):
    file, to = bring(member, "Trois.txt"), fold(member, "Archives")
    outcome = move(member, branch, file, to=to)
    assert (outcome.done, outcome.folders) == ([file], [branch])
    assert standing() == {
        "Archives": ["Trois.txt"], "Archives/Bilan": ["Un.txt"], "Archives/Bilan/Dedans": ["Deux.txt"],
    }  # fmt: skip
    assert move(member, branch, to=to).folders == []


def test_a_folder_never_stands_in_itself_nor_too_deep_nor_under_a_name_that_is_taken(member, branch, fold):
    inside = Folder.objects.get(name="Dedans")
    deep = None
    for level in range(DEPTH_MAX - 1):
        deep = fold(member, f"Niveau {level}", parent=deep)
    fold(member, "BILAN", parent=Folder.objects.get(name="Niveau 0"))
    for place in (branch, inside, deep, Folder.objects.get(name="Niveau 0")):
        outcome = move(member, branch, to=place)
        assert outcome.folders == [] and list(outcome.misplaced.values()) == [[branch]]
    branch.refresh_from_db()
    assert branch.parent is None


def test_two_folders_of_one_name_do_not_both_move(member, fold):
    one = fold(member, "Bilan", parent=fold(member, "A"))
    two = fold(member, "Bilan", parent=fold(member, "B"))
    outcome = move(member, one, two)
    assert (outcome.folders, list(outcome.misplaced.values())) == ([one], [[two]])


def test_a_folder_goes_into_the_bin_with_what_it_holds_and_comes_back_with_it(member, branch, bring):
    before = bring(member, "Ancien.txt", folder=branch)
    actions.delete_file(member=member, file=before)
    assert delete(member, branch).folders == [branch]
    assert standing() == {} and not SharedFile.objects.alive().exists()
    assert bring_back(member, branch).folders == [branch]
    assert standing() == ALL
    assert bring_back(member, branch).folders == []


def test_a_folder_that_comes_back_finds_another_name_and_place(member, branch, fold):
    inside = Folder.objects.get(name="Dedans")
    delete(member, inside)
    delete(member, branch)
    fold(member, "Dedans")
    bring_back(member, inside)
    assert standing() == {"Dedans": [], "Dedans (2)": ["Deux.txt"]}


def test_a_folder_with_what_others_brought_stays_whole(member, colleague, facilitator, branch, bring):
    """AZ-03."""
    bring(colleague, "Sien.txt", folder=Folder.objects.get(name="Dedans"))
    outcome = delete(member, branch)
    assert (outcome.folders, outcome.of_others) == ([], [branch]) and len(SharedFile.objects.alive()) == 3
    assert delete(colleague, branch).not_theirs == [branch]
    with pytest.raises(Refused, match="apporté"):
        actions.delete_folder(member=member, folder=branch)
    assert delete(facilitator, branch).folders == [branch]
    assert bring_back(colleague, branch).folders == [] and standing() == {}


def test_a_folder_with_a_file_in_use_stays_whole(member, branch, monkeypatch):
    """RL-10."""
    used = SharedFile.objects.get(name="Deux.txt")
    monkeypatch.setattr(uses, "held", lambda _kind, ids: {used.pk} & set(ids))
    outcome = delete(member, branch)
    assert (outcome.folders, outcome.in_use) == ([], [branch])
    with pytest.raises(Refused, match="messages"):
        actions.delete_folder(member=member, folder=branch)
    assert standing() == ALL


def test_the_bin_shows_what_comes_back_together_once(member, colleague, facilitator, branch, bring):
    alone = bring(member, "Seul.txt")
    delete(member, branch, alone)
    (folder,) = queries.folders_in_bin(member)
    assert (folder, folder.holds) == (branch, 2) and list(queries.bin_for_list(member)) == [alone]
    assert queries.folders_in_bin(facilitator) == [branch] and queries.folders_in_bin(colleague) == []


def test_what_went_with_somebody_elses_folder_is_seen_by_who_brought_it(member, facilitator, fold, bring):
    mine = bring(member, folder=fold(member, "Le mien", parent=fold(facilitator, "Le leur")))
    other = bring(member, "Autre.txt", folder=Folder.objects.get(name="Le leur"))
    delete(facilitator, Folder.objects.get(name="Le leur"))
    (folder,) = queries.folders_in_bin(member)
    assert folder.name == "Le mien" and list(queries.bin_for_list(member)) == [other]
    assert [one.name for one in queries.folders_in_bin(facilitator)] == ["Le leur"]
    bring_back(member, folder)
    mine.refresh_from_db()
    assert standing() == {"Le mien": ["Notice.txt"]} and mine.deleted_at is None


@pytest.mark.parametrize("number", [1, 3])
def test_folders_in_the_bin_cost_one_query(member, fold, bring, number, django_assert_num_queries):
    for one in range(number):
        bring(member, folder=fold(member, f"Dossier {one}"))
    delete(member, *Folder.objects.all())
    with django_assert_num_queries(1):
        assert len(queries.folders_in_bin(member)) == number


def test_after_thirty_days_folders_go_and_what_is_there_stays(member, branch, fold, bring):
    kept = bring(member, folder=fold(member, "Gardé"))
    delete(member, branch)
    Upload.objects.all().delete()
    late = timezone.now() - timedelta(days=31)
    Folder.objects.deleted().update(deleted_at=late)
    SharedFile.objects.deleted().update(deleted_at=late)
    for _day in range(2):
        actions.purge_bin()
    assert [folder.name for folder in Folder.objects.all()] == ["Gardé"] and SharedFile.objects.get() == kept
