import re
from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import Group, Invitation, Membership
from groups.spaces import actions
from groups.spaces.actions.invitations import A_DAY, PENDING, PURPOSE
from groups.spaces.enums import InviteOutcome, Role
from network.activity.models import Event
from network.kit.errors import Refused
from network.kit.tokens import find_token, fingerprint
from tests.factories import InvitationFactory, MembershipFactory, UserFactory


def invite(facilitator, *emails, role=Role.MEMBER):
    return actions.invite(group=facilitator.group, by=facilitator.user, emails=list(emails), role=role, message="Venez")


def outcomes(results):
    return [(line.email, str(line.outcome)) for line in results]


def test_invite_says_what_became_of_each_line(facilitator, member):
    InvitationFactory(group=facilitator.group, invited_by=facilitator.user, email="deja@example.org")
    results = invite(
        facilitator,
        "Nouvelle@Example.org",
        "nouvelle@example.org",
        member.user.email,
        "deja@example.org",
        "sans",
        "a@b",
    )
    assert outcomes(results) == [
        ("nouvelle@example.org", "sent"),
        (member.user.email, "member"),
        ("deja@example.org", "invited"),
        ("sans", "invalid"),
        ("a@b", "invalid"),
    ]
    assert "arobase" in results[3].reason
    sent = Invitation.objects.get(email="nouvelle@example.org")
    assert (sent.role, sent.message, sent.invited_by) == (Role.MEMBER, "Venez", facilitator.user)


def test_invite_knows_every_address_of_a_member(facilitator, member):
    member.user.emailaddress_set.create(email="autre@example.org", verified=True)
    assert outcomes(invite(facilitator, "autre@example.org")) == [("autre@example.org", "member")]


def test_invite_keeps_no_token(facilitator):
    invite(facilitator, "claire@example.org")
    event, invitation = Event.objects.get(kind="invitation"), Invitation.objects.get()
    token = find_token(event.data["nonce"], salt=PURPOSE, expected=invitation.token_hash)
    assert len(token) >= 43
    assert fingerprint(token) == invitation.token_hash
    assert token not in str(event.data) + invitation.token_hash


def test_invite_sends_an_expired_one_anew(facilitator):
    old = InvitationFactory(
        group=facilitator.group, email="a@example.org", role=Role.FACILITATOR, expires_at=timezone.now()
    )
    assert invite(facilitator, "a@example.org")[0].is_sent
    new = Invitation.objects.get()
    assert (new.pk, new.role, new.is_expired) == (old.pk, Role.MEMBER, False)
    assert new.token_hash != old.token_hash


def test_invite_fifty_a_day(facilitator):
    results = invite(facilitator, *(f"p{n}@example.org" for n in range(A_DAY + 2)))
    assert [line.outcome for line in results].count(InviteOutcome.SENT) == A_DAY
    assert results[-1].outcome == InviteOutcome.TOO_MANY
    assert results[-1].is_to_correct
    assert "50" in results[-1].reason
    Invitation.objects.update(sent_at=timezone.now() - timedelta(days=2), revoked_at=timezone.now())
    assert invite(facilitator, "demain@example.org")[0].is_sent


def test_invite_a_cancelled_invitation_still_counts_for_the_day(facilitator):
    invite(facilitator, *(f"p{n}@example.org" for n in range(A_DAY)))
    Invitation.objects.update(revoked_at=timezone.now())
    assert not invite(facilitator, "encore@example.org")[0].is_sent


def test_invite_two_hundred_waiting(facilitator):
    rows = [
        Invitation(group=facilitator.group, email=f"w{n}@example.org", token_hash=str(n), expires_at=timezone.now())
        for n in range(PENDING)
    ]
    Invitation.objects.bulk_create(rows)
    result = invite(facilitator, "encore@example.org")[0]
    assert result.outcome == InviteOutcome.TOO_MANY
    assert "200" in result.reason


def test_invite_refuses_for_an_archived_group(facilitator):
    Group.objects.update(archived_at=timezone.now())
    with pytest.raises(Refused, match="archivé"):
        invite(facilitator, "a@example.org")
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_invite_asks_about_the_list_once(facilitator, django_assert_max_num_queries, count):
    with django_assert_max_num_queries(10 + 3 * count):
        invite(facilitator, *(f"p{n}@example.org" for n in range(count)))


def aged(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=timezone.now() - timedelta(hours=1))
    invitation.refresh_from_db()
    return invitation


def test_resend_invitation_ends_the_former_link(facilitator):
    invitation = aged(InvitationFactory(group=facilitator.group))
    again = actions.resend_invitation(invitation=invitation, by=facilitator.user)
    assert again.token_hash != invitation.token_hash
    assert again.invited_by == facilitator.user
    assert Event.objects.get(kind="invitation").object_id == invitation.pk


