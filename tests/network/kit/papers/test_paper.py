import pytest

from network.kit.clean_html import clean
from network.kit.errors import Refused
from network.kit.papers import docx, odt, paper
from network.kit.rich_tree import parse


@pytest.mark.parametrize(
    ("html", "levels"),
    [
        ("<h3>a</h3><h4>b</h4><h3>c</h3>", [3, 4, 3]),
        ("<h4>a</h4><h4>b</h4>", [3, 4]),
        ("<p>x</p><h4>a</h4><h3>b</h3>", [3, 3]),
    ],
)
def test_below_leaves_no_level_of_headings_out(html, levels):
    assert [block.level for block in paper.below(parse(clean(html)), 2) if block.kind == "h"] == levels


@pytest.mark.parametrize("writer", [docx, odt])
@pytest.mark.parametrize(
    "html",
    [
        "<p>x</p>", "<ul><li>x</li></ul>", "<table><tr><td>x</td><td>y</td></tr></table>",
        "<strong>x</strong>y<em>z</em>",
    ],
)  # fmt: skip
def test_office_files_refuse_what_is_beyond_all_measure(make_paper, monkeypatch, writer, html):
    monkeypatch.setattr(paper, "MOST_BLOCKS", 40)
    assert writer.write(make_paper(parts=parse(clean(html * 5)))).startswith(b"PK")
    with pytest.raises(Refused, match="imprimé"):
        writer.write(make_paper(parts=parse(clean(html * 50))))


def test_html_beyond_all_measure_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(paper, "MOST_CHARACTERS", 20)
    paper.check_html(["<p>x</p>", "<p>y</p>"])
    with pytest.raises(Refused, match="imprimé"):
        paper.check_html(["<p>x</p>"] * 3)
