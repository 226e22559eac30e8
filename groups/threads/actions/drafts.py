"""What somebody is writing, kept on the server too."""

import uuid

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from groups.spaces.models import Membership
from groups.threads.models import Draft
from network.kit.errors import Refused

DRAFTS_A_MEMBER = 50


def save_draft(*, membership: Membership, name: str, key: uuid.UUID, content: dict[str, str]) -> Draft:
    """Keep the fields of a form under its name: the latest save wins. Refused past 50 names in one group."""
    values = {"content": content, "key": key, "saved_at": timezone.now()}
    known = Draft.objects.filter(membership=membership).exclude(name=name)
    if known.count() >= DRAFTS_A_MEMBER:
        raise Refused(_("You have many drafts in this group. Publish or erase some of them."))
    try:
        with transaction.atomic():
            draft, _made = Draft.objects.update_or_create(membership=membership, name=name, defaults=values)
    except IntegrityError:
        # The person left the group while they were writing.
        raise Refused(_("You no longer have access to this group.")) from None
    return draft


def drop_draft(*, membership: Membership, name: str) -> None:
    """Forget what was being written under this name: it is published, or no longer wanted."""
    Draft.objects.filter(membership=membership, name=name).delete()
