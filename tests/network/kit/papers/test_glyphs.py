from fontTools.ttLib import TTFont

from network.kit.papers.glyphs import BOX, FONTS, covered, drawable


def test_covered_says_what_each_font_has():
    for path in FONTS.glob("*.ttf"):
        known = {code for first, last in covered(path.read_bytes()) for code in range(first, last + 1)}
        assert set(TTFont(path).getBestCmap()) <= known, path.name


def test_drawable_keeps_what_people_here_write():
    words = "Œuvre d’Élise\u00a0: 3 €, «\u202fŁódź\u202f» – n°\u00a012… ☑ → 👍🏽 Ω Привет مرحبا\n"
    assert drawable(words) == words


def test_drawable_puts_a_box_for_what_no_font_has():
    assert drawable("日本\ue000\U000e0001") == BOX * 4
