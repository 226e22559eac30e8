"""The folders of a folder that somebody drops."""

from django.db import transaction
from django.utils.translation import gettext as _

from groups.files.models import DEPTH_MAX, Folder, name_key
from groups.spaces.access import held_membership
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from network.kit.errors import Refused

from .folders import make_folder


@transaction.atomic
def make_path(*, member: Membership, names: list[str], parent: Folder | None) -> Folder:
    """The folder at the end of these names, from `parent` (None: the top) down. Those that are missing are made, all of
    them or none; doing it again changes nothing.

    Raises Refused (too deep, too many, parent deleted or group archived meanwhile) or Http404 (group lost).
    """
    if len(names) > DEPTH_MAX:
        raise Refused(_("Folders would stand too deep in each other here. Choose a place further up."))
    lock_group(member.group)
    held_membership(member)
    for name in names:
        here = Folder.objects.alive().filter(group=member.group, parent=parent)
        parent = here.filter(key=name_key(name)).first() or make_folder(member=member, name=name, parent=parent)
    parent.group = member.group
    return parent
