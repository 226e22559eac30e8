"""The demonstration, started as anybody would start it, in a folder that goes away with it."""

import fcntl
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


def _environment(folder: Path) -> dict[str, str]:
    kept = {key: os.environ[key] for key in KEPT if key in os.environ}
    # One persona writes in five minutes what the whole suite has to say.
    chosen = {"DEMO": "1", "DJANGO_SETTINGS_MODULE": "network.settings.dev", "RATE_FACTOR": "100"}
    return {**kept, **chosen, "VAR_DIR": str(folder)}


def prepare_once(place: Path, migrated: Path) -> None:
    """Makes at `place` all that a demonstration is served from; whoever comes meanwhile waits for whoever came first.

    `migrated`: an empty SQLite file whose tables are already there.
    """
    with place.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if place.exists():
            return
        rough = place.with_suffix(".rough")
        rough.mkdir()
        shutil.copyfile(migrated, rough / "traverse.sqlite3")
        _manage(_environment(rough), "createcachetable", "network_cache")
        _manage(_environment(rough), "prepare")
        rough.rename(place)


@contextmanager
def running(prepared: Path | None = None) -> Iterator[str]:
    """Yields the address of a new demonstration; `prepared`: the place where one is ready, which stays as it is."""
    with tempfile.TemporaryDirectory(prefix="traverse-demo-") as name:
        folder, port = Path(name), free_port()
        if prepared:
            shutil.copytree(prepared, folder, ignore=shutil.ignore_patterns("static"), dirs_exist_ok=True)
            (folder / "static").symlink_to(prepared / "static")
        url, said = f"http://127.0.0.1:{port}", folder / "said.txt"
        command = [sys.executable, "tools/serve.py", "--port", str(port), *(["--no-prepare"] if prepared else [])]
        with said.open("w") as out:
            process = subprocess.Popen(
                command, cwd=ROOT, env=_environment(folder), stdout=out, stderr=subprocess.STDOUT
            )
        try:
            _wait(process, url, said)
            yield url
        finally:
            process.terminate()
            process.wait(40)
