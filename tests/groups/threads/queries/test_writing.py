import uuid

import pytest
from django.utils import timezone

from groups.spaces.access import draft_of
from groups.spaces.actions import save_draft
from groups.spaces.queries import draft_for_page, draft_saved
from groups.threads import queries
from network.kit.clean_html import from_plain
from tests.factories import PostFactory

pytestmark = pytest.mark.django_db


def test_draft_comes_back_as_it_was_written(member):
    content = {"title": "Début", "body": "<p>Mes mots</p>"}
    save_draft(membership=member, name="thread-new", key=uuid.uuid4(), content=content)
    draft = draft_of(member, "thread-new")
    assert draft_for_page(draft) == {"values": content, "at": draft.saved_at.timestamp()}
    hour = timezone.localtime(draft.saved_at)
    minutes = f"\u00a0{hour:%M}" if hour.minute else ""
    assert draft_saved(draft)["said"] == f"Enregistré à {hour.hour}\u00a0h{minutes}"


def test_no_draft_of_somebody_else(member, facilitator):
    save_draft(membership=facilitator, name="thread-new", key=uuid.uuid4(), content={"title": "Secret"})
    assert draft_for_page(draft_of(member, "thread-new")) is None


def test_quote_is_the_words_without_those_quoted_before(thread):
    first = PostFactory(thread=thread, body="<p>D’abord.</p>")
    body = f'<blockquote data-quote="{first.pk}"><p>D’abord.</p></blockquote><p>Ensuite <strong>oui</strong>.</p>'
    post = PostFactory(thread=thread, body=body)
    html = queries.quote_of(post).html
    assert html.startswith(f'<blockquote data-quote="{post.pk}">') and html.endswith("</blockquote><p></p>")
    assert "Ensuite oui." in html and "D’abord" not in html


def test_quote_without_the_editor_reads_as_in_a_mail_and_is_a_quote_again(thread):
    post = PostFactory(thread=thread, body="<p>Un <strong>mot</strong>.</p><p>2 &gt; 1</p>")
    plain = queries.quote_of(post).plain
    assert plain == "> Un mot.\n> 2 > 1\n\n"
    assert from_plain(f"{plain}D’accord.") == "<blockquote><p>Un mot.<br>2 &gt; 1</p></blockquote><p>D’accord.</p>"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ({"body": "<p>Un</p><p>Deux</p>", "body_format": "html"}, "Un\nDeux"),
        ({"body": " Mots <b> ", "body_format": "plain"}, "Mots <b>"),
        ({"body": "<p></p>", "body_format": "html"}, None),
        ({}, None),
    ],
)
def test_kept_words_are_what_can_be_read_again(content, text):
    words = queries.kept_words({"values": content, "at": 7.0})
    assert (words and (words.text, words.at)) == (text and (text, 7.0))
    assert queries.kept_words(None) is None


def test_quote_of_a_quote_alone_keeps_its_words(thread):
    post = PostFactory(thread=thread, body="<blockquote><p>Seul.</p></blockquote>")
    assert "Seul." in queries.quote_of(post).html


def test_quote_is_cut_between_words_and_shows_no_markup(thread):
    post = PostFactory(thread=thread, body=f"<p>&lt;script&gt; {'motlong ' * 200}</p>")
    html = queries.quote_of(post).html
    assert len(html) < 800 and "motlong</p>" in html
    assert "<script" not in html and "&lt;script&gt;" in html
