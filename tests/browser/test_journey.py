"""What people come to do, done with a browser on the running demonstration."""

import re

import pytest
from playwright.sync_api import expect

from network.seeds.demo import PASSWORD
from tests.browser.pages import GROUP

pytestmark = pytest.mark.sqlite  # the demonstration's own engine: once is enough
PRIVATE = "Relecture collective"
COMPOSER = "#repondre [data-editor-frame]"


def write(page, words, frame="[data-editor-frame]"):
    """Types in the rich editor, which starts when it is entered."""
    area = page.locator(f"{frame} textarea")
    if area.is_visible():
        area.focus()
    page.locator(f"{frame}[data-ready]").wait_for()
    page.locator(f"{frame} [role=textbox]").focus()
    page.keyboard.type(words)


def publish(page):
    """The message appears at once, then as the server keeps it."""
    page.locator("#repondre").get_by_role("button", name="Publier").click()
    arrived(page)


def arrived(page):
    expect(page.locator(".post.is-sending")).to_have_count(0)
    expect(page.locator(f"{COMPOSER} [role=textbox]")).to_have_text("")


def open_menu(page, number):
    page.locator(f"#m{number} details[data-menu] summary").click()
    page.locator(f"#m{number} details[data-filled]").wait_for()


def start_thread(page, title, words="Une question pour commencer."):
    page.goto(f"{GROUP}/discussions/nouvelle/")
    page.get_by_label("Titre").fill(title)
    write(page, words)
    page.get_by_role("button", name="Publier la discussion").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page.url


@pytest.fixture(scope="module")
def member(tabs):
    return tabs["aminata"]


@pytest.fixture(scope="module")
def facilitator(tabs):
    return tabs["helene"]


def test_a_password_leads_to_the_page_that_was_asked_for(open_tab):
    page = open_tab()
    page.goto(f"{GROUP}/discussions/")
    page.get_by_label("Adresse").fill("bruno.delattre@example.org")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url(f"**{GROUP}/discussions/")
    expect(page.get_by_role("link", name=re.compile(PRIVATE))).to_be_visible()


def test_discussion(open_tab):
    page = open_tab("aminata")
    page.goto("/tableau-de-bord/")
    page.locator("#navigation").get_by_role("link", name="Coordonnateurs PRE").click()
    page.locator(f"main a[href='{GROUP}/discussions/nouvelle/']").first.click()
    page.get_by_label("Titre").fill("Bilan de l’année")
    write(page, "Un ")
    page.keyboard.press("Control+b")
    page.keyboard.type("bilan")
    page.keyboard.press("Control+b")
    page.keyboard.type(" avec @")
    expect(page.get_by_role("option", name=re.compile("Nathalie Ruiz"))).to_be_visible()
    page.keyboard.type("bru")
    expect(page.get_by_role("option")).to_have_count(1)
    expect(page.get_by_role("option", name=re.compile("Bruno Delattre"))).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.locator("[data-run=bulletList]").click()
    page.keyboard.type("des chiffres")
    page.get_by_role("button", name="Publier la discussion").click()
    first = page.locator("#m1 .prose")
    expect(first.locator("strong")).to_have_text("bilan")
    expect(first.locator("[data-mention]")).to_have_text("@Bruno Delattre")
    expect(first.locator("li")).to_have_text("des chiffres")


def test_reply_edited_and_deleted(member):
    start_thread(member, "Une réponse, puis rien")
    write(member, "Première version", COMPOSER)
    publish(member)
    member.locator("#m2 a[href$='/modification/']").click()
    write(member, "Deuxième version. ")
    member.get_by_role("button", name="Enregistrer le message").click()
    expect(member.locator("#m2")).to_contain_text("Deuxième version")
    open_menu(member, 2)
    member.locator("#m2 a[href$='/suppression/']").click()
    member.get_by_role("button", name="Supprimer mon message").click()
    expect(member.locator("#m2")).to_contain_text("Message supprimé")
    assert "version" not in member.locator("main").inner_text()
    member.locator("[data-moment]").click()
    expect(member.locator("#m2")).to_contain_text("Deuxième version")


def test_a_draft_survives_a_reload_and_goes_when_published(member):
    url = start_thread(member, "Un brouillon")
    button = member.locator("#repondre .btn--primary")
    member.locator(f"{COMPOSER} textarea").focus()
    member.locator(f"{COMPOSER}[data-ready]").wait_for()
    place = button.bounding_box()
    write(member, "Rien ne se perd", COMPOSER)
    expect(member.locator("[data-draft-note]")).to_have_text("Brouillon enregistré sur cet appareil")
    assert button.bounding_box() == place, "a button that moves loses the click that was under way"
    member.goto(url)
    member.reload()
    expect(member.locator(f"{COMPOSER} [role=textbox]")).to_have_text("Rien ne se perd")
    publish(member)
    expect(member.locator("#m2")).to_contain_text("Rien ne se perd")
    member.reload()
    assert member.locator("#repondre textarea").input_value() == ""
    assert member.evaluate("Object.keys(localStorage).filter(name => name.startsWith('draft:'))") == []


def test_double_click(member):
    start_thread(member, "Deux clics")
    write(member, "Une seule fois", COMPOSER)
    member.locator("#repondre").get_by_role("button", name="Publier").dblclick()
    arrived(member)
    member.reload()
    expect(member.locator("article.post")).to_have_count(2)


def test_live_message(member, facilitator):
    url = start_thread(member, "En direct")
    with facilitator.expect_websocket():
        facilitator.goto(url)
    write(facilitator, "J’écris pendant ce temps", COMPOSER)
    write(member, "Voici du nouveau", COMPOSER)
    publish(member)
    facilitator.locator("[data-livebar] button").click()
    expect(facilitator.locator("#m2")).to_contain_text("Voici du nouveau")
    expect(facilitator.locator(f"{COMPOSER} [role=textbox]")).to_have_text("J’écris pendant ce temps")
    facilitator.evaluate("localStorage.clear()")


