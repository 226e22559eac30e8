import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django_tasks_db.management.commands import db_worker as theirs
from django_tasks_db.models import DBTaskResult

from network.activity.management.commands import db_worker
from network.activity.management.commands.db_worker import Command
from network.kit import recovery

HANG = """
import django, time
django.setup()
from django.conf import settings
from django_tasks_db.models import DBTaskResult
from network.kit.worker import new_worker_id
DBTaskResult.objects.get(status="READY").claim(new_worker_id())
print("taken", flush=True)
time.sleep(60)
"""


@pytest.fixture
def handled(monkeypatch):
    """What the library's own worker is asked to do, in order; put exceptions in `raises`."""

    class Handled(list):
        raises = []

    def handle(command, **options):
        calls.append(options)
        if calls.raises:
            raise calls.raises.pop(0)

    calls = Handled()
    monkeypatch.setattr(theirs.Command, "handle", handle)
    monkeypatch.setattr(Command, "pause", 0)
    return calls


@pytest.mark.django_db
def test_db_worker_takes_all_queues_and_says_where_it_runs(handled):
    call_command("db_worker", batch=True)
    assert handled[0]["queue_name"] == "*"
    assert f":{os.getpid()}:" in handled[0]["worker_id"]
    assert len(handled[0]["worker_id"]) <= 64


@pytest.mark.django_db
def test_db_worker_takes_up_what_was_left_before_it_starts(handled, member, happen):
    happen()
    DBTaskResult.objects.get().claim("elsewhere")
    DBTaskResult.objects.update(started_at="2026-01-01T00:00Z")
    call_command("db_worker", batch=True)
    assert DBTaskResult.objects.get().status == "READY"


@pytest.mark.django_db
def test_db_worker_takes_up_what_rooms_lost_before_it_starts(handled, monkeypatch):
    monkeypatch.setattr(recovery, "_WORK", {})
    recovery.register("essais", lambda: len(handled.append("taken up") or handled))
    call_command("db_worker", batch=True)
    assert handled[0] == "taken up" and len(handled) == 2


def test_db_worker_survives_the_database(handled, monkeypatch, caplog):
    monkeypatch.setattr(db_worker, "recover", lambda worker_id: None)
    monkeypatch.setattr(connection, "close", lambda: None)
    handled.raises = [OperationalError("gone"), OperationalError("gone")]
    call_command("db_worker", batch=False, reload=False)
    assert len(handled) == 3
    assert "the database does not answer" in caplog.text
    handled.raises = [OperationalError("gone")]
    with pytest.raises(OperationalError):
        call_command("db_worker", batch=True)
    handled.raises = [CommandError("wrong option")]
    with pytest.raises(CommandError):
        call_command("db_worker", batch=False, reload=False)


def test_db_worker_keeps_recovering_while_it_works(monkeypatch, caplog):
    monkeypatch.setattr(connection, "close", lambda: None)
    stop, seen = threading.Event(), []

    def recover(worker_id):
        seen.append(worker_id)
        if len(seen) == 1:
            raise OperationalError("gone")
        stop.set()

    monkeypatch.setattr(db_worker, "recover", recover)
    monkeypatch.setattr(Command, "period", 0)
    Command().keep_whole("me", stop)
    assert seen == ["me", "me"]
    assert "recovery" in caplog.text


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_db_worker_killed_in_a_task_loses_nothing(member, happen, tmp_path):
    """A process takes the task and is killed; the worker started after it tells the event."""
    happen(kind="test-gone")
    env = {**os.environ, "DATABASE_URL": database_url(), "EMAIL_URL": "", "VAR_DIR": str(tmp_path)}
    env |= {"DJANGO_SETTINGS_MODULE": "network.settings.dev"}
    with subprocess.Popen([sys.executable, "-c", HANG], env=env, cwd=settings.BASE_DIR, stdout=subprocess.PIPE) as held:
        assert held.stdout.readline() == b"taken\n"
        held.send_signal(signal.SIGKILL)
    assert DBTaskResult.objects.get().status == "RUNNING"
    command = [sys.executable, "manage.py", "db_worker", "--interval", "0.1", "--no-startup-delay"]
    with subprocess.Popen(command, env=env, cwd=settings.BASE_DIR, stderr=subprocess.PIPE) as worker:
        deadline = time.monotonic() + 30
        while not DBTaskResult.objects.filter(status="SUCCESSFUL").exists() and time.monotonic() < deadline:
            time.sleep(0.1)
        worker.send_signal(signal.SIGTERM)
    tries = DBTaskResult.objects.order_by("enqueued_at")
    assert tries.first().status == "SUCCESSFUL"
    assert len(tries.first().worker_ids) == 2


def database_url():
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    return f"postgres://{known['USER']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"
