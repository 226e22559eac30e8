import subprocess
import sys
import uuid

import pytest

from network.kit import private_files, unfinished


@pytest.fixture
def key(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path
    return uuid.uuid4()


def test_pieces_are_added_one_after_the_other(key):
    with unfinished.held(key) as path:
        assert unfinished.add(path, at=0, blocks=[b"Des ", b"mo"]) == 6
        assert unfinished.add(path, at=4, blocks=[b"mots."]) == 5
    assert path.read_bytes() == b"Des mots." and unfinished.size_of(key) == 9


def test_a_piece_that_could_not_be_written_leaves_what_was_there(key):
    def full():
        yield b"m" * 100_000
        raise OSError(28, "No space left on device")

    with unfinished.held(key) as path:
        unfinished.add(path, at=0, blocks=[b"Des "])
        with pytest.raises(OSError, match="No space"):
            unfinished.add(path, at=4, blocks=full())
    assert path.read_bytes() == b"Des "


def test_one_holds_it_in_this_process_and_in_all_others(key):
    other = "import fcntl, sys; fcntl.flock(open(sys.argv[1], 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB)"
    with unfinished.held(key) as path:
        with pytest.raises(unfinished.BusyError), unfinished.held(key):
            raise AssertionError
        command = [sys.executable, "-c", other, str(path)]
        assert b"BlockingIOError" in subprocess.run(command, capture_output=True, check=False).stderr
    with unfinished.held(key):
        pass


def test_what_is_forgotten_is_gone_and_had_no_size(key):
    with unfinished.held(key) as path:
        unfinished.add(path, at=0, blocks=[b"Des "])
    for _ in range(2):
        unfinished.forget(key)
    assert unfinished.size_of(key) == 0 and list(private_files.upload_dir().iterdir()) == []
