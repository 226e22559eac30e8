"""Files dropped on the page or chosen, on the running demonstration."""

import os
import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.pages import GROUP, enter
from tests.live.cut import Line

pytestmark = pytest.mark.sqlite  # the demonstration's own engine: once is enough
FILES = f"{GROUP}/fichiers/"
MANY_BYTES = int(os.environ.get("MANY_BYTES", "400000"))

DROPPED = """async () => {
  const { filesDropped } = await import("/static/js/dropped.js");
  const file = (name) => ({ name, isFile: true, file: (take) => take(new File(["x"], name)) });
  const folder = (name, ...inside) => ({ name, createReader: () => {
    const parts = [inside.slice(0, 100), inside.slice(100), []];
    return { readEntries: (take) => take(parts.shift() ?? []) };
  } });
  const deep = (levels) => folder("n", file(`${levels}.txt`), ...(levels ? [deep(levels - 1)] : []));
  const many = folder("m", ...Array.from({ length: 150 }, (_, number) => file(`${number}.txt`)));
  const left = folder("d", file("Thumbs.db"), file("~$x.docx"));
  const dropped = async (...entries) => {
    const items = entries.map((entry) => ({ webkitGetAsEntry: () => entry }));
    const { files, many, deep } = await filesDropped({ items });
    return [files.length, files.at(-1)?.path, many, deep];
  };
  return [await dropped(many), await dropped(many, many), await dropped(deep(7)), await dropped(left)];
}"""


@pytest.fixture
def page(open_tab):
    page = open_tab("aminata")
    page.goto(FILES)
    return page


@pytest.fixture
def put(tmp_path):
    """put("Un.txt", words): a file on the device of whoever brings it; a name may hold folders."""

    def write(name, words="Des mots."):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words)
        return str(path)

    return write


def choose(page, *paths, what="choisissez des fichiers"):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=what).click()
    chooser.value.set_files(paths)


def lowered(text):
    return re.sub('data-left="[0-9]+"', 'data-left="8"', re.sub('data-max="[0-9]+"', 'data-max="10"', text))


def rows(page):
    return page.locator("[data-uploads] li")


def link(page, name):
    return page.locator("table").get_by_role("link", name=name, exact=True)


def test_files_that_are_chosen_are_in_the_list(page, put):
    with page.expect_navigation():
        choose(page, put("Compte rendu.txt"), put("Budget.csv", "poste;montant\n"))
    with page.expect_navigation():
        choose(page, put("Par le grand bouton.txt"), what="Ajouter des fichiers")
    for name in ("Compte rendu", "Budget", "Par le grand bouton"):
        expect(link(page, name)).to_be_visible()


def test_files_that_are_dropped_beside_the_zone_are_too(page):
    """And how many came is said when they are in the list."""
    page.evaluate("""() => {
      const carried = new DataTransfer();
      carried.items.add(new File(["Glissé."], "Glissé.txt", { type: "text/plain" }));
      const drop = new DragEvent("drop", { dataTransfer: carried, bubbles: true });
      document.querySelector("h1").dispatchEvent(drop);
    }""")
    expect(link(page, "Glissé")).to_be_visible()
    expect(page.get_by_text("1 fichier déposé dans les fichiers du groupe.")).to_be_visible()
    page.reload()
    expect(page.get_by_text("fichier déposé dans")).to_be_hidden()


def test_a_whole_folder_is_sent_with_its_folders(page, put, tmp_path):
    """What systems leave in folders is not sent, and what is not taken does not hold back the rest."""
    for name in ("Évaluation/Un.txt", "Évaluation/2026/Annexes/Deux.txt", "Évaluation/.DS_Store", "Évaluation/P.html"):
        put(name)
    choose(page, str(tmp_path / "Évaluation"), what="ou un dossier entier")
    expect(page.get_by_text("2 fichiers déposés dans les fichiers du groupe")).to_be_visible()
    expect(rows(page)).to_have_count(1)
    expect(rows(page)).to_contain_text("Ce type de fichier n’est pas accepté")
    page.get_by_role("link", name="Afficher la liste").click()
    link(page, "Évaluation").click()
    expect(link(page, "Un")).to_be_visible()
    link(page, "2026").click()
    link(page, "Annexes").click()
    expect(link(page, "Deux")).to_be_visible()


def test_a_folder_that_is_dropped_is_read_to_a_depth_and_a_number(page):
    """FI-06: what is left out is said."""
    found = page.evaluate(DROPPED)
    assert found == [
        [150, "m", False, False],
        [200, "m", True, False],
        [6, "n/n/n/n/n/n", False, True],
        [0, None, False, False],
    ]


