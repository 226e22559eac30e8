"""Files under a message, on the running demonstration: chosen, pasted, published, opened, downloaded together."""

import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.pages import GROUP

pytestmark = pytest.mark.sqlite  # the demonstration's own engine: once is enough
PASTE = """async () => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 8;
  canvas.getContext("2d").fillRect(0, 0, 4, 4);
  const picture = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const carried = new DataTransfer();
  carried.items.add(new File([picture], "image.png", { type: "image/png" }));
  const paste = new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true });
  document.querySelector("[contenteditable=true]").dispatchEvent(paste);
}"""


@pytest.fixture
def page(open_tab):
    page = open_tab("aminata")
    page.goto(f"{GROUP}/discussions/?kind=announcement")
    page.get_by_role("link", name="Journée régionale").first.click()
    page.get_by_role("button", name="Joindre un fichier").wait_for()
    return page


def test_a_file_is_chosen_a_picture_pasted_and_both_are_published(page, axe, tmp_path):
    chosen, cards = page.locator("[data-attached] li"), page.locator(".post").last.locator(".attachment")
    page.get_by_role("button", name="Joindre un fichier").click()
    dialog = page.get_by_role("dialog", name="Joindre des fichiers")
    dialog.get_by_label("Chercher un fichier du groupe").fill("charte")
    dialog.get_by_role("checkbox").first.wait_for()
    expect(dialog.get_by_role("checkbox")).to_have_count(1)
    assert axe(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    dialog.get_by_role("button", name="Joindre", exact=True).click()
    expect(chosen).to_have_count(1)
    page.locator("textarea[data-editor]").click()
    page.locator("[contenteditable=true]").wait_for()
    page.keyboard.type("Voici la charte, et ce que je vois.")
    page.evaluate(PASTE)
    expect(chosen).to_have_count(2)
    page.wait_for_timeout(600)  # the draft is kept
    page.reload()
    expect(chosen).to_have_count(2)
    held = {}
    page.route("**/reponses/*", lambda route: held.update(route=route))
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.locator(".post.is-sending .attachment")).to_have_count(2)  # its files are named while it is on its way
    expect(page.locator(".post.is-sending")).to_contain_text("Charte")
    held["route"].continue_()
    expect(page.locator(".post.is-sending")).to_have_count(0)
    expect(cards).to_have_count(2)
    expect(chosen).to_have_count(0)
    expect(page.locator(".post").last).to_contain_text("Image collée")
    page.goto(page.url.partition("#")[0].partition("?")[0] + "pieces-jointes/")
    with page.expect_download() as download:
        page.get_by_role("button", name="Tout télécharger en zip").click()
    download.value.save_as(tmp_path / "tout.zip")
    assert "Charte confidentialite exemples.pdf" in zipfile.ZipFile(tmp_path / "tout.zip").namelist()
    page.get_by_role("link", name="Charte confidentialite exemples").first.click()
    expect(page.get_by_role("heading", name="Où il sert")).to_be_visible()


def test_a_message_waits_for_its_files_and_says_what_is_refused(page):
    page.locator("textarea[data-editor]").click()
    page.locator("[contenteditable=true]").wait_for()
    page.keyboard.type("Avec une page.")
    page.get_by_role("button", name="Joindre un fichier").click()
    refused = {"name": "Page.html", "mimeType": "text/html", "buffer": b"<p>"}
    kept = {"name": "Trame.txt", "mimeType": "text/plain", "buffer": b"Des mots."}
    page.locator("[data-attach-input]").set_input_files([refused, kept])
    row = page.locator("[data-attach-sending] .is-error")
    expect(row).to_contain_text("Ce type de fichier n’est pas accepté")
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.locator(".toast")).to_contain_text("Un fichier n’a pas été envoyé")
    expect(page.locator("form[data-compose] [contenteditable=true]")).to_contain_text("Avec une page.")
    row.get_by_role("button", name="Retirer").click()
    page.get_by_role("button", name="Publier", exact=True).click()
    expect(page.locator(".post").last).to_contain_text("Avec une page.")
    expect(page.locator(".post").last.locator(".attachment")).to_contain_text("Trame")


def test_a_selection_of_files_is_one_archive(page, tmp_path):
    page.goto(f"{GROUP}/fichiers/")
    page.get_by_role("link", name="Documents des réunions").click()
    button = page.get_by_role("button", name="Télécharger en zip")
    expect(button).to_be_hidden()
    page.get_by_role("checkbox", name="Cocher « Charte confidentialite exemples.pdf »").check()
    with page.expect_download() as download:
        button.click()
    download.value.save_as(tmp_path / "choix.zip")
    assert zipfile.ZipFile(tmp_path / "choix.zip").namelist() == ["Charte confidentialite exemples.pdf"]
    expect(button).not_to_have_attribute("aria-busy", "true")
