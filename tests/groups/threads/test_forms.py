import uuid

import pytest

from groups.threads.forms import PostForm, ReplyForm, ThreadForm
from network.kit.fields import whole_number

SENT = {"kind": "question", "title": "Un titre", "body": "Bonjour", "key": str(uuid.uuid4())}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("0", 0),
        ("", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
    ],
)
def test_whole_number(text, number):
    assert whole_number(text) == number


def test_plain_text_becomes_paragraphs():
    form = ReplyForm({"body": "Un <b>\n\nDeux", "key": SENT["key"]})
    assert form.is_valid()
    assert form.cleaned_data["body"] == "<p>Un &lt;b&gt;</p><p>Deux</p>"


def test_html_is_cleaned():
    form = ReplyForm({"body": "<p onclick=x>Oui<script>y</script></p>", "body_format": "html", "key": SENT["key"]})
    assert form.is_valid()
    assert form.cleaned_data["body"] == "<p>Oui</p>"


@pytest.mark.parametrize("body", ["", "   ", "\n\n", "\x00"])
def test_empty_words_are_refused(body):
    form = ReplyForm({"body": body, "key": SENT["key"]})
    assert not form.is_valid()
    assert list(form.errors) == ["body"]


def test_a_key_that_makes_no_sense_is_replaced_and_the_words_stay():
    form = ReplyForm({"body": "Bonjour", "key": "n’importe quoi"})
    assert not form.is_valid()
    assert uuid.UUID(form["key"].value()) and form["body"].value().text == "Bonjour"


def test_each_drawn_form_has_a_key_of_its_own():
    assert ReplyForm()["key"].value() != ReplyForm()["key"].value()


@pytest.mark.django_db
def test_announcement_is_offered_to_those_who_facilitate(member, facilitator):
    kinds = [[kind for kind, _ in ThreadForm(membership=m).fields["kind"].choices] for m in (member, facilitator)]
    assert "announcement" not in kinds[0] and set(kinds[1]) - set(kinds[0]) == {"announcement"}
    sent = SENT | {"kind": "announcement"}
    assert not ThreadForm(sent, membership=member).is_valid()
    assert ThreadForm(sent, membership=facilitator).is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize("title", ["", "  ", "\u202e", "x" * 161])
def test_title_is_asked_for_and_bounded(member, title):
    form = ThreadForm(SENT | {"title": title}, membership=member)
    assert not form.is_valid()
    assert list(form.errors) == ["title"]


@pytest.mark.django_db
def test_title_is_one_clean_line(member):
    form = ThreadForm(SENT | {"title": " Un\n titre\x00 \u202e"}, membership=member)
    assert form.is_valid()
    assert form.cleaned_data["title"] == "Un titre"


def test_version_is_bounded():
    assert PostForm({"body": "x", "version": "1.000000"}).is_valid()
    assert not PostForm({"body": "x", "version": "1" * 30}).is_valid()
