"""What somebody is writing, kept on the server too.

Keeping and forgetting hold the membership's row: a save that was on its way while its form was being published either
comes first and is forgotten with it, or comes after and finds the form received.
"""

import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.spaces.models import Draft, Membership
from network.activity.queries import is_received
from network.kit.errors import Refused

DRAFTS_A_MEMBER = 50
DRAFTS_KEPT = timedelta(days=90)


@transaction.atomic
def save_draft(*, membership: Membership, name: str, key: uuid.UUID, content: dict[str, str]) -> Draft | None:
    """Keep the fields of a form under its name: the latest save wins. None, and nothing kept, when the form with this
    key was published meanwhile. Refused past 50 names in one group, and when the group is lost.
    """
    if not _hold(membership):
        raise Refused(_("You no longer have access to this group."))
    if is_received(user=membership.user, key=key):
        return None
    known = Draft.objects.filter(membership=membership).exclude(name=name)
    if known.count() >= DRAFTS_A_MEMBER:
        raise Refused(_("You have many drafts in this group. Publish or erase some of them."))
    values = {"content": content, "key": key, "saved_at": timezone.now()}
    draft, _made = Draft.objects.update_or_create(membership=membership, name=name, defaults=values)
    return draft


@transaction.atomic(savepoint=False)
def drop_draft(*, membership: Membership, name: str) -> None:
    """Forget what was being written under this name: it is published, or no longer wanted."""
    _hold(membership)
    Draft.objects.filter(membership=membership, name=name).delete()


def forget_old_drafts() -> int:
    """Drafts that nobody took up again for three months go."""
    deleted, _by_model = Draft.objects.filter(saved_at__lt=timezone.now() - DRAFTS_KEPT).delete()
    return deleted


def _hold(membership: Membership) -> bool:
    """Whether it is still there; nobody else keeps or forgets a draft of it until the transaction ends."""
    held = Membership.objects.select_for_update(no_key=True).filter(pk=membership.pk)
    return held.values_list("pk", flat=True).first() is not None
