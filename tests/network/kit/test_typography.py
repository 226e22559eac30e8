import time

import pytest
from django.template import Context, Template

from network.kit.clean_html import clean
from network.kit.typography import brief, cut, nb, nb_html, of, shorten


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vous venez ?", "Vous venez\u00a0?"),
        ("Deux points : voici", "Deux points\u00a0: voici"),
        ("Il dit « bonjour » puis part", "Il dit «\u00a0bonjour\u00a0» puis part"),
        ("«bonjour »", "«\u00a0bonjour\u00a0»"),
        ("de 58 % à 74 %", "de 58\u00a0% à 74\u00a0%"),
        ("9 400 €", "9\u00a0400\u00a0€"),
        ("9 h 30 à 12 h", "9\u00a0h\u00a030 à 12\u00a0h"),
        ("PDF, 96 Ko", "PDF, 96\u00a0Ko"),
        ("n° 18", "n°\u00a018"),
        ("Cela suffit !", "Cela suffit\u00a0!"),
        ("", ""),
    ],
)
def test_spaces_that_must_not_break(text, expected):
    assert nb(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Claire", "de Claire"), ("Aminata", "d’Aminata"), ("Élise", "d’Élise"), ("Hélène", "d’Hélène"), ("", "de ")],
)
def test_of_somebody(name, expected):
    assert of(name) == expected
    assert Template("{{ name|of }}").render(Context({"name": name})) == expected


def test_of_somebody_stays_text():
    assert Template("{{ name|of }}").render(Context({"name": "Ève <b>"})) == "d’Ève &lt;b&gt;"


@pytest.mark.parametrize(
    "text",
    ["https://exemple.fr/?a=1", "12:30", "What a day: fine", "en 2026 hier", "5 hommes", "le 12 mai", "a :smile"],
)
def test_what_stays(text):
    assert nb(text) == text


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Trois mots ici", "Trois mots ici"),
        ("Deux\n\nlignes", "Deux lignes"),
        ("Une phrase, trop longue", "Une phrase…"),
        ("Incompréhensiblement", "Incompréhensi…"),
        ("", ""),
    ],
)
def test_shorten_keeps_whole_words(text, short):
    assert shorten(text, 14) == short and len(short) <= 14


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("Voir https://www.exemple.fr/a/b?c=d#e ici", "Voir www.exemple.fr… ici"),
        ("Voir http://exemple.fr.", "Voir exemple.fr."),
        ("(https://exemple.fr/)", "(exemple.fr)"),
        ("https://exemple.fr/a/b.", "exemple.fr…"),
        ("« https://exemple.fr/a »", "« exemple.fr… »"),
        ("www.exemple.fr/a, puis", "www.exemple.fr…, puis"),
        ("https://banque.fr@evil.example/a", "evil.example…"),
        ("https://exemple.fr:8000/a", "exemple.fr:8000…"),
        ("claire@exemple.fr à 10:30 et/ou 11:00", "claire@exemple.fr à 10:30 et/ou 11:00"),
        ("https:// seul", "https:// seul"),
    ],
)
def test_addresses_are_brief(text, short):
    assert brief(text) == short and shorten(text) == short


def test_shorten_never_ends_inside_an_address():
    assert shorten(f"Voir https://exemple.fr/{'a' * 300} et le reste") == "Voir exemple.fr… et le reste"
    assert shorten("Écrire à claire.vasseur@exemple.fr", 30) == "Écrire à…"


def test_cut_keeps_lines_and_ends_with_words():
    assert cut("Un deux\ntrois quatre", 16) == "Un deux\ntrois…"
    assert cut("Il a dit « oui »", 12) == "Il a dit…"
    assert cut("Assez court", 11) == "Assez court"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>Vous venez ?</p>", "<p>Vous venez\u00a0?</p>"),
        ("<p>Oui  ! <em>Non !</em></p>", "<p>Oui\u00a0! <em>Non\u00a0!</em></p>"),
        ("<p>Il dit « oui » : 15 % ; 3 €</p>", "<p>Il dit «\u00a0oui\u00a0»\u00a0: 15\u00a0%\u00a0; 3\u00a0€</p>"),
        ("<p><strong>Lieu</strong> : mairie</p>", "<p><strong>Lieu</strong>\u00a0: mairie</p>"),
        ("<p>a &amp; b !</p>", "<p>a &amp; b\u00a0!</p>"),
        ("<p>un : <code>a ? b : c</code> ?</p>", "<p>un\u00a0: <code>a ? b : c</code>\u00a0?</p>"),
        ("<pre>a ? b : c !\n« x »</pre><p>Non !</p>", "<pre>a ? b : c !\n« x »</pre><p>Non\u00a0!</p>"),
    ],
)
def test_no_line_of_html_begins_with_a_mark(html, shown):
    assert nb_html(html) == shown
    assert nb_html(shown) == shown


@pytest.mark.parametrize(
    "html",
    [
        '<p><a href="https://exemple.fr/?q=a ? b : « c » > d !" rel="nofollow">https://exemple.fr/?a=1</a></p>',
        "<p>12:30, What a day: fine, «collé», a :smile, a ;x</p>",
        "<p>Bonjour\u00a0!</p>",
        "<p>fin &lt; !x</p>",
    ],
)
def test_html_that_stays(html):
    assert nb_html(html) == html


@pytest.mark.parametrize(
    "piece", [" !", "« ", "<code>", "<pre> : ", '<a href="/x">', " " * 50 + "x", " " * 20_000 + "x"]
)
def test_marks_of_html_take_no_time(piece):
    written = clean(piece * (100_000 // len(piece)))
    started = time.perf_counter()
    nb_html(written)
    assert time.perf_counter() - started < 1


def test_twice_is_once():
    once = nb("Vraiment ? « Oui » : 9 h 30")
    assert nb(once) == once


def test_the_filter_keeps_escaping():
    rendered = Template("{{ text|typo }}").render(Context({"text": "<b> ?"}))
    assert rendered == "&lt;b&gt;\u00a0?"
