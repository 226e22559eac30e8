"""What somebody ill-meaning, or simply quick, does to the doors of a group."""

import re
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.http import Http404
from django.urls import get_resolver, reverse
from django.utils import timezone

from groups.models import AdminEntry, Group, Invitation, JoinRequest, Membership
from groups.spaces import actions
from groups.spaces.actions.invitations import PURPOSE
from groups.spaces.enums import Role
from network.activity.models import Event
from network.kit.errors import Refused
from network.kit.tokens import fingerprint, token_of
from network.people.models import User
from tests.factories import GroupFactory, InvitationFactory, JoinRequestFactory, MembershipFactory, UserFactory

CANARY = "CNRY"
PRIVATE = {
    "group-admin": {},
    "welcome-edit": {},
    "join-request-decide": {"request_id": "request"},
    "invitation-create": {},
    "invitation-resend": {"invitation_id": "invitation"},
    "invitation-revoke": {"invitation_id": "invitation"},
    "member-role": {"membership_id": "membership"},
    "member-remove": {"membership_id": "membership"},
    "member-list": {},
    "member-suggestions": {},
    "membership-leave": {},
    "membership-level": {},
    "admin-entry": {},
}
CARDS = {"group-join": {}, "join-request-withdraw": {}}
POSTED = {
    "key": "00000000-0000-4000-8000-000000000001",
    "message": "x",
    "role": "facilitator",
    "decision": "accept",
    "addresses": "pirate@example.org",
    "body": "x",
    "version": "x",
    "level": "muted",
    "reason": "une raison assez longue",
}


class World:
    """A group with one of everything, and everybody who might knock at its doors."""

    def __init__(self, visibility):
        self.group = GroupFactory(
            slug="cible",
            visibility=visibility,
            entry="invitation",
            name=f"{CANARY}-name",
            description=f"{CANARY}-description",
            welcome=f"<p>{CANARY}-welcome</p>",
        )
        named = {"first_name": f"{CANARY}-first"}
        self.facilitator = MembershipFactory(group=self.group, role=Role.FACILITATOR, user=UserFactory(**named))
        self.member = MembershipFactory(group=self.group, user=UserFactory(**named))
        asker, invited = UserFactory(**named), UserFactory()
        self.request = JoinRequestFactory(group=self.group, user=asker, message=f"{CANARY}-message")
        self.invitation = InvitationFactory(
            group=self.group,
            email=invited.email,
            invited_by=self.facilitator.user,
            sent_at=timezone.now() - timedelta(hours=1),
        )
        self.membership = self.member
        elsewhere = GroupFactory()
        gone = MembershipFactory(group=self.group)
        actions.leave_group(membership=gone)
        self.actors = {
            "anonymous": None,
            "network member": UserFactory(),
            "member of another group": MembershipFactory(group=elsewhere).user,
            "facilitator of another group": MembershipFactory(group=elsewhere, role=Role.FACILITATOR).user,
            "invited": invited,
            "removed member": gone.user,
            "network administrator": UserFactory(is_superuser=True),
        }

    def path(self, name, slug=None):
        ids = {key: getattr(self, noun).pk for key, noun in {**PRIVATE, **CARDS}[name].items()}
        return reverse(f"groups:{name}", kwargs={"group_slug": slug or self.group.slug, **ids})

    def state(self):
        rows = (Group, Membership, JoinRequest, Invitation, AdminEntry, Event)
        return [list(model.objects.order_by("pk").values()) for model in rows]


@pytest.fixture
def listed(db):
    return World("listed")


@pytest.fixture
def hidden(db):
    return World("hidden")


OUTSIDERS = [
    "anonymous", "network member", "member of another group", "facilitator of another group", "invited",
    "removed member",
]  # fmt: skip


def test_every_address_of_the_room_is_in_the_tables():
    """A new address must say who may use it before it opens."""
    names = {p.name for p in patterns(get_resolver().url_patterns) if p.name and is_of_the_room(p)}
    assert names == {*PRIVATE, *CARDS, "group-list", "invitation", "draft"}


def patterns(found):
    for pattern in found:
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern.url_patterns)
        else:
            yield pattern


def is_of_the_room(pattern):
    view = getattr(pattern.callback, "view_class", None)
    return view is not None and view.__module__.startswith("groups.spaces.views")