def test_outsider_joins_then_leaves_with_nothing(tabs, found, facilitator):
    outsider = tabs["isabelle"]
    outsider.goto("/groupes/")
    outsider.locator(f"main a[href='{GROUP}/']").first.click()
    outsider.get_by_role("link", name="Demander à rejoindre").click()
    outsider.locator("main textarea").fill("Élue à l’éducation, je souhaite lire vos échanges.")
    outsider.get_by_role("button", name="Envoyer la demande").click()
    assert outsider.goto(found["thread"]).status == 404

    facilitator.goto(f"{GROUP}/animation/")
    request = facilitator.locator("li.request").filter(has_text="Isabelle Granger")
    request.locator("a[href*='/demandes/']").click()
    facilitator.locator("main textarea").fill("Bienvenue dans le groupe.")
    facilitator.get_by_role("button", name="Accepter la demande").click()
    assert outsider.goto(found["thread"]).status == 200

    facilitator.goto(f"{GROUP}/animation/")
    row = facilitator.locator("#membres tr").filter(has_text="Isabelle Granger")
    row.locator("summary").click()
    row.locator("a[href*='/retrait/']").click()
    facilitator.locator("main").get_by_role("button", name="Retirer du groupe").click()
    for private in (found["thread"], f"{GROUP}/discussions/", f"{GROUP}/membres/", f"{GROUP}/animation/"):
        assert outsider.goto(private).status == 404
        assert PRIVATE not in outsider.content()
    for hers in ("/tableau-de-bord/", "/notifications/"):
        outsider.goto(hers)
        assert PRIVATE not in outsider.content()
        assert outsider.locator(f"#navigation a[href='{GROUP}/']").count() == 0


def test_invitations(facilitator):
    facilitator.goto(f"{GROUP}/animation/")
    facilitator.locator("[data-dialog-open=inviter]").click()
    pasted = "nouvelle@example.org\nbruno.delattre@example.org\npas-une-adresse"
    facilitator.locator("dialog#inviter textarea").first.fill(pasted)
    facilitator.locator("dialog#inviter").get_by_role("button", name="Envoyer les invitations").click()
    results = facilitator.locator("section[aria-labelledby=h-res]")
    expect(results.locator("li")).to_have_count(3)
    expect(results.locator("h2")).to_contain_text("1 invitation")
    expect(results.locator("li .state--ok")).to_have_count(1)
    expect(results.locator("li").filter(has_text="pas-une-adresse").locator(".state--warn")).to_be_visible()


def test_welcome_area(facilitator, member):
    facilitator.goto(f"{GROUP}/animation/accueil/")
    write(facilitator, "Réunion le premier mardi du mois. ")
    facilitator.get_by_role("button", name="Enregistrer le mot d’accueil").click()
    facilitator.wait_for_url(f"**{GROUP}/")
    member.goto(f"{GROUP}/")
    expect(member.locator("main")).to_contain_text("Réunion le premier mardi du mois.")


VISIBLE_FOCUS = """() => {
  const it = document.activeElement, box = it.getBoundingClientRect();
  const looks = [it, it.closest(".editor, .row, .card") ?? it].map((element) => getComputedStyle(element));
  const isRing = (look) => look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
  return {
    outside: it === document.body,
    text: it.innerText?.slice(0, 40) ?? "", href: it.getAttribute("href"),
    area: it.matches("textarea[data-editor], [data-editor-frame] [role=textbox]"),  // what it becomes, at once or later
    seen: looks.some(isRing) && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
  };
}"""


def tab_to(page, is_there, most=60):
    """Tab until the focus is where it is wanted; on the way it is always to be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        place = page.evaluate(VISIBLE_FOCUS)
        if place["outside"]:  # in the bar of the browser, or on a page that is just opening
            continue
        assert place["seen"], place
        if is_there(place):
            return
    raise AssertionError("the keyboard does not reach it")


def test_keyboard_only(open_tab, facilitator):
    start_thread(facilitator, "Au clavier")  # the latest one: others may be closed
    page = open_tab()
    page.goto("/compte/login/")
    page.keyboard.press("Tab")
    assert page.evaluate(VISIBLE_FOCUS)["href"] == "#contenu"
    page.keyboard.press("Enter")
    tab_to(page, lambda place: place["text"].startswith("Aminata"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/tableau-de-bord/")
    tab_to(page, lambda place: place["href"] == f"{GROUP}/")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{GROUP}/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    tab_to(page, lambda place: place["text"].startswith("Au clavier"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/discussions/\d+/"))
    tab_to(page, lambda place: place["area"])
    page.locator(f"{COMPOSER}[data-ready]").wait_for()
    page.keyboard.type("Écrit sans souris")
    page.keyboard.press("Control+Enter")
    arrived(page)
    expect(page.locator("article.post").last).to_contain_text("Écrit sans souris")


def test_without_javascript(open_tab, found):
    page = open_tab("aminata", java_script_enabled=False)
    page.goto(found["thread"])
    assert page.locator("#m1").is_visible()
    page.locator("#repondre textarea").fill("Écrit <sans> script\n\net en deux paragraphes")
    page.locator("#repondre").get_by_role("button", name="Publier").click()
    last = page.locator("article.post").last
    expect(last.locator("p", has_text="Écrit <sans> script")).to_be_visible()
    expect(last.locator("p", has_text="et en deux paragraphes")).to_be_visible()
