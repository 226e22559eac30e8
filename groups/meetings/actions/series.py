"""Meetings of one kind, and what a new one starts with."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from groups.meetings.access import held_series
from groups.meetings.models import Series
from groups.spaces.access import held_facilitator
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Membership
from network.activity.actions import once
from network.kit.errors import Refused

from .versions import give_words


def create_series(*, by: Membership, key: uuid.UUID, **words: object) -> Series:
    """A new series in the group of `by`; the same form again gives back the same one. `words`: title, place, visio_url,
    minutes, outline, notes (clean HTML).

    Raises KeyReused, GoneSince, Refused when the group is archived, Http404 for people who do not facilitate.
    """
    payload = ("meeting-series", by.group_id, *(words[name] for name in sorted(words)))
    made, _new = once(user=by.user, key=key, payload=payload, fetch=Series, do=lambda: _create(by, words))
    return made


def _create(by: Membership, words: dict) -> Series:
    lock_group(by.group)
    held_facilitator(by)
    return Series.objects.create(group=by.group, created_by=by.user, **words)


@transaction.atomic
def change_series(*, series: Series, by: Membership, version: str, **words: object) -> None:
    """Give a series other words; its meetings keep theirs. `version`: what `version_of` said when the form was drawn.
    Again changes nothing. Raises ChangedSince, Refused when it was deleted meanwhile, Http404 for people who do not
    facilitate.
    """
    lock_group(by.group)
    held_facilitator(by)
    current = held_series(series)
    if current is None:
        raise Refused(_("This series was deleted meanwhile."))
    if changed := give_words(current=current, words=words, version=version):
        current.save(update_fields=changed)


@transaction.atomic
def delete_series(*, series: Series, by: Membership) -> None:
    """The series goes, its meetings stay. Again changes nothing. Http404 for people who do not facilitate."""
    lock_group(by.group)
    held_facilitator(by)
    Series.objects.filter(pk=series.pk).delete()
