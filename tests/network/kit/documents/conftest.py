import pytest

from network.kit.documents import reading


@pytest.fixture
def read(tmp_path):
    """read(data, "docx"): what a reader finds in it."""

    def find(data, ending):
        path = tmp_path / "document"
        path.write_bytes(data)
        return reading.words_of(path, ending)

    return find


@pytest.fixture
def look(tmp_path):
    """look(data, "png"): the outcome, how many pages, and the pictures by their number, as bytes."""

    def find(data, ending):
        path = tmp_path / "document"
        path.write_bytes(data)
        with reading.pictures_of(path, ending) as seen:
            return seen.outcome, seen.pages, {one.number: one.path.read_bytes() for one in seen.pictures}

    return find
