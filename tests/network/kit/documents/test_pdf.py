import time

import pytest

from network.kit.documents.found import Outcome
from tests.documents import opened, pages


def test_words_are_found(read):
    found = read(opened("Charte", ["Réussite éducative"], "pdf"), "pdf")
    assert (found.outcome, found.text, found.pages) == (Outcome.DONE, "Charte\nRéussite éducative", 1)


def test_five_thousand_pages_take_no_more_than_their_time(read):
    """FI-05."""
    started = time.monotonic()
    found = read(pages(5000, "mot " * 50), "pdf")
    assert found.outcome == Outcome.DONE and found.pages == 5000 and found.text.startswith("mot mot")
    assert time.monotonic() - started < 10


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"x" * 5000, pages(1)[:300]])
def test_a_damaged_one_says_so_or_is_empty(read, data):
    found = read(data, "pdf")
    assert found.text == "" and found.outcome in {Outcome.DAMAGED, Outcome.DONE}