def test_what_is_not_taken_is_refused_before_it_is_sent(page, put, axe, watched):
    """The limits of the page: as if ten bytes were the most, and the group had room for eight."""
    page.route(
        f"**{FILES}", lambda route: route.fulfill(response=(answer := route.fetch()), body=lowered(answer.text()))
    )
    page.reload()
    asked = []
    page.on("request", lambda request: asked.append(request.url) if request.method != "GET" else None)
    choose(page, put("Page.html", "<p>"), put("Vide.txt", ""), put("Gros.txt", "x" * 11), put("Trop.txt", "x" * 9))
    reasons = ["Ce type de fichier n’est pas accepté", "Ce fichier est vide", "Ce fichier pèse", "plus de place"]
    for number, reason in enumerate(reasons):
        expect(rows(page).nth(number)).to_contain_text(reason)
    expect(page.locator("[data-uploads-say]")).to_contain_text("Trop.txt")
    assert asked == [] and axe(page) == []
    for _ in reasons:
        rows(page).first.get_by_role("button", name="Retirer").press("Enter")
    expect(page.locator("[data-uploads]")).to_be_hidden()
    expect(page.get_by_role("button", name="choisissez des fichiers")).to_be_focused()
    page.close()
    watched.refusals.clear()  # a page made here may not open a live connection


def test_a_name_that_is_taken_asks_what_to_do(page, put):
    path = put("Deux fois.txt", "Un.")
    with page.expect_navigation():
        choose(page, path)
    choose(page, put("Deux fois.txt", "Deux."))
    expect(rows(page)).to_contain_text("Un fichier de ce nom est déjà ici")
    with page.expect_navigation():
        rows(page).get_by_role("button", name="Nouvelle version").press("Enter")
    expect(page.locator("tr", has_text="Deux fois")).to_contain_text("version 2")


def test_what_is_given_up_is_gone_on_the_server_too(page, put, watched):
    page.route("**/envois/*/", lambda route: route.abort() if route.request.method == "PATCH" else route.continue_())
    choose(page, put("Abandonné.txt"))
    expect(rows(page)).to_contain_text("Connexion coupée")
    with page.expect_response(lambda answer: answer.request.method == "DELETE") as gone:
        rows(page).get_by_role("button", name="Retirer").click()
    assert gone.value.status == 204
    expect(page.locator("[data-uploads]")).to_be_hidden()
    watched.refusals.clear()  # the line that was cut is an error for the console


def test_who_was_signed_out_goes_on_after_signing_in_elsewhere(page, put):
    page.context.clear_cookies(name="sid")
    choose(page, put("Hors session.txt"))
    expect(rows(page)).to_contain_text("Vous n’êtes plus en session")
    other = page.context.new_page()
    enter(other, "aminata")
    with page.expect_navigation():
        rows(page).get_by_role("button", name="Réessayer").click()
    expect(link(page, "Hors session")).to_be_visible()


def test_what_was_begun_goes_on_when_the_page_was_closed(page, put, watched, examine):
    """The first piece arrived, the page went away, the same file is chosen again: the rest is sent."""
    path, pieces = put("Repris.txt", "Des mots.\n" * 60_000), []

    def one_only(route):
        pieces.append(route.request.headers["upload-offset"])
        route.continue_() if len(pieces) == 1 else route.abort()

    page.route("**/envois/*/", lambda route: one_only(route) if route.request.method == "PATCH" else route.continue_())
    page.on("dialog", lambda dialog: dialog.accept())
    choose(page, path)
    expect(rows(page)).to_contain_text("Connexion coupée")
    page.reload()
    expect(rows(page)).to_contain_text("Choisissez de nouveau le même fichier")
    examine(page)
    page.unroute("**/envois/*/")
    with page.expect_request(lambda asked: asked.method == "PATCH") as asked, page.expect_navigation():
        choose(page, path)
    assert asked.value.headers["upload-offset"] == "262144"
    expect(link(page, "Repris")).to_be_visible()
    expect(page.locator("[data-uploads]")).to_be_hidden()
    watched.refusals.clear()


def test_twenty_files_at_once_outlive_a_cut(open_tab, demonstration, put, watched):
    """RL-09: the line breaks in the middle of three of them, and comes back."""
    with Line(urlsplit(demonstration).port) as line:
        page = open_tab("aminata", base_url=f"http://127.0.0.1:{line.port}")
        page.goto(f"{FILES}?page=1")
        sent = []
        page.on("request", lambda asked: sent.append(asked.url) if asked.method == "PATCH" else None)
        choose(page, *[put(f"Lot {number:02}.txt", f"{number:07}\n" * (MANY_BYTES // 8)) for number in range(20)])
        while len(sent) < 8:
            page.wait_for_timeout(20)
        line.cut()
        expect(rows(page).filter(has_text="Connexion coupée").first).to_be_visible()
        line.mend()
        with page.expect_navigation(timeout=120_000):
            pass
        for number in range(20):
            row = page.locator("tr", has_text=f"Lot {number:02}")
            expect(row).to_contain_text(f"{MANY_BYTES // 1000} Ko" if MANY_BYTES < 1_000_000 else "Mo")
    watched.refusals.clear()
