import pytest

from network.kit import links
from network.kit.links import Card

HERE = '<p><a href="/essai/1/">/essai/1/</a></p>'


@pytest.fixture
def asked(monkeypatch):
    """A room that knows one path, and what it was asked."""
    monkeypatch.setattr(links, "_RESOLVERS", {})
    calls = []

    def resolve(reader, paths):
        calls.append((reader, paths))
        return {path: Card(f"Carte <{path}>", "note") for path in paths if path == "/essai/1/"}

    links.register(r"/essai/", resolve)
    return calls


def test_cards_are_asked_once_for_all_texts(asked):
    cards = links.cards_for("moi", [HERE, HERE, '<p><a href="/essai/2/">x</a></p>'])
    assert list(cards) == ["/essai/1/"]
    assert asked == [("moi", ["/essai/1/", "/essai/2/"])]


def test_cards_of_nothing_ask_nothing(asked):
    for text in ("<p>Bonjour</p>", '<p>Voir <a href="/essai/1/">x</a></p>', '<p><a href="/autre/">x</a></p>'):
        assert links.cards_for("moi", [text]) == {}
    assert asked == []


def test_card_is_drawn_with_its_title_escaped(asked):
    html = links.with_cards(f"<p>Avant</p>{HERE}", links.cards_for("moi", [HERE]))
    assert html.startswith("<p>Avant</p>") and "Carte &lt;/essai/1/&gt;" in html and 'href="/essai/1/"' in html


def test_link_without_a_card_stays_as_it_was_written(asked):
    other = '<p><a href="/essai/2/">mes mots</a></p>'
    assert links.with_cards(other, links.cards_for("moi", [HERE, other])) == other
    assert links.with_cards(HERE, {}) == HERE


@pytest.mark.parametrize(
    ("origin", "ours"),
    [("http://testserver", True), ("http://testserver.evil.example", False), ("https://evil.example", False)],
)
def test_only_our_own_address_is_asked(asked, settings, origin, ours):
    settings.BASE_URL = "http://testserver/"
    text = f'<p><a href="{origin}/essai/1/">x</a></p>'
    cards = links.cards_for("moi", [text])
    assert bool(cards) is ours
    assert ("Carte" in links.with_cards(text, {"/essai/1/": Card("Carte")})) is ours


def test_links_beyond_a_limit_are_not_asked(asked):
    many = "".join(f'<p><a href="/essai/{n}/">x</a></p>' for n in range(100))
    links.cards_for("moi", [many])
    assert len(asked[0][1]) == links.LINKS_MAX
