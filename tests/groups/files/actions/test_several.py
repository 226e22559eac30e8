import uuid

import pytest
from django.http import Http404

from groups.files import actions
from groups.files.models import Folder, SharedFile
from groups.spaces.actions import archive_group, remove_member
from network.kit.errors import Refused

pytestmark = pytest.mark.django_db


def ticked(things):
    files, folders = ([one.pk for one in things if isinstance(one, kind)] for kind in (SharedFile, Folder))
    return actions.Ticked(files, folders)


def move(member, *things, to=None, key=None):
    return actions.move_files(member=member, ticked=ticked(things), folder=to, key=key or uuid.uuid4())


def delete(member, *things, key=None):
    return actions.delete_files(member=member, ticked=ticked(things), key=key or uuid.uuid4())


def bring_back(member, *things):
    return actions.bring_files_back(member=member, ticked=ticked(things))


def alive():
    return sorted(SharedFile.objects.alive().order_by("id").values_list("name", "folder__name"), key=str)


def test_several_files_move_at_once(member, bring, fold):
    files = [bring(member, f"{n}.txt") for n in range(3)]
    folder = fold(member)
    assert len(move(member, *files[:2], to=folder).done) == 2
    assert alive() == [("0.txt", "Évaluation"), ("1.txt", "Évaluation"), ("2.txt", None)]
    assert len(move(member, files[0]).done) == 1 and ("0.txt", None) in alive()


def test_what_is_not_theirs_stays(member, colleague, facilitator, bring, fold):
    """AZ-03."""
    mine, theirs, folder = bring(member, "Mien.txt"), bring(colleague, "Sien.txt"), fold(member)
    outcome = move(member, mine, theirs, to=folder)
    assert (outcome.done, outcome.not_theirs) == ([mine], [theirs])
    outcome = delete(member, mine, theirs)
    assert (outcome.done, outcome.not_theirs) == ([mine], [theirs]) and alive() == [("Sien.txt", None)]
    assert delete(facilitator, theirs).done == [theirs]


def test_what_has_a_name_that_is_taken_stays(member, bring, fold):
    folder = fold(member)
    bring(member, "Notice.txt", folder=folder)
    here, other = bring(member, "NOTICE.txt"), bring(member, "Notice.txt", folder=fold(member, "Autre"))
    outcome = move(member, here, other, to=folder)
    assert outcome.done == [] and {file.pk for file in outcome.name_taken} == {here.pk, other.pk}


def test_two_of_one_name_do_not_both_move(member, bring, fold):
    files = [bring(member, "Notice.txt", folder=fold(member, name)) for name in ("A", "B")]
    outcome = move(member, *files)
    assert (len(outcome.done), len(outcome.name_taken)) == (1, 1)


def test_a_form_sent_twice_does_its_work_once(member, bring):
    """RC-02: what was brought back meanwhile stays."""
    file, key = bring(member), uuid.uuid4()
    assert delete(member, file, key=key).done == [file]
    bring_back(member, file)
    assert delete(member, file, key=key).again and alive() == [("Notice.txt", None)]


@pytest.mark.parametrize("who", ["member", "facilitator"])
def test_files_of_another_group_are_not_touched(request, secret_file, fold, who):
    """AZ-01: nor by somebody who looks after all files of their own."""
    member = request.getfixturevalue(who)
    theirs = fold(secret_file.group.memberships.select_related("group", "user").get())
    assert delete(member, theirs).folders == [] and move(member, theirs).folders == []
    assert delete(member, secret_file).done == [] and move(member, secret_file).done == []
    assert bring_back(member, secret_file).done == []
    secret_file.refresh_from_db()
    assert secret_file.deleted_at is None


def test_who_lost_the_group_moves_nothing(member, facilitator, bring):
    """RV-01."""
    file = bring(member)
    remove_member(membership=member, by=facilitator.user)
    with pytest.raises(Http404):
        delete(member, file)
    archive_group(group=facilitator.group)
    with pytest.raises(Refused):
        move(facilitator, file)
    assert alive() == [("Notice.txt", None)]


def test_themes_keep_their_spelling(member, bring):
    file = bring(member)
    actions.set_tags(file=file, names=["École", "santé"])
    about = {"name": file.name, "description": "", "folder": None}
    actions.edit_file(member=member, file=file, tags=["ecole", "Quartier"], **about)
    file.refresh_from_db()
    assert file.tag_names == ["École", "Quartier"] == [tag.name for tag in file.tags.order_by("slug")]
    actions.edit_file(member=member, file=file, **about)
    file.refresh_from_db()
    assert file.tag_names == ["École", "Quartier"]
