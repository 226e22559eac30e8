"""Pages that only a form leads to (a preview, a refusal), for the person who sees them: axe in light and in dark, and
nothing wider than 320 px.
"""

import uuid

import pytest
from django.test import Client

from groups.spaces.enums import Role
from groups.threads import actions
from groups.threads.actions.posts import GROUP_CALLS_A_DAY
from tests.factories import MembershipFactory, ThreadFactory

pytestmark = [pytest.mark.slow, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]
# As the browser sends a form of its own accord: no script of the page answers in its place.
SEND = """(form, fields) => {
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  HTMLFormElement.prototype.submit.call(form);
}"""
WORDS = "Voici ce que nous avons retenu de la rencontre avec les familles du quartier."
CALL = f'<p><span data-mention="all">@groupe</span> {WORDS}</p>'


@pytest.fixture
def boss(group):
    return MembershipFactory(group=group, role=Role.FACILITATOR)


@pytest.fixture
def thread(group, boss):
    return ThreadFactory(group=group, author=boss.user, title="Notes de la rencontre")


@pytest.fixture
def tab(new_context, sign_in, boss):
    tab = new_context().new_page()
    sign_in(tab, boss.user)
    # The page must not learn what happened before its form is sent.
    tab.route("**/nouveautes/**", lambda route: route.abort())
    return tab


@pytest.fixture
def send(tab):
    """send(path, before, **fields): opens the page, lets something happen, sends its form; gives the status."""

    def act(path, before=lambda: None, **fields):
        tab.goto(path)
        form = tab.locator("main form[method=post]").filter(has=tab.locator("textarea")).last
        before()
        with tab.expect_response(lambda answer: answer.request.method == "POST") as answer, tab.expect_navigation():
            form.evaluate(SEND, fields)
        return answer.value.status

    return act


def new_of(thread):
    return f"{thread.url.rsplit('/', 2)[0]}/nouvelle/"


def edit_of(thread):
    return f"{thread.url}messages/1/modification/"


@pytest.mark.parametrize("where", [lambda thread: thread.url, new_of, edit_of], ids=["answer", "discussion", "change"])
def test_a_preview_shows_the_words_and_keeps_them(where, thread, send, tab, examine):
    assert send(where(thread), body=WORDS, title="Un titre", kind="discussion", preview="1") == 200
    assert tab.locator(".prose").get_by_text(WORDS).count() == 1
    examine(tab)


@pytest.mark.parametrize("where", [lambda thread: f"{thread.url}reponses/", new_of], ids=["answer", "discussion"])
def test_form_received_with_other_words(where, thread, boss, send, tab, examine):
    key, client = str(uuid.uuid4()), Client()
    client.force_login(boss.user)
    sent = {"body": "Autre chose.", "title": "Un titre", "kind": "discussion", "key": key}
    assert client.post(where(thread), sent).status_code == 302
    opened = where(thread).removesuffix("reponses/")
    assert send(opened, **sent | {"body": WORDS}) == 409
    assert WORDS in tab.locator("textarea").last.input_value()
    examine(tab)


def test_message_edited_meanwhile(thread, boss, send, tab, examine):
    post = thread.posts.get()

    def other_window():
        actions.edit_post(post=post, author=boss, body="<p>Écrit ailleurs.</p>", seen=post.version)

    assert send(edit_of(thread), other_window, body=WORDS) == 409
    assert tab.get_by_text("Écrit ailleurs.").is_visible()
    assert WORDS in tab.locator("textarea").last.input_value()
    examine(tab)


def test_words_for_what_is_gone(thread, boss, send, tab, examine):
    def gone():
        actions.delete_thread(thread=thread, by=boss)

    assert send(thread.url, gone, body=WORDS) == 404
    assert WORDS in tab.locator("textarea").input_value()
    examine(tab)


def test_whole_group_called_too_often(thread, boss, send, tab, examine):
    for _ in range(GROUP_CALLS_A_DAY):
        actions.post_reply(thread=thread, author=boss, body=CALL, key=uuid.uuid4())
    assert send(thread.url, body=CALL, body_format="html") == 429
    assert WORDS in tab.locator("textarea").input_value()
    examine(tab)


@pytest.mark.parametrize("words", [{"body": WORDS}, {"body": f"<p>{WORDS}</p>", "body_format": "html"}])
def test_written_too_often(words, thread, send, tab, examine, settings):
    settings.RATE_FACTOR = 0
    assert send(thread.url, **words) == 429
    shown = tab.locator(".prose").all_inner_texts() + [area.input_value() for area in tab.locator("textarea").all()]
    assert any(WORDS in text for text in shown)
    examine(tab)


def test_doors_knocked_at_too_often(new_context, live_server, examine):
    tab, unknown = new_context().new_page(), "/invitation/inconnue/"
    tried = [Client().get(unknown).status_code for _ in range(31)]
    assert tried[-1] == tab.goto(unknown).status == 429
    assert tab.get_by_role("heading", level=1).count() == 1
    examine(tab)
