"""Two servers of the same kind on the same database: the product under production settings, and the floor."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

PRODUCT = "network.wsgi:application"
FLOOR = "tests.bench.floor.wsgi:application"
VAR = Path(__file__).resolve().parents[2] / "var"
HTTPS = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7", "Host": "127.0.0.1"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    name: str
    port: int
    process: subprocess.Popen
    database_label: str

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)


def environment(database_url: str, label: str) -> dict[str, str]:
    joiner = "&" if "?" in database_url else "?"
    return {
        **os.environ,
        "DATABASE_URL": database_url + (f"{joiner}application_name={label}" if "postgres" in database_url else ""),
        "SECRET_KEY": "bench-" + "k" * 60,
        "ALLOWED_HOSTS": "127.0.0.1",
        "BASE_URL": "https://127.0.0.1",
        "TRUSTED_PROXY_COUNT": "1",
        "DEMO": "",
        "RATE_FACTOR": "100000",
    }


def start(name: str, database_url: str, *, workers: int = 2, group: bool = False) -> Server:
    """Start one server and wait for it; `group` gives it a process group of its own, to be killed whole."""
    label = f"bench_{name}"
    settings = "network.settings.production" if name == "product" else "tests.bench.floor.settings"
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
    command += ["--worker-class", "gthread", "--threads", "4", "--keep-alive", "30", "--log-level", "warning"]
    command.append(PRODUCT if name == "product" else FLOOR)
    env = {**environment(database_url, label), "DJANGO_SETTINGS_MODULE": settings}
    with (VAR / f"bench-{name}.log").open("w") as said:
        process = subprocess.Popen(command, env=env, start_new_session=group, stdout=said, stderr=said)
    server = Server(name, port, process, label)
    wait_until_ready(server)
    return server


def wait_until_listening(port: int) -> None:
    for _ in range(150):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=2).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"nothing listens on {port}")


def wait_until_ready(server: Server) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(
                urllib.request.Request(f"http://127.0.0.1:{server.port}/livez", headers=HTTPS), timeout=2
            )
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{server.name} did not start")
