"""Words of office documents, and archives that are made to hurt."""

import io
import os
import time
import zipfile

import pytest

from network.kit.documents.found import Outcome
from tests.documents import archive, docx, opened, paragraph, pptx, xlsx

pytestmark = pytest.mark.slow  # each reads in a process of its own

LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
)
OUTSIDE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


@pytest.mark.parametrize(
    ("data", "ending", "words"),
    [
        (docx(paragraph("Réussite &amp; école") + paragraph("Deux")), "docx", "Réussite & école\nDeux"),
        (docx("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>"), "docx", "a\tb\nc"),
        (pptx("Un", *["."] * 8, "Dix"), "pptx", "Un\n" + ".\n" * 8 + "Dix"),
        (opened("Titre", ["Élan <b>"], "odt"), "odt", "Titre\nÉlan <b>"),
        (opened("Titre", ["Élan"], "ods"), "ods", "1\tÉlan"),
        (xlsx(["Nom", "Ville"], ["Élise", 95]), "xlsx", "Sheet\nNom\tVille\nÉlise\t95"),
    ],
)
def test_words_are_found(read, data, ending, words):
    found = read(data, ending)
    assert (found.outcome, found.text) == (Outcome.DONE, words)


def test_what_authors_took_out_stays_out(read):
    gone = f"<w:del><w:r><w:delText>CNRY</w:delText></w:r></w:del><w:moveFrom>{paragraph('CNRY')}</w:moveFrom>"
    assert read(docx(gone + paragraph("Gardé")), "docx").text == "Gardé"


def test_notes_and_headers_come_after_the_words(read):
    note = "<w:footnotes xmlns:w='w'><w:p><w:t>Une note</w:t></w:p></w:footnotes>"
    made = docx(paragraph("Le texte"), **{"word/footnotes.xml": note, "word/styles.xml": paragraph("Rien")})
    assert read(made, "docx").text == "Le texte\nUne note"


def test_sheets_are_shown_as_tables_whose_cells_run_nothing(read):
    made = xlsx(["Nom", "Note"], ["<script>alert(1)</script>", "'=1+1"])
    assert "&lt;script&gt;" in read(made, "xlsx").html and "<table>" in read(made, "xlsx").html
    assert "<td>Élan</td>" in read(opened("T", ["x", "Élan"], "ods"), "ods").html


def test_a_sheet_without_end_is_shown_by_its_beginning(read):
    found = read(xlsx(*[[number] * 40 for number in range(500)]), "xlsx")
    assert found.html.count("<tr>") == 200 and found.html.count("<th scope") == 30


@pytest.mark.parametrize("start", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("ending", ["docx", "odt", "xlsx"])
def test_entities_are_not_opened(read, start, ending):
    """FI-05: a billion laughs, a file of the machine."""
    entity = "&a11;" if start is LAUGHS else "&a;"
    page = f"<?xml version='1.0'?>{start}<w:document xmlns:w='w'><w:p><w:t>{entity}</w:t></w:p></w:document>"
    path = {"docx": "word/document.xml", "odt": "content.xml", "xlsx": "xl/worksheets/sheet1.xml"}[ending]
    made = archive({path: page})
    if ending == "xlsx":
        with zipfile.ZipFile(io.BytesIO(xlsx(["Nom"]))) as honest:
            made = archive({name: honest.read(name) for name in honest.namelist()} | {path: page})
    found = read(made, ending)
    assert found.outcome == Outcome.DAMAGED and "root:" not in found.text and "ha" not in found.text


@pytest.mark.slow
def test_a_bomb_is_not_unpacked(read):
    """FI-05: 200 MB of nothing in 200 KB; also spread over parts that each seem small."""
    started = time.monotonic()
    once = docx("", **{"word/header1.xml": bytes(120_000_000)})
    spread = docx("", **{f"word/header{n}.xml": os.urandom(10) + bytes(900_000) for n in range(120)})
    many = archive({f"word/header{n}.xml": "" for n in range(10_001)})
    for made in (once, spread, many):
        assert read(made, "docx").outcome == Outcome.TOO_MUCH
    assert time.monotonic() - started < 10


def test_a_zip_in_a_zip_stays_one(read):
    """FI-05: what is inside is not opened."""
    inside = docx(paragraph("CNRY"))
    for _ in range(5):
        inside = archive({"word/document.xml": "<x/>", "encore.docx": inside})
    found = read(inside, "docx")
    assert (found.outcome, found.text) == (Outcome.DONE, "")


def test_a_document_behind_a_password_says_so(read):
    made = bytearray(docx(paragraph("Secret")))
    for mark, flags in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = -1
        while (at := made.find(mark, at + 1)) >= 0:
            made[at + flags] |= 1
    assert read(bytes(made), "docx").outcome == Outcome.LOCKED


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"", os.urandom(500), archive({"word/document.xml": "<w:p>"})])
def test_a_damaged_document_says_so(read, data):
    assert read(data, "docx").outcome == Outcome.DAMAGED


def test_words_have_an_end(read):
    found = read(docx("".join(paragraph(f"mot {n} " * 100) for n in range(2000))), "docx")
    assert len(found.text) <= 1_000_000 and found.outcome == Outcome.DONE
