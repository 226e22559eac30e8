"""What arrived in mailboxes, read as a calendar program would."""

import uuid

import pytest
import vobject
from django.core import mail

from groups.meetings import actions
from groups.meetings.models import Meeting
from network.activity.models import Notification
from tests.mailbox import parsed
from tests.worker import run_tasks


@pytest.fixture
def change(facilitator):
    """change(meeting, place="…"): as those who facilitate change it and tell so."""

    def do(meeting, **values):
        if values:
            Meeting.objects.filter(pk=meeting.pk).update(**values)
        return actions.tell_change(meeting=meeting, by=facilitator, key=uuid.uuid4())

    return do


@pytest.fixture
def cancel(facilitator):
    def do(meeting):
        actions.cancel_meeting(meeting=meeting, by=facilitator, reason="Grève")

    return do


def sent():
    """The mails by address; they are taken out of the box."""
    run_tasks()
    found = {message.to[0]: message for message in mail.outbox}
    assert len(found) == len(mail.outbox), "somebody was told twice"
    mail.outbox.clear()
    return found


def calendar_of(message):
    """(method in the header, calendar, event), the same as a twin and as a file."""
    wire, _text, _page = parsed(message)
    parts = {part.get_content_type(): part for part in wire.walk()}
    text = parts["text/calendar"].get_content()
    assert parts["application/ics"].get_content().decode().split() == text.split()
    calendar = vobject.readOne(text)
    return parts["text/calendar"].get_param("method"), calendar, calendar.vevent


def told():
    """(first name, kind) of the lines in everybody's bell."""
    rows = Notification.objects.order_by("id").values_list("user__first_name", "event__kind")
    return sorted(rows)
