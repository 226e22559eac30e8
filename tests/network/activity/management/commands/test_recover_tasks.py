from io import StringIO

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from tests.worker import run_tasks


@pytest.mark.django_db
def test_recover_tasks_gives_back_what_a_dead_worker_had(member, happen):
    happen()
    row = DBTaskResult.objects.get()
    row.claim("elsewhere")
    DBTaskResult.objects.update(started_at="2026-01-01T00:00Z")
    out = StringIO()
    call_command("recover_tasks", stdout=out)
    assert out.getvalue().startswith("tasks: 1, events and mails: 0\n")
    run_tasks()
    assert member.user.notifications.count() == 1
