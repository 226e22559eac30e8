"""Making a group, closing it, and the words at its door."""

from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from groups.spaces.enums import Role
from groups.spaces.models import Group, Membership
from network.kit.errors import Refused
from network.people.models import User

from .members import add_member
from .sequence import lock_for_decision

ROOM_FOR_SUFFIX = 8


@transaction.atomic
def create_group(*, by: User, facilitator: User | None = None, **fields) -> Group:
    """Make a group at an address of its own, facilitated by `facilitator` (by nobody yet when None).

    An address that is taken gets a number: whether by a listed or a hidden group cannot be told from the answer.
    """
    wanted = slugify(fields.pop("slug", "") or fields["name"]) or "groupe"
    group = next(filter(None, (_try_to_make(slug, fields) for slug in _addresses(wanted))))
    if facilitator is not None:
        add_member(group=group, user=facilitator, role=Role.FACILITATOR, by=by)
    return group


def _addresses(wanted: str) -> Iterator[str]:
    """The address itself, then numbered ones; those in use when we look are skipped at no cost."""
    base = wanted[: Group._meta.get_field("slug").max_length - ROOM_FOR_SUFFIX].strip("-")
    taken = set(Group.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        yield base
    number = 1
    while number := number + 1:
        if f"{base}-{number}" not in taken:
            yield f"{base}-{number}"


def _try_to_make(slug: str, fields: dict) -> Group | None:
    try:
        with transaction.atomic():
            return Group.objects.create(slug=slug, **fields)
    except IntegrityError:
        if Group.objects.filter(slug=slug).exists():
            return None  # taken between our look and our write
        raise


@transaction.atomic
def archive_group(*, group: Group) -> bool:
    """Make the group read-only. Returns whether it was not yet."""
    changed = Group.objects.filter(pk=group.pk, archived_at=None).update(archived_at=timezone.now())
    group.refresh_from_db(fields=["archived_at"])
    return bool(changed)


@transaction.atomic
def restore_group(*, group: Group) -> bool:
    """Let people write again in an archived group. Returns whether it was archived."""
    changed = Group.objects.filter(pk=group.pk, archived_at__isnull=False).update(archived_at=None)
    group.archived_at = None
    return bool(changed)


@transaction.atomic
def update_welcome(*, membership: Membership, welcome: str, version: str) -> Group:
    """Replace the welcome area by clean HTML; empty removes it.

    Refused when the group is archived, or when somebody else changed the words since `version` was read; Http404 for
    whoever no longer decides here.
    """
    group = lock_for_decision(membership.group, membership.user)
    if group.is_archived:
        raise Refused(_("This group is archived: it can be read, no longer changed."))
    if group.welcome_version != version and group.welcome != welcome:
        raise Refused(_("Somebody changed the welcome area meanwhile. Your text is kept below: compare, then save."))
    group.welcome = welcome
    group.save(update_fields=["welcome"])
    return group
