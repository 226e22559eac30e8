"""A paper with every kind of part in it."""

import pytest

from network.kit.clean_html import clean
from network.kit.letterhead import Letterhead, drawn
from network.kit.papers import paper
from network.kit.rich_tree import parse

HTML = (
    "<p>Nadia et <strong>Claire</strong>, <a href='https://example.org/guide'>le guide</a>, "
    "<a href='/groupes/'>les groupes</a> 👍.</p><h4>Suite</h4><ul><li>un<ul><li>deux</li></ul></li></ul>"
    "<ol start='3'><li>trois</li></ol><ol><li>premier</li></ol>"
    "<blockquote><p>cité</p></blockquote><pre>a\n  b</pre><hr>"
    "<table><tr><th>Ville</th><th>Suivi</th></tr><tr><td colspan='2'>ensemble</td></tr><tr><td>c</td></tr></table>"
)


def text_parts() -> tuple:
    return (
        paper.Facts((("Date", "jeudi 12 novembre 2026"), ("Lieu", "Hautes-Rives"))),
        paper.heading("1. Rendez-vous"),
        paper.Byline("Présenté par Nadia"),
        *paper.below(parse(clean(HTML)), 2),
        paper.Kept("decision", "Décision", "On appelle."),
        paper.Kept("action", "Action", "Envoyer la trame.", "Claire, 20 novembre"),
        paper.Sheet(("Nom", "Signature"), (("Élise", ""), ("Karim", "")), (2, 1), tall=True),
    )


@pytest.fixture
def make_paper():
    """make_paper(title="…", parts=(…)): in French, with a letterhead."""

    def make(**about):
        head = Letterhead("Le Pont", "Centre de ressources", ("14, rue des Tanneurs",), "#7a1f4f", drawn("#7a1f4f"))
        given = {"title": "Comité d’animation", "kicker": "Compte rendu n° 12", "running": "Réussite éducative"}
        given |= {"language": "fr", "letterhead": head, "parts": text_parts(), "subject": "Sujet", "author": "Bruno"}
        return paper.Paper(**given | about)

    return make


@pytest.fixture
def rich_paper(make_paper):
    return make_paper()
