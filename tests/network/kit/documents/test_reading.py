"""What comes back from a reader is not believed: each of these is what a reader that was taken over might do."""

import resource
import time

import pytest

from network.kit.documents import reading
from network.kit.documents.found import Outcome
from tests.documents import picture

SAYS = "import json, sys; from pathlib import Path; folder = Path(sys.argv[4]); {}"
WRITE = "(folder / 'result.json').write_text(json.dumps({}))"
SMALL = "(folder / '1.webp').write_bytes(b'RIFF0000WEBP'); "
HOSTILE = "{'outcome': 'done', 'html': '<p onclick=x>a<script>alert(1)</script></p>', 'text': 'a\\x00b'}"
ONE = "{'outcome': 'done', 'pictures': [{'number': 1, 'width': 9, 'height': 9}]}"


@pytest.fixture
def taken_over(monkeypatch):
    """taken_over("code"): what the process runs instead of our reader."""

    def put(code):
        monkeypatch.setattr(reading, "START", SAYS.format(code).replace("{", "{{").replace("}", "}}"))

    return put


@pytest.mark.parametrize(
    "code",
    [
        "sys.exit(3)",
        "",
        "import os; os.abort()",
        "(folder / 'result.json').write_text('{')",
        "(folder / 'result.json').write_text('[1]')",
        WRITE.format("{'outcome': 'else'}"),
        "(folder / 'result.json').write_bytes(bytes(9_000_000))",
    ],
)
def test_a_reader_that_says_nothing_true_found_nothing(taken_over, read, look, code):
    taken_over(code)
    assert read(b"x", "txt") == reading.Read(Outcome.DAMAGED)
    assert look(b"x", "png") == (Outcome.DAMAGED, 0, {})


def test_its_page_is_cleaned_again(taken_over, read):
    """FI-02."""
    taken_over(WRITE.format(HOSTILE))
    assert read(b"x", "md") == reading.Read(Outcome.DONE, "ab", "<p>a</p>")


@pytest.mark.parametrize(
    "code",
    [
        WRITE.format(ONE),
        "(folder / '1.webp').write_text('<svg onload=alert(1)>'); " + WRITE.format(ONE),
        "(folder / '1.webp').symlink_to('/etc/passwd'); " + WRITE.format(ONE),
        SMALL + WRITE.format(ONE.replace("1,", "'../1',", 1)),
        SMALL + WRITE.format(ONE.replace("'number': 1", "'number': 999")),
        SMALL + WRITE.format(ONE.replace("'width': 9", "'width': -9")),
        SMALL + WRITE.format("{'outcome': 'done', 'pictures': [7]}"),
    ],
)
def test_what_is_no_picture_of_ours_is_dropped(taken_over, look, code):
    taken_over(code)
    assert look(b"x", "png")[2] == {}


def test_a_reader_that_hangs_is_ended(taken_over, read, monkeypatch):
    monkeypatch.setattr(reading, "WALL_SECONDS", 0.3)
    taken_over("import time; time.sleep(60)")
    started = time.monotonic()
    assert read(b"x", "txt").outcome == Outcome.TOO_MUCH and time.monotonic() - started < 5


@pytest.mark.slow
def test_the_worker_does_not_grow_with_what_it_has_read(look):
    """FI-04: a picture of 16 million points leaves nothing behind here."""
    data = picture("PNG", (4000, 4000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert look(data, "png")[0] == Outcome.DONE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
