import io
import zipfile

import pytest
from docx import Document

from network.kit.papers import docx, paper
from tests.adversarial.payloads import PAYLOADS

UNWRITABLE = "avant\x00\x0b\ufffe\ud800après"


def opened(made):
    return Document(io.BytesIO(docx.write(made)))


def test_docx_has_real_headings_lists_and_tables(rich_paper):
    document = opened(rich_paper)
    styles = [(line.style.name, line.text) for line in document.paragraphs if line.text]
    assert ("Heading 1", "Comité d’animation") in styles and ("Heading 2", "1. Rendez-vous") in styles
    assert ("Heading 3", "Suite") in styles and ("Quote", "cité") in styles
    assert ("List Bullet", "un") in styles and ("List Bullet 2", "deux") in styles
    assert ("List Number", "trois") in styles
    byline = next(line for line in document.paragraphs if line.text == "Présenté par Nadia")
    assert byline.paragraph_format.keep_with_next
    assert [len(table.columns) for table in document.tables] == [2, 2]
    assert document.tables[0].cell(1, 0)._tc is document.tables[0].cell(1, 1)._tc
    assert all("tblHeader" in table.rows[0]._tr.xml for table in document.tables)


def test_docx_counts_each_list_from_its_own_start(rich_paper):
    document = opened(rich_paper)
    lines = [line for line in document.paragraphs if line.style.name == "List Number"]
    counts = [line._p.pPr.numPr.numId.val for line in lines]
    kinds = {one.numId: one for one in document.part.numbering_part.element.num_lst}
    assert [kinds[count].lvlOverride_lst[0].startOverride.val for count in counts] == [3, 1]


def test_docx_says_its_language_and_its_title(rich_paper):
    document = opened(rich_paper)
    about = document.core_properties
    assert (about.title, about.author, about.language) == ("Comité d’animation", "Bruno", "fr-FR")
    assert 'w:val="fr-FR"' in document.styles.element.xml
    section = document.sections[0]
    assert "Réussite éducative" in section.header.paragraphs[0].text
    assert "NUMPAGES" in section.first_page_footer.paragraphs[0]._p.xml


def test_docx_links_lead_to_whole_addresses(rich_paper, settings):
    settings.BASE_URL = "https://traverse.example"
    targets = [one.target_ref for one in opened(rich_paper).part.rels.values() if one.is_external]
    assert targets == ["https://example.org/guide", "https://traverse.example/groupes/"]


@pytest.mark.parametrize("landscape", [False, True])
def test_docx_turns_its_pages(make_paper, landscape):
    section = opened(make_paper(landscape=landscape)).sections[0]
    assert (section.page_width > section.page_height) is landscape


def test_docx_takes_any_words(make_paper):
    parts = [paper.text(one) for one in (*PAYLOADS, UNWRITABLE)] + [paper.Kept("open", UNWRITABLE, UNWRITABLE)]
    data = docx.write(make_paper(title=UNWRITABLE, kicker=UNWRITABLE, running=UNWRITABLE, parts=tuple(parts)))
    said = [line.text for line in Document(io.BytesIO(data)).paragraphs]
    assert PAYLOADS[0] in said and "avantaprès" in said
    assert not [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if "vba" in name.lower()]
