"""A list of files that stays open while others change it, and files that are ticked, on the running demonstration."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import GROUP

pytestmark = pytest.mark.sqlite  # the demonstration's own engine: once is enough
FILES = f"{GROUP}/fichiers/"


@pytest.fixture
def page(open_tab):
    """The list as somebody reads it, its socket connected."""
    page = open_tab("aminata")
    with page.expect_websocket():
        page.goto(FILES)
    page.wait_for_load_state("networkidle")
    return page


@pytest.fixture
def other(open_tab):
    return open_tab("helene")


def bring(page, name):
    """As without JavaScript."""
    page.goto(f"{FILES}depot/")
    page.set_input_files("input[name=files]", {"name": name, "mimeType": "text/plain", "buffer": b"Des mots."})
    page.get_by_role("button", name="Ajouter ces fichiers").click()
    return page.locator("tr", has_text=name.removesuffix(".txt"))


def test_what_somebody_else_does_moves_nothing(page, other):
    """LV-01: a new file waits behind a bar, a new name is written in place, what goes is said to be gone."""
    bring(other, "Avant tout.txt")
    page.reload()
    page.wait_for_load_state("networkidle")
    row, marker = page.locator("tr", has_text="Avant tout"), page.locator("table tr").last
    row.get_by_role("checkbox").check()
    place = marker.bounding_box()["y"]

    bring(other, "Aaa.txt")
    bar = page.get_by_role("button", name="Une nouveauté")
    expect(bar).to_be_visible()
    expect(page.locator("tr", has_text="Aaa")).to_have_count(0)

    other.locator("tr", has_text="Avant tout").get_by_role("link").first.click()
    other.get_by_role("link", name="Renommer").click()
    other.get_by_label("Nom du fichier").fill("Après tout.txt")
    other.get_by_role("button", name="Enregistrer").click()
    row = page.locator("tr", has_text="Après tout")
    expect(row.get_by_role("checkbox")).to_be_checked()

    other.get_by_role("button", name="Mettre à la corbeille").click()
    expect(row).to_contain_text("n’est plus ici")
    expect(row.get_by_role("checkbox")).to_be_disabled()
    assert marker.bounding_box()["y"] == place
    bar.click()
    expect(page.locator("tr", has_text="Aaa")).to_be_visible()
    expect(row).to_have_count(0)


def test_ticked_files_move_with_the_keyboard(other, examine):
    for name in ("Cochée une.txt", "Cochée deux.txt"):
        row = bring(other, name)
        expect(row).to_be_visible()
    bar = other.get_by_role("form", name="Ce qui est coché")
    expect(bar.get_by_role("button", name="Déplacer")).to_be_hidden()
    for name in ("Cochée une", "Cochée deux"):
        other.locator("tr", has_text=name).get_by_role("checkbox").press("Space")
    expect(bar).to_contain_text("2 éléments cochés")
    examine(other, "target-size")  # the bar lies over what is scrolled under it
    bar.get_by_role("button", name="Déplacer").press("Enter")
    expect(other.get_by_role("heading", level=1)).to_have_text("Déplacer des fichiers")
    examine(other)
    other.get_by_label("Déplacer vers").select_option(label="Documents des réunions")
    other.get_by_role("button", name="Les déplacer ici").press("Enter")
    expect(other.locator("tr", has_text="Cochée deux")).to_be_visible()
    expect(other.get_by_text("2 fichiers ont été déplacés")).to_be_visible()


def test_the_grid_stays_the_choice_of_the_device(other):
    other.goto(FILES)
    other.get_by_role("link", name="En grille").click()
    other.goto(f"{GROUP}/")
    other.goto(FILES)
    expect(other.locator(".file-grid")).to_be_visible()
    other.get_by_role("link", name="En liste").click()
    expect(other.locator(".table--files")).to_be_visible()
