"""Runs an installation in one command: prepares it, then keeps the web process and the worker alive, and ends both.

Standard library only, so that the supervisor stays small beside what it watches.
"""

import argparse
import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from network import env  # noqa: E402

READY_SECONDS = 120
GRACE_SECONDS = 25
STEADY_SECONDS = 10
LONGEST_PAUSE = 30
WEB = [
    *("-m", "uvicorn", "network.asgi:embedded", "--lifespan", "off", "--log-level", "warning"),
    *("--no-server-header", "--no-proxy-headers", "--no-access-log"),
    *("--ws-max-size", "65536", "--ws-max-queue", "16", "--ws-per-message-deflate", "false"),
    *("--limit-concurrency", "2000", "--timeout-keep-alive", "15", "--timeout-graceful-shutdown", "20"),
]
WORKER = ["manage.py", "db_worker", "--queue-name", "*", "--no-reload", "--no-startup-delay", "--skip-checks"]


def follow_parent() -> None:
    """On Linux, end with the supervisor even when it is killed without warning."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)


@dataclass
class Process:
    """One child, started again when it ends by itself: at once the first time, then later and later."""

    name: str
    arguments: list[str]
    environment: dict[str, str]
    child: subprocess.Popen | None = None
    started: float = 0
    pause: float = 0
    not_before: float = field(default=0)

    def start(self) -> None:
        self.started = time.monotonic()
        # Its own group: Ctrl-C reaches the supervisor alone, which then asks each child once.
        self.child = subprocess.Popen(
            [sys.executable, *self.arguments],
            cwd=ROOT,
            env=self.environment,
            process_group=0,
            preexec_fn=follow_parent,  # noqa: PLW1509 - this process has one thread
        )

    def look_after(self) -> None:
        if self.child is None:
            if time.monotonic() >= self.not_before:
                self.start()
        elif self.child.poll() is not None:
            lived = time.monotonic() - self.started
            self.pause = 0 if lived > STEADY_SECONDS else min(LONGEST_PAUSE, self.pause * 2 or 1)
            say(f"{self.name} ended (code {self.child.returncode}): starting it again in {self.pause:.0f} s")
            self.child, self.not_before = None, time.monotonic() + self.pause

    def ask_to_end(self) -> None:
        if self.child is not None and self.child.poll() is None:
            self.child.terminate()

    def end(self, deadline: float) -> None:
        if self.child is None:
            return
        try:
            self.child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


class Supervisor:
    def __init__(self, processes: list[Process], is_ready: Callable[[], bool], when_ready: Callable[[], None]) -> None:
        self.processes = processes
        self.is_ready, self.when_ready = is_ready, when_ready
        self.ending = False

    def run(self) -> int:
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(name, self._end)
        told, deadline = False, time.monotonic() + READY_SECONDS
        while not self.ending:
            for process in self.processes:
                process.look_after()
            if not told and self.is_ready():
                told = True
                self.when_ready()
            if not told and time.monotonic() > deadline:
                say("The site does not answer: giving up.")
                break
            time.sleep(0.1 if not told else 0.5)
        return self._stop(0 if told else 1)

    def _end(self, *_: object) -> None:
        self.ending = True

    def _stop(self, code: int) -> int:
        deadline = time.monotonic() + GRACE_SECONDS
        for process in self.processes:
            process.ask_to_end()
        for process in self.processes:
            process.end(deadline)
        return code


def say(text: str) -> None:
    print(text, flush=True)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as response:
            return response.status == 200
    except OSError:
        return False


def welcome(base_url: str, environment: dict[str, str]) -> None:
    path = Path(environment.get("VAR_DIR") or ROOT / "var") / "welcome.txt"
    say(f"\nTraverse answers at {base_url}\n{path.read_text(encoding='utf-8') if path.exists() else ''}")
    say("Ctrl-C ends it.")


def settings_of_children(port: int) -> dict[str, str]:
    chosen = {"DJANGO_SETTINGS_MODULE": "network.settings.dev", "BASE_URL": f"http://127.0.0.1:{port}"}
    return {**chosen, **os.environ, "PORT": str(port)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=env.PORT)
    parser.add_argument("--no-prepare", action="store_true", help="start at once, whatever the state of the tables")
    options = parser.parse_args()
    environment = settings_of_children(options.port)
    if not options.no_prepare:
        prepared = subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, check=False)
        if prepared.returncode:
            return prepared.returncode
    web = [*WEB, "--host", options.host, "--port", str(options.port)]
    processes = [Process("web", web, environment), Process("worker", WORKER, environment)]
    address = f"http://{'127.0.0.1' if options.host == '0.0.0.0' else options.host}:{options.port}"
    supervisor = Supervisor(
        processes, lambda: answers(f"{address}/readyz"), lambda: welcome(environment["BASE_URL"], environment)
    )
    return supervisor.run()


if __name__ == "__main__":
    raise SystemExit(main())
