from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest

from network.kit import private_files
from network.kit.errors import NoRoom
from network.kit.private_files import uploads

Usage = namedtuple("Usage", "total free")


def test_uploads_that_nobody_finished_are_forgotten():
    (private_files.upload_dir() / "left").write_bytes(b"x")
    assert private_files.forget_uploads(older_than=timedelta(hours=1)) == 0
    assert private_files.forget_uploads(older_than=timedelta()) == 1


def test_an_upload_that_goes_meanwhile_is_no_trouble(monkeypatch):
    folder, look = private_files.upload_dir(), Path.stat
    for name in ("un", "deux"):
        (folder / name).write_bytes(b"x")

    def taken(path, **kwargs):
        if path.name == "un":
            path.unlink(missing_ok=True)
        return look(path, **kwargs)

    monkeypatch.setattr(Path, "stat", taken)
    assert private_files.forget_uploads(older_than=timedelta()) == 1


@pytest.mark.parametrize(
    ("total", "kept_free"),
    [
        (2_000_000_000, 500_000_000),
        (10_000_000_000, 500_000_000),
        (100_000_000_000, 5_000_000_000),
        (400_000_000_000, 20_000_000_000),
        (10_000_000_000_000, 20_000_000_000),
    ],
)
def test_a_disk_that_is_nearly_full_takes_nothing(monkeypatch, total, kept_free):
    """RL-11: before anything is written. A twentieth, 500 MB at least, 20 GB at most."""
    usage = Usage(total, kept_free + 100_000_000)
    monkeypatch.setattr(uploads.shutil, "disk_usage", lambda _folder: usage)
    assert private_files.has_room(50_000_000) and not private_files.has_room(100_000_000)
    private_files.check_room(50_000_000)
    with pytest.raises(NoRoom, match="plus de place") as refused:
        private_files.check_room(100_000_000)
    assert refused.value.status == 507


def test_a_disk_that_fills_while_one_writes_refuses():
    with pytest.raises(NoRoom), private_files.room_or_refusal():
        raise OSError(28, "No space left on device")
    with pytest.raises(PermissionError), private_files.room_or_refusal():
        raise PermissionError(13, "no")
