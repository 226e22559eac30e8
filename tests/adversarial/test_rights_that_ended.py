"""What somebody keeps who lost their place: nothing that rested on it comes back with it, or reaches them otherwise."""

import re
import uuid
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from groups.meetings import access, actions, queries
from groups.meetings.access import ANSWER
from groups.meetings.models import Attendance, HeadRevision, Meeting, Minutes
from groups.spaces.access import Passage
from groups.spaces.actions import (
    accept_request,
    add_member,
    ask_to_join,
    change_role,
    invite,
    join_open_group,
    leave_group,
    refuse_request,
    remove_member,
    resend_invitation,
    revoke_invitation,
    update_welcome,
)
from groups.spaces.models import Group, Invitation, JoinRequest, Membership
from network.activity.models import Notification
from network.kit.errors import Refused
from network.kit.tokens import find_token
from network.people.models import User
from network.seeds.dump import dump
from tests.factories import InvitationFactory, JoinRequestFactory, MeetingFactory, MembershipFactory, MinutesFactory
from tests.groups.meetings.filled import add_point, publish
from tests.worker import run_tasks

CANARY = "canari-des-droits"


@pytest.fixture
def other(group):
    """Somebody else who facilitates, and stays."""
    return MembershipFactory(group=group, role="facilitator")


@pytest.fixture
def draft(facilitator, other):
    """Begun by the facilitator who is going to lose it."""
    meeting = MeetingFactory(group=facilitator.group, days=-2)
    minutes = actions.start_minutes(meeting=meeting, by=facilitator, key=uuid.uuid4())
    Minutes.objects.filter(pk=minutes.pk).update(summary=CANARY)
    return minutes


def demote(facilitator, other):
    change_role(membership=facilitator, role="member", by=other.user)


def put_out(facilitator, other):
    remove_member(membership=facilitator, by=other.user)


def put_out_and_let_in(facilitator, other):
    remove_member(membership=facilitator, by=other.user)
    add_member(group=facilitator.group, user=facilitator.user)


def writes(minutes, user):
    now = Membership.objects.select_related("group").get(group=minutes.meeting.group, user=user)
    try:
        access.get_minutes_to_write_or_404(Passage.of(now), minutes.meeting_id)
    except Http404:
        return False
    return True


@pytest.mark.parametrize("end", [demote, put_out_and_let_in])
def test_who_no_longer_facilitates_writes_no_minutes_until_asked_again(draft, facilitator, other, end):
    """The words stay, and what the head said; a page that was open on it changes nothing."""
    user, version = facilitator.user, Minutes.objects.get().version
    own = Client()
    own.force_login(user)
    page = reverse("groups:minutes-edit", args=[facilitator.group.slug, draft.meeting_id])
    assert CANARY in own.get(page).content.decode()
    end(facilitator, other)
    for path in (page, draft.url, reverse("groups:minutes-pdf", args=[facilitator.group.slug, draft.meeting_id])):
        response = own.get(path)
        assert response.status_code == 404 and CANARY not in response.content.decode()
    assert CANARY not in own.get(draft.meeting.url).content.decode()
    assert Minutes.objects.get().summary == CANARY and HeadRevision.objects.get().content["writer_id"] == user.pk
    with pytest.raises(Refused):
        actions.change_head(minutes=draft, by=other, head=actions.Head(summary="Vu avant"), seen=version)
    asked = actions.Head(summary=CANARY, writer=user)
    actions.change_head(minutes=draft, by=other, head=asked, seen=Minutes.objects.get().version)
    assert writes(draft, user)


def test_published_minutes_keep_the_name_and_not_the_right(draft, facilitator, other):
    add_point(draft, "Budget")
    publish(draft, facilitator)
    demote(facilitator, other)
    draft.refresh_from_db()
    assert not writes(draft, facilitator.user) and queries.content_of(draft)["writer"] == str(facilitator.user)
    assert facilitator.user not in queries.writers_to_tell(draft)


