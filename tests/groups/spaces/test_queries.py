import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from groups.models import AdminEntry
from groups.spaces import queries
from groups.spaces.enums import InvitationState, Level, Role
from network.people.models import Profile
from network.reference.models import Organisation
from tests.factories import GroupFactory, InvitationFactory, JoinRequestFactory, MembershipFactory, UserFactory


def member_of(group, first, last, function="", organisation="", **fields):
    user = UserFactory(first_name=first, last_name=last, **fields)
    place = Organisation.objects.get_or_create(name=organisation)[0] if organisation else None
    Profile.objects.filter(user=user).update(function=function, organisation=place)
    return MembershipFactory(group=group, user=user)


@pytest.fixture
def populated(group):
    member_of(group, "Élise", "Marchetti", "Chargée de mission", "Ville de Montfleury")
    member_of(group, "Jean-Luc", "Zola", "Psychologue", "PRE de Port-Ligneul")
    member_of(group, "Nadia", "Belkacem", is_active=False)
    MembershipFactory(user=UserFactory(first_name="Élise", last_name="Ailleurs"))
    return group


def names(people):
    return [str(person) for person in people]


def test_groups_of_puts_archived_ones_last(outsider):
    for name, archived in (("B", None), ("A", timezone.now()), ("C", None)):
        MembershipFactory(user=outsider, group=GroupFactory(name=name, archived_at=archived))
    GroupFactory(name="D")
    assert [group.name for group in queries.groups_of(outsider)] == ["B", "C", "A"]


def test_members_of_by_name_with_their_function(populated):
    people = list(queries.members_of(populated))
    assert names(people) == ["Élise Marchetti", "Jean-Luc Zola"]
    assert (people[0].function, people[0].organisation) == ("Chargée de mission", "Ville de Montfleury")
    assert people[0].role == "member"
    assert names(queries.members_of(populated, suspended=True))[0] == "Nadia Belkacem"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("elise", ["Élise Marchetti"]),
        ("ÉLISE  march", ["Élise Marchetti"]),
        ("psycho port", ["Jean-Luc Zola"]),
        ("ville", ["Élise Marchetti"]),
        ("%", []),
        ("_", []),
        ("belkacem", []),
        ("elise zola", []),
    ],
)
def test_members_of_finds_words_without_accents(populated, words, found):
    assert names(queries.members_of(populated, words)) == found


def test_an_organisation_outside_the_list_counts_as_one_of_it(populated):
    """Beside a request to join, in the list of members and in its search: as the person wrote it."""
    free = UserFactory(first_name="Inès", last_name="Libre")
    Profile.objects.filter(user=free).update(organisation_name="Association des voisins")
    JoinRequestFactory(group=populated, user=free)
    assert [one.organisation for one in queries.join_requests_for_admin(populated)] == ["Association des voisins"]
    MembershipFactory(group=populated, user=free)
    assert [one.organisation for one in queries.members_of(populated, "voisins")] == ["Association des voisins"]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("words", "cost"), [("", 1), ("personne", 2)])
def test_members_of_budget(group, django_assert_num_queries, count, words, cost):
    for n in range(count):
        member_of(group, "Claire", f"Personne{n}", "Coordinatrice", "Ville")
    with django_assert_num_queries(cost):
        assert len([(person.function, person.organisation) for person in queries.members_of(group, words)]) == count


def test_member_suggestions_start_with_the_letters(populated, outsider):
    found = queries.member_suggestions(populated, "el", but=outsider)
    assert found == [
        {"id": found[0]["id"], "name": "Élise Marchetti", "byline": "Chargée de mission, Ville de Montfleury"}
    ]
    assert [person["name"] for person in queries.member_suggestions(populated, "luc zo", but=outsider)] == [
        "Jean-Luc Zola"
    ]
    for words in ("lise", "%", "_", "nadia", "@example"):
        assert queries.member_suggestions(populated, words, but=outsider) == []


@pytest.mark.parametrize("words", ["claire", ""])
def test_member_suggestions_at_most_eight_and_not_oneself(group, member, words):
    for n in range(9):
        member_of(group, "Claire", f"P{n}")
    found = queries.member_suggestions(group, words, but=member.user)
    assert len(found) == 8
    assert member.user.pk not in [person["id"] for person in found]


@pytest.mark.parametrize("count", [1, 3])
def test_admin_lists_budget(facilitator, django_assert_num_queries, count):
    group = facilitator.group
    for _ in range(count):
        JoinRequestFactory(group=group)
        InvitationFactory(group=group)
        AdminEntry.objects.create(
            group=group, user=UserFactory(), reason="x" * 10, expires_at=timezone.now() + timezone.timedelta(hours=1)
        )
    with django_assert_num_queries(3):
        assert len([(one.user.email, one.function) for one in queries.join_requests_for_admin(group)]) == count
        assert len([one.invited_by.email for one in queries.invitations_for_admin(group)]) == count
        assert len([one.user.email for one in queries.admin_entries_for_admin(group)]) == count


def test_admin_lists_show_what_waits(facilitator):
    group, now = facilitator.group, timezone.now()
    JoinRequestFactory(group=group, state="refused", decided_at=now)
    InvitationFactory(group=group, revoked_at=now)
    expired = InvitationFactory(group=group, expires_at=now)
    JoinRequestFactory()
    assert not queries.join_requests_for_admin(group)
    assert list(queries.invitations_for_admin(group)) == [expired]


def test_themes_for_directory_lead_somewhere(db):
    assert not queries.themes_for_directory(AnonymousUser()).exists()


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, InvitationState.OPEN),
        ({"accepted_at": timezone.now()}, InvitationState.ACCEPTED),
        ({"revoked_at": timezone.now()}, InvitationState.REVOKED),
        ({"expires_at": timezone.now()}, InvitationState.EXPIRED),
        ({"invited_by": None}, InvitationState.REVOKED),
    ],
)
def test_invitation_state(facilitator, outsider, fields, state):
    fields = {"group": facilitator.group, "email": outsider.email, "invited_by": facilitator.user, **fields}
    invitation = InvitationFactory(**fields)
    assert queries.invitation_state(invitation, outsider) == state
    others = {queries.invitation_state(invitation, user) for user in (AnonymousUser(), UserFactory())}
    is_open = state == InvitationState.OPEN
    assert others == ({InvitationState.ANONYMOUS, InvitationState.STRANGER} if is_open else {InvitationState.UNKNOWN})
    assert queries.invitation_state(None, outsider) == InvitationState.UNKNOWN


def test_who_is_told(group, member, facilitator, outsider):
    silent, watcher = (
        MembershipFactory(group=group, level=Level.MUTED),
        MembershipFactory(group=group, level=Level.WATCH),
    )
    away = MembershipFactory(group=group, user=UserFactory(is_active=False), role=Role.FACILITATOR, level=Level.WATCH)
    ids = [member.user_id, silent.user_id, away.user_id, outsider.pk, None]
    assert list(queries.members_to_tell(group, ids)) == [member.user, silent.user]
    assert set(queries.readers_to_tell(group)) == {member.user, facilitator.user, watcher.user}
    assert list(queries.watchers_of(group)) == [watcher.user]
    assert not queries.watchers_of(group, but=[watcher.user_id])
    assert list(queries.facilitators_to_tell(group)) == [facilitator.user]


def test_groups_read_by(member, outsider, django_assert_num_queries):
    ids = [member.group_id, GroupFactory().pk]
    with django_assert_num_queries(1):
        assert queries.groups_read_by(member.user, ids) == {member.group_id}
    assert queries.groups_read_by(outsider, ids) == set()
