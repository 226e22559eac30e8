import uuid

import pytest
from django.http import Http404

from groups.files import actions
from groups.files.models import DEPTH_MAX, Folder
from network.kit.errors import Refused

pytestmark = pytest.mark.django_db


def test_folders_stand_in_each_other(member, fold):
    top = fold(member)
    inside = fold(member, "Bilan 2026", parent=top)
    assert (top.parent, inside.parent, inside.group) == (None, top, member.group)


def test_the_same_form_twice_is_one_folder(member, fold):
    key = uuid.uuid4()
    assert fold(member, key=key) == fold(member, key=key) and Folder.objects.count() == 1


@pytest.mark.parametrize("name", ["Évaluation", "ÉVALUATION"])
def test_a_name_is_once_in_a_place(member, fold, name):
    top = fold(member)
    with pytest.raises(Refused, match="ce nom"):
        fold(member, name)
    assert fold(member, name, parent=top).parent == top


def test_folders_are_not_endless(member, fold):
    folder = None
    for level in range(DEPTH_MAX):
        folder = fold(member, f"Niveau {level}", parent=folder)
    with pytest.raises(Refused):
        fold(member, "Trop", parent=folder)


def test_a_folder_moves_with_what_it_holds_but_never_into_itself(member, fold, bring):
    one, two = fold(member, "Un"), fold(member, "Deux")
    inside = fold(member, "Dedans", parent=one)
    file = bring(member, folder=inside)
    actions.edit_folder(member=member, folder=one, name="Premier", parent=two)
    one.refresh_from_db()
    file.refresh_from_db()
    assert (one.name, one.parent, file.folder) == ("Premier", two, inside)
    for place in (one, inside):
        with pytest.raises(Refused):
            actions.edit_folder(member=member, folder=one, name="Premier", parent=place)


def test_a_high_folder_does_not_go_too_deep(member, fold):
    high = fold(member, "Haut")
    for level in range(DEPTH_MAX - 1):
        fold(member, f"Haut {level}", parent=Folder.objects.latest("id"))
    other = fold(member, "Autre")
    with pytest.raises(Refused):
        actions.edit_folder(member=member, folder=high, name="Haut", parent=other)


def test_a_folder_is_deleted_with_what_it_holds(member, fold, bring):
    folder = fold(member)
    file = bring(member, folder=folder)
    actions.delete_folder(member=member, folder=folder)
    file.refresh_from_db()
    assert not Folder.objects.alive().exists() and file.deleted_at
    assert fold(member).name == folder.name


def test_folders_are_changed_by_who_made_them_and_who_facilitates(member, colleague, facilitator, fold):
    """AZ-03."""
    folder = fold(member)
    with pytest.raises(Http404):
        actions.edit_folder(member=colleague, folder=folder, name="Pris", parent=None)
    with pytest.raises(Http404):
        actions.delete_folder(member=colleague, folder=folder)
    assert actions.edit_folder(member=facilitator, folder=folder, name="Bilan", parent=None).name == "Bilan"
