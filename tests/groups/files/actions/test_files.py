import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from groups.files import actions
from groups.files.enums import OnSame
from groups.files.models import FileVersion, SharedFile, Shelf
from groups.spaces.actions import archive_group, remove_member
from network.kit import private_files
from network.kit.errors import KeyReused, Refused

pytestmark = pytest.mark.django_db


def kept_bytes():
    return sorted(private_files.path_of(key).read_text() for key in private_files.keys_on_disk())


def test_what_somebody_brings_is_kept(member, bring, words_of):
    file = bring(member, "../Notice de remplissage.txt", "Lisez-moi.")
    assert (file.name, file.group, file.folder, file.created_by) == (
        "Notice de remplissage.txt", member.group, None, member.user,
    )  # fmt: skip
    assert (file.family, file.size, file.version_count, words_of(file)) == ("text", 10, 1, "Lisez-moi.")
    assert Shelf.objects.get(group=member.group).used == 10
    assert list(private_files.upload_dir().iterdir()) == []


def test_the_same_form_twice_is_one_file(member, bring):
    """RC-02."""
    key = uuid.uuid4()
    first, again = (bring(member, key=key) for _ in range(2))
    assert first == again and SharedFile.objects.count() == FileVersion.objects.count() == 1
    assert kept_bytes() == ["Des mots."] and Shelf.objects.get().used == 9
    with pytest.raises(KeyReused):
        bring(member, words="Autre chose.", key=key)


def test_a_file_given_with_a_form_is_kept_once_among_the_attachments(member):
    form_key = uuid.uuid4()

    def keep(number, words=b"Des mots."):
        given = SimpleUploadedFile("Notice.txt", words)
        return actions.keep_given(member=member, given=given, form_key=form_key, number=number)

    first, again, other = keep(0), keep(0), keep(1)
    assert first == again and first.folder == actions.folder_of_attachments(member=member)
    assert (other.name, other.folder) == ("Notice (2).txt", first.folder)
    with pytest.raises(Refused, match=r"^Notice\.txt\u00a0: "):
        keep(2, b"")
    assert SharedFile.objects.count() == 2


@pytest.mark.parametrize("taken_by", ["Notice.txt", "NOTICE.TXT"])
def test_a_name_that_is_taken_asks(member, bring, taken_by):
    there = bring(member, taken_by)
    with pytest.raises(actions.NameTaken) as refused:
        bring(member, "Notice.txt", "Autre chose.")
    assert refused.value.file == there and kept_bytes() == ["Des mots."]


def test_both_are_kept_under_two_names(member, bring):
    names = [bring(member, "Notice.txt", f"{n}", on_same=OnSame.BOTH).name for n in range(3)]
    assert names == ["Notice.txt", "Notice (2).txt", "Notice (3).txt"]


def test_or_it_is_a_new_version(member, bring, words_of):
    bring(member, "Notice.txt", "Un.")
    file = bring(member, "notice.txt", "Deux, plus long.", on_same=OnSame.VERSION)
    assert (SharedFile.objects.count(), file.name, file.version_count) == (1, "Notice.txt", 2)
    assert (words_of(file), words_of(file, 1), file.size) == ("Deux, plus long.", "Un.", 16)


def test_names_are_taken_in_one_folder_only(member, bring, fold):
    bring(member, "Notice.txt")
    assert bring(member, "Notice.txt", folder=fold(member)).name == "Notice.txt"


def test_what_is_not_taken_leaves_nothing(member, bring):
    """FI-02: and says why."""
    for name, words in (("page.html", "<p>"), ("notice.pdf", "<html>"), ("sans", "x")):
        with pytest.raises(Refused):
            bring(member, name, words)
    assert not SharedFile.objects.exists() and kept_bytes() == []
    assert list(private_files.upload_dir().iterdir()) == []


def test_a_full_shelf_refuses_and_keeps_nothing(member, bring, settings):
    """FI-06."""
    settings.GROUP_FILES_BYTES = 20
    bring(member, "Un.txt", "x" * 15)
    with pytest.raises(Refused, match="plus de place"):
        bring(member, "Deux.txt", "x" * 6)
    assert Shelf.objects.get().used == 15 and kept_bytes() == ["x" * 15]
    bring(member, "Trois.txt", "x" * 5)
    assert Shelf.objects.get().used == 20