def test_resend_invitation_not_twice_in_a_row(facilitator):
    with pytest.raises(Refused, match="dix minutes"):
        actions.resend_invitation(invitation=InvitationFactory(group=facilitator.group), by=facilitator.user)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"accepted_at": timezone.now()}, "déjà acceptée"), ({"revoked_at": timezone.now()}, "annulée")],
)
def test_resend_invitation_that_has_ended(facilitator, fields, reason):
    with pytest.raises(Refused, match=reason):
        actions.resend_invitation(invitation=InvitationFactory(group=facilitator.group, **fields), by=facilitator.user)


def test_resend_invitation_within_the_limits(facilitator):
    invitation = aged(InvitationFactory(group=facilitator.group))
    invite(facilitator, *(f"p{n}@example.org" for n in range(A_DAY)))
    with pytest.raises(Refused, match="aujourd’hui"):
        actions.resend_invitation(invitation=invitation, by=facilitator.user)
    Group.objects.update(archived_at=timezone.now())
    with pytest.raises(Refused, match="archivé"):
        actions.resend_invitation(invitation=invitation, by=facilitator.user)


def test_revoke_invitation(facilitator):
    invitation = InvitationFactory(group=facilitator.group)
    first = actions.revoke_invitation(invitation=invitation, by=facilitator.user).revoked_at
    actions.revoke_invitation(invitation=invitation, by=facilitator.user)
    invitation.refresh_from_db()
    assert invitation.revoked_at == first
    accepted = InvitationFactory(group=facilitator.group, accepted_at=timezone.now())
    with pytest.raises(Refused, match="déjà acceptée"):
        actions.revoke_invitation(invitation=accepted, by=facilitator.user)


def test_accept_invitation_gives_the_stored_role(facilitator):
    newcomer = UserFactory(approved_at=None)
    invitation = InvitationFactory(
        group=facilitator.group, email=newcomer.email, invited_by=facilitator.user, role=Role.FACILITATOR
    )
    membership = actions.accept_invitation(user=newcomer, invitation=invitation)
    invitation.refresh_from_db()
    newcomer.refresh_from_db()
    assert membership.role == Role.FACILITATOR
    assert newcomer.is_approved
    assert invitation.accepted_by == newcomer
    assert actions.accept_invitation(user=newcomer, invitation=invitation) == membership


def test_accept_invitation_as_a_member_keeps_the_role(facilitator, member):
    invitation = InvitationFactory(
        group=facilitator.group, email=member.user.email, invited_by=facilitator.user, role=Role.FACILITATOR
    )
    actions.accept_invitation(user=member.user, invitation=invitation)
    member.refresh_from_db()
    assert member.role == Role.MEMBER


def ended(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())


def revoked(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(revoked_at=timezone.now())


def used(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=timezone.now(), accepted_by=UserFactory())


def used_then_put_out(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(
        accepted_at=timezone.now(), accepted_by=invitation.group.newcomer
    )


def inviter_demoted(invitation):
    Membership.objects.filter(user=invitation.invited_by).update(role=Role.MEMBER)


def inviter_suspended(invitation):
    invitation.invited_by.is_active = False
    invitation.invited_by.save()


def inviter_erased(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(invited_by=None)


def group_archived(invitation):
    Group.objects.filter(pk=invitation.group_id).update(archived_at=timezone.now())


def address_not_verified(invitation):
    invitation.group.newcomer.emailaddress_set.update(verified=False)


def address_of_somebody_else(invitation):
    Invitation.objects.filter(pk=invitation.pk).update(email="autre@example.org")


@pytest.mark.parametrize(
    "spoil",
    [
        ended, revoked, used, used_then_put_out, inviter_demoted, inviter_suspended, inviter_erased, group_archived,
        address_not_verified, address_of_somebody_else,
    ],
)  # fmt: skip
def test_accept_invitation_refuses(facilitator, outsider, spoil):
    invitation = InvitationFactory(group=facilitator.group, email=outsider.email, invited_by=facilitator.user)
    invitation.group.newcomer = outsider
    spoil(invitation)
    with pytest.raises(Refused, match="n’est plus valable"):
        actions.accept_invitation(user=outsider, invitation=invitation)
    assert not Membership.objects.filter(user=outsider).exists()


def test_accept_invitation_of_a_network_administrator(group, outsider):
    admin = UserFactory(is_superuser=True)
    invitation = InvitationFactory(group=group, email=outsider.email, invited_by=admin)
    assert actions.accept_invitation(user=outsider, invitation=invitation).role == Role.MEMBER


def test_masked_email_tells_its_owner_only():
    masked = Invitation(email="marie.lemoine@valombre.example").masked_email
    assert masked == "m…e@v….example"
    assert not re.search("lemoine|valombre", masked)
    assert InvitationFactory.build(group=None, invited_by=None, email="a@b.fr").masked_email == "a…a@b….fr"


def test_members_are_not_invited_twice_after_leaving(facilitator):
    gone = MembershipFactory(group=facilitator.group)
    actions.leave_group(membership=gone)
    assert invite(facilitator, gone.user.email)[0].is_sent
