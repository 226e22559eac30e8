"""Every page of the house, and who looks at it: what the pictures show and what the accessibility tests read."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

GROUP = "/groupes/coordonnateurs-pre"
OTHER_GROUP = "/groupes/structures-de-proximite"
THREAD = "Relecture collective"
ANNOUNCED, SCHEDULED = "Les ateliers radio reprennent en janvier", "Préparer la prochaine rencontre"
SIGNED_IN = ("aminata", "helene", "patrice", "isabelle")


class Page(NamedTuple):
    """`path` may name one of the places that `places` finds; `status` is the answer that this person gets."""

    name: str
    path: str
    status: int = 200


ANONYMOUS = [
    Page("accueil", "/"),
    Page("le-centre", "/le-centre/"),
    Page("rejoindre", "/le-centre/rejoindre-le-reseau/"),
    Page("regles", "/le-centre/regles-de-vie/"),
    Page("aide", "/aide/"),
    Page("contact", "/contact/"),
    Page("accessibilite", "/accessibilite/"),
    Page("mentions-legales", "/mentions-legales/"),
    Page("donnees-personnelles", "/donnees-personnelles/"),
    Page("plan-du-site", "/plan-du-site/"),
    Page("groupes", "/groupes/"),
    Page("carte-groupe", f"{GROUP}/"),
    Page("connexion", "/compte/login/"),
    Page("code", "/compte/login/code/"),
    Page("inscription", "/compte/signup/"),
    Page("mot-de-passe-oublie", "/compte/password/reset/"),
    Page("courriels-demonstration", "/demonstration/courriels/"),
    Page("styleguide", "/styleguide/"),
    Page("introuvable", "/nulle-part/", 404),
    Page("invitation-inconnue", "/invitation/inconnue/", 404),
]
MEMBER = [
    Page("tableau-de-bord", "/tableau-de-bord/"),
    Page("groupes", "/groupes/"),
    Page("groupe", f"{GROUP}/"),
    Page("discussions", f"{GROUP}/discussions/"),
    Page("discussion", "{thread}"),
    Page("discussion-nouvelle", f"{GROUP}/discussions/nouvelle/"),
    Page("discussion-modifier", "{thread}modification/"),
    Page("discussions-filtres", f"{GROUP}/discussions/filtres/"),
    Page("discussions-sans-reponse", f"{GROUP}/discussions/?filter=unanswered&sort=created"),
    Page("message", "{thread}messages/1/"),
    Page("message-mots", "{thread}messages/2/reactions/"),
    Page("message-signaler", "{thread}messages/2/signalement/"),
    Page("message-modifier", "{post_edit}"),
    Page("message-supprimer", "{post_delete}"),
    Page("membres", f"{GROUP}/membres/"),
    Page("depart", f"{GROUP}/depart/"),
    Page("notifications", "/notifications/"),
    Page("courriels", "/notifications/reglages/"),
    Page("compte", "/compte/"),
    Page("fiche", "/compte/fiche/"),
    Page("adresse", "/compte/email/"),
    Page("mot-de-passe", "/compte/password/change/"),
    Page("double-authentification", "/compte/2fa/"),
    Page("sessions", "/compte/sessions/"),
    Page("deconnexion", "/compte/logout/"),
]
FACILITATOR = [
    Page("animation", f"{GROUP}/animation/"),
    Page("invitations", f"{GROUP}/animation/invitations/"),
    Page("accueil-du-groupe", f"{GROUP}/animation/accueil/"),
    Page("demande", "{decide}"),
    Page("retrait", "{remove}"),
    Page("discussion-supprimer", "{thread_delete}"),
    Page("discussion", "{thread}"),
    Page("discussion-doublon", "{thread}doublon/"),
    Page("discussion-fusion", "{thread}fusion/"),
    Page("discussion-separation", "{thread}separation/"),
    Page("discussion-deplacement", "{thread}deplacement/"),
    Page("message-masquer", "{thread}messages/2/masquage/"),
    Page("signalements", f"{GROUP}/discussions/signalements/"),
    Page("signalement", "{report}"),
    Page("programmees", f"{GROUP}/discussions/programmees/"),
    Page("programmee", "{scheduled}"),
    Page("discussion-separee", f"{OTHER_GROUP}/discussions/"),
    Page("annonce", "{announcement}"),
    Page("annonce-lecteurs", "{announcement}lecteurs/"),
    Page("message-historique", "{announcement}messages/1/historique/"),
]
ADMINISTRATOR = [
    Page("tableau-de-bord", "/tableau-de-bord/"),
    Page("carte-groupe", f"{GROUP}/"),
    Page("acces-exceptionnel", f"{GROUP}/acces-exceptionnel/"),
]
OUTSIDER = [
    Page("groupes", "/groupes/"),
    Page("carte-groupe", f"{GROUP}/"),
    Page("demande", f"{GROUP}/demande/"),
    Page("sur-invitation", "/groupes/accompagnement-contractualisation/"),
    Page("discussion-refusee", "{thread}", 404),
]
BY_PERSONA = {
    "": ANONYMOUS,
    "aminata": MEMBER,
    "helene": FACILITATOR,
    "patrice": ADMINISTRATOR,
    "isabelle": OUTSIDER,
}


def enter(page, persona: str) -> None:
    """Signs in with the one-click door of the demonstration."""
    page.goto("/compte/login/")
    page.locator(f"button[name=persona][value={persona}]").click()
    page.wait_for_url("**/tableau-de-bord/")


def _address(page, selector: str) -> str:
    return page.locator(selector).first.get_attribute("href")


def _send(page, path: str, **fields: str) -> str:
    """A form as this person would send it; the address that follows."""
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "csrf")
    form = {"csrfmiddlewaretoken": token, "key": str(uuid.uuid4()), **fields}
    return page.request.post(path, form=form).url


def _announcement(page) -> str:
    """An announcement with an earlier version, written when it is not there yet."""
    page.goto(f"{OTHER_GROUP}/discussions/")
    if page.locator(f"main a:has-text('{ANNOUNCED}')").count() == 0:
        words = "Rendez-vous le premier mardi du mois, à quatorze heures."
        new = {"kind": "announcement", "title": ANNOUNCED, "body": words}
        url = _send(page, f"{OTHER_GROUP}/discussions/nouvelle/", **new)
        edit = f"{url.partition('?')[0]}messages/1/modification/"
        page.goto(edit)
        version = page.locator("[name=version]").get_attribute("value")
        _send(page, edit, body=words.replace("quatorze", "quinze"), version=version)
        page.goto(f"{OTHER_GROUP}/discussions/")
    return _address(page, f"main a:has-text('{ANNOUNCED}')").split("#")[0].split("?")[0]


def _scheduled(page) -> str:
    """A discussion that waits for its hour, written when none waits yet."""
    page.goto(f"{GROUP}/discussions/programmees/")
    waiting = "main .row__title a"
    if page.locator(waiting).count() == 0:
        hour = (datetime.now(UTC) + timedelta(days=7)).strftime("%Y-%m-%dT09:30")
        new = {"kind": "discussion", "title": SCHEDULED, "body": "Quels sujets mettre à l’ordre du jour ?"}
        _send(page, f"{GROUP}/discussions/nouvelle/", publish_at=hour, **new)
        page.goto(f"{GROUP}/discussions/programmees/")
    return _address(page, waiting)


def places(member, facilitator) -> dict[str, str]:
    """The addresses that hold a number, as two pages signed in as Aminata and Hélène find them."""
    member.goto(f"{GROUP}/discussions/")
    thread = _address(member, f"a:has-text('{THREAD}')").split("#")[0].split("?")[0]
    member.goto(thread)
    edit = _address(member, "a[href*='/messages/'][href$='/modification/']")
    facilitator.goto(f"{GROUP}/discussions/signalements/")
    report = _address(facilitator, "main .row__title a[href*='/signalements/']")
    facilitator.goto(f"{GROUP}/animation/")
    return {
        "thread": thread,
        "post_edit": edit,
        "post_delete": edit.replace("/modification/", "/suppression/"),
        "report": report,
        "decide": _address(facilitator, "a[href*='/animation/demandes/']"),
        "remove": _address(facilitator, "a[href*='/retrait/']"),
        "thread_delete": f"{thread}suppression/",
        "announcement": _announcement(facilitator),
        "scheduled": _scheduled(facilitator),
    }
