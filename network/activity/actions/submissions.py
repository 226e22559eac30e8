"""A form is received once, however often it is sent."""

import hashlib
import uuid
from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from network.activity.models import Submission
from network.kit.errors import GoneSince, KeyReused
from network.people.models import User

Result = TypeVar("Result", bound=models.Model)


def receive(*, user: User, key: uuid.UUID) -> None:
    """Note that this person's form arrived. It may arrive again: what it changes is made once in another way."""
    Submission.objects.get_or_create(user=user, key=key)


def once(*, user, key: uuid.UUID, payload: tuple, fetch: type[Result], do: Callable[[], Result]) -> tuple[Result, bool]:
    """Do something for one form key of one person, once: returns (object, whether it was made now).

    The same key with the same payload gives back the object made the first time, also when both arrive at the same
    moment. Raises KeyReused when the payload differs, GoneSince when that object is gone. Runs in one transaction
    with `do`.
    """
    digest = hashlib.sha256("\x1f".join(str(part) for part in payload).encode()).hexdigest()
    try:
        with transaction.atomic():
            submission = Submission.objects.create(user=user, key=key, digest=digest)
            made = do()
            submission.result_id = made.pk
            submission.save(update_fields=["result_id"])
            return made, True
    except IntegrityError:
        earlier = Submission.objects.filter(user=user, key=key).first()
        if earlier is None:
            raise
    if earlier.digest != digest:
        raise KeyReused(_("This form was already sent with another text. Your text is below: send it again."))
    found = fetch._base_manager.filter(pk=earlier.result_id).first()
    if found is None:
        raise GoneSince(_("This was received already, and is no longer here since: nothing was done a second time."))
    return found, False
