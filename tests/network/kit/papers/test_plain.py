from network.kit.papers import paper, plain

from .conftest import text_parts

SAID = """Date\u00a0: jeudi 12 novembre 2026
Lieu\u00a0: Hautes-Rives

1. Rendez-vous
==============

Nadia et Claire, le guide (https://example.org/guide), les groupes (https://traverse.example/groupes/) 👍.

Suite
-----

- un
  - deux

3. trois

1. premier

> cité

a
  b

* * *

Ville | Suivi
ensemble
c

→ Décision\u00a0: On appelle.

→ Action\u00a0: Envoyer la trame. (Claire, 20 novembre)

- Élise
- Karim"""


def test_plain_is_laid_out_for_a_mail(settings):
    settings.BASE_URL = "https://traverse.example"
    assert plain.write(text_parts()) == SAID


def test_plain_keeps_lines_under_their_lead():
    parts = (paper.listed(["une ligne\nune autre"]), paper.Kept("open", "À reprendre", "deux\nlignes"))
    assert plain.write(parts) == "- une ligne\n  une autre\n\n→ À reprendre\u00a0: deux\n  lignes"
