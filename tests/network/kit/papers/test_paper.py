import pytest

from network.kit.clean_html import clean
from network.kit.papers import paper
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
