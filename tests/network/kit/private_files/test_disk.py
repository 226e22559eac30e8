import os
import stat
import time
from datetime import timedelta
from pathlib import Path

import pytest

from network.kit import private_files
from network.kit.errors import NoRoom
from network.kit.private_files import disk, uploads
from tests.network.kit.private_files.conftest import WORDS, arrived, keep


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_no_other_account_of_the_machine_comes_in(settings, tmp_path):
    """The folders above too: `mkdir` gives its mode to the last one only."""
    settings.PRIVATE_DIR = tmp_path / "a" / "b" / "private"
    path = private_files.path_of(keep())
    assert mode(path) == 0o640
    folders = [folder for folder in path.parents if folder.is_relative_to(tmp_path / "a")]
    assert len(folders) == 6 and {mode(folder) for folder in folders} == {0o750}
    assert mode(private_files.upload_dir()) == 0o750


def test_names_are_on_disk_before_the_key_is_known(settings, tmp_path, monkeypatch):
    """RL-09: of the bytes, and of every folder above them."""
    synced = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(Path(f"/proc/self/fd/{handle}").readlink()))
    upload = arrived()
    place = private_files.path_of(private_files.take(upload))
    assert synced[:1] != [upload] and upload in synced
    assert {*place.parents[:4], tmp_path} <= set(synced)


def test_a_day_begins_when_bytes_are_taken():
    """However slowly they came: the sweep must not meet them before their row."""
    upload = arrived()
    long_ago = time.time() - 100_000
    os.utime(upload, (long_ago, long_ago))
    key = private_files.take(upload)
    assert private_files.path_of(key).read_bytes() == WORDS
    assert list(private_files.keys_on_disk(older_than=timedelta(days=1))) == []


def test_listing_goes_on_when_a_file_goes_meanwhile():
    keys = [keep(b"x", str(number)) for number in range(3)]
    seen = []
    for key in private_files.keys_on_disk():
        seen.append(key)
        for other in set(keys) - {key}:
            private_files.delete(other)
    assert len(seen) == 1 and seen[0] in keys


def test_listing_goes_on_when_a_file_goes_between_two_looks(monkeypatch):
    key, look = keep(), Path.stat

    def gone(path, **kwargs):
        if path.name == key:
            path.unlink(missing_ok=True)
        return look(path, **kwargs)

    monkeypatch.setattr(Path, "stat", gone)
    assert list(private_files.keys_on_disk()) == []


def test_what_is_no_key_is_not_listed(key):
    stranger = private_files.path_of(key).with_name("lisez-moi.txt")
    stranger.write_text("x")
    assert list(private_files.keys_on_disk()) == [key] and stranger.exists()


def test_a_full_disk_takes_nothing(monkeypatch):
    """RL-11."""

    def full(_folder):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "made", full)
    with pytest.raises(NoRoom, match="plus de place"):
        private_files.take(arrived())
    assert list(private_files.keys_on_disk()) == []
    assert not isinstance(uploads.no_room(), OSError)
