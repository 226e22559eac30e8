"""What only a bucket does: not answer, answer slowly, forget."""

import os
import socket
import time
from datetime import timedelta

import pytest
from django.core.files.storage import storages

from network.kit import private_files
from network.kit.errors import Away
from network.kit.private_files import bucket as bucket_module
from network.kit.private_files.bucket_url import place_of_private_files
from tests.network.kit.private_files.conftest import WORDS, address, arrived, keep

pytestmark = pytest.mark.slow


def kept_in(bucket):
    return [found["Key"] for found in bucket.list_objects_v2(Bucket=bucket.name).get("Contents", ())]


def lead_to(settings, port):
    settings.STORAGES = {**settings.STORAGES, "private": place_of_private_files(address(port))}


def test_bytes_are_in_the_bucket_and_nowhere_else(bucket, settings):
    key = keep()
    assert kept_in(bucket) == [f"kept/{key}"]
    assert [path for path in settings.PRIVATE_DIR.rglob("*") if path.is_file()] == []


def test_what_is_no_key_is_not_listed(bucket):
    bucket.put_object(Bucket=bucket.name, Key="kept/lisez-moi.txt", Body=b"x")
    key = keep()
    assert list(private_files.keys_on_disk()) == [key] and len(kept_in(bucket)) == 2


def test_no_address_is_ever_made(bucket):
    with pytest.raises(NotImplementedError):
        storages["private"].url(f"kept/{keep()}")


def test_a_long_file_is_read_window_by_window(bucket, monkeypatch):
    monkeypatch.setattr(bucket_module, "WINDOW", 100_000)
    words = os.urandom(350_000)
    with private_files.opened(keep(words)) as data:
        assert data.read() == words
        data.seek(250_000)
        assert (data.read(10), data.tell(), data.seek(-5, os.SEEK_END)) == (words[250_000:250_010], 250_010, 349_995)
        assert data.read() == words[-5:]


def test_more_keys_than_a_page_holds_are_listed_one_after_the_other(bucket, monkeypatch):
    keys = {keep(b"x", str(number)) for number in range(3)}
    client = storages["private"].client
    pages = client.get_paginator
    monkeypatch.setattr(client, "get_paginator", lambda name: Small(pages(name)))
    assert set(private_files.keys_on_disk()) == keys


class Small:
    def __init__(self, pages):
        self.pages = pages

    def paginate(self, **kwargs):
        return self.pages.paginate(**kwargs, PaginationConfig={"PageSize": 2})


def test_what_was_sent_ahead_long_ago_is_sent_again(bucket):
    """The first may have been swept meanwhile."""
    path = arrived()
    private_files.send_ahead(path)
    (mark,) = (found for found in private_files.upload_dir().iterdir() if found != path)
    first, long_ago = mark.read_text(), time.time() - 7200
    os.utime(mark, (long_ago, long_ago))
    key = private_files.take(path)
    assert key != first and f"kept/{key}" in kept_in(bucket)


def test_what_was_sent_ahead_is_not_sent_twice_unless_it_changed(bucket):
    path = arrived()
    for _ in range(2):
        private_files.send_ahead(path)
    assert len(kept_in(bucket)) == 1
    later = time.time() + 10
    path.write_bytes(b"autre chose")
    os.utime(path, (later, later))
    with private_files.opened(private_files.take(path)) as data:
        assert data.read() == b"autre chose"


def test_nothing_is_half_kept_when_the_bucket_is_not_there(bucket, monkeypatch):
    monkeypatch.setattr(storages["private"], "bucket_name", "no-such-bucket")
    path = arrived()
    for act in (private_files.send_ahead, private_files.take):
        with pytest.raises(Away, match="rien n’est perdu"):
            act(path)
    assert path.read_bytes() == WORDS and list(private_files.upload_dir().iterdir()) == [path]
    private_files.forget(path)
    with pytest.raises(Away):
        private_files.opened("0" * 32)
    with pytest.raises(Away):
        list(private_files.keys_on_disk())


@pytest.fixture
def silence():
    """A port that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_a_bucket_that_says_nothing_is_not_waited_for_twice(settings, silence, monkeypatch):
    """RL-17."""
    monkeypatch.setattr(bucket_module, "PATIENCE", {"read_timeout": 0.3, "retries": {"total_max_attempts": 1}})
    lead_to(settings, silence)
    start = time.perf_counter()
    with pytest.raises(Away):
        private_files.opened("0" * 32)
    first = time.perf_counter() - start
    with pytest.raises(Away):
        private_files.delete("0" * 32)
    assert first < 3 and time.perf_counter() - start - first < 0.05
    storages["private"]._left_alone_until = 0
    with pytest.raises(Away):
        private_files.take(arrived())


def test_it_is_asked_again_after_a_moment(bucket):
    key = keep()
    store = storages["private"]
    store._left_alone_until = time.monotonic() + 0.05
    with pytest.raises(Away):
        private_files.opened(key)
    time.sleep(0.06)
    with private_files.opened(key) as data:
        assert data.read() == WORDS


def test_an_upload_that_is_given_up_while_the_bucket_is_away_still_goes(bucket):
    """Its bytes are swept after a day."""
    path = arrived()
    private_files.send_ahead(path)
    storages["private"]._left_alone_until = time.monotonic() + 60
    private_files.forget(path)
    assert list(private_files.upload_dir().iterdir()) == [] and len(kept_in(bucket)) == 1
    assert private_files.forget_uploads(older_than=timedelta()) == 0
