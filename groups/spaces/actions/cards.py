"""The card of a group: what it says of itself, and how people come in."""

from django.db import transaction

from groups.spaces.models import Group
from network.activity.actions import record
from network.people.models import User

from .sequence import lock_group

CARD = (
    "name", "short_name", "abbreviation", "hue", "audience", "description", "meets", "theme", "contact_email",
    "visibility", "entry", "confidential", "welcome", "files_megabytes",
)  # fmt: skip
DOORS = ("visibility", "entry", "confidential")
"""What decides who comes in, and what leaves by mail."""


@transaction.atomic
def update_card(*, group: Group, by: User, **fields) -> Group:
    """Change fields of the card, or the welcome area (clean HTML), under the group's row; returns the group as it is.

    Visibility and confidentiality count from the next request and the next mail: nobody's rights are kept elsewhere.
    Those who facilitate are told of them, and of another way in. Raises ValueError for a field that is not on the card.
    """
    if unknown := set(fields) - set(CARD):
        raise ValueError(f"not on the card: {sorted(unknown)}")
    group = lock_group(group)
    before = [getattr(group, name) for name in DOORS]
    for name, value in fields.items():
        setattr(group, name, value)
    group.save(update_fields=list(fields))
    if before != [getattr(group, name) for name in DOORS]:
        record(kind="doors-changed", actor=by, scope=group.scope, object_id=group.pk)
    return group
