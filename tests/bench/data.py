"""The databases of the measures: the usual data set, and ten times as much."""

import os
import subprocess
import sys
from pathlib import Path

from tests.bench import servers

ROOT = Path(__file__).resolve().parents[2]
LARGE = ["--threads", "50000", "--posts", "1000000", "--long-thread", "2000"]


def made(url: str) -> bool:
    """Whether this database of PostgreSQL is there, new or old."""
    server, _, name = url.rpartition("/")
    command = ["psql", f"{server}/postgres", "-qc", f'CREATE DATABASE "{name}"']
    said = subprocess.run(command, check=False, capture_output=True)
    return said.returncode == 0 or b"already exists" in said.stderr


def usual_database() -> str:
    if given := os.environ.get("BENCH_DATABASE_URL"):
        return given
    url = "postgres://postgres@127.0.0.1:5432/traverse_bench"
    return url if made(url) else f"sqlite:///{ROOT / 'var' / 'bench.sqlite3'}"


def large_database(usual: str) -> str:
    """Beside the usual one, on the same engine, unless BENCH_LARGE_DATABASE_URL says where."""
    if given := os.environ.get("BENCH_LARGE_DATABASE_URL"):
        return given
    if "postgres" not in usual:
        return usual.removesuffix(".sqlite3") + "_large.sqlite3"
    url = f"{usual.partition('?')[0]}_large"
    if not made(url):
        raise SystemExit(f"{url} is not there and could not be made")
    return url


def prepare(url: str, *size: str) -> None:
    """Migrates, fills once, and gathers static files: in a process of its own, so that this one stays a client."""
    (ROOT / "var").mkdir(exist_ok=True)
    env = {**servers.environment(url, "bench_setup"), "DJANGO_SETTINGS_MODULE": "network.settings.production"}
    for command in (
        ["migrate", "-v0"],
        ["createcachetable"],
        ["compile_catalogue"],
        ["collectstatic", "--noinput", "-v0"],
    ):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True)
    subprocess.run(
        [sys.executable, "manage.py", "seed_scale", *size], cwd=ROOT, env=env, check=False, stderr=subprocess.DEVNULL
    )
    if "postgres" in url:
        subprocess.run(["psql", "-q", url, "-c", "ANALYZE"], check=True)
