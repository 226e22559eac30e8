import io

import pytest
from odfdo import Document

from network.kit.papers import odt, paper
from tests.adversarial.payloads import PAYLOADS

UNWRITABLE = "avant\x00\x0b\ufffe\ud800après"


def opened(made):
    return Document(io.BytesIO(odt.write(made)))


def test_odt_has_real_headings_lists_and_tables(rich_paper):
    body = opened(rich_paper).body
    assert [(int(one.level), one.inner_text) for one in body.headers] == [
        (1, "Comité d’animation"), (2, "1. Rendez-vous"), (3, "Suite"),
    ]  # fmt: skip
    assert [one.inner_text for one in body.get_elements("//text:p[@text:style-name='Byline']")] == [
        "Présenté par Nadia"
    ]
    assert len(body.get_elements("//text:list")) == 4
    first, second = body.get_elements("//text:list[@text:style-name='Numbers']/text:list-item[1]")
    assert [one.get_attribute("text:start-value") for one in (first, second)] == ["3", "1"]
    assert len(body.get_elements("//table:table-header-rows")) == 2
    assert len(body.get_elements("//table:covered-table-cell")) == 1
    rows = body.get_elements("//table:table[@table:name='Table1']//table:table-row")
    assert [len(row.children) for row in rows] == [2, 2, 2]


def test_odt_says_its_language_and_its_title(rich_paper):
    document = opened(rich_paper)
    assert (document.meta.title, document.meta.language) == ("Comité d’animation", "fr-FR")
    styles = document.get_part("styles.xml").serialize().decode()
    assert 'fo:language="fr"' in styles and "Réussite éducative – Le Pont" in styles and "#7a1f4f" in styles


def test_odt_links_lead_to_whole_addresses(rich_paper, settings):
    settings.BASE_URL = "https://traverse.example"
    links = [one.get_attribute("xlink:href") for one in opened(rich_paper).body.get_elements("//text:a")]
    assert links == ["https://example.org/guide", "https://traverse.example/groupes/"]


@pytest.mark.parametrize(("landscape", "said"), [(False, "portrait"), (True, "landscape")])
def test_odt_turns_its_pages(make_paper, landscape, said):
    styles = opened(make_paper(landscape=landscape)).get_part("styles.xml").serialize().decode()
    assert f'style:print-orientation="{said}"' in styles


def test_odt_takes_any_words(make_paper):
    parts = [paper.text(one) for one in (*PAYLOADS, UNWRITABLE)] + [paper.Kept("open", UNWRITABLE, UNWRITABLE)]
    running = f"{UNWRITABLE} & <text:p>"
    document = opened(make_paper(title=UNWRITABLE, kicker=UNWRITABLE, running=running, parts=tuple(parts)))
    said = [line.inner_text for line in document.body.paragraphs]
    assert PAYLOADS[0] in said and "avantaprès" in said
    assert "&lt;text:p&gt;" in document.get_part("styles.xml").serialize().decode()