@pytest.mark.parametrize("actor", OUTSIDERS)
def test_outsiders_read_and_change_nothing(client, listed, actor):
    before = listed.state()
    if user := listed.actors[actor]:
        client.force_login(user)
    for name in PRIVATE:
        for method in (client.get, client.post, client.options, client.put):
            response = method(listed.path(name), POSTED if method == client.post else {})
            assert response.status_code in ({302, 405} if user is None else {404, 405}), (name, method)
            assert CANARY not in response.text
    assert listed.state() == before


@pytest.mark.parametrize("actor", OUTSIDERS)
def test_hidden_group_is_like_no_group(client, hidden, actor):
    before = hidden.state()
    if user := hidden.actors[actor]:
        client.force_login(user)
    for name in [*PRIVATE, *CARDS]:
        for method in (client.get, client.post):
            data = POSTED if method == client.post else {}
            there, nowhere = (method(hidden.path(name, slug), data) for slug in ("cible", "aucun"))
            assert (there.status_code, len(there.content)) == (nowhere.status_code, len(nowhere.content)), name
            assert same(there, "cible") == same(nowhere, "aucun")
            assert CANARY not in there.text
    assert hidden.state() == before


def same(response, slug):
    """Headers and body, without what changes from one answer to the next."""
    changing = {"x-request-id", "content-security-policy", "set-cookie"}
    headers = {key: value for key, value in response.headers.items() if key.lower() not in changing}
    text = re.sub(r'(nonce-|nonce="|<code>|csrfmiddlewaretoken" value=")[\w+/=-]+', r"\1", response.text)
    return str(sorted(headers.items())).replace(slug, "*"), text.replace(slug, "*")


@pytest.mark.parametrize("path", ["/groupes/cible/", "/groupes/cible/discussions/", "/groupes/cible/inconnu/"])
def test_hidden_group_pages_of_other_rooms_too(client, hidden, path):
    client.force_login(hidden.actors["network member"])
    there, nowhere = client.get(path), client.get(path.replace("cible", "aucun"))
    assert there.status_code == nowhere.status_code == 404
    assert same(there, "cible") == same(nowhere, "aucun")


FACILITATORS_ONLY = [
    "group-admin", "welcome-edit", "join-request-decide", "invitation-create", "invitation-resend",
    "invitation-revoke", "member-role", "member-remove",
]  # fmt: skip


def test_member_cannot_do_what_facilitators_do(client, listed):
    before = listed.state()
    client.force_login(listed.member.user)
    for name in [*FACILITATORS_ONLY, "admin-entry"]:
        for response in (client.get(listed.path(name)), client.post(listed.path(name), POSTED)):
            assert response.status_code in {404, 405}, name
            assert f"{CANARY}-message" not in response.text
    assert listed.state() == before
    client.force_login(listed.facilitator.user)
    assert f"{CANARY}-message" in client.get(listed.path("group-admin")).text


def test_facilitator_cannot_enter_exceptionally(client, listed):
    client.force_login(listed.facilitator.user)
    response = client.post(listed.path("admin-entry"), POSTED)
    assert response.status_code == 404
    assert not AdminEntry.objects.exists()


@pytest.mark.parametrize(
    ("name", "noun"),
    [
        ("join-request-decide", "request"), ("invitation-resend", "invitation"), ("invitation-revoke", "invitation"),
        ("member-role", "membership"), ("member-remove", "membership"),
    ],
)  # fmt: skip
def test_facilitator_cannot_reach_another_groups_objects(client, listed, name, noun):
    """Their own group in the address, the other group's id."""
    mine = MembershipFactory(role=Role.FACILITATOR)
    before = listed.state()
    client.force_login(mine.user)
    path = listed.path(name, slug=mine.group.slug)
    for response in (client.get(path), client.post(path, POSTED)):
        assert CANARY not in response.text
    assert listed.state() == before
    client.force_login(listed.facilitator.user)
    assert client.post(listed.path(name), {**POSTED, "role": "facilitator"}).status_code in {302, 200}
    assert listed.state() != before


def test_reading_changes_nothing(client, listed):
    """Mail filters and browsers open links: no address does anything on GET, not even for whoever may."""
    before = listed.state()
    for user in (listed.facilitator.user, listed.actors["network administrator"]):
        client.force_login(user)
        for name in [*PRIVATE, *CARDS]:
            for method in (client.get, client.head):
                assert method(listed.path(name)).status_code < 500
    assert listed.state() == before


