"""Files of the demonstration that are read on their page: a picture, a table, a note; and one that is in quarantine."""

import io
import uuid

from PIL import Image, ImageDraw

from groups.files import actions
from groups.files.enums import OnSame, VersionState
from groups.files.models import FileVersion, SharedFile
from groups.models import Group, Membership
from network.activity.actions import record

GROUP, FOLDER = "coordonnateurs-pre", "À lire sur place"
NOTE = """# Ordre du jour type

1. Tour de table : ce qui a bougé depuis la dernière rencontre
2. Une situation apportée par un membre, *sans aucun nom*
3. Décisions et **qui fait quoi**

| Temps | Durée |
| --- | --- |
| Accueil | 15 min |
| Échanges | 1 h 30 |
| Clôture | 15 min |
"""
TABLE = """Instance;Date;Lieu
Comité de pilotage;15/01/2027;Argenteuil
Équipe pluridisciplinaire;22/01/2027;Sarcelles
Comité technique;05/02/2027;Cergy
"""
BAD = "Document de démonstration : il joue un fichier que l’antivirus a reconnu. Il ne contient rien.\n"
COLOURS = "#0f5c66", "#f4b942", "#e4f1f2"


def show_reading(groups: dict[str, Group]) -> None:
    """Into a folder of its own, brought by a member who is no facilitator."""
    group = groups[GROUP]
    member = group.memberships.select_related("group", "user").filter(role="member").order_by("id").first()
    folder = actions.create_folder(member=member, name=FOLDER, parent=None, key=uuid.uuid4())
    for name, data in (
        ("Affiche de la rencontre.png", _poster()),
        ("Calendrier des instances.csv", TABLE.encode()),
        ("Ordre du jour type.md", NOTE.encode()),
    ):
        _bring(member, name, data, folder)
    bad = _bring(member, "Facture à régler.txt", BAD.encode(), folder)
    version = FileVersion.objects.get(file=bad)
    version.state, version.finding, version.pending = VersionState.QUARANTINED, "Demonstration-Signature", False
    version.save(update_fields=["state", "finding", "pending"])
    SharedFile.objects.filter(pk=bad.pk).update(state=VersionState.QUARANTINED)
    record(kind="file-quarantined", scope=group.scope, target=f"file:{bad.pk}", object_id=version.pk)


def _bring(member: Membership, name: str, data: bytes, folder) -> SharedFile:
    with actions.arriving(blocks=[data], name=name) as arrived:
        about = {"folder": folder, "on_same": OnSame.ASK, "key": uuid.uuid4()}
        return actions.keep_file(member=member, arrived=arrived, comment="", **about)


def _poster() -> bytes:
    """Without accents: the letters that Pillow brings have none."""
    dark, warm, light = COLOURS
    made, kept = Image.new("RGB", (1200, 800), light), io.BytesIO()
    pen = ImageDraw.Draw(made)
    pen.rectangle((0, 0, 1200, 300), fill=dark)
    pen.ellipse((820, 180, 1080, 440), fill=warm)
    for left in range(60, 760, 120):
        pen.rounded_rectangle((left, 640 - left // 5, left + 80, 740), 12, fill=dark)
    pen.text((60, 70), "Rencontre du 12 janvier", fill="white", font_size=84)
    pen.text((60, 180), "9 h 30, salle Jean Moulin, Argenteuil", fill="white", font_size=40)
    pen.text((60, 350), "Apportez vos questions et vos outils", fill=dark, font_size=40)
    made.save(kept, "PNG")
    return kept.getvalue()
