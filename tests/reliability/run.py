"""Promises shown with figures: `python -m tests.reliability.run kill`, `… run sqlite` and `… run disk`.

kill: 100 rounds of four writers, the whole server killed (-9) at a random moment; nothing acknowledged is lost.
disk: a disk of its own fills to the last byte and empties again; what has no room is refused, reading goes on (root).
sqlite: eight writers, the worker and a backup at once; nothing is refused as locked, and the slowest stay bearable.
DATABASE_URL names an empty database (default: SQLite in a temporary folder).
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.bench import data, servers
from tests.reliability.writers import Journal, crowd

ROUNDS = int(os.environ.get("ROUNDS", "100"))
SMALL = ["--groups", "5", "--users", "40", "--threads", "50", "--posts", "1000", "--long-thread", "100"]


def prepare(url: str) -> None:
    env = {**servers.environment(url, "reliability"), "DJANGO_SETTINGS_MODULE": "network.settings.production"}
    for command in (
        ["migrate", "-v0"],
        ["createcachetable"],
        ["compile_catalogue"],
        ["collectstatic", "--noinput", "-v0"],
    ):
        subprocess.run([sys.executable, "manage.py", *command], cwd=data.ROOT, env=env, check=True)
    subprocess.run([sys.executable, "manage.py", "seed_scale", *SMALL], cwd=data.ROOT, env=env, check=True)
    os.environ.update({**env, "DJANGO_SETTINGS_MODULE": "network.settings.production"})
    import django

    django.setup()


def people(number: int) -> list:
    from groups.models import Membership
    from tests.bench.person import Person

    emails = Membership.objects.filter(group__slug="groupe-1").values_list("user__email", flat=True)[:number]
    return [Person(email) for email in emails]


def kill(url: str) -> int:
    """Rounds of: start, four writers, SIGKILL between 50 and 400 ms after the first answer, start again, compare."""
    from tests.reliability import check

    luck, journal, cast = random.Random(1), Journal(), people(4)
    for number in range(ROUNDS):
        server = servers.start("product", url, group=True)
        until, before = threading.Event(), len(journal.acknowledged)
        threads = crowd(server.port, cast, journal, amount=10_000, until=until)
        while len(journal.acknowledged) == before and any(thread.is_alive() for thread in threads):
            time.sleep(0.005)
        time.sleep(luck.uniform(0.05, 0.4))
        os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()
        until.set()
        for thread in threads:
            thread.join()
        if number % 10 == 9:
            sys.stdout.write(f"round {number + 1}: {len(journal.acknowledged)} acknowledged\n")
            sys.stdout.flush()
    missing, wrong = check.lost(journal.acknowledged), {k: n for k, n in check.broken().items() if n}
    sys.stdout.write(
        f"{ROUNDS} kills, {len(journal.acknowledged)} acknowledged, {len(missing)} lost, broken: {wrong}, "
    )
    sys.stdout.write(f"other answers: {journal.refused}\n")
    return 1 if missing or wrong or journal.refused else 0


def sqlite(url: str) -> int:
    from django.db import connection

    from tests.reliability import check

    journal, cast, server = Journal(), people(8), servers.start("product", url)
    worker = subprocess.Popen([sys.executable, "manage.py", "db_worker", "--queue-name", "*"], cwd=data.ROOT)
    start = time.perf_counter()
    threads = crowd(server.port, cast, journal, amount=100, until=threading.Event())
    backups = 0
    while any(thread.is_alive() for thread in threads):
        target = Path(tempfile.mkdtemp()) / "backup.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(target)])
        backups += 1
        target.unlink()
    spent = time.perf_counter() - start
    worker.terminate()
    worker.wait()
    server.stop()
    times = sorted(journal.seconds)
    missing, wrong = check.lost(journal.acknowledged), {k: n for k, n in check.broken().items() if n}
    sys.stdout.write(
        f"{len(journal.acknowledged)} answers by 8 writers in {spent:.1f} s, other answers: {journal.refused}, "
    )
    sys.stdout.write(f"p50 {times[len(times) // 2] * 1000:.0f} ms, p99 {times[int(len(times) * 0.99)] * 1000:.0f} ms, ")
    sys.stdout.write(f"{backups} backups meanwhile, {len(missing)} lost, broken: {wrong}\n")
    return 1 if missing or wrong or journal.refused else 0


def disk() -> int:
    from tests.reliability import disk as full

    with tempfile.TemporaryDirectory() as folder, full.small_disk(folder) as place:
        url = os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/reliability.sqlite3"
        prepare(url)
        server = servers.start("product", url)
        try:
            return 0 if full.story(full.Visitor(server.port, people(1)[0]), place) else 1
        finally:
            server.stop()


def main() -> int:
    if sys.argv[1] == "disk":
        return disk()
    with tempfile.TemporaryDirectory() as folder:
        url = os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/reliability.sqlite3"
        prepare(url)
        return {"kill": kill, "sqlite": sqlite}[sys.argv[1]](url)


if __name__ == "__main__":
    sys.exit(main())
