import pytest

from groups.spaces.enums import Level
from groups.spaces.queries import watchers_of
from groups.threads import actions, queries
from groups.threads.access import posts_told
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(thread):
    return posts_told([thread.posts.get().pk]).popitem()[1]


def with_levels(group, thread, group_level, thread_level):
    membership = MembershipFactory(group=group, level=group_level)
    if thread_level:
        actions.follow_thread(thread=thread, membership=membership, level=thread_level)
    return membership


WATCH, MENTIONS, MUTED = Level.WATCH, Level.MENTIONS, Level.MUTED


@pytest.mark.parametrize(
    ("group_level", "thread_level", "replies", "mentions"),
    [
        (WATCH, None, True, True),
        (WATCH, WATCH, True, True),
        (WATCH, MENTIONS, False, True),
        (WATCH, MUTED, False, False),
        (MENTIONS, None, False, True),
        (MENTIONS, WATCH, True, True),
        (MENTIONS, MENTIONS, False, True),
        (MENTIONS, MUTED, False, False),
        (MUTED, None, False, False),
        (MUTED, WATCH, False, False),
        (MUTED, MENTIONS, False, False),
        (MUTED, MUTED, False, False),
    ],
)
def test_who_is_told_at_which_levels(group, thread, post, group_level, thread_level, replies, mentions):
    membership = with_levels(group, thread, group_level, thread_level)
    assert (membership.user in queries.followers_of(post)) is replies
    assert (membership.user in queries.members_among(post, [membership.user_id])) is mentions
    assert (membership.user in queries.everybody_told(post)) is mentions
    assert (membership.user in watchers_of(group)) is (group_level == WATCH)


def test_followers_leave_out_those_told_otherwise_and_the_suspended(group, thread, post):
    following, mentioned, suspended = (with_levels(group, thread, MENTIONS, WATCH) for _ in range(3))
    type(suspended.user).objects.filter(pk=suspended.user_id).update(is_active=False)
    assert list(queries.followers_of(post, but=[mentioned.user_id])) == [following.user]


def test_who_read_an_announcement(group, thread, member, facilitator, outsider):
    thread.kind = "announcement"
    thread.save()
    silent = MembershipFactory(group=group, level=MUTED)
    actions.acknowledge(thread=thread, member=member)
    assert list(queries.members_who_acknowledged(thread)) == [member.user]
    assert set(queries.members_without_acknowledgement(thread)) == {facilitator.user, silent.user}
    assert list(queries.to_remind_of(thread)) == [facilitator.user]


def test_who_is_here_shows_only_those_who_want_it_and_belong(group, member, facilitator, outsider):
    ids = [member.user_id, facilitator.user_id, outsider.pk]
    assert queries.members_here(group, ids, but=facilitator.user) == [member.user]
    member.user.profile.shows_presence = False
    member.user.profile.save()
    assert queries.members_here(group, ids, but=facilitator.user) == []


def test_members_among(member, outsider, post):
    away = MembershipFactory(group=member.group, user=UserFactory(is_active=False))
    ids = [member.user_id, outsider.pk, away.user_id]
    assert list(queries.members_among(post, ids)) == [member.user]
