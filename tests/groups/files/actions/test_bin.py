import os
import time
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from groups.files import actions
from groups.files.actions import bin as bin_actions
from groups.files.models import FileVersion, SharedFile, Shelf
from network.kit import private_files
from network.kit.errors import Away, Refused

pytestmark = pytest.mark.django_db


def age(file, days):
    SharedFile.objects.filter(pk=file.pk).update(deleted_at=timezone.now() - timedelta(days=days))


def test_the_bin_gives_back_words_place_and_history(member, bring, renew, fold, words_of):
    folder = fold(member)
    file = renew(member, bring(member, words="Un.", folder=folder), "Deux.")
    actions.delete_file(member=member, file=file)
    assert not SharedFile.objects.alive().exists()
    back = actions.bring_back(member=member, file=file)
    assert (back.folder, back.deleted_at, words_of(back), words_of(back, 1)) == (folder, None, "Deux.", "Un.")


def test_the_bin_is_for_whom_the_file_is(member, colleague, facilitator, bring):
    file = bring(member)
    with pytest.raises(Http404):
        actions.delete_file(member=colleague, file=file)
    actions.delete_file(member=facilitator, file=file)
    with pytest.raises(Http404):
        actions.bring_back(member=colleague, file=file)
    assert actions.bring_back(member=member, file=file).deleted_at is None


def test_what_comes_back_finds_another_name_and_place(member, bring, fold):
    folder = fold(member)
    file = bring(member, folder=folder)
    actions.delete_file(member=member, file=file)
    actions.delete_folder(member=member, folder=folder)
    bring(member, "Notice.txt")
    back = actions.bring_back(member=member, file=file)
    assert (back.folder, back.name) == (None, "Notice (2).txt")


def test_deleting_twice_says_so(member, bring):
    file = bring(member)
    actions.delete_file(member=member, file=file)
    with pytest.raises(Refused):
        actions.delete_file(member=member, file=file)


def test_after_thirty_days_the_bytes_go(member, bring, renew):
    """And the room they took is free again."""
    kept, late = bring(member, "Gardé.txt", "Gardé."), renew(member, bring(member, "Vieux.txt", "Un."), "Deux.")
    actions.take_up_version(member=member, file=late, number=1)
    for file, days in ((kept, 29), (late, 31)):
        actions.delete_file(member=member, file=file)
        age(file, days)
    assert [actions.purge_bin() for _ in range(2)] == [1, 0]
    assert [private_files.path_of(key).read_text() for key in private_files.keys_on_disk()] == ["Gardé."]
    assert FileVersion.objects.get().file == kept and Shelf.objects.get().used == 7
    with pytest.raises(Http404):
        actions.bring_back(member=member, file=late)


def test_bytes_without_a_row_are_swept_after_a_day(member, bring, tmp_path):
    """RL-09: what a process left behind when it was killed between the bytes and their row."""
    file = bring(member)
    for name, hours in (("ancien", 25), ("récent", 1)):
        path = tmp_path / name
        path.write_text(name)
        key = private_files.take(path)
        then = time.time() - hours * 3600
        os.utime(private_files.path_of(key), (then, then))
    assert [actions.sweep_bytes() for _ in range(2)] == [1, 0]
    kept = [private_files.path_of(key).read_text() for key in private_files.keys_on_disk()]
    assert sorted(kept) == ["Des mots.", "récent"]
    assert SharedFile.objects.get() == file


def test_many_keys_are_swept_some_at_a_time(member, bring, tmp_path, monkeypatch, django_assert_num_queries):
    """A database takes only so many values in one query."""
    monkeypatch.setattr(bin_actions, "AT_ONCE", 2)
    monkeypatch.setattr(bin_actions, "LEFT", timedelta())
    kept = {bring(member, f"{number}.txt").pk for number in range(3)}
    for number in range(4):
        (tmp_path / str(number)).write_text("orphelin")
        private_files.take(tmp_path / str(number))
    with django_assert_num_queries(8):
        assert actions.sweep_bytes() == 4
    assert set(private_files.keys_on_disk()) == set(FileVersion.objects.values_list("bytes_key", flat=True))
    assert set(SharedFile.objects.values_list("pk", flat=True)) == kept


def test_a_file_goes_for_good_while_the_place_of_files_is_away(member, bring, monkeypatch):
    """Its bytes follow with the sweep."""
    file, delete = bring(member), private_files.delete
    actions.delete_file(member=member, file=file)
    age(file, 31)

    def away(_key):
        raise Away("x")

    monkeypatch.setattr(private_files, "delete", away)
    assert actions.purge_bin() == 1 and not SharedFile.objects.exists()
    monkeypatch.setattr(private_files, "delete", delete)
    monkeypatch.setattr(bin_actions, "LEFT", timedelta())
    assert actions.sweep_bytes() == 1 and list(private_files.keys_on_disk()) == []
