import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from groups.hub import queries
from groups.spaces.access import Passage
from groups.threads.models import ReadMarker, Thread
from network.people.models import Profile
from tests.factories import (
    GroupFactory,
    InvitationFactory,
    JoinRequestFactory,
    MeetingFactory,
    MembershipFactory,
    MinutesFactory,
    PostFactory,
    ThreadFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def unread_of(member):
    return {group.pk: group.unread for group in queries.groups_for_nav(member.user)}[member.group_id]


def test_nav_groups_are_mine_the_living_ones_first(member):
    closed = GroupFactory(name="Ancien", archived_at=timezone.now())
    for group in (closed, GroupFactory(name="Zèbre"), GroupFactory(name="Arbre")):
        MembershipFactory(user=member.user, group=group)
    GroupFactory(name="Ailleurs")
    names = [group.name for group in queries.groups_for_nav(member.user)]
    assert names == ["Arbre", "Réussite éducative", "Zèbre", "Ancien"]


def test_nav_groups_count_unread_threads_exactly(member, secret_group_thread):
    first, second = ThreadFactory(group=member.group, posts=3), ThreadFactory(group=member.group)
    ThreadFactory(group=member.group, deleted_at=timezone.now())
    assert unread_of(member) == 2
    ReadMarker.objects.create(membership=member, thread=second, seq=second.last_seq)
    assert unread_of(member) == 1
    marker = ReadMarker.objects.create(membership=member, thread=first, seq=first.last_seq - 1)
    assert unread_of(member) == 1
    marker.seq = first.last_seq
    marker.save()
    assert unread_of(member) == 0
    PostFactory(thread=second)
    assert unread_of(member) == 1
    member.group.refresh_from_db()
    type(member).objects.filter(pk=member.pk).update(read_floor=member.group.last_seq)
    assert unread_of(member) == 0


@pytest.fixture
def secret_group_thread(member):
    """Another member's marks and another group's threads do not count."""
    other = MembershipFactory(group=member.group)
    thread = ThreadFactory()
    MembershipFactory(group=thread.group, user=other.user)
    return thread


def test_nav_groups_forget_what_is_beyond_the_horizon(member, monkeypatch):
    monkeypatch.setattr(queries, "UNREAD_HORIZON", 3)
    ThreadFactory(group=member.group)
    ThreadFactory(group=member.group, posts=3)
    assert unread_of(member) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_nav_groups_cost_one_query(member, count, django_assert_num_queries):
    fill(member.user, count)
    with django_assert_num_queries(1):
        assert [g.unread for g in queries.groups_for_nav(member.user)].count(count) == count


def fill(user, count):
    """`count` groups with as many threads, members, invitations and requests."""
    for _ in range(count):
        group = MembershipFactory(user=user).group
        for _ in range(count):
            ThreadFactory(group=group, posts=count)
            MembershipFactory(group=group)
        MeetingFactory(group=group)
        inviter = MembershipFactory(role="facilitator")
        InvitationFactory(group=inviter.group, email=user.email, invited_by=inviter.user)
        JoinRequestFactory(user=user)


@pytest.mark.parametrize("count", [1, 3])
def test_dashboard_costs_six_queries(member, count, django_assert_num_queries):
    fill(member.user, count)
    groups = queries.groups_for_nav(member.user)
    with django_assert_num_queries(6):
        board = queries.dashboard_for(member.user, groups)
        for item in board.news:
            assert (item.group.unread, len(item.threads)) == (count, count)
            assert {thread.unread for thread in item.threads} == {count}
            assert all(str(thread.last_author) for thread in item.threads)
        assert (len(board.news), len(board.invitations), len(board.requests)) == (count, count, count)
        assert len([meeting.url for meeting in board.meetings]) == count
        assert [i.group.name and str(i.invited_by) for i in board.invitations] and board.requests[0].group.slug


def test_dashboard_without_groups_is_two_queries(outsider, django_assert_num_queries):
    JoinRequestFactory(user=outsider)
    with django_assert_num_queries(2):
        board = queries.dashboard_for(outsider, [])
    assert (board.news, board.recent, len(board.requests)) == ([], [], 1)


def board_of(member):
    return queries.dashboard_for(member.user, queries.groups_for_nav(member.user))


def test_dashboard_news_come_by_group_and_say_how_many_more(member):
    busy = MembershipFactory(user=member.user).group
    for _ in range(6):
        ThreadFactory(group=busy)
    last = ThreadFactory(group=member.group)
    Thread.objects.filter(pk=last.pk).update(last_post_at=timezone.now() + timezone.timedelta(minutes=1))
    news = board_of(member).news
    assert [item.group for item in news] == [member.group, busy]
    assert [(len(item.threads), item.more) for item in news] == [(1, 0), (3, 3)]


def test_dashboard_names_a_group_whose_news_are_older_than_what_is_shown(member, monkeypatch):
    monkeypatch.setattr(queries, "THREADS_LOOKED_AT", 1)
    quiet = MembershipFactory(user=member.user).group
    old = ThreadFactory(group=quiet)
    Thread.objects.filter(pk=old.pk).update(last_post_at=timezone.now() - timezone.timedelta(days=9))
    ThreadFactory(group=member.group)
    assert [(item.group, len(item.threads), item.more) for item in board_of(member).news] == [
        (member.group, 1, 0),
        (quiet, 0, 1),
    ]


def test_dashboard_shows_nothing_of_other_groups(member):
    ThreadFactory(group__visibility="hidden", title="Ailleurs")
    board = board_of(member)
    assert (board.news, board.recent) == ([], [])


def test_dashboard_recent_threads_leave_out_the_news(member):
    read, unread = ThreadFactory(group=member.group), ThreadFactory(group=member.group)
    ThreadFactory(group=member.group, deleted_at=timezone.now())
    for thread in Thread.objects.exclude(title=unread.title):
        ReadMarker.objects.create(membership=member, thread=thread, seq=thread.last_seq)
    board = board_of(member)
    assert board.recent == [read] and [item.threads for item in board.news] == [[unread]]


def test_dashboard_last_visit_is_the_last_reading(member):
    assert board_of(member).last_visit is None
    other = MembershipFactory(user=member.user)
    moments = [timezone.now() - timezone.timedelta(days=days) for days in (3, 1, 2)]
    for membership, moment in zip((member, other, member), moments, strict=True):
        ReadMarker.objects.create(membership=membership, thread=ThreadFactory(group=membership.group), read_at=moment)
    ReadMarker.objects.create(membership=MembershipFactory(), thread=ThreadFactory())
    assert board_of(member).last_visit == moments[1]


def test_dashboard_keeps_what_waits_only(member):
    inviter = MembershipFactory(role="facilitator")
    InvitationFactory(group=inviter.group, invited_by=inviter.user)
    JoinRequestFactory(user=member.user, state="refused", decided_at=timezone.now())
    board = board_of(member)
    assert (board.invitations, board.requests) == ([], [])


def test_dashboard_shows_invitations_of_confirmed_addresses_only(member):
    """Whoever only says that an address is theirs learns of no group by it."""
    inviter = MembershipFactory(role="facilitator")
    invitation = InvitationFactory(group=inviter.group, invited_by=inviter.user)
    address = EmailAddress.objects.create(user=member.user, email=invitation.email, verified=False)
    assert board_of(member).invitations == []
    EmailAddress.objects.filter(pk=address.pk).update(verified=True)
    assert board_of(member).invitations == [invitation]


@pytest.mark.parametrize(("role", "number"), [("member", 12), ("facilitator", 13)])
@pytest.mark.parametrize("count", [1, 3])
def test_group_home_costs_a_fixed_number_of_queries(member, role, number, count, django_assert_num_queries):
    member.role = role
    for _ in range(count):
        ThreadFactory(group=member.group)
        MembershipFactory(group=member.group, role="facilitator")
        JoinRequestFactory(group=member.group)
        MeetingFactory(group=member.group)
        MinutesFactory(meeting__group=member.group, published=True)
    with django_assert_num_queries(number):
        home = queries.group_home_for(Passage.of(member), member.user)
        assert [person.byline for person in home.facilitators] == ["Cheffe de projet"] * count
        assert len(home.minutes) == count and home.meeting.rsvp.none == len(home.facilitators) + 1
        assert (len(home.threads), home.pending_requests) == (count, count if role == "facilitator" else 0)


def test_group_home_leaves_out_suspended_people(member, facilitator):
    facilitator.user.is_active = False
    facilitator.user.save()
    home = queries.group_home_for(Passage.of(member), member.user)
    assert (home.facilitators, home.members) == ([], [member.user])


def test_group_home_says_where_those_who_facilitate_work_in_their_own_words(member, facilitator):
    Profile.objects.filter(user=facilitator.user).update(organisation_name="Les voisins")
    home = queries.group_home_for(Passage.of(member), member.user)
    assert [person.byline for person in home.facilitators] == ["Cheffe de projet, Les voisins"]


def test_group_home_shows_the_newest_members(member):
    newest = [MembershipFactory(group=member.group, user=UserFactory()).user for _ in range(6)]
    assert queries.group_home_for(Passage.of(member), member.user).members == newest[::-1]


def test_dashboard_shows_the_next_five_meetings(member):
    made = [MeetingFactory(group=member.group, days=days) for days in range(1, 8)]
    MeetingFactory(group=member.group, days=-1)
    MeetingFactory(days=1)
    assert board_of(member).meetings == made[:5]


def test_group_home_shows_the_next_meeting(member):
    passage = Passage.of(member)
    assert queries.group_home_for(passage, member.user).meeting is None
    MeetingFactory(group=member.group, days=9)
    following = MeetingFactory(group=member.group, days=2)
    assert queries.group_home_for(passage, member.user).meeting == following
