"""What LibreOffice makes of our files, where it is installed: the libraries that wrote them may share an error."""

import pypdfium2
import pytest

from network.kit.documents import soffice
from network.kit.papers import docx, odt

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
