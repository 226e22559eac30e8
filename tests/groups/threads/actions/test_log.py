import pytest
from django.db import DatabaseError, transaction

from groups.models import LogLine
from groups.threads import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(facilitator, thread):
    actions.pin_thread(thread=thread, by=facilitator, pinned=True)
    return LogLine.objects.get()


@pytest.mark.parametrize("changed", [{"statement": "Autre"}, {"act": "hide"}, {"label": "Autre"}])
def test_a_line_never_changes(line, changed):
    with pytest.raises(DatabaseError), transaction.atomic():
        LogLine.objects.filter(pk=line.pk).update(**changed)
    kept = LogLine.objects.get()
    assert (kept.act, kept.label, kept.statement) == ("pin", "Mobiliser les parents", "")


def test_a_line_is_nobody_else_s(line, member):
    with pytest.raises(DatabaseError), transaction.atomic():
        LogLine.objects.update(actor=member.user)
    assert LogLine.objects.get().actor == line.actor


def test_a_line_loses_the_name_of_somebody_erased_and_stays(line, facilitator, thread):
    facilitator.user.delete()
    thread.delete()
    kept = LogLine.objects.get()
    assert (kept.actor, kept.thread, kept.label) == (None, None, "Mobiliser les parents")


def test_a_line_keeps_the_title_of_that_moment(line, facilitator, thread):
    actions.edit_thread(thread=thread, by=facilitator, title="Un autre titre", kind="discussion", tags=[])
    assert list(LogLine.objects.order_by("id").values_list("act", "label")) == [
        ("pin", "Mobiliser les parents"),
        ("edit", "Mobiliser les parents"),
    ]
