"""What both office formats share; and what LibreOffice, where it is installed, makes of our files."""

import pypdfium2
import pytest

from network.kit.documents import soffice
from network.kit.papers import docx, odt
from network.kit.papers.words import AMBER, SOFT, tone, xml

if soffice.program():

    @pytest.mark.slow
    @pytest.mark.parametrize(("ending", "writer"), [("docx", docx), ("odt", odt)])
    def test_libreoffice_opens_what_we_write(rich_paper, tmp_path, ending, writer):
        document = tmp_path / f"paper.{ending}"
        document.write_bytes(writer.write(rich_paper))
        with soffice.as_pdf(document, ending) as made:
            seen = pypdfium2.PdfDocument(made)
            words = seen[0].get_textpage().get_text_bounded()
            seen.close()
        for said in ("Le Pont", "Comité d’animation", "1. Rendez-vous", "3.", "ensemble", "On appelle.", "Élise"):
            assert said in words


def test_xml_keeps_what_a_file_may_hold():
    assert xml("a\x00\x0b\ufffe\ud800b\té\u00a0👍") == "ab\té\u00a0👍"


def test_tone_of_a_decision_is_the_accent():
    assert [tone(name, "#7a1f4f") for name in ("decision", "action", "open")] == ["#7a1f4f", AMBER, SOFT]
