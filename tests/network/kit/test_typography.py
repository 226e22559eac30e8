import pytest
from django.template import Context, Template

from network.kit.typography import nb, of, shorten


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


def test_twice_is_once():
    once = nb("Vraiment ? « Oui » : 9 h 30")
    assert nb(once) == once


def test_the_filter_keeps_escaping():
    rendered = Template("{{ text|typo }}").render(Context({"text": "<b> ?"}))
    assert rendered == "&lt;b&gt;\u00a0?"
