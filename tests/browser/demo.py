"""The demonstration, started as anybody would start it, in a folder that goes away with it."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.serve import answers

ROOT = Path(__file__).resolve().parents[2]
READY_SECONDS = 300
# Nothing else of the caller's environment: its database, its settings and its addresses are not ours.
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR")


def free_port() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _manage(environment: dict[str, str], *words: str) -> None:
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=True)


def _wait(process: subprocess.Popen, url: str, said: Path) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not answers(f"{url}/readyz"):
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the demonstration does not answer: {said.read_text(encoding='utf-8')}")
        time.sleep(0.2)


@contextmanager
def running(migrated: Path | None = None) -> Iterator[str]:
    """Yields the address of a new demonstration; `migrated`: an empty SQLite file whose tables are already there."""
    with tempfile.TemporaryDirectory(prefix="traverse-demo-") as name:
        folder, port = Path(name), free_port()
        environment = {key: os.environ[key] for key in KEPT if key in os.environ}
        environment |= {"DEMO": "1", "VAR_DIR": name, "DJANGO_SETTINGS_MODULE": "network.settings.dev"}
        # One persona writes in five minutes what the whole suite has to say.
        environment["RATE_FACTOR"] = "100"
        if migrated:
            shutil.copyfile(migrated, folder / "traverse.sqlite3")
            _manage(environment, "createcachetable", "network_cache")
        url, said = f"http://127.0.0.1:{port}", folder / "said.txt"
        command = [sys.executable, "tools/serve.py", "--port", str(port)]
        with said.open("w") as out:
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            _wait(process, url, said)
            yield url
        finally:
            process.terminate()
            process.wait(40)
