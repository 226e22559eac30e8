"""Bytes under random keys, given out whole or in part, and nothing else of the disk."""

import stat
from datetime import timedelta

import pytest
from django.test import RequestFactory

from network.kit import private_files

WORDS = b"0123456789" * 10


@pytest.fixture(autouse=True)
def private_dir(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path / "private"


@pytest.fixture
def key():
    path = private_files.upload_dir() / "arrived"
    path.write_bytes(WORDS)
    return private_files.take(path)


def ask(key, **headers):
    request = RequestFactory().get("/", headers={name.replace("_", "-"): value for name, value in headers.items()})
    return private_files.serve(request, key, name="Notice.txt", content_type="text/plain", etag="abc")


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_what_is_taken_leaves_the_uploads_and_is_nobody_else_s(key):
    path = private_files.path_of(key)
    assert path.read_bytes() == WORDS and list(private_files.upload_dir().iterdir()) == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert not stat.S_IMODE(path.parent.stat().st_mode) & 0o007
    private_files.delete(key)
    private_files.delete(key)
    assert private_files.keys_on_disk() == {}


STRANGE = ["", "../" * 10, "/etc/passwd", "A" * 32, "a" * 31, "a" * 33, "a" * 31 + "/", "a" * 31 + "\n"]


@pytest.mark.parametrize("key", STRANGE)
def test_only_a_key_leads_to_bytes(key):
    """FI-01."""
    for act in (private_files.path_of, private_files.delete):
        with pytest.raises(ValueError, match="no key of ours"):
            act(key)


def test_all_of_it(key):
    response = ask(key)
    assert (response.status_code, body(response)) == (200, WORDS)
    assert (response["Content-Length"], response["Accept-Ranges"], response["ETag"]) == ("100", "bytes", '"abc"')


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("bytes=0-0", (0, 0)),
        ("bytes=0-9", (0, 9)),
        ("bytes=90-", (90, 99)),
        ("bytes=95-500", (95, 99)),
        ("bytes=-5", (95, 99)),
        ("bytes=-500", (0, 99)),
    ],
)
def test_one_part_of_it(key, asked, given):
    response = ask(key, range=asked)
    first, last = given
    assert body(response) == WORDS[first : last + 1] and response["Content-Length"] == str(last - first + 1)
    if given != (0, 99):
        assert (response.status_code, response["Content-Range"]) == (206, f"bytes {first}-{last}/100")


@pytest.mark.parametrize("asked", ["bytes=100-", "bytes=500-600", "bytes=5-1", "bytes=-0"])
def test_a_part_that_is_not_there(key, asked):
    response = ask(key, range=asked)
    assert (response.status_code, response["Content-Range"], body(response)) == (416, "bytes */100", b"")


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=a-b", "lines=0-1", "bytes=0-1,5-6", "bytes=٣-", "x" * 5000])
def test_what_is_no_part_gives_all_of_it(key, asked):
    assert body(ask(key, range=asked)) == WORDS


def test_a_download_that_was_cut_goes_on_only_when_nothing_changed(key):
    assert body(ask(key, range="bytes=90-", if_range='"abc"')) == WORDS[90:]
    assert body(ask(key, range="bytes=90-", if_range='"other"')) == WORDS
    assert ask(key, if_none_match='"abc"').status_code == 304


def test_uploads_that_nobody_finished_are_forgotten(settings):
    (private_files.upload_dir() / "left").write_bytes(b"x")
    assert private_files.forget_uploads(older_than=timedelta(hours=1)) == 0
    assert private_files.forget_uploads(older_than=timedelta()) == 1


def test_a_disk_that_is_nearly_full_takes_nothing(monkeypatch):
    """RL-11: before anything is written."""
    usage = type("Usage", (), {"total": 100_000_000_000, "free": 600_000_000})
    monkeypatch.setattr(private_files.shutil, "disk_usage", lambda _folder: usage)
    assert private_files.has_room(50_000_000) and not private_files.has_room(200_000_000)
