"""A word written in passing, to ask, to answer or to invite: the device keeps it until it arrived."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import enter
from tests.browser.test_journey import start_thread

pytestmark = pytest.mark.sqlite  # the demonstration's own engine: once is enough
GROUP = "/groupes/referents-de-parcours-pre"  # the journeys have theirs
NAMES = "Object.keys(localStorage).filter((name) => name.startsWith('draft:'))"
WORD = "Je prends le poste en janvier, et je cherche des pairs."
LIST = "une.collegue@ville-exemple.fr\npas une adresse"


@pytest.fixture(scope="module")
def member(tabs):
    return tabs["isabelle"]


@pytest.fixture(scope="module")
def facilitator(tabs):
    return tabs["helene"]


def kept(page):
    expect(page.locator("[data-draft-note][data-saved]")).to_have_text("Brouillon enregistré sur cet appareil")


def found_again(page):
    expect(page.locator(".draft-found")).to_contain_text("a été retrouvé")


def test_a_request_and_its_answer(member, facilitator):
    member.goto(f"{GROUP}/demande/")
    member.locator("main textarea").fill(WORD)
    kept(member)
    member.goto("/tableau-de-bord/")
    member.goto(f"{GROUP}/demande/")
    found_again(member)
    expect(member.locator("main textarea")).to_have_value(WORD)
    member.get_by_role("button", name="Envoyer la demande").click()
    member.wait_for_url(f"**{GROUP}/")
    assert member.evaluate(NAMES) == []

    facilitator.goto(f"{GROUP}/animation/")
    facilitator.locator("#demandes").get_by_role("link", name="Isabelle Granger").first.click()
    facilitator.locator("main textarea").fill("Pas cette fois.")
    kept(facilitator)
    facilitator.reload()
    found_again(facilitator)
    expect(facilitator.locator("main textarea")).to_have_value("Pas cette fois.")
    facilitator.locator("main button[value=refuse]").click()
    facilitator.wait_for_url(f"**{GROUP}/animation/")
    assert facilitator.evaluate(NAMES) == []


def test_a_report_and_a_reason_to_hide(tabs, facilitator):
    """Written about what one reads: the page is left to look at it again."""
    author = tabs["aminata"]
    theirs, asked = start_thread(facilitator, "À signaler"), start_thread(author, "À masquer")
    for writer, address, button in (
        (author, f"{theirs.split('?')[0]}messages/1/signalement/", "Envoyer le signalement"),
        (facilitator, f"{asked.split('?')[0]}messages/1/masquage/", "Masquer et envoyer le motif"),
    ):
        writer.goto(address)
        writer.locator("main textarea").fill(WORD)
        kept(writer)
        writer.goto("/groupes/")
        writer.goto(address)
        found_again(writer)
        expect(writer.locator("main textarea")).to_have_value(WORD)
        for choice in writer.get_by_label("Autre").all() + writer.get_by_label("bonne foi").all():
            choice.check()
        writer.get_by_role("button", name=button).click()
        writer.wait_for_url("**#m1")
        assert writer.evaluate(NAMES) == []


def test_a_pasted_list(facilitator):
    facilitator.goto(f"{GROUP}/animation/")
    facilitator.get_by_role("link", name="Inviter des personnes").click()
    dialog = facilitator.locator("#inviter")
    dialog.locator("textarea").first.fill(LIST)
    kept(facilitator)
    facilitator.goto(f"{GROUP}/animation/invitations/")
    found_again(facilitator)
    addresses = facilitator.get_by_label("Adresses électroniques")
    expect(addresses).to_have_value(LIST)
    facilitator.get_by_role("button", name="Envoyer les invitations").click()
    expect(facilitator.locator("#h-res")).to_have_text("1 invitation envoyée")
    expect(addresses).to_have_value("pas une adresse")
    facilitator.goto(f"{GROUP}/animation/invitations/")  # what did not leave was not lost
    expect(addresses).to_have_value("pas une adresse")
    addresses.fill("un.collegue@ville-exemple.fr")
    facilitator.get_by_role("button", name="Envoyer les invitations").click()
    expect(facilitator.locator("#h-res")).to_have_text("1 invitation envoyée")
    assert facilitator.evaluate(NAMES) == []


def test_signing_out_erases_one_s_own_words_only(new_tab):
    page = new_tab()
    enter(page, "isabelle")
    page.goto("/groupes/")
    theirs = "draft:0:join:1"
    page.evaluate('(name) => localStorage.setItem(name, \'{"values": {"message": "À moi"}}\')', theirs)
    page.evaluate('(name) => localStorage.setItem(name, \'{"values": {"message": "À elle"}}\')', owned(page))
    page.goto("/compte/logout/")
    page.locator("main").get_by_role("button", name="Se déconnecter").click()
    page.wait_for_url("**/")
    assert page.evaluate(NAMES) == [theirs]
    page.context.close()


def owned(page):
    return f"draft:{page.locator('html').get_attribute('data-person')}:join:1"
