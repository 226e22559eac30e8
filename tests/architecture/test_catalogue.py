"""The French catalogue: complete, faithful to its placeholders, and written as French is."""

import re
from io import StringIO

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

PO = settings.BASE_DIR / "locale" / "fr" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|<[^>]+>")
MARKUP = re.compile(r"<[^>]+>|%\(\w+\)[sd]|\{\w*\}|https?://\S*|\bmailto:|\b\d+:\d+\b")
TYPOGRAPHY = {
    "a straight apostrophe": re.compile(r"'"),
    "straight quotation marks": re.compile(r'"'),
    "no no-break space before : ; ! ? »": re.compile(r"[^\u00a0\u202f\s][:;!?»](?=\s|$)|[ ][:;!?»]"),
    "no no-break space after «": re.compile(r"«(?!\u00a0)"),
    "three dots": re.compile(r"\.\.\."),
    "an exclamation mark": re.compile(r"!"),
    "the word facilitateur": re.compile(r"facilitat(eur|rice)", re.IGNORECASE),
    "tutoiement": re.compile(r"\b(tu|toi|tes|ta|ton)\b|\bt’", re.IGNORECASE),
    "a word that is not ours": re.compile(r"\b(posts?|threads?|upload\w*|fils de discussion|mails?)\b", re.IGNORECASE),
}
FRENCH_LETTERS = re.compile(r"[àâçéèêëîïôùûœ]", re.IGNORECASE)
PROPER_NAMES = {"Français", "Île-de-France", "Département"}


def texts(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def typing_faults(french: str) -> list[str]:
    plain = MARKUP.sub("x", french)
    return [name for name, pattern in TYPOGRAPHY.items() if pattern.search(plain)]


def lost_placeholders(entry: polib.POEntry) -> list[str]:
    """Those of the English that the French has not, or the reverse; the singular may leave the number out."""
    wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    first, *others = texts(entry)
    allowed_missing = wanted - set(PLACEHOLDER.findall(entry.msgid)) if entry.msgid_plural else set()
    found = [wanted ^ set(PLACEHOLDER.findall(text)) for text in others]
    return sorted((wanted ^ set(PLACEHOLDER.findall(first))) - allowed_missing) + [x for lost in found for x in lost]


@pytest.fixture(scope="module")
def catalogue():
    return polib.pofile(str(PO))


def test_catalogue_is_up_to_date_and_complete():
    call_command("messages", check=True, stdout=StringIO())


def test_nothing_is_uncertain(catalogue):
    assert [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete] == []


def test_placeholders_are_kept(catalogue):
    assert {entry.msgid: lost for entry in catalogue if entry.translated() and (lost := lost_placeholders(entry))} == {}


def test_french_is_well_typed(catalogue):
    faults = {text: found for entry in catalogue for text in texts(entry) if (found := typing_faults(text))}
    assert faults == {}


def test_sources_are_english(catalogue):
    french = [entry.msgid for entry in catalogue if FRENCH_LETTERS.search(entry.msgid)]
    assert set(french) - PROPER_NAMES == set()


@pytest.mark.parametrize(
    ("french", "fault"),
    [
        ("l'animation", "a straight apostrophe"),
        ("Objet : x", "no no-break space before : ; ! ? »"),
        ("Objet: x", "no no-break space before : ; ! ? »"),
        ("« Bonjour\u00a0»", "no no-break space after «"),
        ("Merci\u00a0!", "an exclamation mark"),
        ("Écrivez au facilitateur", "the word facilitateur"),
        ("Choisis ton groupe", "tutoiement"),
        ("Nouveau post", "a word that is not ours"),
    ],
)
def test_typing_faults(french, fault):
    assert fault in typing_faults(french)


@pytest.mark.parametrize(
    "french", ["Objet\u00a0: x", "«\u00a0Oui\u00a0»", "https://x.fr", '<a href="/">l’aide</a>', "à 14:30"]
)
def test_well_typed(french):
    assert typing_faults(french) == []


def test_lost_placeholders():
    assert lost_placeholders(polib.POEntry(msgid="Hello %(name)s", msgstr="Bonjour"))
    assert lost_placeholders(polib.POEntry(msgid="Hello", msgstr="Bonjour %(name)s"))
    plural = polib.POEntry(
        msgid="one file", msgid_plural="%(n)s files", msgstr_plural={0: "un fichier", 1: "%(n)s fichiers"}
    )
    assert not lost_placeholders(plural)
