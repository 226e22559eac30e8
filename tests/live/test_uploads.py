"""Files sent to the real server, cut and killed at every step; and how much of it a large file takes.

Small here; `make reliability` does the same with a file of two gigabytes and more deaths (`UPLOAD_BYTES`, `KILLS`).
"""

import os
import random
import shutil
import signal
import sys
import threading
import time
from datetime import timedelta

import pytest
from django.utils import timezone

from groups.files.actions import forget_late_uploads, sweep_bytes
from groups.files.models import SharedFile, Shelf, Upload
from network.kit import private_files
from tests.live.sender import PIECE, Sender, digest_of, watched
from tests.live.server import running

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SIZE = int(os.environ.get("UPLOAD_BYTES", "24000000"))
DEATHS = int(os.environ.get("KILLS", "1"))
CUTS = (0, 10, 50, 99)
MEMORY = 50 * 1024 * 1024


@pytest.fixture(scope="module")
def mortal(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("mortal") / "private"
    room = {"MAX_FILE_BYTES": str(SIZE), "GROUP_FILES_BYTES": str(3 * SIZE)}
    with django_db_blocker.unblock(), running(PRIVATE_DIR=str(folder), **room) as started:
        yield started, folder


@pytest.fixture
def own_server(mortal, transactional_db, settings):
    """A server of these tests alone, to be killed, with nothing kept yet."""
    started, settings.PRIVATE_DIR = mortal
    yield started
    shutil.rmtree(settings.PRIVATE_DIR)


@pytest.fixture
def sender(own_server, member, key_of):
    return Sender(own_server, key_of(member.user), member.group.slug)


def die(server):
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    server.start()


def say(words):
    sys.stderr.write(f"{words}\n")


def nothing_but(file):
    """No row, no bytes and no room but those of this file."""
    assert list(SharedFile.objects.values_list("pk", flat=True)) == [file["id"]]
    assert Shelf.objects.get().used == file["size"] and len(list(private_files.keys_on_disk())) == 1


def test_a_file_is_sent_through_cuts_and_deaths(own_server, sender):
    """RL-09: cut at every step, the server killed in the middle of a piece, gone on with each time."""
    good = sender.announce("Bon.txt", PIECE)
    sender.send(good, PIECE)
    kept = {**sender.finish(good), "size": PIECE}
    url = sender.announce("Long.txt", SIZE)
    for share in CUTS:
        stands = SIZE * share // 100
        sender.send(url, SIZE, until=stands)
        sender.send_half_a_piece(url, SIZE).close()
        assert sender.offset(url) == stands
        nothing_but(kept)
    for _ in range(DEATHS):
        line = sender.send_half_a_piece(url, SIZE)
        die(own_server)
        line.close()
        assert sender.offset(url) == SIZE * CUTS[-1] // 100
        nothing_but(kept)
    sender.send(url, SIZE)
    assert sender.fetch(sender.finish(url)["url"]) == (SIZE, digest_of(SIZE))
    assert sender.fetch(kept["url"]) == (PIECE, digest_of(PIECE)) and Shelf.objects.get().used == PIECE + SIZE


def test_what_is_never_gone_on_with_leaves_nothing(own_server, sender):
    """RL-09: after the sweep."""
    for share in CUTS:
        sender.send(url := sender.announce(f"{share}.txt", PIECE), PIECE, until=PIECE * share // 100)
        sender.send_half_a_piece(url, PIECE).close()
    Upload.objects.update(touched_at=timezone.now() - timedelta(hours=25))
    assert forget_late_uploads() == len(CUTS) and sweep_bytes() == 0
    assert not Upload.objects.exists() and not list(private_files.upload_dir().iterdir())
    assert not Shelf.objects.filter(used__gt=0).exists() and not list(private_files.keys_on_disk())


def test_a_server_that_dies_while_it_keeps_a_file_keeps_it_once(own_server, sender):
    """RL-09: at any moment between the bytes and the commit."""
    luck, amount = random.Random(3), 0
    for number in range(DEATHS):
        sender.send(url := sender.announce(f"{number}.txt", PIECE), PIECE)
        ending = threading.Thread(target=lambda place=url: _try(lambda: sender.finish(place)))
        ending.start()
        time.sleep(luck.uniform(0, 0.08))
        die(own_server)
        ending.join()
        sender.send(url, PIECE)
        assert sender.fetch(sender.finish(url)["url"]) == (PIECE, digest_of(PIECE))
        amount += PIECE
        assert SharedFile.objects.count() == number + 1 and Shelf.objects.get().used == amount
    say(f"{DEATHS} deaths while a file was being kept: {DEATHS} files, each once")


def _try(act):
    try:
        act()
    except OSError:
        return


def test_a_large_file_takes_little_memory_and_no_disk_aside(own_server, sender):
    """Neither on its way in, piece by piece, nor out, as it is read."""
    warm = sender.announce("Petit.txt", PIECE)
    sender.send(warm, PIECE)
    sender.fetch(sender.finish(warm)["url"])
    url, start = sender.announce("Long.txt", SIZE), time.monotonic()
    with watched(own_server) as sent:
        sender.send(url, SIZE)
        file = sender.finish(url)
    between = time.monotonic()
    with watched(own_server) as fetched:
        assert sender.fetch(file["url"]) == (SIZE, digest_of(SIZE))
    say(f"{SIZE / 1e6:.0f} MB sent in {between - start:.1f} s: {sent.grown / 1e6:.1f} MB of memory more, "
        f"{sent.aside / 1e6:.1f} MB aside; fetched in {time.monotonic() - between:.1f} s: "
        f"{fetched.grown / 1e6:.1f} MB more, {fetched.aside / 1e6:.1f} MB aside")  # fmt: skip
    assert max(sent.grown, fetched.grown) < MEMORY
    assert sent.aside <= 2 * PIECE and fetched.aside == 0
