import io

import pikepdf
import pypdfium2
import pytest

from network.kit.clean_html import clean
from network.kit.errors import Refused
from network.kit.papers import paper, pdf
from network.kit.rich_tree import parse
from tests.adversarial.payloads import PAYLOADS

HOSTILE = [
    "#eval(read)",
    '#image("/etc/passwd")',
    "$x$ *gras* _x_ @ref <label> // r",
    "\\u{41} ]",
    "日本 \ufffe \ue000",
]


def tags(element, found=None):
    """Kinds of all elements of the structure, in the order in which they are read."""
    found = [] if found is None else found
    if isinstance(element, pikepdf.Array):
        for one in element:
            tags(one, found)
    elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
        found.append(str(element.S))
        tags(element.get("/K"), found)
    return found


def words_of(data):
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.mark.slow
def test_pdf_says_what_it_is_to_readers_aloud(rich_paper):
    with pikepdf.open(io.BytesIO(pdf.write(rich_paper))) as made:
        root = made.Root
        assert root.MarkInfo.Marked and str(root.Lang) == "fr" and root.ViewerPreferences.DisplayDocTitle
        assert str(made.docinfo["/Title"]) == "Comité d’animation"
        with made.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
        found = tags(root.StructTreeRoot.K)
        assert [tag for tag in found if tag.startswith("/H")] == ["/H1", "/H2", "/H3"]
        assert found.count("/Table") == 2 and found.count("/TH") == 4 and found.count("/THead") == 2
        assert found.count("/L") == 4 and found.count("/LI") == 4 and "/Quote" in found and found.count("/Link") == 2
        assert [str(one.title) for one in made.open_outline().root[0].children] == ["1. Rendez-vous"]


@pytest.mark.slow
def test_pdf_takes_words_of_people_for_words(make_paper):
    """One paper for all of it: nothing is read as code, and a character that no font has is a box."""
    said = [*PAYLOADS, *HOSTILE]
    parts = [paper.text(one) for one in said]
    parts += parse(clean("".join(f"<ul><li>{one}</li></ul>" for one in PAYLOADS)))
    parts += [paper.heading(one) for one in HOSTILE] + [paper.Kept("open", one, one, one) for one in HOSTILE]
    data = pdf.write(make_paper(title=HOSTILE[1], kicker=HOSTILE[0], running=HOSTILE[2], parts=tuple(parts)))
    found = "".join(words_of(data).split())
    for one in (*PAYLOADS[:5], *HOSTILE[:3]):
        assert "".join(one.split()) in found
    assert "root:x:0" not in found and "日" not in found


@pytest.mark.slow
def test_pdf_holds_the_longest_minutes(make_paper):
    people = paper.Sheet(("Nom", "Fonction", "Signature"), (("Nom", "Fonction", ""),) * 60, (2, 2, 1), tall=True)
    words = "Nadia présente les chiffres de Port-Ligneul depuis septembre. " * 40
    points = [part for number in range(40) for part in (paper.heading(f"{number + 1}. Point"), paper.text(words))]
    assert len(words) * 40 > 95_000
    document = pypdfium2.PdfDocument(pdf.write(make_paper(parts=(people, *points))))
    assert 15 < len(document) < 40
    document.close()


def test_pdf_refuses_what_is_beyond_all_measure(make_paper, monkeypatch):
    monkeypatch.setattr(pdf, "MOST_BYTES", 20_000)
    with pytest.raises(Refused, match="Word"):
        pdf.write(make_paper(parts=(paper.text("a" * pdf.MOST_BYTES),)))


def test_pdf_that_cannot_be_made_says_so_and_keeps_the_words_out_of_the_log(make_paper, monkeypatch, caplog):
    monkeypatch.setattr(pdf, "START", "raise SystemExit(3)  # {root}")
    with pytest.raises(Refused, match="Word"):
        pdf.write(make_paper(title="Secret"))
    assert "ended with 3" in caplog.text and "Secret" not in caplog.text


def test_address_is_whole_on_paper(settings):
    settings.BASE_URL = "https://traverse.example"
    assert pdf.address("/groupes/") == "https://traverse.example/groupes/"
    assert pdf.address("mailto:a@example.org") == "mailto:a@example.org"
    assert pdf.address("https://example.org/" + "a" * 3000) == "" == pdf.address("")
