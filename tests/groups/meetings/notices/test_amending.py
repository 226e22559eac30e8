import uuid

import pytest
from django.core import mail

from groups.meetings import actions
from network.activity.models import Event
from network.activity.notices import lines_for
from tests.groups.meetings.filled import add_point, publish
from tests.mailbox import links_of
from tests.worker import run_tasks


@pytest.fixture
def amendment(minutes, facilitator, colleague):
    add_point(minutes)
    publish(minutes, facilitator)
    minutes.refresh_from_db()
    run_tasks()
    mail.outbox.clear()
    about = {"minutes": minutes, "by": colleague, "point_id": None, "key": uuid.uuid4()}
    return actions.propose_amendment(text="CNRY-le-12", **about)


def subjects(person):
    return [message.subject for message in mail.outbox if message.to == [person.user.email]]


def test_a_proposal_is_told_to_those_who_write(amendment, facilitator, member):
    run_tasks()
    event = Event.objects.get(kind="amendment-proposed")
    assert subjects(facilitator) and not subjects(member)
    assert "CNRY-le-12" in lines_for([event], facilitator.user)[event.pk].excerpt
    told = mail.outbox[-1]
    assert "Élise Moreau, L’en-tête du compte rendu" in told.body and "CNRY-le-12" in told.body
    assert any(link.endswith(f"/compte-rendu/corrections/{amendment.pk}/") for link in links_of(told))
    assert lines_for([event], member.user) == {}


def test_the_answer_is_told_to_whoever_proposed(amendment, facilitator, colleague, member):
    actions.decide_amendment(amendment=amendment, by=facilitator, accept=False, answer="C’était le 13.")
    run_tasks()
    event = Event.objects.get(kind="amendment-decided")
    assert "refusée" in subjects(colleague)[0] and not subjects(member)
    assert "C’était le 13." in mail.outbox[-1].body and "CNRY-le-12" in mail.outbox[-1].body
    assert lines_for([event], member.user) == {} and event.pk in lines_for([event], colleague.user)
