"""Discussions as two people live them at the same time, in two browsers on the running demonstration."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import WIDE
from tests.browser.pages import GROUP
from tests.browser.test_journey import COMPOSER, arrived, open_menu, publish, start_thread, write

pytestmark = pytest.mark.sqlite  # the demonstration's own engine: once is enough
LOW = {"width": 1280, "height": 560}  # whoever sees the end of a discussion is shown what comes, without the bar
# What a page that stayed open may have and a fresh one not: marks of the browser, hints, proofs, what is being written.
NORMALISED = r"""() => {
  const page = document.querySelector("main").cloneNode(true);
  const gone = "[data-draft-note], [data-livebar], [data-here], [data-typing], input[type=hidden], .messages, .newline";
  const used = "#repondre, #thread-head .thread-head__actions";
  for (const element of page.querySelectorAll(`${gone}, ${used}`)) element.remove();
  for (const time of page.querySelectorAll("time")) time.textContent = "";
  for (const menu of page.querySelectorAll("[data-menu] .menu__panel")) menu.replaceChildren();
  for (const element of page.querySelectorAll("*")) {
    for (const name of ["data-filled", "data-last-seq", "data-change", "aria-busy"]) element.removeAttribute(name);
    element.classList.remove("presence");
    if (!element.className) element.removeAttribute("class");
  }
  return page.innerHTML.replace(/\s+/g, " ").replace(/> </g, "><");
}"""


@pytest.fixture(scope="module")
def member(tabs):
    return tabs["aminata"]


@pytest.fixture(scope="module")
def facilitator(tabs):
    return tabs["helene"]


@pytest.fixture
def both(member, facilitator, request):
    """The same new discussion, open in both browsers."""
    url = start_thread(member, f"À deux : {request.node.name}"[:120].replace("_", " ")).split("?")[0]
    facilitator.set_viewport_size(LOW)
    with facilitator.expect_websocket():
        facilitator.goto(url)
    yield url
    facilitator.set_viewport_size(WIDE)
    for page in (member, facilitator):
        page.evaluate("localStorage.clear()")


def word(page, number, name):
    return page.locator(f"#m{number} button.react", has_text=name)


def test_a_word_in_answer_is_seen_by_both(both, member, facilitator):
    word(facilitator, 1, "Utile").click()
    expect(word(facilitator, 1, "Utile")).to_have_attribute("aria-pressed", "true")
    expect(member.locator("#m1 .react")).to_contain_text("1")
    word(facilitator, 1, "Utile").click()
    expect(word(facilitator, 1, "Utile")).to_have_attribute("aria-pressed", "false")
    expect(member.locator("#m1 .react")).to_have_count(0)


def test_who_is_here_and_who_writes(both, member, facilitator):
    expect(member.locator("p[data-here]")).to_contain_text("Hélène Marchetti")
    write(facilitator, "Je commence", COMPOSER)
    expect(member.locator("p[data-typing]")).to_contain_text("Hélène Marchetti")
    publish(facilitator)
    expect(member.locator("p[data-typing]")).to_be_hidden(timeout=4_000)  # six seconds if nobody said so


def test_a_quote_leads_to_its_source(both, facilitator):
    facilitator.locator("#m1 a[data-quote]").click()
    expect(facilitator.locator(f"{COMPOSER} blockquote")).to_contain_text("Une question pour commencer")
    facilitator.keyboard.type("Entièrement d’accord")
    publish(facilitator)
    source = facilitator.locator("#m2 blockquote cite a")
    expect(source).to_contain_text("Aminata Coulibaly")
    assert source.get_attribute("href").endswith("#m1")


def test_what_is_not_sent_stays_and_is_sent_again(both, facilitator, watched):
    facilitator.route("**/reponses/**", lambda route: route.abort())
    write(facilitator, "Dans le tunnel", COMPOSER)
    facilitator.locator("#repondre").get_by_role("button", name="Publier").click()
    failed = facilitator.locator("[data-failed-ways]:not([hidden])")
    expect(failed).to_be_visible()
    expect(facilitator.locator("#m2")).to_have_count(0)
    facilitator.unroute("**/reponses/**")
    failed.locator("[data-retry]").click()
    expect(facilitator.locator("#m2")).to_contain_text("Dans le tunnel")
    arrived(facilitator)
    facilitator.reload()
    expect(facilitator.locator("article.post")).to_have_count(2)
    watched.refusals.clear()  # the tunnel itself


def test_what_was_not_sent_is_found_again_after_a_reload(both, facilitator, watched):
    facilitator.route("**/reponses/**", lambda route: route.abort())
    write(facilitator, "Presque perdu", COMPOSER)
    facilitator.locator("#repondre").get_by_role("button", name="Publier").click()
    expect(facilitator.locator("[data-failed-ways]:not([hidden])")).to_be_visible()
    facilitator.wait_for_timeout(3_000)  # both drafts are kept by now
    facilitator.unroute("**/reponses/**")
    facilitator.reload()
    expect(facilitator.locator(f"{COMPOSER} [role=textbox]")).to_have_text("Presque perdu")
    publish(facilitator)
    facilitator.reload()
    expect(facilitator.locator("article.post")).to_have_count(2)
    expect(facilitator.locator("#repondre textarea")).to_have_value("")
    watched.refusals.clear()  # the tunnel itself


def test_ones_own_answer_shows_what_waited(both, member, facilitator):
    write(facilitator, "En écrivant", COMPOSER)
    facilitator.evaluate("scrollTo(0, 0)")
    write(member, "Arrivé entre-temps", COMPOSER)
    publish(member)
    expect(facilitator.locator("[data-livebar] button")).to_be_visible()
    facilitator.locator("#repondre").get_by_role("button", name="Publier").click()
    expect(facilitator.locator("article.post")).to_have_count(3)
    expect(facilitator.locator("[data-livebar] button")).to_be_hidden()
    assert not facilitator.title().startswith("(")


def test_a_draft_is_found_again_on_another_device(both, facilitator, open_tab):
    write(facilitator, "Commencé au bureau", COMPOSER)
    expect(facilitator.locator("[data-draft-note]")).to_contain_text(re.compile(r"\d+\sh"))
    elsewhere = open_tab("helene")
    elsewhere.goto(both)
    expect(elsewhere.locator(f"{COMPOSER} [role=textbox]")).to_have_text("Commencé au bureau")
    elsewhere.locator("[data-draft-drop]").click()
    expect(elsewhere.locator("#repondre textarea")).to_have_value("")


def test_a_save_under_way_is_given_up_when_the_words_are_sent(both, facilitator, watched):
    facilitator.route("**/brouillons/", lambda route: None)  # no answer comes
    with facilitator.expect_request("**/brouillons/"):
        write(facilitator, "Envoyé avant d’être gardé", COMPOSER)
    with facilitator.expect_event("requestfailed", lambda request: "/brouillons/" in request.url):
        publish(facilitator)
    facilitator.unroute("**/brouillons/")
    expect(facilitator.locator("#m2")).to_contain_text("Envoyé avant")
    watched.refusals.clear()  # the save that was given up


def test_a_change_takes_its_place_without_moving_what_is_read(both, member, facilitator):
    write(member, "Une phrase", COMPOSER)
    publish(member)
    facilitator.locator("[data-livebar] button").click()
    member.goto(f"{both}messages/2/modification/")
    write(member, "Autre ")
    member.get_by_role("button", name="Enregistrer le message").click()
    expect(facilitator.locator("#m2")).to_contain_text("Autre")


def test_the_whole_group_is_offered_to_an_answer_and_not_to_a_change(both, facilitator):
    write(facilitator, "Bonjour @", COMPOSER)
    expect(facilitator.get_by_role("option", name="groupe")).to_be_visible()
    facilitator.keyboard.press("Escape")
    publish(facilitator)
    facilitator.goto(f"{both}messages/2/modification/")
    write(facilitator, " @")
    expect(facilitator.get_by_role("option").first).to_be_visible()
    expect(facilitator.get_by_role("option", name="groupe")).to_have_count(0)


def test_an_open_list_of_names_takes_no_click(both, facilitator):
    """It stands above the button: gone when the button is pressed, it would move it away from under the pointer."""
    facilitator.evaluate("document.querySelector('main').style.paddingBlockEnd = '100rem'")
    write(facilitator, "Bonjour @", COMPOSER)
    expect(facilitator.get_by_role("option").first).to_be_visible()
    facilitator.locator("#repondre .btn--primary").hover()
    facilitator.mouse.down()
    facilitator.wait_for_timeout(100)
    facilitator.mouse.up()
    arrived(facilitator)
    expect(facilitator.locator("#m2")).to_contain_text("Bonjour @")
    expect(facilitator.locator("#repondre [data-mentions]")).to_be_hidden()


def test_names_that_come_late_open_no_list_that_was_left(both, facilitator):
    held = []
    facilitator.route("**/suggestions/**", lambda route: held.append(route))  # noqa: PLW0108 - Playwright looks at its parameters
    with facilitator.expect_request("**/suggestions/**"):
        write(facilitator, "Bonjour @", COMPOSER)
    facilitator.keyboard.press("Escape")
    with facilitator.expect_response("**/suggestions/**"):
        held[0].continue_()
    facilitator.unroute("**/suggestions/**")
    facilitator.wait_for_timeout(200)
    expect(facilitator.locator("#repondre [data-mentions]")).to_be_hidden()


@pytest.mark.slow
def test_live_page_equals_a_reloaded_page(both, member, facilitator):
    """RL-06: after each act of one person, the page of the other is what a reload would show."""
    other = facilitator.context.new_page()

    def same(words):
        expect(facilitator.locator("#m2")).to_contain_text(words)
        for _ in range(30):
            facilitator.wait_for_timeout(300)
            other.goto(both)
            live, fresh = facilitator.evaluate(NORMALISED), other.evaluate(NORMALISED)
            if live == fresh:
                return
        assert live == fresh

    def shown():
        facilitator.locator("[data-livebar] button").click()

    write(member, "Premier", COMPOSER)
    publish(member)
    shown()
    same("Premier")
    word(facilitator, 2, "Merci").click()
    expect(word(facilitator, 2, "Merci")).to_have_attribute("aria-pressed", "true")
    same("Premier")
    member.goto(f"{both}messages/2/modification/")
    write(member, "Mieux dit. ")
    member.get_by_role("button", name="Enregistrer le message").click()
    same("Mieux dit")
    member.goto(f"{both}messages/2/suppression/")
    member.get_by_role("button", name="Supprimer mon message").click()
    same("supprimé")
    member.locator("[data-moment]").click()
    facilitator.locator("#m2").get_by_role("button", name="Rétabli, afficher").click()
    same("Mieux dit")
    other.close()


def test_a_closed_discussion_is_closed_at_once(both, member, facilitator):
    facilitator.locator("#thread-head details summary").last.click()
    facilitator.locator("[formaction$='/fermeture/']").click()
    expect(member.locator("#thread-answer textarea")).to_have_count(0)
    assert member.goto(f"{both}messages/1/").status == 200


def test_menu_by_keyboard(both, facilitator):
    facilitator.locator("#m1 details[data-menu] summary").focus()
    facilitator.keyboard.press("Enter")
    facilitator.locator("#m1 details[data-filled]").wait_for()
    facilitator.keyboard.press("Tab")
    expect(facilitator.locator("#m1 .menu__item").first).to_be_focused()
    facilitator.keyboard.press("Escape")
    expect(facilitator.locator("#m1 details[data-menu] summary")).to_be_focused()


def test_shortcuts(both, facilitator):
    facilitator.locator("h1").click()
    facilitator.keyboard.press("?")
    expect(facilitator.locator("dialog#shortcuts")).to_be_visible()
    facilitator.keyboard.press("Escape")
    facilitator.keyboard.press("j")
    expect(facilitator.locator("#m1")).to_be_focused()
    facilitator.keyboard.press("q")
    expect(facilitator.locator(f"{COMPOSER} blockquote")).to_be_visible()


def test_shortcuts_can_be_turned_off(both, facilitator):
    facilitator.locator("h1").click()
    facilitator.keyboard.press("?")
    facilitator.locator("dialog#shortcuts label.check").click()
    facilitator.keyboard.press("Escape")
    facilitator.keyboard.press("j")
    expect(facilitator.locator("#m1")).not_to_be_focused()


def test_counters_follow(both, member, facilitator):
    facilitator.goto("/tableau-de-bord/")
    write(member, "Du nouveau", COMPOSER)
    publish(member)
    expect(member.locator("[data-live-says]")).to_have_text("Votre message est publié.")
    expect(facilitator).to_have_title(re.compile(r"^\(\d+\) "), timeout=10_000)
    counted = facilitator.locator("[data-group-link=coordonnateurs-pre] .count")
    expect(counted).to_have_text(re.compile(r"^\d+ discussions? non lues?$"))
    expect(facilitator.locator("header [data-bell]").first).to_have_text(re.compile(r"^(, \d+ non lues?)?$"))


def test_counters_follow_what_is_shown_and_read(both, member, facilitator):
    """In the side bar and on the tab of the group."""
    counts = facilitator.locator("[data-group-link=coordonnateurs-pre], [data-group-tab]").locator(".count")
    before = [words.split()[0] for words in counts.all_inner_texts()]
    write(facilitator, "En train d’écrire", COMPOSER)  # what comes waits behind the bar
    write(member, "Du nouveau", COMPOSER)
    publish(member)
    expect(facilitator.locator("[data-livebar] button")).to_be_visible()
    more = str(int((before or ["0"])[0]) + 1)
    expect(counts).to_contain_text([more, more], timeout=10_000)
    facilitator.locator("[data-livebar] button").click()
    expect(counts).to_have_count(len(before), timeout=10_000)
    expect(counts).to_contain_text(before, timeout=10_000)


def test_words_without_javascript(open_tab, both):
    page = open_tab("helene", java_script_enabled=False)
    page.goto(both)
    word(page, 1, "Moi aussi").click()
    expect(word(page, 1, "Moi aussi")).to_have_attribute("aria-pressed", "true")
    page.locator("#m1 a[data-quote]").click()
    assert "Une question pour commencer" in page.locator("#repondre textarea").input_value()


def test_open_menus_and_dialog_are_accessible(both, member, facilitator, axe):
    open_menu(facilitator, 1)
    assert axe(facilitator, within="#m1 details[data-menu]") == []
    facilitator.keyboard.press("Escape")
    facilitator.locator("#thread-head details summary").last.click()
    assert axe(facilitator, within="#thread-head details[open]") == []
    facilitator.keyboard.press("Escape")
    facilitator.locator("h1").click()
    facilitator.keyboard.press("?")
    assert axe(facilitator) == []
    facilitator.keyboard.press("Escape")
    assert member.goto(f"{GROUP}/discussions/?filter=unanswered&sort=replies").status == 200
    assert axe(member) == []
