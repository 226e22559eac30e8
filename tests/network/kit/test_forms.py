import uuid

import pytest
from django import forms

from network.kit.forms import KeyedForm, PlainTextField, RichTextField, SingleLineInput


class Writing(forms.Form):
    body = RichTextField()
    note = PlainTextField(required=False, max_length=5)
    title = SingleLineInput(required=False)


class Once(KeyedForm):
    text = forms.CharField()


EMPTY = ["<p></p><hr>", "<script>x</script>", "<p>\u00a0</p>"]


def body_of(text, written="plain"):
    form = Writing({"body": text, "body_format": written})
    return form.cleaned_data["body"] if form.is_valid() else form.errors["body"][0]


@pytest.mark.parametrize(
    ("text", "written", "kept"),
    [
        ("Bonjour\r\nà tous\r\n\r\n<b>Deux</b>", "plain", "<p>Bonjour<br>à tous</p><p>&lt;b&gt;Deux&lt;/b&gt;</p>"),
        (
            "<p>Bonjour <b onclick=x>à</b> <strong>tous</strong></p>",
            "html",
            "<p>Bonjour <strong>à</strong> <strong>tous</strong></p>",
        ),
        ("<p>a\x00b</p>", "html", "<p>ab</p>"),
        ("<p>a</p>", "anything", "<p>&lt;p&gt;a&lt;/p&gt;</p>"),
    ],
)
def test_rich_text_field_gives_clean_html(text, written, kept):
    assert body_of(text, written) == kept


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", "plain"),
        (" \x00\n ", "plain"),
        ("<p></p><hr>", "html"),
        ("<script>x</script>", "html"),
        ("<p>\u00a0</p>", "html"),
    ],
)
def test_rich_text_field_wants_words(text, written):
    assert body_of(text, written) == "Écrivez d’abord quelques mots."


def test_rich_text_field_without_an_answer():
    assert not Writing({}).is_valid()
    assert RichTextField(required=False).clean(None) == ""


@pytest.mark.parametrize(("text", "written"), [("é" * 20_001, "plain"), ("<p>" + "<b></b>" * 15_000 + "x</p>", "html")])
def test_rich_text_field_is_bounded(text, written):
    assert "trop long" in body_of(text, written)
    assert body_of("x" * 20_000) == f"<p>{'x' * 20_000}</p>"


def test_rich_text_field_shows_plain_text_when_nothing_is_lost():
    page = str(Writing(initial={"body": "<p>Une ligne</p><p>L’autre &amp; fin</p>"})["body"])
    assert "Une ligne\n\nL’autre &amp; fin</textarea>" in page
    assert '<input type="hidden" name="body_format" value="plain">' in page


def test_rich_text_field_shows_html_when_it_must():
    page = str(Writing(initial={"body": "<p>Une <strong>ligne</strong></p>"})["body"])
    assert "&lt;p&gt;Une &lt;strong&gt;ligne" in page
    assert 'name="body_format" value="html"' in page


@pytest.mark.parametrize(
    ("written", "given_back"),
    [("plain", "&lt;b onclick=x()&gt;typed</textarea>"), ("html", "&lt;strong&gt;typed&lt;/strong&gt;</textarea>")],
)
def test_rich_text_field_gives_back_what_was_typed(written, given_back):
    """The editor never opens on HTML that nobody has cleaned."""
    form = Writing({"body": "<b onclick=x()>typed", "body_format": written, "note": "too long"})
    page = str(form["body"])
    assert given_back in page
    assert f'value="{written}"' in page
    assert "data-editor" in page


def test_rich_text_field_has_changed():
    kept = "<p>Une ligne</p>"
    for text, changed in (("Une ligne", False), ("Une autre", True)):
        form = Writing({"body": text, "body_format": "plain"}, initial={"body": kept})
        assert ("body" in form.changed_data) is changed
    assert "body" not in Writing({}, initial={"body": kept}).changed_data


def test_plain_text_and_single_line():
    form = Writing({"body": "x", "note": "a\r\nb\x00\rc ", "title": " a\n\tb\u202e "})
    assert form.is_valid()
    assert (form.cleaned_data["note"], form.cleaned_data["title"]) == ("a\nb\nc", "a b")


def test_keyed_form_has_a_key_of_its_own():
    first, second = (Once()["key"].value() for _ in range(2))
    assert first != second
    form = Once({"key": str(first), "text": "x"})
    assert form.is_valid()
    assert str(form.cleaned_data["key"]) == str(first)


def test_keyed_form_renews_an_unreadable_key():
    for data in ({"text": "x"}, {"text": "x", "key": "pas une clé"}):
        form = Once(data)
        assert form.errors["key"] == [
            "Ce formulaire était incomplet. Votre texte est gardé ci-dessous\u00a0: envoyez-le à nouveau."
        ]
        assert uuid.UUID(form["key"].value())
        assert form["text"].value() == "x"


def test_an_empty_field_is_told_in_our_words():
    class Form(forms.Form):
        title = forms.CharField()

    assert Form({"title": " "}).errors == {"title": ["Ce champ est obligatoire."]}