def test_who_lost_the_group_brings_nothing(member, facilitator, bring):
    """RV-01: also with a form opened before."""
    remove_member(membership=member, by=facilitator.user)
    with pytest.raises(Http404):
        bring(member)
    assert not SharedFile.objects.exists() and kept_bytes() == []


def test_nothing_is_added_to_an_archived_group(member, bring):
    archive_group(group=member.group)
    with pytest.raises(Refused):
        bring(member)


# Versions ---------------------------------------------------------------------


def test_another_version_keeps_the_name_and_the_earlier_words(member, bring, renew, words_of):
    file = renew(member, bring(member, "Trame.txt", "Un."), "Deux.", comment="Onglet ajouté")
    assert (file.name, file.version_count, file.size, words_of(file), words_of(file, 1)) == (
        "Trame.txt", 2, 5, "Deux.", "Un.",
    )  # fmt: skip
    assert FileVersion.objects.get(file=file, number=2).comment == "Onglet ajouté"


def test_another_version_is_of_the_same_type(member, bring, renew):
    with pytest.raises(Refused, match="même type"):
        renew(member, bring(member, "Trame.txt"), name="Trame.csv")


def test_versions_are_for_who_brought_the_file_and_who_facilitates(member, colleague, facilitator, bring, renew):
    """AZ-03."""
    file = bring(member)
    with pytest.raises(Refused):
        renew(colleague, file)
    assert SharedFile.objects.get().version_count == 1
    assert renew(facilitator, file).version_count == 2


def test_an_earlier_version_is_taken_up_again_without_new_bytes(member, bring, renew, words_of):
    file = renew(member, bring(member, words="Un."), "Deux.")
    assert [actions.take_up_version(member=member, file=file, number=1) for _ in range(2)] == [True, False]
    file.refresh_from_db()
    assert (file.version_count, file.size, words_of(file)) == (3, 3, "Un.")
    assert kept_bytes() == ["Deux.", "Un."] and Shelf.objects.get().used == 8


def test_an_earlier_version_is_taken_up_by_whom_the_file_is(member, colleague, bring, renew):
    file = renew(member, bring(member))
    for number, person in ((1, colleague), (9, member)):
        with pytest.raises(Http404):
            actions.take_up_version(member=person, file=file, number=number)


# What is said of it -------------------------------------------------------------


def edit(member, file, **changed):
    about = {"name": file.name, "description": file.description, "folder": file.folder, **changed}
    return actions.edit_file(member=member, file=file, **about)


def test_a_file_is_named_described_and_moved(member, bring, fold):
    folder = fold(member)
    file = edit(member, bring(member), name="Mode d’emploi.txt", description="À lire d’abord.", folder=folder)
    assert (file.name, file.description, file.folder) == ("Mode d’emploi.txt", "À lire d’abord.", folder)


@pytest.mark.parametrize("name", ["Page.html", "Notice", "Notice.pdf", "Déjà là.txt"])
def test_a_name_that_would_lie_or_is_taken_is_refused(member, bring, name):
    file = bring(member)
    bring(member, "Déjà là.txt")
    with pytest.raises(Refused):
        edit(member, file, name=name)
    assert SharedFile.objects.get(pk=file.pk).name == "Notice.txt"


def test_nothing_is_changed_by_somebody_else(member, colleague, bring, secret_file):
    """AZ-03, AZ-04."""
    with pytest.raises(Http404):
        edit(colleague, bring(member), name="Pris.txt")
    with pytest.raises(Refused):
        edit(colleague, secret_file, name="Pris.txt")
    assert not SharedFile.objects.filter(name="Pris.txt").exists()


def test_a_folder_of_another_group_holds_nothing_of_ours(member, bring, secret_file, fold):
    """AZ-04."""
    theirs = fold(secret_file.group.memberships.get())
    with pytest.raises(Refused):
        bring(member, folder=theirs)
    with pytest.raises(Refused):
        edit(member, bring(member), folder=theirs)


def test_favourites_are_chosen_by_who_facilitates(member, facilitator, bring):
    file = bring(member)
    with pytest.raises(Http404):
        actions.pin_file(member=member, file=file, pinned=True)
    assert [actions.pin_file(member=facilitator, file=file, pinned=True) for _ in range(2)] == [True, False]
    assert SharedFile.objects.get().pinned
