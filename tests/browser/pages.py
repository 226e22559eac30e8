"""Every page of the house, and who looks at it: what the pictures show and what the accessibility tests read."""

from typing import NamedTuple

GROUP = "/groupes/coordonnateurs-pre"
THREAD = "Relecture collective"
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
    Page("reunion-lien-ferme", "/reunion/inconnue/", 404),
]
MEMBER = [
    Page("tableau-de-bord", "/tableau-de-bord/"),
    Page("groupes", "/groupes/"),
    Page("groupe", f"{GROUP}/"),
    Page("discussions", f"{GROUP}/discussions/"),
    Page("discussion", "{thread}"),
    Page("discussion-nouvelle", f"{GROUP}/discussions/nouvelle/"),
    Page("discussion-modifier", "{thread}modification/"),
    Page("discussion-pieces-jointes", "{thread}pieces-jointes/"),
    Page("discussions-filtres", f"{GROUP}/discussions/filtres/"),
    Page("discussions-sans-reponse", f"{GROUP}/discussions/?filter=unanswered&sort=created"),
    Page("message", "{thread}messages/1/"),
    Page("message-mots", "{thread}messages/2/reactions/"),
    Page("message-signaler", "{thread}messages/2/signalement/"),
    Page("message-modifier", "{post_edit}"),
    Page("message-supprimer", "{post_delete}"),
    Page("fichiers", f"{GROUP}/fichiers/"),
    Page("dossier", "{folder}"),
    Page("fichiers-grille", "{folder}?view=grid"),
    Page("fichiers-trouves", f"{GROUP}/fichiers/?q=e&kind=document&tag=bilan&view=list"),
    Page("fichiers-introuvables", f"{GROUP}/fichiers/?q=introuvable"),
    Page("fichiers-filtres", f"{GROUP}/fichiers/filtres/"),
    Page("dossier-telechargement", "{folder}archive/"),
    Page("fichier", "{file}"),
    Page("fichier-tableau", "{table}"),
    Page("fichier-quarantaine", "{bad}"),
    Page("fichier-modifier", "{file}modification/"),
    Page("fichiers-depot", f"{GROUP}/fichiers/depot/"),
    Page("fichiers-corbeille", f"{GROUP}/fichiers/corbeille/"),
    Page("dossier-nouveau", f"{GROUP}/fichiers/dossiers/nouveau/"),
    Page("agenda-abonnement", "/agenda/abonnement/"),
    Page("reunions-abonnement", f"{GROUP}/reunions/abonnement/"),
    Page("mon-agenda", "/agenda/"),
    Page("agenda", f"{GROUP}/agenda/"),
    Page("agenda-mois", f"{GROUP}/agenda/?vue=mois"),
    Page("agenda-passe", f"{GROUP}/agenda/?vue=passees"),
    Page("reunion", "{meeting}"),
    Page("reunion-proposer", "{meeting}ordre-du-jour/proposition/"),
    Page("sondage", "{poll}"),
    Page("comptes-rendus", f"{GROUP}/reunions/"),
    Page("compte-rendu", "{minutes}"),
    Page("compte-rendu-versions", "{minutes}versions/"),
    Page("compte-rendu-impression", "{minutes}impression/"),
    Page("decisions", f"{GROUP}/reunions/decisions/?q=e"),
    Page("actions", f"{GROUP}/reunions/actions/?state=all&q=e"),
    Page("action", "{action}"),
    Page("mes-actions", "/mes-actions/"),
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
    Page("reunion", "{meeting}"),
    Page("reunion-nouvelle", f"{GROUP}/reunions/nouvelle/"),
    Page("reunion-modifier", "{meeting}modification/"),
    Page("reunion-annuler", "{meeting}annulation/"),
    Page("reunion-ordre-du-jour", "{meeting}ordre-du-jour/"),
    Page("reunion-fichiers", "{meeting}fichiers/"),
    Page("point-reponse", "{proposal}"),
    Page("series", f"{GROUP}/reunions/series/"),
    Page("serie-nouvelle", f"{GROUP}/reunions/series/nouvelle/"),
    Page("sondage", "{poll}"),
    Page("sondage-modifier", "{poll}modification/"),
    Page("sondage-nouveau", f"{GROUP}/reunions/sondages/nouveau/"),
    Page("demande", "{decide}"),
    Page("retrait", "{remove}"),
    Page("compte-rendu-publier", "{minutes}publication/"),
    Page("suites", "{meeting}reprise/"),
    Page("action-modifier", "{action}modification/"),
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
    Page("supprimees", f"{GROUP}/discussions/supprimees/"),
    Page("programmee", "{scheduled}"),
    Page("discussion-separee", "/groupes/structures-de-proximite/discussions/"),
    Page("annonce", "{announcement}"),
    Page("annonce-lecteurs", "{announcement}lecteurs/"),
    Page("message-historique", "{corrected}historique/"),
    Page("reunion-convocation", "{meeting}convocation/"),
    Page("reunion-reponses", "{meeting}reponses/"),
    Page("reunion-personnes-invitees", "{meeting}invites/"),
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


def _in_list(page, path: str, words: str) -> str:
    page.goto(path)
    return _address(page, f"main .row__title a:has-text('{words}')").split("#")[0].split("?")[0]


def places(member, facilitator) -> dict[str, str]:
    """The addresses that hold a number, as two pages signed in as Aminata and Hélène find them."""
    thread = _in_list(member, f"{GROUP}/discussions/", THREAD)
    member.goto(thread)
    edit = _address(member, "a[href*='/messages/'][href$='/modification/']")
    member.goto(f"{GROUP}/fichiers/")
    folder = _address(member, "main table a:has-text('jointes')")
    member.goto(folder)
    file = _address(member, "main table .cell-main a:has-text('Note information')")
    member.goto(f"{GROUP}/fichiers/")
    member.goto(_address(member, "main table a:has-text('À lire sur place')"))
    read = {name: _address(member, f"main table .cell-main a:has-text('{name}')") for name in ("Calendrier", "Facture")}
    facilitator.goto(f"{GROUP}/reunions/")
    minutes = _address(facilitator, "main a[href$='/compte-rendu/']")
    facilitator.goto(f"{GROUP}/reunions/actions/?state=all")
    action = _address(facilitator, "main .task__what")
    facilitator.goto(f"{GROUP}/discussions/signalements/")
    report = _address(facilitator, "main .row__title a[href*='/signalements/']")
    meeting = _in_list(member, f"{GROUP}/agenda/", "Préparer la rencontre")
    facilitator.goto(f"{meeting}ordre-du-jour/")
    proposal = _address(facilitator, "main a[href$='/reponse/']")
    facilitator.goto(f"{GROUP}/animation/")
    return {
        "meeting": meeting,
        "proposal": proposal,
        "poll": _in_list(member, f"{GROUP}/agenda/", "Visite d’une équipe"),
        "thread": thread,
        "minutes": minutes,
        "action": action,
        "folder": folder,
        "file": file,
        "table": read["Calendrier"],
        "bad": read["Facture"],
        "post_edit": edit,
        "post_delete": edit.replace("/modification/", "/suppression/"),
        "report": report,
        "decide": _address(facilitator, "a[href*='/animation/demandes/']"),
        "remove": _address(facilitator, "a[href*='/retrait/']"),
        "thread_delete": f"{thread}suppression/",
        "announcement": _in_list(facilitator, f"{GROUP}/discussions/?kind=announcement", "Journée régionale"),
        "corrected": _in_list(facilitator, f"{GROUP}/discussions/?older=1", "Quels indicateurs") + "messages/1/",
        "scheduled": _in_list(facilitator, f"{GROUP}/discussions/programmees/", "Notre prochaine rencontre"),
    }