def test_an_earlier_head_brings_no_writer_back_who_left(draft, facilitator, other):
    remove_member(membership=facilitator, by=other.user)
    actions.revert_head(minutes=draft, by=other, revision=HeadRevision.objects.get())
    assert Minutes.objects.get().writer is None


@pytest.fixture
def guest_and_member(group, facilitator, other):
    """Somebody who was a guest by a second address of theirs before coming in: of a past meeting and of one to come."""
    user = MembershipFactory(group=group).user
    EmailAddress.objects.create(user=user, email="ailleurs@example.org", verified=True)
    past, to_come = MeetingFactory(group=group, days=-2), MeetingFactory(group=group, days=5)
    for meeting in (past, to_come):
        about = {"name": "La même", "email": "ailleurs@example.org", "gets_minutes": True}
        Attendance.objects.create(meeting=meeting, is_guest=True, **about)
    actions.convene(meeting=to_come, by=facilitator, key=uuid.uuid4())
    add_point(MinutesFactory(meeting=past), words=CANARY)
    run_tasks()
    mail.outbox.clear()
    return user


def told(user):
    return [message for message in mail.outbox if "ailleurs@example.org" in message.to]


def publish_all(by):
    for minutes in Minutes.objects.select_related("meeting__group"):
        publish(minutes, by)
    run_tasks()


@pytest.mark.parametrize("goes", ["removed", "leaves", "suspended", "stays"])
def test_who_lost_the_group_is_no_guest_by_another_address(guest_and_member, facilitator, goes):
    user = guest_and_member
    row = Attendance.objects.filter(email="ailleurs@example.org", invited_at__isnull=False).get()
    link = reverse("groups:convocation-answer", args=[find_token(row.nonce, salt=ANSWER, expected=row.token_hash)])
    membership = Membership.objects.select_related("group").get(user=user)
    if goes == "removed":
        remove_member(membership=membership, by=facilitator.user)
    elif goes == "leaves":
        leave_group(membership=membership)
    elif goes == "suspended":
        User.objects.filter(pk=user.pk).update(is_active=False)
    publish_all(facilitator)
    actions.remind(meeting=row.meeting, by=facilitator, key=uuid.uuid4())
    run_tasks()
    is_there = goes == "stays"
    assert bool(told(user)) == is_there
    assert Client().get(link).status_code == (200 if is_there else 404)
    assert Attendance.objects.filter(name="La même").exists()


def test_nor_by_an_address_that_only_they_know(group, facilitator, member):
    """The name is what is left to recognise them by; somebody else's minutes still leave."""
    meeting = MeetingFactory(group=group, days=-2)
    for name, email in (("claire VASSEUR", "chez-elle@example.org"), ("Une autre", "autre@example.org")):
        Attendance.objects.create(meeting=meeting, is_guest=True, name=name, email=email, gets_minutes=True)
    remove_member(membership=member, by=facilitator.user)
    assert [guest.email for guest in queries.guests_for_minutes(meeting)] == ["autre@example.org"]


@pytest.mark.parametrize("goes", ["removed", "stays"])
def test_nor_by_one_that_they_confirm_later(group, facilitator, member, colleague, goes):
    meeting, about = MeetingFactory(group=group, days=5), {"name": "Une autre", "email": "ailleurs@example.org"}
    row = Attendance.objects.create(meeting=meeting, is_guest=True, **about)
    actions.convene(meeting=meeting, by=facilitator, key=uuid.uuid4())
    run_tasks()
    row.refresh_from_db()
    link = reverse("groups:convocation-answer", args=[find_token(row.nonce, salt=ANSWER, expected=row.token_hash)])
    if goes == "removed":
        remove_member(membership=member, by=facilitator.user)
    EmailAddress.objects.create(user=member.user, email="ailleurs@example.org", verified=True)
    mail.outbox.clear()
    actions.remind(meeting=meeting, by=facilitator, key=uuid.uuid4())
    run_tasks()
    assert bool(told(member.user)) == (goes == "stays")
    assert Client().get(link).status_code == (200 if goes == "stays" else 404)


