"""Words written where something goes wrong: a preview, a discussion that closes or goes, a line that is cut."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.pages import GROUP, enter
from tests.browser.test_journey import COMPOSER, arrived, publish, start_thread, write

pytestmark = pytest.mark.sqlite  # the demonstration's own engine: once is enough
DRAFTS = "Object.keys(localStorage).filter((name) => name.startsWith('draft:')).length"
SWITCH_ON = """(form, path) => {
  form.append(Object.assign(document.createElement("input"), { name: "on", value: "1" }));
  form.action = path;
  form.submit();
}"""
FOLD = """(posts) => {
  const folded = "<details class=fold><summary>1</summary><p id=folded>2</p></details>";
  posts.insertAdjacentHTML("beforeend", folded);
}"""
BUNDLE = "**/django_prose_editor/editor*.js"
WORDS = "Ce que j’ai écrit"


@pytest.fixture(scope="module")
def member(tabs):
    return tabs["aminata"]


@pytest.fixture(scope="module")
def facilitator(tabs):
    return tabs["helene"]


@pytest.fixture
def both(member, facilitator, request):
    """The same new discussion: the member writes in it, whoever facilitates looks at it."""
    url = start_thread(facilitator, f"Aléas : {request.node.name}"[:120].replace("_", " ")).split("?")[0]
    with member.expect_websocket():
        member.goto(url)
    member.evaluate("localStorage.clear()")  # the page that was left may have kept its words as it went
    return url


def press(page, name):
    page.locator("#repondre").get_by_role("button", name=name).click()


def act(page, url, path):
    """Somebody who facilitates does this with the discussion."""
    page.goto(url)
    with page.expect_navigation():  # what comes next comes after it: the page that stands is loaded already
        page.locator("#act").evaluate(SWITCH_ON, path)


def close(page, url):
    act(page, url, f"{url}fermeture/")


def delete(page, url):
    page.goto(f"{url}suppression/")
    page.get_by_role("button", name="Supprimer la discussion").click()
    page.wait_for_url("**/discussions/")


def test_a_preview_is_published_once_and_leaves_no_draft(both, member):
    write(member, WORDS, COMPOSER)
    press(member, "Prévisualiser")
    expect(member.locator("[data-preview]")).to_contain_text(WORDS)
    expect(member.locator("[data-preview]")).to_be_focused()
    expect(member.locator("[data-preview]")).to_be_in_viewport()
    expect(member).to_have_url(both)
    expect(member.locator("[data-draft-drop]")).to_be_hidden()
    publish(member)
    expect(member.locator("#m2")).to_contain_text(WORDS)
    expect(member.locator("[data-preview]")).to_have_count(0)
    member.wait_for_timeout(600)  # what is being written is kept by now
    assert member.evaluate(DRAFTS) == 0
    member.reload()
    expect(member.locator("article.post")).to_have_count(2)
    expect(member.locator("#repondre textarea")).to_have_value("")


def test_a_preview_that_is_left_is_found_again(both, member):
    write(member, WORDS, COMPOSER)
    press(member, "Prévisualiser")
    member.locator("[data-preview]").wait_for()
    member.goto(both)
    expect(member.locator(f"{COMPOSER} [role=textbox]")).to_have_text(WORDS)


@pytest.fixture
def slow_editor(both, member):
    """The page of the discussion, on a line that brings the editor when it is called."""
    held = []
    member.route(BUNDLE, lambda route: held.append(route))  # noqa: PLW0108 - Playwright looks at its parameters
    member.reload()
    member.locator(f"{COMPOSER} textarea").click()

    def comes():
        held[0].continue_()

    yield comes
    member.unroute(BUNDLE)


@pytest.mark.parametrize("first", ["", "Un mo", "Un mot "])
def test_no_letter_is_lost_while_the_editor_opens(slow_editor, member, first):
    """The plain area becomes the editor in the middle of what somebody types."""
    rest = "abcdefghijklmnopqrstuvwxyz" * 4
    member.keyboard.type(first)
    slow_editor()
    member.keyboard.type(rest)
    member.locator(f"{COMPOSER}[data-ready]").wait_for()
    expect(member.locator(f"{COMPOSER} [role=textbox]")).to_have_text(f"{first}{rest}")


@pytest.mark.parametrize(("first", "lines"), [("Un mot ", ["Un mot suite"]), ("Un mot\n", ["Un mot", "suite"])])
def test_a_space_or_a_line_just_typed_stays_when_the_editor_opens(slow_editor, member, first, lines):
    member.keyboard.type(first)
    slow_editor()
    member.locator(f"{COMPOSER}[data-ready]").wait_for()
    member.keyboard.type("suite")
    expect(member.locator(f"{COMPOSER} [role=textbox] p")).to_have_text(lines)


def test_an_empty_draft_hides_nothing(both, member):
    write(member, WORDS, COMPOSER)
    expect(member.locator("[data-draft-note]")).to_contain_text("nregistré")
    name = member.evaluate("Object.keys(localStorage).find((name) => name.startsWith('draft:'))")
    empty = '{"key": "x", "values": {"body": "<p></p>", "body_format": "html"}, "at": 9e9}'
    member.evaluate("([name, empty]) => localStorage.setItem(`${name}:unsent`, empty)", [name, empty])
    member.reload()
    expect(member.locator(f"{COMPOSER} [role=textbox]")).to_have_text(WORDS)


def test_a_quote_stands_behind_the_words_found_again(both, member):
    write(member, WORDS, COMPOSER)
    member.wait_for_timeout(600)
    member.goto(f"{both}?quote=1#repondre")
    expect(member.locator(f"{COMPOSER} [role=textbox]")).to_contain_text(re.compile(f"^{WORDS}.*pour commencer"))
    expect(member.locator(f"{COMPOSER} blockquote")).to_have_attribute("data-quote", re.compile(r"^\d+$"))


def test_closed_while_somebody_writes(both, member, facilitator, axe):
    write(member, WORDS, COMPOSER)
    close(facilitator, both)
    notice = member.locator("[data-stop-notice]")
    expect(notice).to_contain_text("fermée aux nouveaux messages")
    expect(member.locator("#repondre .btn--primary")).to_be_disabled()
    expect(member.locator("[data-words-stay] [data-copy-words]")).to_be_visible()
    member.keyboard.press("Control+Enter")
    expect(notice).to_be_focused()
    expect(member.locator(f"{COMPOSER} [role=textbox]")).to_have_text(WORDS)
    assert axe(member) == []
    act(facilitator, both, f"{both}fermeture/")  # "on" again changes nothing
    member.reload()
    expect(member.locator("[data-kept-words] [data-words]")).to_have_text(WORDS)
    assert axe(member) == []
    with member.expect_response("**/brouillons/"):
        member.locator("[data-forget]").click()
    member.reload()
    expect(member.locator("[data-kept-words]")).to_be_hidden()


def test_opened_again_while_somebody_writes(both, member, facilitator):
    write(member, WORDS, COMPOSER)
    close(facilitator, both)
    expect(member.locator("#repondre .btn--primary")).to_be_disabled()
    facilitator.locator("#thread-head details summary").last.click()
    facilitator.locator("[formaction$='/fermeture/']").click()
    expect(member.locator("#repondre .btn--primary")).to_be_enabled()
    expect(member.locator("[data-stop-notice]")).to_have_count(0)
    publish(member)
    expect(member.locator("#m2")).to_contain_text(WORDS)


def test_deleted_while_somebody_writes(both, member, facilitator, watched):
    write(member, WORDS, COMPOSER)
    delete(facilitator, both)
    expect(member.locator("[data-stop-notice]")).to_contain_text("n’est plus ici")
    expect(member.locator("[data-live-over]")).to_have_count(0)
    member.reload()
    expect(member.get_by_role("heading", level=1)).to_have_text("Discussion introuvable")
    expect(member.locator("[data-kept-words] [data-words]")).to_have_text(WORDS)


def test_a_refusal_says_why_and_offers_no_second_try(both, member, facilitator, watched):
    """The hint is late: the words are sent to a discussion that is closed."""
    member.route("**/nouveautes/**", lambda route: route.abort())
    write(member, WORDS, COMPOSER)
    close(facilitator, both)
    member.locator("#repondre .btn--primary").click()
    failed = member.locator(".post.is-failed")
    expect(failed.locator(".post__status")).to_contain_text("fermée aux nouveaux messages pendant que vous écriviez")
    expect(failed.locator("[data-retry]")).to_be_hidden()
    expect(failed.locator("[data-copy-words]")).to_be_visible()
    member.unroute("**/nouveautes/**")
    member.reload()
    expect(member.locator("[data-kept-words] [data-words]")).to_have_text(WORDS)
    watched.refusals.clear()  # the hint that was held back


def test_offline_asks_rarely_covers_nothing_and_shows_nobody(both, member, facilitator, watched):
    asked = []
    with facilitator.expect_websocket():
        facilitator.goto(both)
    expect(member.locator("p[data-here]")).to_contain_text("Hélène Marchetti")
    write(member, WORDS, COMPOSER)
    member.on("request", lambda request: asked.append(request.url) if "/nouveautes/" in request.url else None)
    member.context.set_offline(True)
    expect(member.locator("p[data-here]")).to_be_hidden()
    expect(member.locator("[data-live-lost]")).to_be_visible(timeout=8_000)
    assert len(asked) <= 2
    member.set_viewport_size({"width": 390, "height": 700})
    member.locator("#repondre .btn--primary").scroll_into_view_if_needed()
    press(member, "Publier")  # nothing stands before it
    expect(member.locator(".post.is-failed .post__status")).to_contain_text("connexion est interrompue")
    member.context.set_offline(False)
    expect(member.locator("[data-live-lost]")).to_have_count(0)
    member.locator("[data-retry]").click()
    arrived(member)
    expect(member.locator("#m2")).to_contain_text(WORDS)
    member.set_viewport_size({"width": 1280, "height": 800})
    watched.refusals.clear()  # the cut itself


def test_signed_in_again_while_somebody_writes(open_tab):
    """In another tab; meanwhile nothing of hers is kept under the name of somebody else, nor lost."""
    page = open_tab("helene")
    page.goto(f"{GROUP}/discussions/nouvelle/")
    page.get_by_label("Titre").fill("Écrit par Hélène")
    write(page, WORDS)
    tab, note = page.context.new_page(), page.locator("[data-draft-note]")
    page.context.clear_cookies(name="sid")
    page.locator("[data-attach-open]").click()
    expect(page.locator("[data-attach-found]")).to_have_text(re.compile("^Vous n’êtes plus en session"))
    page.keyboard.press("Escape")
    enter(tab, "aminata")
    write(page, " encore")
    expect(note).to_contain_text("Une autre personne est maintenant connectée")
    tab.goto(page.url)
    expect(tab.get_by_label("Titre")).to_have_value("")
    page.context.clear_cookies(name="sid")
    enter(tab, "helene")
    write(page, " et encore")
    expect(note).to_contain_text("Enregistré à")
    page.get_by_role("button", name="Publier la discussion").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Écrit par Hélène")
    expect(page.locator("#m1")).to_contain_text(WORDS)
    expect(page.locator("#m1 .post__author")).to_have_text("Hélène Marchetti")


def test_a_call_that_is_only_typed_is_said_to_call_nobody(both, member, facilitator):
    write(member, "Bonjour @groupe, qui vient ?", COMPOSER)
    expect(member.locator("[data-call-note]")).to_contain_text("seules les personnes qui animent")
    facilitator.goto(both)
    write(facilitator, "Bonjour @groupe, ", COMPOSER)
    expect(facilitator.locator("[data-call-note]")).to_contain_text("choisissez-le dans la liste")


def test_choices_are_made_where_one_stands(both, member):
    member.locator("[data-stays=group-level] summary").click()
    member.locator("[data-stays=group-level] [value=muted]").click()
    expect(member.locator(".toast")).to_have_text("Vos alertes pour ce groupe ont changé.")
    expect(member.locator("[data-stays=group-level] [value=muted]")).to_have_attribute("aria-pressed", "true")
    expect(member.locator("[data-stays=group-level] summary")).to_be_focused()
    member.locator("#m1 details[data-menu] summary").click()
    member.locator("#m1 [data-place][value='0']").click()
    expect(member.locator(".toast")).to_contain_text("Vous retrouverez la discussion")
    assert member.url == both
    member.locator("[data-stays=group-level] summary").click()
    member.locator("[data-stays=group-level] [value=mentions]").click()


def test_what_is_folded_is_folded_and_the_language_changes_by_keyboard(both, member):
    member.locator("[data-posts]").evaluate(FOLD)
    assert not member.locator("#folded").evaluate("(line) => line.checkVisibility({ contentVisibilityAuto: true })")
    member.locator(".usermenu").focus()
    member.keyboard.press("Enter")
    member.get_by_role("button", name="English").focus()
    member.keyboard.press("Enter")
    expect(member.locator("html")).to_have_attribute("lang", "en")
    assert member.url == both
    member.locator(".usermenu").click()
    member.get_by_role("button", name="Français").click()
    expect(member.locator("html")).to_have_attribute("lang", "fr")
