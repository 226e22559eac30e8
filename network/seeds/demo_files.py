"""The files that people of the demonstration speak of: small true documents, in folders, some with versions."""

import re
import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from groups.files import actions
from groups.files.enums import OnSame
from groups.files.models import FileVersion, Folder, SharedFile
from groups.models import Attachment, Group, Membership, Post
from network.kit.clean_html import from_plain
from network.people.models import User

from .calendar import shifted, weeks_to_now
from .placeholders import document

FROM_MEETINGS = "Documents des réunions"
VERSION = re.compile(r"[ -]v\d+$")
SHARED_FOLDER = "Bilan de l’année"
SHARED = (
    ("trame-du-bilan.ods", ["Bilan", "Évaluation"], 2),
    ("notice-de-remplissage.odt", ["Bilan"], 3),
    ("indicateurs-de-parcours.ods", ["Bilan", "Évaluation"], 9),
    ("lettre-de-cadrage.pdf", ["Convention"], 21),
    ("retours-des-territoires.odt", ["Bilan"], 33),
    ("exemple-de-synthèse.pdf", ["Évaluation"], 60),
    ("calendrier-des-comités.ods", ["Réunions"], 120),
    ("guide-du-secret-partagé.pdf", ["Secret professionnel"], 400),
)
"""Name, themes, and how many days ago."""
PINNED = "Charte confidentialite exemples.pdf"


def show_files(content: dict, people: dict[str, User], groups: dict[str, Group]) -> None:
    """What discussions and minutes name, brought by who wrote them on that day, under the messages that speak of it and
    with the themes of the discussion; a name that ends with a version is another version of the same file. And a folder
    where several people brought theirs.
    """
    themes = {tag["slug"]: tag["name"] for tag in content["tags"]}
    posts = [(thread, post) for thread in content["threads"] for post in thread["posts"]]
    shift = shift_of(content)
    for thread, post in posts:
        about = {"themes": [themes.get(slug, slug) for slug in thread["tags"]], "at": shifted(post["posted_at"], shift)}
        for place, name in enumerate(post["attachments"]):
            file = _bring(groups[thread["group"]], people[post["author"]], name, None, thread["title"], **about)
            _attach(file, thread["title"], post["body"], place)
    for meeting in content["meetings"]:
        group = groups[meeting["group"]]
        author = group.memberships.filter(role="facilitator").select_related("user").order_by("id").first().user
        at = shifted(f"{meeting['date']}T{meeting['start']}", shift)
        for name in meeting["minutes"]["attachments"]:
            _bring(group, author, name, FROM_MEETINGS, meeting["title"], themes=["Réunions"], at=at)
    _shared_folder(groups["coordonnateurs-pre"])
    for file in SharedFile.objects.filter(name=PINNED).select_related("group"):
        file.group.files.filter(pk=file.pk).update(pinned=True)


def shift_of(content: dict) -> timedelta:
    """What moves every date of the content, so that its last message is of this week."""
    moments = (post["posted_at"] for thread in content["threads"] for post in thread["posts"])
    now = timezone.localtime().replace(tzinfo=None)
    return weeks_to_now(max(datetime.fromisoformat(moment) for moment in moments), now)


def _shared_folder(group: Group) -> None:
    authors = [membership.user for membership in group.memberships.select_related("user").order_by("id")]
    for number, (name, themes, days) in enumerate(SHARED):
        at = timezone.now() - timedelta(days=days, hours=number)
        _bring(group, authors[number % len(authors)], name, SHARED_FOLDER, SHARED_FOLDER, themes=themes, at=at)


def name_in_group(attached: str) -> str:
    """How a file that the content names is called in its group."""
    stem, _, ending = attached.rpartition(".")
    return f"{VERSION.sub('', stem).replace('-', ' ').capitalize()}.{ending}"


def _attach(file: SharedFile | None, title: str, words: str, place: int) -> None:
    post = Post.objects.filter(thread__title=title, body=from_plain(words)).first()
    if file and post:
        Attachment.objects.create(post=post, file=file, place=place)


def _bring(
    group: Group, author: User, attached: str, folder_name: str | None, about: str, *, themes: list[str], at: datetime
) -> SharedFile | None:
    """Into this folder, or where what goes with a message is kept."""
    member = Membership.objects.select_related("group", "user").filter(group=group, user=author).first()
    if member is None:
        return None
    name, ending = name_in_group(attached), attached.rpartition(".")[2]
    made = document(name.rpartition(".")[0], _lines(attached, about), ending)
    with actions.arriving(blocks=[made], name=name) as arrived:
        folder = _folder(member, folder_name) if folder_name else actions.folder_of_attachments(member=member)
        about_it = {"folder": folder, "on_same": OnSame.VERSION, "key": uuid.uuid4()}
        file = actions.keep_file(member=member, arrived=arrived, comment="", **about_it)
    actions.set_tags(file=file, names=themes)
    FileVersion.objects.filter(file=file, number=file.version_count).update(created_at=at)
    first = {"created_at": at} if file.version_count == 1 else {}
    SharedFile.objects.filter(pk=file.pk).update(updated_at=at, **first)
    return file


def _folder(member: Membership, name: str) -> Folder:
    found = Folder.objects.alive().filter(group=member.group, name=name).first()
    return found or actions.create_folder(member=member, name=name, parent=None, key=uuid.uuid4())


def _lines(attached: str, about: str) -> list[str]:
    return [
        "Document de démonstration : son contenu est inventé.",
        f"Il est cité dans « {about} ».",
        f"Nom d’origine : {attached}",
        "",
        "Les groupes y rangent leurs trames, leurs notices et leurs supports ;",
        "seuls leurs membres les lisent, et chaque version reste dans l’historique.",
    ]
