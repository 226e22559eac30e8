"""Who is told of a file in quarantine, with the rights of now."""

import pytest
from django.core import mail

from groups.spaces.actions import remove_member
from network.activity.models import Notification
from tests import clamd
from tests.groups.files.conftest import CANARY
from tests.worker import run_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("scanner")]


@pytest.fixture
def infected(member, colleague, facilitator, bring):
    return bring(member, f"{CANARY}.txt", clamd.EICAR)


def told():
    return set(Notification.objects.filter(event__kind="file-quarantined").values_list("user__first_name", flat=True))


def test_who_brought_it_and_who_facilitates_are_told(infected, member, facilitator, client):
    run_tasks()
    assert told() == {member.user.first_name, facilitator.user.first_name}
    assert {to for letter in mail.outbox for to in letter.to} == {member.user.email, facilitator.user.email}
    assert all(CANARY in letter.subject and "quarantaine" in letter.subject for letter in mail.outbox)
    for person in (member, facilitator):
        client.force_login(person.user)
        page = client.get("/notifications/").text
        assert f"{CANARY}.txt" in page and infected.url in page


def test_who_left_meanwhile_is_not(infected, member, facilitator, client):
    """RV-01."""
    remove_member(membership=member, by=facilitator.user)
    run_tasks()
    letters = [letter.to for letter in mail.outbox if CANARY in letter.subject]
    assert letters == [[facilitator.user.email]]
    client.force_login(member.user)
    assert CANARY not in client.get("/notifications/").text


def test_who_no_longer_facilitates_reads_it_no_more(infected, facilitator, client):
    run_tasks()
    type(facilitator).objects.filter(pk=facilitator.pk).update(role="member")
    client.force_login(facilitator.user)
    assert CANARY not in client.get("/notifications/").text


def test_a_file_that_was_deleted_is_not_spoken_of(infected, member, client):
    run_tasks()
    type(infected).objects.update(deleted_at=infected.created_at)
    client.force_login(member.user)
    assert CANARY not in client.get("/notifications/").text


def test_a_confidential_group_says_no_more_than_the_name(infected, group):
    type(group).objects.update(confidential=True)
    run_tasks()
    assert mail.outbox and all("dangereux" not in letter.body for letter in mail.outbox)
