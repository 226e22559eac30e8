import io
import tracemalloc
import zipfile

import pytest

from network.kit import private_files, zip_out
from network.kit.errors import Refused
from network.kit.zip_out import Entry, paths

HOSTILE = [
    "../../etc/passwd.txt", "/etc/shadow.txt", "..\\..\\boot.txt", "C:\\Windows\\x.txt", "CON.txt", "con.tar.zip",
    "nul.", "..", ".", "", "a\x00b.txt", "fin\u202etxt.exe.pdf", "ligne\r\nX-Evil: 1.txt", "  espaces  .txt  ",
    "x" * 400 + ".pdf", "éà 😀.odt", "-rf.txt", ".htaccess", 'guillemets"<>|?*.txt', "LPT1.docx",
]  # fmt: skip


@pytest.fixture
def keep(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path / "private"

    def put(data=b"Des mots."):
        path = private_files.upload_dir() / "x"
        path.write_bytes(data)
        return private_files.take(path)

    return put


def read(response):
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def test_archive_holds_the_bytes_and_says_its_size(keep):
    big = bytes(range(256)) * 2000
    entries = [Entry((), "Un.txt", keep(b"Un."), 3), Entry(("Bilan", "2026"), "Été.bin", keep(big), len(big))]
    response = zip_out.response(entries, "Fichiers du groupe")
    body = b"".join(response.streaming_content)
    assert int(response["Content-Length"]) == len(body)
    archive = zipfile.ZipFile(io.BytesIO(body))
    assert archive.testzip() is None
    assert archive.read("Un.txt") == b"Un." and archive.read("Bilan/2026/Été.bin") == big
    assert archive.getinfo("Bilan/2026/Été.bin").flag_bits & 0x800


def test_archive_goes_out_as_a_download_that_nobody_keeps(keep):
    response = zip_out.response([Entry((), "Un.txt", keep(), 9)], 'Bilan "2026"\r\nX-Evil: 1')
    assert response["Content-Disposition"].startswith("attachment;") and "X-Evil" not in response.headers
    assert "\n" not in response["Content-Disposition"] and response["Content-Type"] == "application/zip"
    assert response["Cache-Control"] == "private, no-store" and response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_leads_out_of_the_folder(name, tmp_path, keep):
    """FI-03, EX-02: unpacked, each is one file inside, under a name that any system takes."""
    found = paths([Entry((name, "Sous-dossier"), name, "", 0), Entry((), name, "", 0)])
    for path in found:
        parts = path.split("/")
        assert len(parts) == (3 if path == found[0] else 1) and not path.startswith("/")
        for part in parts:
            assert part and part.strip(" .") == part and len(part) <= 181
            assert not set(part) & set('\\/:*?"<>|\x00\r\n\u202e')
            assert part.partition(".")[0].lower() not in {"con", "nul", "lpt1", "prn", "aux", "com1"}
    archive = read(zip_out.response([Entry((name,), name, keep(), 9)], "x"))
    archive.extractall(tmp_path / "ici")
    inside = [path for path in (tmp_path / "ici").rglob("*") if path.is_file()]
    assert len(inside) == 1 and inside[0].read_bytes() == b"Des mots."
    assert [path.name for path in tmp_path.iterdir() if path.name not in {"ici", "private"}] == []


def test_two_equal_names_are_both_there():
    same = [Entry((), name, "", 0) for name in ("Notice.txt", "NOTICE.txt", "Notice.txt", "Notice (2).txt")]
    found = paths(same)
    assert found[:3] == ["Notice.txt", "NOTICE (2).txt", "Notice (3).txt"]
    assert len({path.casefold() for path in found}) == 4


def test_no_file_takes_the_name_of_a_folder():
    found = paths([Entry((), "Notice.txt", "", 0), Entry(("Notice.txt",), "Un.txt", "", 0)])
    assert found == ["Notice (2).txt", "Notice.txt/Un.txt"]


@pytest.mark.parametrize(("count", "size"), [(0, 0), (zip_out.MOST_FILES + 1, 1), (2, zip_out.MOST_BYTES // 2 + 1)])
def test_what_no_archive_holds_is_refused_in_words(count, size):
    with pytest.raises(Refused, match="fichier"):
        zip_out.check([Entry((), "Un.txt", "", size)] * count)
    zip_out.check([Entry((), "Un.txt", "", zip_out.MOST_BYTES)])


@pytest.mark.parametrize("said", [2, 20])
def test_bytes_of_another_size_than_was_said_cut_the_answer(keep, said):
    response = zip_out.response([Entry((), "Un.txt", keep(), said)], "x")
    with pytest.raises(RuntimeError):
        b"".join(response.streaming_content)


def test_bytes_that_are_gone_cut_the_answer(keep):
    key = keep()
    private_files.delete(key)
    with pytest.raises(FileNotFoundError):
        b"".join(zip_out.response([Entry((), "Un.txt", key, 9)], "x").streaming_content)


def test_memory_stays_flat_and_nothing_is_written(keep, settings):
    key = keep(b"x" * 20_000_000)
    before = sorted(settings.PRIVATE_DIR.rglob("*"))
    tracemalloc.start()
    response = zip_out.response([Entry((), f"{number}.txt", key, 20_000_000) for number in range(3)], "x")
    sent = sum(len(block) for block in response.streaming_content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sent == int(response["Content-Length"]) > 60_000_000
    assert peak < 2_000_000 and sorted(settings.PRIVATE_DIR.rglob("*")) == before
