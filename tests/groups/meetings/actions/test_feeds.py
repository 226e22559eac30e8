import uuid

import pytest
from django.http import Http404

from groups.meetings import actions
from groups.meetings.models import Feed
from groups.spaces.models import Membership


def test_renew_feed_changes_the_address(member):
    first = actions.renew_feed(user=member.user, membership=member, key=uuid.uuid4()).token_hash
    second = actions.renew_feed(user=member.user, membership=member, key=uuid.uuid4()).token_hash
    assert first != second and Feed.objects.count() == 1


def test_renew_feed_once_for_one_form(member):
    key = uuid.uuid4()
    made = [actions.renew_feed(user=member.user, membership=None, key=key).token_hash for _ in range(2)]
    assert made[0] == made[1]


def test_one_address_for_everything_and_one_for_each_group(member):
    for membership in (None, member):
        actions.renew_feed(user=member.user, membership=membership, key=uuid.uuid4())
    assert Feed.objects.count() == 2
    assert actions.revoke_feed(user=member.user, membership=None)
    assert not actions.revoke_feed(user=member.user, membership=None)
    assert Feed.objects.get().membership == member


def test_renew_feed_is_absent_without_the_group(member):
    Membership.objects.filter(pk=member.pk).delete()
    with pytest.raises(Http404):
        actions.renew_feed(user=member.user, membership=member, key=uuid.uuid4())
