"""The one command of an installation: prepares, starts two processes, watches them, ends them."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

from tests.live.server import database_url, free_port
from tools import serve
from tools.serve import Process, Supervisor, answers, settings_of_children

pytestmark = [pytest.mark.slow, pytest.mark.sqlite]  # the engine of an installation in one command
SLEEPER = ["-c", "import time; time.sleep(60)"]


@pytest.fixture(autouse=True)
def signals_of_the_suite():
    kept = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    yield
    for name, handler in kept.items():
        signal.signal(name, handler)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_for(truth, seconds=10.0) -> bool:
    deadline = time.monotonic() + seconds
    while not truth() and time.monotonic() < deadline:
        time.sleep(0.05)
    return truth()


def test_process_starts_again_what_ended_later_each_time(monkeypatch, capsys):
    now = [100.0]
    monkeypatch.setattr(serve.time, "monotonic", lambda: now[0])
    process = Process("worker", ["-c", "raise SystemExit(3)"], dict(os.environ))
    pauses = []
    for _ in range(7):
        process.look_after()
        process.child.wait()
        process.look_after()
        pauses.append(process.pause)
        assert process.child is None
        process.look_after()
        assert process.child is None
        now[0] += process.pause
    assert pauses == [1, 2, 4, 8, 16, 30, 30]
    assert "worker ended (code 3): starting it again in 1 s" in capsys.readouterr().out


def test_process_that_lived_long_starts_again_at_once(monkeypatch):
    process = Process("web", ["-c", ""], dict(os.environ), pause=16)
    process.start()
    process.child.wait()
    process.started -= serve.STEADY_SECONDS + 1
    process.look_after()
    assert process.pause == 0


def test_supervisor_ends_its_processes_and_says_when_all_is_ready(capsys):
    processes = [Process(name, SLEEPER, dict(os.environ)) for name in ("web", "worker")]
    told = []
    supervisor = Supervisor(processes, lambda: True, lambda: (told.append(1), supervisor._end()))
    assert supervisor.run() == 0
    assert told == [1]
    assert not any(alive(process.child.pid) for process in processes)


def test_supervisor_gives_up_when_the_site_never_answers(monkeypatch, capsys):
    monkeypatch.setattr(serve, "READY_SECONDS", 0.3)
    process = Process("web", SLEEPER, dict(os.environ))
    assert Supervisor([process], lambda: False, lambda: None).run() == 1
    assert "giving up" in capsys.readouterr().out
    assert not alive(process.child.pid)


def test_supervisor_kills_what_does_not_end(monkeypatch):
    monkeypatch.setattr(serve, "GRACE_SECONDS", 0.5)
    deaf = (
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"
    )
    process = Process("web", ["-c", deaf], dict(os.environ))
    started = []

    def ready():
        started.append(time.monotonic())
        return started[-1] - started[0] > 1

    supervisor = Supervisor([process], ready, lambda: os.kill(os.getpid(), signal.SIGTERM))
    assert supervisor.run() == 0
    assert process.child.returncode == -signal.SIGKILL


def test_settings_of_children_keep_what_was_chosen(monkeypatch):
    monkeypatch.setenv("BASE_URL", "https://reseau.example.org")
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")
    chosen = settings_of_children(8123)
    assert (chosen["BASE_URL"], chosen["PORT"]) == ("https://reseau.example.org", "8123")
    assert chosen["DJANGO_SETTINGS_MODULE"] == "network.settings.dev"
    monkeypatch.delenv("BASE_URL")
    assert settings_of_children(8123)["BASE_URL"] == "http://127.0.0.1:8123"


def test_answers_is_false_where_nothing_listens():
    assert not answers(f"http://127.0.0.1:{free_port()}/readyz")


@pytest.fixture
def install(tmp_path, transactional_db):
    """install(*arguments): `tools/serve.py` on the suite's own database; returns (process, port, what it said)."""
    begun = []

    def start(*arguments):
        port = free_port()
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.live.settings",
            "TEST_DATABASE_URL": database_url(),
            "VAR_DIR": str(tmp_path),
            "BASE_URL": f"http://127.0.0.1:{port}",
        }
        command = [sys.executable, "tools/serve.py", "--port", str(port), *arguments]
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=subprocess.PIPE, text=True)
        begun.append(process)
        said = []
        while "Ctrl-C ends it.\n" not in said:
            said.append(process.stdout.readline())
            assert said[-1], "".join(said)
        return process, port, "".join(said)

    yield start
    for process in begun:
        process.kill()
        process.wait()
        process.stdout.close()


def children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_one_command_prepares_serves_watches_and_ends(install):
    started, port, said = install()
    url = f"http://127.0.0.1:{port}"
    assert f"Traverse answers at {url}" in said
    assert "createsuperuser" in said
    assert answers(f"{url}/readyz")

    web, worker = children(started.pid)
    os.kill(web, signal.SIGKILL)
    assert wait_for(lambda: not answers(f"{url}/livez"), 5)
    assert wait_for(lambda: answers(f"{url}/livez"), 30)
    assert worker in children(started.pid)

    now = children(started.pid)
    started.send_signal(signal.SIGTERM)
    assert started.wait(25) == 0
    assert not any(alive(pid) for pid in now)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel tells the children")
def test_children_do_not_outlive_a_supervisor_that_is_killed(install):
    started, _, _ = install("--no-prepare")
    now = children(started.pid)
    assert len(now) == 2
    started.kill()
    assert wait_for(lambda: not any(alive(pid) for pid in now), 25)
