import re

import pytest

from network.kit import clean_html
from network.kit.rich_tree import Block, Run, parse, plain, words
from tests.adversarial.payloads import PAYLOADS

WORD_PASTE = """<html><head><title>Compte rendu</title></head><body><!--[if gte mso 9]><xml></xml><![endif]-->
<p class="MsoNormal"><b style="mso-bidi-font-weight:normal"><span lang="FR">Échanges</span></b><o:p></o:p></p>
<p class="MsoListParagraph" style="mso-list:l0 level1 lfo1">·<span>&nbsp;&nbsp; </span>Premier point</p>
<h1>Titre</h1><div>Sans paragraphe<br clear="all"></div><p>&nbsp;</p>
<table class="MsoTableGrid" border="1"><tbody><tr><td width="50%"><p class="MsoNormal">Ville</p></td>
<td colspan="2"><p class="MsoNormal">Suivi<o:p></o:p></p></td></tr><tr><td rowspan="2">A</td><td>B</td>
<td>C</td></tr><tr><td>D</td></tr></tbody></table><ol start="4" type="a">
<li>quatre<ul><li>sous</li></ul>suite</li></ol></body></html>"""
INSIDE = [f"<p>a{one}b</p><ul><li>{one}" for one in PAYLOADS]
NESTED = [
    "<ul>début<li>a<ul><li>b<ul><li>c<ul><li>d<ul><li>e<ul><li>f</li></ul></li></ul>après</li></ul></li></ul></li></ul></ul>",
    "<blockquote>" * 400 + "au fond" + "</blockquote>" * 400 + "<p>dehors</p>",
    "<table><tr><td>x<table><tr><td>y<ul><li>z</li></ul></td><td>w</td></tr></table>v</td></tr><tr><td>u</td></tr></table>",
    "<table><tr>" + "".join(f"<td>c{n} </td>" for n in range(40)) + "</tr></table>",
    "<table><tr><td colspan=999 rowspan=999>large</td></tr>" + "<tr><td rowspan=99>ligne </td></tr>" * 60 + "</table>",
    "<strong><p>gras</p><ul><li>aussi</li></ul></strong><p>et <a href='/groupes/'>lien <em>mêlé</em></a>.</p>",
    "<pre>  garde\n    les  espaces\n</pre><p>a  \n b<br> c</p>",
    "nu <h3>titre <u>souligné</u></h3> suite<hr>fin &lt;b&gt; &amp;amp; &nbsp;&#128077;",
    "<li>seul</li><tr><td>perdu</td></tr></blockquote></p></em>",
]


def squeezed(text: str) -> str:
    """Without white space and what is not seen: cells and items that touch in plain text are apart in the tree."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(
    "value", [*PAYLOADS, *(f"<p>a{one}b</p><ul><li>{one}" for one in PAYLOADS), WORD_PASTE, *NESTED]
)
def test_parse_loses_no_word(value):
    kept = clean_html.clean(value)
    assert squeezed(words(parse(kept))) == squeezed(clean_html.to_plain(kept))


def test_parse_keeps_how_words_look():
    (line,) = parse(
        "<p>Nadia <strong>et <em>Claire</em></strong> <u>u</u><s>s</s><code>c</code><br>"
        '<a href="https://example.org/">là</a> <span data-mention="3">@Karim</span></p>'
    )
    assert line.runs == (
        Run("Nadia "), Run("et ", bold=True), Run("Claire", bold=True, italic=True), Run(" "), Run("u", underline=True),
        Run("s", strike=True), Run("c", code=True), Run("\n"), Run("là", href="https://example.org/"), Run(" "),
        Run("@Karim", mention=True),
    )  # fmt: skip


def test_parse_nests_lists():
    (block,) = parse("<ol start='3'><li>a<ul><li>b</li></ul></li><li><p>c</p><p>d</p></li></ol>")
    assert (block.kind, block.start, len(block.items)) == ("ol", 3, 2)
    first, inner = block.items[0]
    assert first == Block("p", (Run("a"),)) and inner.kind == "ul"
    assert [one.runs[0].text for one in block.items[1]] == ["c", "d"]


def test_parse_takes_headings_in_boxes_for_bold_words():
    title, quote = parse("<h3>Un</h3><blockquote><h4>Deux</h4></blockquote>")
    assert (title.kind, title.level) == ("h", 1)
    assert quote.blocks == (Block("p", (Run("Deux", bold=True),)),)


def test_parse_places_cells_in_a_grid():
    (table,) = parse(
        "<table><tr><th>A</th><th>B</th><th>C</th></tr><tr><td rowspan=9>1</td><td colspan=2>2</td></tr>"
        "<tr><td>3</td><td>4</td></tr></table>"
    )
    assert (table.columns, table.heads) == (3, 1)
    places = {words(one.blocks): (one.row, one.column, one.rowspan, one.colspan) for one in table.cells}
    assert places["1"] == (1, 0, 2, 1) and places["2"] == (1, 1, 1, 2)
    assert places["3"] == (2, 1, 1, 1) and places["4"] == (2, 2, 1, 1)


@pytest.mark.parametrize("value", NESTED)
def test_cells_never_stand_on_one_another(value):
    for block in parse(clean_html.clean(value)):
        covered = [place for cell in block.cells for place in cell.places]
        assert len(covered) == len(set(covered))
        assert all(column < block.columns for _row, column in covered)


def test_parse_makes_paragraphs_of_a_table_that_no_page_holds():
    blocks = parse("<table><tr>" + "<td>c</td>" * 40 + "</tr></table>")
    assert [block.kind for block in blocks] == ["p"] * 40


def test_parse_stays_quick_with_as_many_tags_as_are_kept():
    value = clean_html.clean("<table>" + "<tr><td rowspan=999 colspan=999>x</td></tr>" * 1500 + "</table>")
    assert len(words(parse(value)).split()) == 1500


def test_plain_makes_paragraphs():
    assert plain("Une phrase.\nDeux.\n\n\nTrois.") == (
        Block("p", (Run("Une phrase.\nDeux."),)),
        Block("p", (Run("Trois."),)),
    )