@pytest.mark.parametrize("number", ["9" * 30, "0", str(2**63), "٣"])
@pytest.mark.parametrize("name", ["join-request-decide", "member-remove", "invitation-resend"])
def test_any_number_in_the_address(client, listed, name, number):
    client.force_login(listed.facilitator.user)
    path = re.sub(r"/\d+/", f"/{number}/", listed.path(name))
    response = client.get(path)
    assert response.status_code in {404, 302}
    # Around it stands their own frame, with their own group.
    assert CANARY not in response.text.partition("<main")[2].partition("</main>")[0]


def test_removed_member_loses_everything_at_once(client, listed):
    User.objects.filter(pk=listed.member.user_id).update(first_name="Camille")  # their own name stays theirs
    client.force_login(listed.member.user)
    pages = [listed.path(name) for name in ("member-list", "member-suggestions", "membership-leave")]
    assert all(client.get(page).status_code == 200 for page in pages)
    actions.remove_member(membership=listed.member, by=listed.facilitator.user)
    for page in pages:
        response = client.get(page)
        assert response.status_code == 404
        assert CANARY not in response.text


def test_suspended_person_passes_nowhere(client, listed):
    client.force_login(listed.facilitator.user)
    listed.facilitator.user.is_active = False
    listed.facilitator.user.save()
    response = client.get(listed.path("group-admin"))
    assert response.status_code in {302, 404}
    assert CANARY not in response.text


# Invitations -------------------------------------------------------------------


def with_token(invitation, nonce="n"):
    token = token_of(nonce, salt=PURPOSE)
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=fingerprint(token))
    return f"/invitation/{token}/"


def test_invitation_needs_the_verified_address(client, listed):
    path = with_token(listed.invitation)
    for user in (listed.actors["network member"], listed.actors["removed member"]):
        client.force_login(user)
        for response in (client.get(path), client.post(path)):
            assert "pour une autre adresse" in response.text
            assert f"{CANARY}-description" not in response.text
            assert listed.invitation.email not in response.text
        assert not Membership.objects.filter(group=listed.group, user=user).exists()


def test_invitation_role_in_the_form_is_ignored(client, listed):
    client.force_login(listed.actors["invited"])
    path = with_token(listed.invitation)
    client.post(f"{path}?role=facilitator", {"role": "facilitator", "group": listed.group.pk})
    assert Membership.objects.get(user=listed.actors["invited"]).role == Role.MEMBER


def test_invitation_token_opens_nothing_by_itself(client, listed):
    path = with_token(listed.invitation)
    page = client.get(path)
    assert "sid" not in client.cookies
    assert listed.invitation.email not in page.text
    assert client.post(path).headers["Location"].startswith(reverse("account_login"))
    assert not Membership.objects.filter(user=listed.actors["invited"]).exists()


def test_invitation_guesses_are_throttled(client, listed):
    answers = [client.get(f"/invitation/{uuid.uuid4().hex}/") for _ in range(34)]
    assert [answer.status_code for answer in answers] == [404] * 30 + [429] * 4
    assert answers[-1].headers["Retry-After"]
    assert client.get(with_token(listed.invitation)).status_code == 429


def test_ended_invitations_and_wrong_tokens_answer_alike(client, listed):
    nowhere = f"/invitation/{token_of('another', salt=PURPOSE)}/"
    unknown = client.get(nowhere)
    path = with_token(listed.invitation)
    assert "CNRY-name" in client.get(path).text
    for fields in (
        {"revoked_at": timezone.now()},
        {"revoked_at": None, "accepted_at": timezone.now()},
        {"accepted_at": None, "expires_at": timezone.now()},
    ):
        Invitation.objects.filter(pk=listed.invitation.pk).update(**fields)
        ended = client.get(path)
        assert ended.status_code == unknown.status_code == 404
        assert same(ended, path) == same(unknown, nowhere)


# At the same moment ------------------------------------------------------------


def at_once(*works):
    """Run these at the same moment, each on its own connection; returns what each returned or raised."""
    gate = threading.Barrier(len(works))

    def run(work):
        gate.wait()
        try:
            return work()
        except (Refused, Http404) as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def refusals(results):
    """Of whoever may no longer go, and of whoever no longer decides."""
    return [result for result in results if isinstance(result, Refused | Http404)]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("go", ["leave", "remove", "step down"])
