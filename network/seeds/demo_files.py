"""The files that people of the demonstration speak of: small true documents, in folders, some with versions."""

import re
import uuid

from groups.files import actions
from groups.files.enums import OnSame
from groups.files.models import Folder, SharedFile
from groups.models import Attachment, Group, Membership, Post
from network.kit.clean_html import from_plain
from network.people.models import User

from .placeholders import document

FROM_MEETINGS = "Documents des réunions"
VERSION = re.compile(r"[ -]v\d+$")
PINNED = "Charte confidentialite exemples.pdf"


def show_files(content: dict, people: dict[str, User], groups: dict[str, Group]) -> None:
    """What discussions and minutes name, brought by who wrote them, under the messages that speak of it; a name that
    ends with a version is another version of the same file.
    """
    for thread in content["threads"]:
        for post in thread["posts"]:
            for place, name in enumerate(post["attachments"]):
                file = _bring(groups[thread["group"]], people[post["author"]], name, None, thread["title"])
                _attach(file, thread["title"], post["body"], place)
    for meeting in content["meetings"]:
        group = groups[meeting["group"]]
        author = group.memberships.filter(role="facilitator").select_related("user").order_by("id").first().user
        for name in meeting["minutes"]["attachments"]:
            _bring(group, author, name, FROM_MEETINGS, meeting["title"])
    for file in SharedFile.objects.filter(name=PINNED).select_related("group"):
        file.group.files.filter(pk=file.pk).update(pinned=True)


def _attach(file: SharedFile | None, title: str, words: str, place: int) -> None:
    post = Post.objects.filter(thread__title=title, body=from_plain(words)).first()
    if file and post:
        Attachment.objects.create(post=post, file=file, place=place)


def _bring(group: Group, author: User, attached: str, folder_name: str | None, about: str) -> SharedFile | None:
    """Into this folder, or where what goes with a message is kept."""
    member = Membership.objects.select_related("group", "user").filter(group=group, user=author).first()
    if member is None:
        return None
    stem, _, ending = attached.rpartition(".")
    name = f"{VERSION.sub('', stem).replace('-', ' ').capitalize()}.{ending}"
    made = document(name.rpartition(".")[0], _lines(attached, about), ending)
    with actions.arriving(blocks=[made], name=name) as arrived:
        folder = _folder(member, folder_name) if folder_name else actions.folder_of_attachments(member=member)
        about_it = {"folder": folder, "on_same": OnSame.VERSION, "key": uuid.uuid4()}
        return actions.keep_file(member=member, arrived=arrived, comment="", **about_it)


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
