"""What files are taken: the name says what is inside, and what is inside agrees."""

import io
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest
from PIL import Image

from network.kit import file_types
from network.kit.errors import Refused
from tests.documents import listed

ODT = "application/vnd.oasis.opendocument.text"


def picture(form="PNG", size=(4, 4), **options):
    kept = io.BytesIO()
    Image.new("RGB", size, "teal").save(kept, form, **options)
    return kept.getvalue()


def archive(**entries):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as made:
        for name, words in entries.items():
            made.writestr(name.replace("__", "/"), words)
    return kept.getvalue()


def office(folder, **more):
    return archive(**{"[Content_Types].xml": "<Types/>", f"{folder}__document.xml": "<x/>", **more})


HONEST = {
    "a.pdf": b"%PDF-1.7\n%\xe2\xe3\n",
    "a.PDF": b"%PDF-1.4",
    "a.docx": office("word"),
    "a.xlsx": office("xl"),
    "a.pptx": office("ppt"),
    "a.odt": archive(mimetype=ODT, **{"content.xml": "<x/>"}),
    "a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100),
    "a.rtf": b"{\\rtf1 Bonjour}",
    "a.txt": "Réussite éducative".encode(),
    "b.txt": "Réussite".encode("cp1252"),
    "c.txt": "Réussite".encode("utf-16"),
    "a.csv": b"nom;ville\nClaire;Ermont\n",
    "a.md": b"# Titre\n",
    "a.png": picture(),
    "a.jpg": picture("JPEG"),
    "a.gif": picture("GIF"),
    "a.webp": picture("WEBP"),
    "a.zip": archive(**{"notice.txt": "x"}),
}
LYING = {
    "page.html": b"<p>x</p>",
    "dessin.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "a.xhtml": b"<html/>",
    "a.js": b"alert(1)",
    "a.exe": b"MZ",
    "a.eps": b"%!PS",
    "a.docm": office("word"),
    "a.pdf.html": b"%PDF-1.4",
    "a.html.": b"<html>",
    ".htaccess": b"x",
    "sans": b"x",
    "page.png": b"<html><script>alert(1)</script>",
    "page.txt": b"  <!DOCTYPE html><script>alert(1)</script>",
    "svg.md": b"<svg onload=alert(1)>",
    "xml.csv": b"\xef\xbb\xbf<?xml version='1.0'?>",
    "binaire.txt": b"a\x00b",
    "exe.pdf": b"MZ\x90\x00",
    "page.pdf": b"<script>1</script>%PDF-1.4",
    "png.jpg": picture(),
    "zip.docx": archive(**{"notice.txt": "x"}),
    "xlsx.docx": office("xl"),
    "docx.odt": office("word"),
    "faux.zip": b"PK\x03\x04 rien d'autre",
    "macro.docx": office("word", **{"word__vbaProject.bin": "x"}),
    "vide.pdf": b"",
    "coupe.png": picture()[:20],
    "polyglotte.png": picture() + b"<script>alert(1)</script>",
}


@pytest.fixture
def put(tmp_path):
    def write(data):
        path = tmp_path / "arrived"
        path.write_bytes(data)
        return path

    return write


@pytest.mark.parametrize("name", HONEST)
def test_honest_files_are_taken(put, name):
    kind = file_types.check(put(HONEST[name]), name)
    assert kind.ending == name.rpartition(".")[2].lower() and kind == file_types.type_of_name(name)


@pytest.mark.parametrize("name", LYING)
def test_what_is_not_taken_or_not_what_it_says_is_refused(put, name):
    """FI-02."""
    with pytest.raises(Refused):
        file_types.check(put(LYING[name]), name)


def png_header(width, height):
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + head + struct.pack(">I", zlib.crc32(head))
    return b"\x89PNG\r\n\x1a\n" + chunk + struct.pack(">I", 0) + b"IDAT" + struct.pack(">I", zlib.crc32(b"IDAT"))


@pytest.mark.parametrize(("width", "height"), [(60_000, 60_000), (13_000, 14_000), (9_000, 10_000)])
def test_pictures_that_would_fill_the_memory_are_refused(put, width, height):
    """FI-04: by their header, their points are never unpacked."""
    with pytest.raises(Refused):
        file_types.check(put(png_header(width, height)), "bombe.png")
    assert file_types.check(put(png_header(6_000, 6_000)), "grande.png").family == "image"


def test_films_of_pictures_that_never_end_are_refused(put):
    """FI-04."""
    frames = [Image.new("P", (1, 1), n % 2) for n in range(600)]
    kept = io.BytesIO()
    frames[0].save(kept, "GIF", save_all=True, append_images=frames[1:], optimize=False, disposal=2)
    with pytest.raises(Refused):
        file_types.check(put(kept.getvalue()), "film.gif")


@pytest.mark.slow
def test_archives_that_would_fill_the_disk_are_refused(put):
    """FI-05: whatever they call themselves."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        for number in range(3):
            made.writestr(f"{number}", bytes(70_000_000))
    for name in ("bombe.zip", "bombe.docx"):
        with pytest.raises(Refused, match="place"):
            file_types.check(put(kept.getvalue()), name)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Notice de remplissage.pdf", "Notice de remplissage.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Documents\\Bilan.docx", "Bilan.docx"),
        ("a\r\nX-Evil: 1.pdf", "a X-Evil 1.pdf"),
        ("nom\u202egpj.exe.pdf", "nomgpj.exe.pdf"),
        ("a\x00b\x07.pdf", "ab.pdf"),
        ('"cité" <b>?*.pdf', "cité b.pdf"),
        ("  .. Bilan .. .pdf ", "Bilan.pdf"),
        ("CON.pdf", "_CON.pdf"),
        (".htaccess", "htaccess"),
        ("", "document"),
        ("e\u0301tude.pdf", "étude.pdf"),
        ("😀.pdf", "😀.pdf"),
        ("x" * 400 + ".pdf", "x" * 176 + ".pdf"),
    ],
)
def test_names_are_made_safe_to_show_and_to_save(given, kept):
    """FI-03."""
    assert file_types.clean_name(given) == kept


def test_names_are_numbered_before_their_ending():
    assert file_types.numbered("Notice.pdf", 2) == "Notice (2).pdf"
    assert file_types.numbered("sans", 3) == "sans (3)"
    assert len(file_types.numbered("x" * 176 + ".pdf", 10)) == 180


def test_an_archive_whose_list_would_fill_the_memory_is_refused_unread(put):
    """FI-05: whatever number its end record says."""
    for count in (3, 65_535):
        with pytest.raises(Refused, match="trop de fichiers"):
            file_types.check(put(listed(100_000, says=count)), "bombe.zip")


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
@pytest.mark.parametrize("hurt", [False, True])
def test_a_type_that_would_have_to_be_unpacked_is_none(put, method, hurt):
    """FI-05: also one that breaks whoever unpacks it."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as made:
        made.writestr("mimetype", ODT)
        made.writestr("content.xml", "<x/>")
    data = bytearray(kept.getvalue())
    if hurt:
        data[38:60] = b"\xff" * 22
    with pytest.raises(Refused, match="son nom"):
        file_types.check(put(bytes(data)), "a.odt")


@pytest.mark.parametrize("at", range(0, 110, 7))
def test_an_archive_hurt_anywhere_is_taken_or_refused(put, at):
    data = bytearray(HONEST["a.odt"])
    for where in (at, len(data) - 1 - at):
        data[where] ^= 0xFF
    with suppress(Refused):
        assert file_types.check(put(bytes(data)), "a.odt").ending == "odt"
