"""`make acceptance-up`: the product under production settings, filled with the cast of the black-box tests.

Starts the web process, the worker, a mail sink that writes .eml files and a loopback TLS proxy; prints one line of JSON
when everything answers; ends with everything it started on Ctrl-C or SIGTERM. Any setting can be given in the
environment (LOGIN_CODE_SECONDS=2 …), DATABASE_URL and REDIS_URL included.
"""

import asyncio
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
import urllib.request
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.controller import Controller

from tests.acceptance import proxy
from tests.bench.servers import free_port
from tools.serve import WEB

ROOT = Path(__file__).resolve().parents[2]


class Sink:
    """Keeps every mail as a numbered .eml file."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.number = folder, 0

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.number += 1
        message = message_from_bytes(envelope.content)
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        (self.folder / f"{self.number:05}.eml").write_bytes(message.as_bytes())
        return "250 kept"


class Harness:
    def __init__(self, folder: Path) -> None:
        self.folder, self.processes = folder, []
        self.https, self.http, self.smtp = (
            free_port(),
            free_port(),
            int(os.environ.get("SMTP_PORT", "0")) or free_port(),
        )
        self.mail = folder / "mail"
        self.mail.mkdir()
        self.env = self._environment()

    def _environment(self) -> dict[str, str]:
        origin = f"https://127.0.0.1:{self.https}"
        ours = {
            "DJANGO_SETTINGS_MODULE": "network.settings.production",
            "VAR_DIR": str(self.folder),
            "MAIL_PAUSE_SECONDS": os.environ.get("MAIL_PAUSE_SECONDS", "0"),
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "BASE_URL": origin,
            "EMAIL_URL": f"smtp://127.0.0.1:{self.smtp}",
            "TRUSTED_PROXY_COUNT": "1",
            "DEMO": "",
        }
        return {**os.environ, **ours, "BASE_URL": os.environ.get("BASE_URL", origin)}

    def manage(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.env,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    def fill(self) -> dict:
        self.manage("migrate", "-v0")
        for command in ("createcachetable", "compile_catalogue", "seed_site"):
            self.manage(command)
        self.manage("collectstatic", "--noinput", "-v0")
        return json.loads(self.manage("seed_acceptance"))

    def start(self) -> None:
        web = [sys.executable, *WEB, "--host", "127.0.0.1", "--port", str(self.http)]
        for command in (web, [sys.executable, "manage.py", "db_worker", "--queue-name", "*"]):
            self.processes.append(subprocess.Popen(command, cwd=ROOT, env=self.env))

    async def ready(self) -> None:
        def ask() -> bool:
            try:
                return urllib.request.urlopen(f"http://127.0.0.1:{self.http}/readyz", timeout=2).status == 200
            except OSError:
                return False

        for _ in range(150):
            if await asyncio.to_thread(ask):
                return
            await asyncio.sleep(0.2)
        raise SystemExit("the web process does not answer")

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(25)

    def facts(self, cast: dict) -> dict:
        return {
            "base_url": self.env["BASE_URL"],
            "direct_url": f"http://127.0.0.1:{self.http}",
            "ws_url": f"wss://127.0.0.1:{self.https}/ws/",
            "mail_folder": str(self.mail),
            "var_dir": str(self.folder),
            "dump": f"{sys.executable} manage.py acceptance_dump",
            "environment": {
                name: self.env[name] for name in ("DJANGO_SETTINGS_MODULE", "VAR_DIR", "SECRET_KEY", "BASE_URL")
            },
            **cast,
        }


async def main() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    with tempfile.TemporaryDirectory(prefix="traverse-acceptance-") as name:
        harness = Harness(Path(name))
        sink = Controller(Sink(harness.mail), hostname="127.0.0.1", port=harness.smtp)
        sink.start()
        try:
            cast = await asyncio.to_thread(harness.fill)
            harness.start()
            front = asyncio.create_task(proxy.serve(harness.https, harness.http, proxy.certificate(harness.folder)))
            await harness.ready()
            sys.stdout.write(json.dumps(harness.facts(cast)) + "\n")
            sys.stdout.flush()
            await stop.wait()
            front.cancel()
        finally:
            harness.stop()
            sink.stop()


if __name__ == "__main__":
    asyncio.run(main())
