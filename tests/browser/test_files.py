"""Files dropped on the page or chosen, on the running demonstration."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import GROUP

pytestmark = pytest.mark.sqlite  # the demonstration's own engine: once is enough
FILES = f"{GROUP}/fichiers/"


@pytest.fixture
def page(open_tab):
    page = open_tab("aminata")
    page.goto(FILES)
    return page


@pytest.fixture
def put(tmp_path):
    """put("Un.txt", words): a file on the device of whoever brings it."""

    def write(name, words="Des mots."):
        path = tmp_path / name
        path.write_text(words)
        return str(path)

    return write


def choose(page, *paths):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="choisissez-les sur votre ordinateur").click()
    chooser.value.set_files(paths)


def test_files_that_are_chosen_are_in_the_list(page, put):
    with page.expect_navigation():
        choose(page, put("Compte rendu.txt"), put("Budget.csv", "poste;montant\n"))
    for name in ("Compte rendu", "Budget"):
        expect(page.locator("table").get_by_role("link", name=name)).to_be_visible()


def test_files_that_are_dropped_are_too(page):
    page.evaluate("""() => {
      const carried = new DataTransfer();
      carried.items.add(new File(["Glissé."], "Glissé.txt", { type: "text/plain" }));
      const drop = new DragEvent("drop", { dataTransfer: carried, bubbles: true });
      document.querySelector("[data-drop]").dispatchEvent(drop);
    }""")
    expect(page.locator("table").get_by_role("link", name="Glissé")).to_be_visible()


def test_what_is_not_taken_is_refused_before_it_is_sent(page, put, axe):
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "depot" in request.url else None)
    choose(page, put("Page.html", "<p>"), put("Vide.txt", ""))
    rows = page.locator("[data-uploads] li")
    expect(rows.nth(0)).to_contain_text("Ce type de fichier n’est pas accepté")
    expect(rows.nth(1)).to_contain_text("Ce fichier est vide")
    assert asked == [] and axe(page) == []
    for _ in range(2):
        rows.first.get_by_role("button", name="Retirer").click()
    expect(page.locator("[data-uploads]")).to_be_hidden()


def test_a_name_that_is_taken_asks_what_to_do(page, put):
    path = put("Deux fois.txt", "Un.")
    with page.expect_navigation():
        choose(page, path)
    choose(page, put("Deux fois.txt", "Deux."))
    row = page.locator("[data-uploads] li")
    expect(row).to_contain_text("Un fichier de ce nom est déjà ici")
    with page.expect_navigation():
        row.get_by_role("button", name="Nouvelle version").click()
    expect(page.locator("tr", has_text="Deux fois")).to_contain_text("version 2")


def test_what_was_cut_is_sent_again(page, put, watched):
    page.route("**/depot/**", lambda route: route.abort())
    choose(page, put("Coupé.txt"))
    row = page.locator("[data-uploads] li")
    expect(row).to_contain_text("La connexion a été coupée")
    page.unroute("**/depot/**")
    with page.expect_navigation():
        row.get_by_role("button", name="Réessayer").click()
    expect(page.locator("table").get_by_role("link", name="Coupé")).to_be_visible()
    watched.refusals.clear()  # the line that was cut is an error for the console
