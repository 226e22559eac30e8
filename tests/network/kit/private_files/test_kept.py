"""The same promises wherever the bytes lie."""

import zipfile
from datetime import timedelta

import pytest
from django.test import RequestFactory

from network.kit import private_files
from tests.network.kit.private_files.conftest import WORDS, arrived, keep

pytestmark = pytest.mark.usefixtures("place")
STRANGE = ["", "../" * 10, "/etc/passwd", "A" * 32, "a" * 31, "a" * 33, "a" * 31 + "/", "a" * 31 + "\n"]
NEVER_KEPT = "0" * 32


def words_of(key):
    with private_files.opened(key) as data:
        return data.read()


def test_what_is_taken_is_read_listed_and_deleted():
    keys = {keep(b"un"), keep(b"deux")}
    assert sorted(words_of(key) for key in keys) == [b"deux", b"un"]
    assert set(private_files.keys_on_disk()) == keys
    assert set(private_files.keys_on_disk(older_than=timedelta(hours=1))) == set()
    assert list(private_files.upload_dir().iterdir()) == []
    gone = keys.pop()
    for _ in range(2):
        private_files.delete(gone)
    assert set(private_files.keys_on_disk()) == keys


def test_what_is_sent_ahead_is_taken_once():
    path = arrived()
    private_files.send_ahead(path)
    key = private_files.take(path)
    private_files.forget(path)
    assert words_of(key) == WORDS and list(private_files.keys_on_disk()) == [key]
    assert list(private_files.upload_dir().iterdir()) == []


def test_what_is_sent_ahead_and_not_taken_leaves_nothing():
    """RL-09."""
    path = arrived()
    private_files.send_ahead(path)
    for _ in range(2):
        private_files.forget(path)
    assert list(private_files.keys_on_disk()) == [] and list(private_files.upload_dir().iterdir()) == []


def test_what_is_open_can_be_read_from_anywhere(tmp_path):
    with zipfile.ZipFile(tmp_path / "archive.zip", "w") as archive:
        archive.writestr("lisez-moi.txt", "Bonjour." * 20_000)
    key = keep((tmp_path / "archive.zip").read_bytes())
    with private_files.opened(key) as data, zipfile.ZipFile(data) as archive:
        assert archive.read("lisez-moi.txt").decode().count("Bonjour.") == 20_000


def test_it_is_given_out_the_same_way():
    key = keep()
    for asked, first, last in (("", 0, 99), ("bytes=90-", 90, 99), ("bytes=5-9", 5, 9), ("bytes=-1", 99, 99)):
        request = RequestFactory().get("/", headers={"range": asked})
        response = private_files.serve(request, key, name="Notice.txt", content_type="text/plain", etag="abc")
        assert response.getvalue() == WORDS[first : last + 1] and response["Content-Length"] == str(last - first + 1)
        assert response.get("Content-Range", f"bytes {first}-{last}/100") == f"bytes {first}-{last}/100"
    beyond = RequestFactory().get("/", headers={"range": "bytes=100-"})
    response = private_files.serve(beyond, key, name="Notice.txt", content_type="text/plain", etag="abc")
    assert (response.status_code, response["Content-Range"]) == (416, "bytes */100")


def test_on_disk_is_a_file_for_as_long_as_one_looks():
    key = keep()
    with private_files.on_disk(key) as path:
        assert path.read_bytes() == WORDS
    assert words_of(key) == WORDS and list(private_files.upload_dir().iterdir()) == []


def test_what_is_gone_says_so():
    with pytest.raises(FileNotFoundError):
        private_files.opened(NEVER_KEPT)
    with pytest.raises(FileNotFoundError), private_files.on_disk(NEVER_KEPT):
        pass
    private_files.delete(NEVER_KEPT)
    assert list(private_files.upload_dir().iterdir()) == []


@pytest.mark.parametrize("key", STRANGE)
def test_only_a_key_leads_to_bytes(key):
    """FI-01."""
    for act in (private_files.path_of, private_files.opened, private_files.on_disk, private_files.delete):
        with pytest.raises(ValueError, match="no key of ours"):
            act(key)
