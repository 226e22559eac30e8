"""The questions of the first page, beside the twins that other pages ask."""

import datetime as dt

import pytest
from django.utils import timezone

from groups.meetings import queries
from groups.meetings.models import ActionItem, Meeting
from groups.spaces.models import Group
from tests.factories import MeetingFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def act(group, owner, **more):
    return ActionItem.objects.create(group=group, owner=owner, what="Relire", published_at=timezone.now(), **more)


def test_first_actions_are_those_of_ones_list(member):
    other = MembershipFactory(user=member.user).group
    archived = MembershipFactory(user=member.user).group
    Group.objects.filter(pk=archived.pk).update(archived_at=timezone.now())
    day = dt.date(2026, 12, 3)
    for group, more in ((member.group, {}), (other, {"due": day}), (member.group, {"due": day - dt.timedelta(1)})):
        act(group, member.user, **more)
    act(member.group, MembershipFactory(group=member.group).user, due=day)
    act(MembershipFactory().group, member.user, due=day)
    act(archived, member.user, due=day)
    act(member.group, member.user, state="done", done_at=timezone.now(), due=day)
    ActionItem.objects.create(group=member.group, owner=member.user, what="Pas encore publiée", due=day)
    found = queries.first_actions_for(member.user, 5)
    assert [action.due for action in found] == [day - dt.timedelta(1), day, None]
    assert (
        found == list(queries.my_open_actions(member.user)) and queries.first_actions_for(member.user, 2) == found[:2]
    )
    assert [action.group.name for action in found] == [member.group.name, other.name, member.group.name]


@pytest.mark.parametrize("count", [1, 3])
def test_what_a_line_says_is_there(member, count, django_assert_num_queries):
    for _ in range(count):
        MeetingFactory(group=member.group)
        act(member.group, member.user, due=dt.date(2026, 12, 3))
    with django_assert_num_queries(2):
        meetings = queries.next_meetings_for(member.user, 5)
        actions = queries.first_actions_for(member.user, 5)
        said = [(m.url, m.title, m.group.short_name, m.starts_at < m.ends_at, m.place, m.visio_url) for m in meetings]
        assert len(said) == len([(a.url, a.title, a.is_late, a.group.short_name, a.can_tick) for a in actions]) == count
    assert meetings == list(Meeting.objects.visible_to(member.user).to_come())