def test_a_former_member_is_a_guest_again_when_somebody_decides_it(guest_and_member, facilitator):
    membership = Membership.objects.select_related("group").get(user=guest_and_member)
    remove_member(membership=membership, by=facilitator.user)
    meeting = Meeting.objects.get(convened_at__isnull=False)
    about = {"name": "La même", "role": "", "email": "ailleurs@example.org", "gets_minutes": False}
    actions.add_guest(meeting=meeting, by=facilitator, key=uuid.uuid4(), **about)
    actions.convene(meeting=meeting, by=facilitator, key=uuid.uuid4())
    run_tasks()
    assert told(guest_and_member)


@pytest.mark.parametrize("goes", ["removed", "leaves"])
def test_no_invitation_of_before_brings_somebody_back(group, facilitator, outsider, goes):
    """Two ways in, the second one kept for later."""
    EmailAddress.objects.create(user=outsider, email="ailleurs@example.org", verified=True)
    invite(group=group, by=facilitator.user, emails=["ailleurs@example.org", "autre@example.org"], role="facilitator")
    membership = add_member(group=group, user=outsider)
    if goes == "removed":
        remove_member(membership=membership, by=facilitator.user)
    else:
        leave_group(membership=membership)
    assert [one.email for one in Invitation.objects.open()] == ["autre@example.org"]


@pytest.mark.parametrize("goes", ["removed", "never was in"])
def test_nor_one_to_an_address_that_is_confirmed_later(group, facilitator, outsider, client, goes):
    """Whoever was put out needs a new decision, by whichever door; nobody else does."""
    Group.objects.filter(pk=group.pk).update(visibility="hidden", entry="invitation")
    invite(group=group, by=facilitator.user, emails=["ailleurs@example.org"], role="facilitator")
    if goes == "removed":
        remove_member(membership=add_member(group=group, user=outsider), by=facilitator.user)
    run_tasks()
    EmailAddress.objects.create(user=outsider, email="ailleurs@example.org", verified=True)
    link = re.search(r"/invitation/[^/\s]+/", mail.outbox[0].body)[0]
    client.force_login(outsider)
    for page in ("/tableau-de-bord/", link):
        assert (group.name in client.get(page).content.decode()) == (goes != "removed")
    client.post(link)
    client.post(reverse("groups:group-join", args=[group.slug]))
    assert Membership.objects.filter(user=outsider).exists() == (goes != "removed")
    if goes == "removed":
        invite(group=group, by=facilitator.user, emails=["ailleurs@example.org"], role="member")
        run_tasks()
        client.post(re.search(r"/invitation/[^/\s]+/", mail.outbox[-1].body)[0])
        assert Membership.objects.get(user=outsider).role == "member"


@pytest.mark.parametrize("end", ["demoted", "out", "suspended"])
def test_who_lost_the_right_at_this_very_moment_decides_nothing_any_more(group, facilitator, other, outsider, end):
    """Their page was let through; the loss was written before their form held the group."""
    asked = JoinRequestFactory(group=group, user=outsider)
    member, by = MembershipFactory(group=group), facilitator.user
    sent = InvitationFactory(group=group, invited_by=other.user, sent_at=timezone.now() - timedelta(hours=1))
    if end == "suspended":
        User.objects.filter(pk=by.pk).update(is_active=False)
        by.refresh_from_db()
    else:
        (demote if end == "demoted" else put_out)(facilitator, other)
    before = dump()
    acts = [
        lambda: change_role(membership=member, role="facilitator", by=by),
        lambda: remove_member(membership=member, by=by),
        lambda: accept_request(request=asked, by=by),
        lambda: refuse_request(request=asked, by=by),
        lambda: invite(group=group, by=by, emails=["complice@example.org"], role="facilitator"),
        lambda: resend_invitation(invitation=sent, by=by),
        lambda: revoke_invitation(invitation=sent, by=by),
        lambda: update_welcome(membership=facilitator, welcome="", version=group.welcome_version),
    ]
    for act in acts:
        with pytest.raises(Http404):
            act()
    assert dump() == before


