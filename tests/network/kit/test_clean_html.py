"""What is left of hostile HTML: words, and nothing that runs, loads, covers or leads astray."""

import re
import time

import pytest

from network.kit import clean_html
from tests.adversarial.payloads import PAYLOADS, Skeleton

ALLOWED = {(tag, name) for tag, names in clean_html.ATTRIBUTES.items() for name in names} | {("a", "rel")}
LINKS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java&#10;script:alert(1)",
    "&#106;avascript:alert(1)",
    "&#x6A&#x61vascript:alert(1)",
    "javascript&colon;alert(1)",
    "\x01javascript:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD4=",
    "feed:javascript:alert(1)",
    "blob:https://example.org/x",
    "file:///etc/passwd",
    "//evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "/\t/evil.example/",
    "tel:08999999",
    "view-source:javascript:alert(1)",
    "",
]


@pytest.mark.parametrize("words", PAYLOADS)
def test_hostile_words_leave_only_what_is_allowed(words):
    """XS-02: on its own, inside what is allowed, and cleaned again."""
    for said in (
        words,
        f"<p>avant {words} après</p>",
        f"<table><tr><td>{words}</td></tr></table>",
        f"<a {words}>x</a>",
    ):
        kept = clean_html.clean(said)
        found = Skeleton(kept)
        assert found.kinds <= clean_html.TAGS
        assert found.attributes <= ALLOWED
        assert [link for link in found.addresses if not re.match(r"https?://|mailto:|/(?!/)|#", link)] == []
        assert clean_html.to_plain(clean_html.clean(kept)) == clean_html.to_plain(kept)


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("written", ['<a href="{}">x</a>', "<a href='{}'>x</a>", "<A HREF = {} >x</A>"])
def test_only_links_that_say_where_they_go_stay(link, written):
    """XS-02: scripts, data, other schemes and addresses that look like ours lose their link, not their words."""
    kept = clean_html.clean(written.format(link))
    assert [found for found in Skeleton(kept).addresses if found != "/"] == []
    assert "x" in clean_html.to_plain(kept)


@pytest.mark.parametrize("link", ["https://example.org/a?b=c", "/groupes/x/", "mailto:a@example.org", "#m3"])
def test_honest_links_stay_and_tell_nothing(link):
    kept = clean_html.clean(f'<a href="{link}" target="_blank" onclick="x()">x</a>')
    assert f'href="{link}"' in kept and 'rel="noopener noreferrer nofollow ugc"' in kept
    assert "target" not in kept and "onclick" not in kept


@pytest.mark.parametrize(
    "covering",
    [
        '<img src="https://evil.example/pixel.gif">',
        '<p style="position:fixed;inset:0">x</p>',
        '<p class="btn btn--primary" id="main" name="forms">x</p>',
        '<form action="https://evil.example/"><input name="password"></form>',
        '<iframe srcdoc="<p>x</p>"></iframe>',
        '<td background="https://evil.example/x">x</td>',
        '<span data-mention="1" data-undo="/x" data-live="x">x</span>',
    ],
)
def test_nothing_loads_covers_or_takes_the_name_of_ours(covering):
    """XS-02."""
    kept = clean_html.clean(covering)
    assert "evil.example" not in kept
    assert Skeleton(kept).attributes <= {("span", "data-mention")}
    assert Skeleton(kept).kinds <= {"p", "span"}


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<!--", "&lt;", "<b><i>", "</p>", "<table>", '<a href="', "\u202e", "<svg>"]
)
def test_a_hundred_kilobytes_of_nonsense_take_no_time(piece):
    started = time.perf_counter()
    clean_html.to_plain(clean_html.clean(piece * (100_000 // len(piece))))
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("said", ["", "x", "-1", "1 2", "٣", "9" * 12, "all,1", "1&quot; id=&quot;x"])
def test_a_mention_and_a_quote_name_a_number_or_nothing(said):
    """What they name is looked up when the message is sent, and read."""
    assert clean_html.clean(f'<span data-mention="{said}">x</span>') == "<span>x</span>"
    quote = "9" * 19 if said.startswith("9") else said
    assert clean_html.clean(f'<blockquote data-quote="{quote}">x</blockquote>') == "<blockquote>x</blockquote>"


MENTION = '<span data-mention="12">@Claire Vasseur</span>'
QUOTE = '<blockquote data-quote="3"><p>Les mots d’une autre</p></blockquote>'


@pytest.mark.parametrize(
    ("html", "most", "short"),
    [
        ('<p>Voir <a href="https://exemple.fr/a/b">la fiche</a></p>', 200, "Voir la fiche"),
        ('<p><a href="https://exemple.fr/a">https://exemple.fr/a</a> et après</p>', 200, "exemple.fr… et après"),
        ("<p>R&amp;D &lt;b&gt; et la suite</p>", 12, "R&D <b> et…"),
        (f"<p>Bonjour {MENTION} et les autres</p>", 24, "Bonjour @Claire Vasseur…"),
        (f"<p>Bonjour {MENTION} et les autres</p>", 20, "Bonjour…"),
        (f"{QUOTE}<p>Tout à fait.</p>", 200, "Tout à fait."),
        (QUOTE, 200, "« … »"),
        ("<blockquote><p>D’un livre</p></blockquote><p>Oui</p>", 200, "D’un livre Oui"),
        ("", 200, ""),
    ],
)
def test_excerpt_is_whole_words_of_its_author(html, most, short):
    assert clean_html.excerpt(html, most) == short


def test_words_for_a_mail_keep_their_lines_and_are_cut_between_words():
    html = f"{QUOTE}<p>Voir https://exemple.fr/{'a' * 50}</p><p>Merci {MENTION}</p>"
    words = "Les mots d’une autre\n\nVoir exemple.fr…\nMerci @Claire Vasseur"
    assert clean_html.quoted(html, 200) == words
    assert clean_html.quoted(html, 55) == "Les mots d’une autre\n\nVoir exemple.fr…\nMerci…"


@pytest.mark.parametrize("piece", ['<blockquote data-quote="1">', '<span data-mention="1">', "https://", "www.", "."])
def test_excerpts_take_no_time(piece):
    said = clean_html.clean(piece * (100_000 // len(piece)))
    started = time.perf_counter()
    assert len(clean_html.excerpt(said)) <= 200
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("tag", ["blockquote", "b", "ul><li", "table><tr><td", "p"])
def test_tags_without_end_cost_little_and_are_words(tag):
    """DS-01: half a megabyte of them, nested."""
    start = time.process_time()
    assert "&lt;" in clean_html.clean(f"<{tag}>" * 40_000)
    assert time.process_time() - start < 1
