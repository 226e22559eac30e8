"""Inside a group: a person's way to it, and what they may do there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from groups.spaces.models import AdminEntry, Group, Membership
from network.kit.errors import Refused
from network.kit.rows import Columns, fetch

from .entries import current_admin_entry


@dataclass(frozen=True)
class Passage:
    """What lets a person into a group now: their membership, or an administrator's exceptional entry."""

    group: Group
    membership: Membership | None
    admin_entry: AdminEntry | None = None

    @classmethod
    def of(cls, membership: Membership) -> "Passage":
        """The way in of a member."""
        return cls(membership.group, membership)

    @property
    def is_facilitator(self) -> bool:
        return self.membership is not None and self.membership.is_facilitator

    def frame(self, tab: str) -> dict:
        """What the layout of a group's pages needs, to show them under this tab."""
        return {"group": self.group, "membership": self.membership, "break_glass": self.admin_entry, "tab": tab}


MEMBERSHIP = Columns(Membership, "m", "id", "group_id", "user_id", "role", "read_floor", "level")
GROUP = Columns(Group, "g")
PASSAGE_COLUMNS = f"{MEMBERSHIP.sql}, {GROUP.sql}"
"""What `passage_of` builds a passage from, in a query where m is the membership and g the group: an object of a group
comes with the way to it. Written by hand: these queries stand on every page, and are dearer to compile than to run."""
PASSAGE_WIDTH = len(MEMBERSHIP) + len(GROUP)
PASSAGE = f"""
SELECT {PASSAGE_COLUMNS} FROM groups_group g JOIN groups_membership m ON m.group_id = g.id
WHERE g.slug = %s AND m.user_id = %s
"""  # noqa: S608 - columns of our own models


def get_passage_or_404(user, group_slug: str) -> Passage:
    """The way into a group's private space for this person, with the group, in one query.

    A network administrator without a membership passes only during a break-glass entry of theirs (a second query).
    Raises Http404 for everybody else, whether the group exists or not.
    """
    rows = fetch(PASSAGE, [group_slug, user.pk]) if user.is_active else []
    return passage_of(rows[0], user) if rows else get_exceptional_passage_or_404(user, group_slug)


def get_exceptional_passage_or_404(user, group_slug: str) -> Passage:
    """The way of a network administrator who has an exceptional entry now. Raises Http404 for everybody else."""
    entry = current_admin_entry(user, group_slug) if user.is_network_admin else None
    if entry is None:
        raise Http404
    return Passage(entry.group, None, entry)


def passage_of(row: Sequence, user) -> Passage:
    """The passage of a member from a row that begins with PASSAGE_COLUMNS."""
    membership = MEMBERSHIP.build(row[: len(MEMBERSHIP)])
    membership.user, membership.group = user, GROUP.build(row[len(MEMBERSHIP) : PASSAGE_WIDTH])
    return Passage.of(membership)


def get_membership_or_404(user, group_slug: str) -> Membership:
    """This person's own membership with its group, in one query. Raises Http404: no exceptional entry counts here."""
    passage = get_passage_or_404(user, group_slug)
    if passage.membership is None:
        raise Http404
    return passage.membership


def get_facilitator_or_404(user, group_slug: str) -> Membership:
    """The membership of a person who facilitates this group. Raises Http404 for everybody else."""
    membership = get_membership_or_404(user, group_slug)
    if not membership.is_facilitator:
        raise Http404
    return membership


def held_membership(membership: Membership, *, even_archived: bool = False) -> Membership:
    """The membership as it is now, for an action that holds the group's row.

    Raises Http404 when the person has lost the group meanwhile, Refused when it is archived unless `even_archived`.
    """
    found = Membership.objects.select_related("group").filter(pk=membership.pk).first()
    if found is None:
        raise Http404
    if found.group.is_archived and not even_archived:
        raise Refused(_("This group was archived while you were writing: it can be read, not written in."))
    found.user = membership.user
    return found


def held_facilitator(membership: Membership, *, even_archived: bool = False) -> Membership:
    """The same, for somebody who must still facilitate the group. Raises Http404 when they no longer do."""
    found = held_membership(membership, even_archived=even_archived)
    if not found.is_facilitator:
        raise Http404
    return found


def can_write_in_group(membership: Membership | None) -> bool:
    return membership is not None and not membership.group.is_archived


def can_manage_group(membership: Membership | None) -> bool:
    return membership is not None and membership.is_facilitator and not membership.group.is_archived
