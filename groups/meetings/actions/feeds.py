"""Private addresses that calendar programs ask: one for all groups of a person, one for each of their groups."""

import uuid

from django.db import transaction

from groups.meetings.access import FEED
from groups.meetings.models import Feed
from groups.spaces.access import held_membership
from groups.spaces.models import Membership
from network.activity.actions import once
from network.kit.tokens import fingerprint, new_nonce, token_of
from network.people.models import User


def renew_feed(*, user: User, membership: Membership | None, key: uuid.UUID) -> Feed:
    """Give this person an address for the meetings of a group, or (None) of all their groups; the one that they had
    opens nothing from now on. The same form again gives the same one.

    Raises KeyReused, GoneSince when it was revoked meanwhile, Http404 when the group is lost.
    """
    payload = ("feed", membership.pk if membership else "")
    feed, _new = once(user=user, key=key, payload=payload, fetch=Feed, do=lambda: _renew(user, membership))
    return feed


def _renew(user: User, membership: Membership | None) -> Feed:
    if membership is not None:
        membership = held_membership(membership, even_archived=True)
    nonce = new_nonce()
    known = {"nonce": nonce, "token_hash": fingerprint(token_of(nonce, salt=FEED))}
    feed, _made = Feed.objects.update_or_create(user=user, membership=membership, defaults=known)
    return feed


@transaction.atomic
def revoke_feed(*, user: User, membership: Membership | None) -> bool:
    """This person's address opens nothing from now on. Returns whether there was one."""
    deleted, _by_model = Feed.objects.filter(user=user, membership=membership).delete()
    return bool(deleted)