def test_two_last_facilitators_do_not_both_go(go):
    group = GroupFactory()
    pair = [MembershipFactory(group=group, role=Role.FACILITATOR) for _ in range(2)]
    verbs = {
        "leave": lambda one, other: actions.leave_group(membership=one),
        "remove": lambda one, other: actions.remove_member(membership=one, by=other.user),
        "step down": lambda one, other: actions.change_role(membership=one, role=Role.MEMBER, by=other.user),
    }
    for _ in range(5):
        results = at_once(*[lambda o=one, t=other: verbs[go](o, t) for one, other in (pair, pair[::-1])])
        assert len(refusals(results)) == 1
        assert Membership.objects.filter(group=group, role=Role.FACILITATOR).count() == 1
        for one in pair:
            membership = actions.add_member(group=group, user=one.user)
            Membership.objects.filter(pk=membership.pk).update(role=Role.FACILITATOR)
        pair = list(Membership.objects.filter(group=group).order_by("id"))
    group.refresh_from_db()
    assert group.member_count == Membership.objects.filter(group=group).count()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_joins_make_one_membership():
    group, user = GroupFactory(entry="open"), UserFactory()
    at_once(*[lambda: actions.join_open_group(user=user, group=group)] * 20)
    group.refresh_from_db()
    assert (Membership.objects.filter(user=user).count(), group.member_count) == (1, 1)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_requests_make_one_and_one_event():
    group, user = GroupFactory(), UserFactory()
    key = uuid.uuid4()
    same_form = [lambda: actions.ask_to_join(user=user, group=group, message="x", key=key)] * 10
    other_forms = [lambda: actions.ask_to_join(user=user, group=group, message="x", key=uuid.uuid4())] * 10
    results = at_once(*same_form, *other_forms)
    assert len({asked.pk for asked in results}) == 1
    assert (JoinRequest.objects.count(), Event.objects.count()) == (1, 1)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_accept_refuse_withdraw_leave_one_end():
    facilitator = MembershipFactory(role=Role.FACILITATOR)
    for _ in range(5):
        asked = JoinRequestFactory(group=facilitator.group)
        results = at_once(
            lambda a=asked: actions.accept_request(request=JoinRequest.objects.get(pk=a.pk), by=facilitator.user),
            lambda a=asked: actions.refuse_request(request=JoinRequest.objects.get(pk=a.pk), by=facilitator.user),
            lambda a=asked: actions.withdraw_request(user=a.user, group=facilitator.group),
        )
        asked.refresh_from_db()
        is_member = Membership.objects.filter(group=facilitator.group, user=asked.user).exists()
        assert is_member == (asked.state == "accepted")
        assert asked.state != "pending"
        assert len(refusals(results)) >= 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_accept_and_revoke_an_invitation_leave_one_end():
    facilitator = MembershipFactory(role=Role.FACILITATOR)
    for _ in range(5):
        user = UserFactory()
        sent = InvitationFactory(group=facilitator.group, email=user.email, invited_by=facilitator.user)
        at_once(
            *[lambda s=sent, u=user: actions.accept_invitation(user=u, invitation=s)] * 5,
            *[lambda s=sent: actions.revoke_invitation(invitation=s, by=facilitator.user)] * 5,
        )
        sent.refresh_from_db()
        is_member = Membership.objects.filter(group=facilitator.group, user=user).exists()
        assert is_member == (sent.accepted_at is not None) == (sent.revoked_at is None)
    facilitator.group.refresh_from_db()
    assert facilitator.group.member_count == Membership.objects.filter(group=facilitator.group).count()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_same_list_sent_twice_at_once_mails_each_address_once():
    facilitator = MembershipFactory(role=Role.FACILITATOR)
    emails = [f"p{n}@example.org" for n in range(10)]
    results = at_once(
        *[lambda: actions.invite(group=facilitator.group, by=facilitator.user, emails=emails, role="member")] * 4
    )
    assert sum(line.is_sent for lines in results for line in lines) == 10
    assert Event.objects.filter(kind="invitation").count() == 10


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_sequence_numbers_are_given_once():
    group = GroupFactory()

    def take():
        numbers = []
        for _ in range(5):
            with transaction.atomic():
                numbers.append(actions.next_seq(Group(pk=group.pk)))
        return numbers

    given = [number for numbers in at_once(*[take] * 8) for number in numbers]
    assert sorted(given) == list(range(1, 41))
