"""Making, naming and moving folders."""

import uuid

from django.conf import settings
from django.db import transaction
from django.http import Http404
from django.utils import translation
from django.utils.translation import gettext as _

from groups.files.access import can_change_folder, held_folder
from groups.files.models import DEPTH_MAX, FOLDERS_MAX, Folder, name_key
from groups.files.queries import ancestors_of, height_of
from groups.spaces.access import held_membership
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Group, Membership
from network.activity.actions import once
from network.kit.errors import Refused

from .telling import show

NAMES_TRIED = 100


def create_folder(*, member: Membership, name: str, parent: Folder | None, key: uuid.UUID) -> Folder:
    """Make a folder in another one (None: at the top); the same form again gives back the same folder.

    Raises KeyReused, Refused (name taken, too deep, too many, parent deleted or group archived meanwhile) or Http404.
    """
    payload = ("folder", member.group_id, parent and parent.pk, name)
    folder, _made = once(
        user=member.user,
        key=key,
        payload=payload,
        fetch=Folder,
        do=lambda: make_folder(member=member, name=name, parent=parent),
    )
    folder.group = member.group
    return folder


def make_folder(*, member: Membership, name: str, parent: Folder | None) -> Folder:
    """A new folder, inside the caller's transaction, which holds the group from here on. Refused or Http404 as
    `create_folder`.
    """
    lock_group(member.group)
    held_membership(member)
    parent = held_folder(member.group, parent)
    if Folder.objects.alive().filter(group=member.group).count() >= FOLDERS_MAX:
        raise Refused(_("This group has as many folders as it may have. Delete those that are empty."))
    check_place(tree=_tree_of(member.group), name=name, parent=parent)
    about = {"name": name, "key": name_key(name), "created_by": member.user}
    folder = Folder.objects.create(group=member.group, parent=parent, **about)
    show(group=member.group, kind="folder", object_id=folder.pk)
    return folder


@transaction.atomic
def folder_of_attachments(*, member: Membership) -> Folder | None:
    """Where what is sent with a message goes: a folder at the top, made the first time; None (the top itself) in a
    group that has all the folders it may have. Refused when the group was archived meanwhile; Http404 when it is lost.
    """
    lock_group(member.group)
    held_membership(member)
    with translation.override(settings.LANGUAGE_CODE):
        name = _("Attachments")
    alive = Folder.objects.alive().filter(group=member.group)
    found = alive.filter(parent=None, key=name_key(name)).first()
    if found is not None or alive.count() >= FOLDERS_MAX:
        return found
    return Folder.objects.create(group=member.group, name=name, key=name_key(name), created_by=member.user)


@transaction.atomic
def edit_folder(*, member: Membership, folder: Folder, name: str, parent: Folder | None) -> Folder:
    """Give a folder another name or another place. Refused when the name is taken there, when it would stand in itself
    or too deep, or when it was deleted or the group archived meanwhile; Http404 when it is not theirs.
    """
    _me, current = hold_own_folder(member=member, folder=folder)
    parent = held_folder(member.group, parent)
    check_place(tree=_tree_of(member.group), name=name, parent=parent, but=current)
    current.name, current.key, current.parent = name, name_key(name), parent
    current.save(update_fields=["name", "key", "parent"])
    show(group=member.group, kind="folder", object_id=current.pk)
    return current


def hold_own_folder(*, member: Membership, folder: Folder) -> tuple[Membership, Folder]:
    """Who acts and the folder, as they are now that the group is held. Http404 when it is not theirs, Refused
    when it was deleted or the group archived meanwhile.
    """
    lock_group(member.group)
    current, me = held_folder(member.group, folder), held_membership(member)
    if not can_change_folder(me, current):
        raise Http404
    return me, current


def _tree_of(group: Group) -> dict[int, Folder]:
    return {folder.pk: folder for folder in Folder.objects.alive().filter(group=group)}


def check_place(*, tree: dict[int, Folder], name: str, parent: Folder | None, but: Folder | None = None) -> None:
    """Whether the folder `but`, or a new one, may stand there under this name, among those of its group by id. Refused
    when not. No query.
    """
    above = ancestors_of(parent, tree)
    if but is not None and but.pk in {folder.pk for folder in above}:
        raise Refused(_("A folder can’t be put into itself."))
    if len(above) + (height_of(but, tree) if but else 1) > DEPTH_MAX:
        raise Refused(_("Folders would stand too deep in each other here. Choose a place further up."))
    key = name_key(name)
    same = [other for other in tree.values() if other.parent_id == (parent and parent.pk) and other.key == key]
    if [other for other in same if but is None or other.pk != but.pk]:
        raise Refused(_("Another folder has this name here."))
