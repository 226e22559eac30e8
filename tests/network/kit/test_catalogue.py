import json

import polib
import pytest
from django.core.management import CommandError, call_command

from network.kit import catalogue
from network.kit.catalogue import Message


def read(find, text):
    return [(message.context, message.singular, message.plural) for message in find(text)]


def test_messages_of_python():
    text = """
_("One")
gettext_lazy("Two" " words")
ngettext("%(n)s file", "%(n)s files", n)
pgettext("month", "May")
npgettext("post", "new", "new ones", n)
translation.gettext("Three")
gettext(variable)
other("Not a message")
"""
    assert read(catalogue.messages_of_python, text) == [
        (None, "One", None),
        (None, "Two words", None),
        (None, "%(n)s file", "%(n)s files"),
        ("month", "May", None),
        ("post", "new", "new ones"),
        (None, "Three", None),
    ]


def test_messages_of_template():
    text = """
{% translate "One" %} {{ _("Two") }} {% include "x.html" with says=_("Three") %}
{% translate "May" context "month" %}
{% blocktranslate trimmed with name=user %}
  Hello
  {{ name }} (you)
{% endblocktranslate %}
{% blocktranslate count n=files %}{{ n }} file{% plural %}{{ n }} files{% endblocktranslate %}
{% translate "All of it: 100 %" %} It’s (not) translated.
"""
    assert sorted(read(catalogue.messages_of_template, text), key=str) == sorted(
        [
            (None, "One", None),
            (None, "Two", None),
            (None, "Three", None),
            ("month", "May", None),
            (None, "Hello %(name)s (you)", None),
            (None, "%(n)s file", "%(n)s files"),
            (None, "All of it: 100 %%", None),
        ],
        key=str,
    )


def po(**french):
    file = polib.POFile()
    for english, text in french.items():
        file.append(polib.POEntry(msgid=english, msgstr=text))
    return file


def test_merge_keeps_takes_and_drops():
    known = po(kept="gardé", changed="avant", gone="parti")
    known.append(polib.POEntry(msgid="doubtful", msgstr="douteux", flags=["fuzzy"]))
    messages = [Message(None, word) for word in ("kept", "changed", "doubtful", "new")]
    merged = catalogue.merge(messages, known, {"changed": "après"})
    assert {entry.msgid: entry.msgstr for entry in merged} == {
        "kept": "gardé",
        "changed": "après",
        "doubtful": "",
        "new": "",
    }
    assert catalogue.missing(merged) == ["doubtful", "new"]


def test_merge_tells_contexts_and_plurals_apart():
    messages = [Message(None, "May"), Message("month", "May"), Message(None, "file", "files")]
    merged = catalogue.merge(messages, po(), {"May": "Pouvoir", "month\x04May": "Mai", "file": ["fichier", "fichiers"]})
    assert merged.find("May", msgctxt="month").msgstr == "Mai"
    assert merged.find("file").msgstr_plural == {0: "fichier", 1: "fichiers"}
    again = catalogue.merge(messages, merged, {})
    assert str(again) == str(merged)
    assert catalogue.missing(again) == []


def test_merge_gives_one_form_to_both_numbers():
    merged = catalogue.merge([Message(None, "new", "new")], po(), {"new": "à lire"})
    assert merged.find("new").msgstr_plural == {0: "à lire", 1: "à lire"}


def test_merge_asks_for_the_words_of_a_message_that_has_a_plural_now():
    messages = [Message(None, "%(n)s file", "%(n)s files")]
    merged = catalogue.merge(messages, po(**{"%(n)s file": "%(n)s fichier"}), {})
    assert merged.find("%(n)s file").msgstr_plural == {0: "", 1: ""}
    assert catalogue.missing(merged) == ["%(n)s file"]


def test_merge_keeps_the_first_form_of_a_message_without_plural_now():
    known = catalogue.merge([Message(None, "file", "files")], po(), {"file": ["fichier", "fichiers"]})
    assert catalogue.merge([Message(None, "file")], known, {}).find("file").msgstr == "fichier"


@pytest.fixture
def project(tmp_path, settings):
    (tmp_path / "network").mkdir()
    (tmp_path / "network" / "views.py").write_text('_("Hello")')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text('{% translate "Hello" %}{% translate "Bye" %}')
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "locale"]
    return tmp_path


@pytest.fixture
def words(project):
    folder = project / "words"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps({"Hello": "Bonjour"}))
    (folder / "b.json").write_text(json.dumps({"Bye": "Au revoir"}))
    return folder


def test_messages_command(project, words, capsys):
    call_command("messages")
    assert "missing: Hello" in capsys.readouterr().out
    with pytest.raises(CommandError, match="Without French: Bye; Hello"):
        call_command("messages", check=True)
    call_command("messages", import_json=words)
    assert "2 messages, 0 without French." in capsys.readouterr().out
    call_command("messages", check=True)
    entry = polib.pofile(str(project / "locale/fr/LC_MESSAGES/django.po")).find("Hello")
    assert (entry.msgstr, [place for place, _ in entry.occurrences]) == (
        "Bonjour",
        ["network/views.py", "templates/page.html"],
    )


def test_messages_command_tells_a_catalogue_that_is_behind(project, words):
    call_command("messages", import_json=words)
    (project / "templates" / "page.html").write_text('{% translate "Hello" %}')
    with pytest.raises(CommandError, match="make messages"):
        call_command("messages", check=True)


def test_messages_command_refuses_words_with_a_plural_and_without(project):
    """gettext finds no French for the one without, and the page would say it in English."""
    counted = "{% blocktranslate count n=n %}Hello{% plural %}Hellos{% endblocktranslate %}"
    (project / "templates" / "counted.html").write_text(counted)
    with pytest.raises(CommandError, match="one needs a context: Hello"):
        call_command("messages")
    (project / "templates" / "counted.html").write_text(counted.replace("count", 'context "many" count', 1))
    call_command("messages")


def test_compile_catalogue_command(project, words, capsys):
    call_command("messages", import_json=words)
    mo = project / "locale/fr/LC_MESSAGES/django.mo"
    assert polib.mofile(str(mo)).find("Hello").msgstr == "Bonjour"
    mo.unlink()
    call_command("compile_catalogue")
    assert mo.exists()
    capsys.readouterr()
    call_command("compile_catalogue")
    assert capsys.readouterr().out == ""
