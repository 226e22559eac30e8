"""The whole life of a meeting, by three people: whoever facilitates, a member, and a guest who only has mails."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.pages import GROUP

pytestmark = pytest.mark.sqlite  # the demonstration's own engine: once is enough
TITLE, ITEM, PROPOSED = "Relier école et quartier", "Ce que disent les familles", "Les transports du mercredi"
GUEST = "maud.invitee@example.org"
DECISION, ACTION = "Inviter la médiathèque en mars.", "Écrire à la médiathèque."
CORRECTED = "L’école maternelle a parlé aussi."


def press(tab, name):
    tab.locator("main").get_by_role("button", name=name).first.click()


def follow(tab, name):
    tab.locator("main").get_by_role("link", name=name).first.click()


def plan(tab):
    day = timezone.localdate() + dt.timedelta(days=20)
    tab.goto(f"{GROUP}/agenda/")
    follow(tab, "Nouvelle réunion")
    for label, value in {"Titre": TITLE, "Jour": day.isoformat(), "De": "09:30", "À": "12:00"}.items():
        tab.get_by_label(label, exact=True).fill(value)
    tab.get_by_label("Lieu").fill("Maison de quartier")
    expect(tab.locator(".editor [data-draft-note]")).to_have_text("Brouillon enregistré sur cet appareil")
    tab.goto(f"{GROUP}/reunions/nouvelle/")  # whoever left by mistake finds it all again
    expect(tab.locator(".draft-found")).to_be_visible()
    expect(tab.get_by_label("De", exact=True)).to_have_value("09:30")
    press(tab, "Prévoir la réunion")
    expect(tab.get_by_role("heading", level=1)).to_have_text(TITLE)
    assert tab.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft:'))") == []
    return tab.url.partition("?")[0]


def mail_to(tab, subject):
    """Opens the mail of the guest with this subject; the worker takes its time."""
    row = tab.locator("main details").filter(has_text=GUEST).filter(has_text=subject).first
    for _ in range(60):
        tab.goto("/demonstration/courriels/")
        if row.count():
            return row
        tab.wait_for_timeout(500)
    raise AssertionError(f"no mail {subject}")


def convene(tab, meeting):
    tab.goto(f"{meeting}ordre-du-jour/")
    tab.get_by_label("Point", exact=True).fill(ITEM)
    press(tab, "Ajouter à l’ordre du jour")
    tab.goto(f"{meeting}invites/")
    tab.get_by_label("Prénom et nom").fill("Maud Invitée")
    tab.get_by_label("Adresse électronique").fill(GUEST)
    tab.get_by_label("Lui envoyer aussi le compte rendu").check()
    press(tab, "Ajouter cette personne")
    tab.goto(f"{meeting}convocation/")
    press(tab, re.compile("Envoyer à"))


def answer_as_guest(tab):
    said = mail_to(tab, TITLE).text_content()
    tab.goto(re.search(r"/reunion/[\w-]+/", said)[0])
    tab.get_by_label("Je viens", exact=True).check()
    tab.get_by_label("Un mot").fill("J’arriverai à 10 h.")
    press(tab, "Envoyer ma réponse")
    expect(tab.locator("main")).to_contain_text("Votre réponse est enregistrée")


def propose(member, facilitator, meeting):
    member.goto(meeting)
    press(member, "Oui")
    member.goto(f"{meeting}ordre-du-jour/proposition/")
    member.get_by_label("Point", exact=True).fill(PROPOSED)
    press(member, "Proposer")
    facilitator.goto(f"{meeting}ordre-du-jour/")
    follow(facilitator, re.compile(f"Répondre.*{PROPOSED}"))
    press(facilitator, "Mettre à l’ordre du jour")
    facilitator.goto(f"{meeting}reponses/")
    expect(facilitator.locator("main")).to_contain_text("J’arriverai à 10 h.")


def write_minutes(tab, meeting):
    tab.goto(f"{meeting}presences/")
    press(tab, "Le reste du groupe est là")
    tab.goto(meeting)
    press(tab, "Commencer le compte rendu")
    press(tab, f"Rédiger ce point : {ITEM}")
    form = tab.locator("#point-form")
    form.locator("textarea[data-editor]").focus()
    form.locator("[role=textbox].editor__area").wait_for()
    tab.keyboard.type("Trois familles ont parlé.")
    press(tab, "Ajouter une décision")
    form.locator("[name$='-text']").locator("visible=true").first.fill(DECISION)
    press(tab, "Ajouter une action")
    form.locator("[name$='-what']").locator("visible=true").first.fill(ACTION)
    form.locator("[name$='-owner']").locator("visible=true").first.fill("Aminata Coulibaly")
    press(tab, "Enregistrer et fermer")
    expect(tab.locator("#point-form")).to_have_count(0)
    tab.get_by_role("textbox", name="L’essentiel en trois phrases").fill("Le groupe relie l’école et le quartier.")
    press(tab, "Enregistrer")
    follow(tab, "Publier")
    press(tab, "Publier et prévenir le groupe")
    expect(tab.locator("main")).to_contain_text(DECISION)


def correct(member, facilitator, minutes):
    member.goto(minutes)
    follow(member, "Proposer une correction")
    member.get_by_label("Votre correction").fill(CORRECTED)
    press(member, "Proposer")
    facilitator.goto(minutes)
    follow(facilitator, "Répondre")
    press(facilitator, "Accepter")
    facilitator.goto(f"{minutes}redaction/")
    press(facilitator, f"Rédiger ce point : {ITEM}")
    area = facilitator.locator("#point-form [role=textbox].editor__area")
    facilitator.locator("#point-form [data-editor-frame]").locator("textarea, [role=textbox]").locator(
        "visible=true"
    ).first.click()
    area.wait_for()
    area.press("End")
    facilitator.keyboard.type(f" {CORRECTED}")
    press(facilitator, "Enregistrer et fermer")
    expect(facilitator.locator("#point-form")).to_have_count(0)
    add_document(facilitator, minutes)
    facilitator.goto(f"{minutes}redaction/")
    follow(facilitator, "Publier")
    expect(facilitator.locator(".diff ins").filter(has_text="Relevé de décembre.txt")).to_be_visible()
    press(facilitator, "Publier et prévenir le groupe")
    expect(facilitator.locator("main")).to_contain_text("Version 2")


def add_document(tab, minutes):
    tab.goto(f"{minutes}redaction/documents/")
    press(tab, "Ajouter des documents")
    given = {"name": "Relevé de décembre.txt", "mimeType": "text/plain", "buffer": b"Des mots."}
    tab.locator("[data-attach-input]").set_input_files([given])
    expect(tab.locator("[data-attached]")).to_contain_text("Relevé de décembre")
    press(tab, "Enregistrer les documents")
    expect(tab.locator("main")).to_contain_text("Les documents sont enregistrés")


def test_from_the_convocation_to_approved_minutes(open_tab):
    helene, aminata, guest = open_tab("helene"), open_tab("aminata"), open_tab()
    meeting = plan(helene)
    minutes = f"{meeting}compte-rendu/"
    convene(helene, meeting)
    answer_as_guest(guest)
    propose(aminata, helene, meeting)
    write_minutes(helene, meeting)
    assert DECISION in mail_to(guest, "Compte rendu").text_content()
    aminata.goto(minutes)
    expect(aminata.locator("main")).to_contain_text("Trois familles ont parlé.")
    aminata.goto("/mes-actions/")
    follow(aminata, ACTION)
    press(aminata, "C’est fait")
    correct(aminata, helene, minutes)
    press(helene, "Approuvé en réunion")
    helene.get_by_role("button", name="Approuver").click()
    expect(helene.locator("main")).to_contain_text("Approuvé le")
    aminata.goto(minutes)
    expect(aminata.locator("main")).to_contain_text(CORRECTED)
    expect(aminata.locator("main")).to_contain_text("Approuvé")
    aminata.goto(f"{GROUP}/reunions/decisions/")
    expect(aminata.locator("main")).to_contain_text(DECISION)
    guest.goto(minutes)
    expect(guest.locator("main")).not_to_contain_text(DECISION)
