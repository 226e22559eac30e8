"""Files read on their page, by eye and by keyboard, on the running demonstration."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import GROUP
from tests.documents import pages

pytestmark = pytest.mark.sqlite  # the demonstration's own engine: once is enough
FILES = f"{GROUP}/fichiers/"


@pytest.fixture
def page(open_tab):
    page = open_tab("aminata")
    page.goto(FILES)
    return page


def follow(page, *names):
    for name in names:
        page.locator("main table").get_by_role("link", name=name).click()


def loaded(picture):
    return picture.evaluate("one => one.decode().then(() => one.naturalWidth)")


def prepared(page, what):
    """The worker makes it: whoever is there first looks again."""
    for _ in range(40):
        if page.locator(what).count():
            return page.locator(what)
        page.wait_for_timeout(250)
        page.reload()
    raise AssertionError(f"no {what} came")


def test_a_picture_is_seen_under_the_policy_of_the_site(page, axe):
    follow(page, "À lire sur place", "Affiche de la rencontre")
    picture = prepared(page, ".preview--picture img")
    assert loaded(picture) == 1200 and "Affiche de la rencontre" in picture.get_attribute("alt")
    assert axe(page) == []


def test_pages_are_read_with_the_keyboard_alone(page, tmp_path):
    brought = tmp_path / "Bilan à lire.pdf"
    brought.write_bytes(pages(3))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="choisissez des fichiers").click()
    with page.expect_navigation():
        chooser.value.set_files(str(brought))
    follow(page, "Bilan à lire")
    region = prepared(page, ".preview--pages")
    expect(region.get_by_role("img")).to_have_count(3)
    assert loaded(region.get_by_role("img").first) == 1100
    region.focus()
    page.keyboard.press("End")
    expect(region.get_by_role("img").last).to_be_in_viewport()
    page.locator("summary", has_text="Lire le texte du document").press("Enter")
    expect(page.get_by_role("region", name="Texte du document")).to_contain_text("Bonjour")


def test_a_table_is_read_on_a_phone(page, axe):
    page.set_viewport_size({"width": 320, "height": 640})
    follow(page, "À lire sur place", "Calendrier des instances")
    prepared(page, ".preview--table")
    expect(page.get_by_role("columnheader", name="Instance")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320 and axe(page) == []


def test_a_file_in_quarantine_offers_nothing_to_open(page):
    follow(page, "À lire sur place", "Facture à régler")
    expect(page.get_by_text("L’antivirus y a reconnu quelque chose de dangereux")).to_be_visible()
    expect(page.get_by_role("button", name="Télécharger")).to_have_count(0)