def test_who_was_put_out_of_an_open_group_asks_before_they_are_in_again(group, facilitator, outsider, client):
    """Whoever left by themselves does not; nor does asking, taking it back or being refused open the door."""
    Group.objects.filter(pk=group.pk).update(entry="open")
    client.force_login(outsider)
    door = reverse("groups:group-join", args=[group.slug])

    def is_in():
        return Membership.objects.filter(user=outsider).exists()

    client.post(door)
    leave_group(membership=Membership.objects.select_related("group").get(user=outsider))
    client.post(door)
    assert is_in()
    remove_member(membership=Membership.objects.select_related("group", "user").get(user=outsider), by=facilitator.user)
    assert "Demander à rejoindre" in client.get(reverse("groups:group-home", args=[group.slug])).content.decode()
    for number in range(2):
        client.post(door, {"message": "Je reviens", "key": uuid.uuid4()})
        with pytest.raises(Refused):
            join_open_group(user=outsider, group=group)
        asked = JoinRequest.objects.filter(user=outsider).latest("id")
        assert asked.state == "pending" and not is_in()
        if number:
            boss = Client()
            boss.force_login(facilitator.user)
            page = reverse("groups:join-request-decide", args=[group.slug, asked.pk])
            assert "déjà été retirée du groupe" in boss.get(page).content.decode()
            refuse_request(request=asked, by=facilitator.user)
        else:
            client.post(reverse("groups:join-request-withdraw", args=[group.slug]))
    accept_request(request=ask_to_join(user=outsider, group=group, message="", key=uuid.uuid4()), by=facilitator.user)
    leave_group(membership=Membership.objects.select_related("group").get(user=outsider))
    client.post(door)
    assert is_in()


def test_who_was_put_out_before_they_were_told_that_they_are_in_is_not_told(group, facilitator, outsider, client):
    """The worker was late: of the group, by then perhaps hidden, they get the mail that says that they are out."""
    accept_request(request=JoinRequestFactory(group=group, user=outsider), by=facilitator.user)
    remove_member(membership=Membership.objects.select_related("group", "user").get(user=outsider), by=facilitator.user)
    run_tasks()
    assert ["plus membre" in message.subject for message in mail.outbox if outsider.email in message.to] == [True]
    client.force_login(outsider)
    assert group.name not in client.get("/notifications/").content.decode()
    assert not Notification.objects.filter(user=outsider).exists()


@pytest.mark.parametrize("answer", ["none yet", "before it was hidden", "after it was hidden"])
@pytest.mark.parametrize("visibility", ["listed", "hidden"])
def test_who_asked_is_told_nothing_of_a_group_that_was_hidden_since(
    group, facilitator, outsider, client, visibility, answer
):
    """Not in their dashboard, their bell nor their mails: its name of now would say what became of it."""
    asked = ask_to_join(user=outsider, group=group, message="", key=uuid.uuid4())

    def refuse():
        refuse_request(request=asked, by=facilitator.user)
        run_tasks()

    if answer == "before it was hidden":
        refuse()
    mail.outbox.clear()
    Group.objects.filter(pk=group.pk).update(visibility=visibility, name=CANARY)
    if answer == "after it was hidden":
        asked.refresh_from_db()
        refuse()
    client.force_login(outsider)
    page = "/tableau-de-bord/" if answer == "none yet" else "/notifications/"
    said = [
        client.get(page).content.decode(),
        *(f"{one.subject} {one.body}" for one in mail.outbox if one.to == [outsider.email]),
    ]
    mine = [CANARY in words for words in said]
    assert any(mine) == (visibility == "listed")
