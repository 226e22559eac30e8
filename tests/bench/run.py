"""`make bench`: the pages that matter against the floor page, in one run, as ratios.

BENCH_DATABASE_URL names an empty or already filled database (default: PostgreSQL `traverse_bench` on this machine,
else SQLite); BENCH_PREPARED=1 trusts that it is
migrated and filled already. Exits with an error when a goal of `GOALS` is missed.
"""

import os
import statistics
import subprocess
import sys
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import cpu, fanout, load, servers  # noqa: E402
from tools.run_tests import redis_answers  # noqa: E402

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "150"))
GOALS = {"thread": 2.0, "list": 2.2, "dashboard": 3.0, "reply": 3.0}
SHARE, DEEP = 0.5, 1.2
"""Of the floor’s requests/s for a thread; page 100 beside the first page."""


@dataclass
class Page:
    name: str
    server: servers.Server
    make: load.Make
    app_ms: list[float] = field(default_factory=list)
    db_ms: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    crowd: list[float] = field(default_factory=list)
    result: load.Result | None = None

    @property
    def cpu_ms(self) -> float:
        return statistics.median(self.app_ms) + statistics.median(self.db_ms)


def default_database() -> str:
    url = "postgres://postgres@127.0.0.1:5432/traverse_bench"
    made = subprocess.run(
        ["psql", "-h", "127.0.0.1", "-U", "postgres", "-qc", "CREATE DATABASE traverse_bench"],
        check=False,
        capture_output=True,
    )
    if made.returncode == 0 or b"already exists" in made.stderr:
        return url
    return f"sqlite:///{ROOT / 'var' / 'bench.sqlite3'}"


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


def database_cpu(label: str) -> float:
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = %s", [label])
        return sum(cpu.of_process(pid) for (pid,) in cursor.fetchall())


def pages(product: servers.Server, floor: servers.Server) -> list[Page]:
    from tests.bench.person import Person

    person = Person()
    headers = {**servers.HTTPS, "Cookie": person.cookie, "Accept-Encoding": "identity"}
    thread = f"/groupes/groupe-1/discussions/{person.thread_id}/"

    def get(path: str) -> load.Make:
        return lambda number: ("GET", path, None, headers)

    def reply(number: int) -> tuple[str, str, bytes, dict[str, str]]:
        form = {
            "csrfmiddlewaretoken": person.csrf,
            "key": str(uuid.uuid4()),
            "body": f"<p>Réponse {number}</p>",
            "body_format": "html",
        }
        posted = {**headers, "Content-Type": "application/x-www-form-urlencoded", "Referer": "https://127.0.0.1/"}
        return (
            "POST",
            f"/groupes/groupe-1/discussions/{person.reply_thread_id}/reponses/",
            urlencode(form).encode(),
            posted,
        )

    return [
        Page("floor", floor, get(f"/{person.thread_id}/{person.membership_id}/")),
        Page("thread", product, get(thread)),
        Page("page 100", product, get(f"{thread}?page=100")),
        Page("list", product, get("/groupes/groupe-1/discussions/")),
        Page("dashboard", product, get("/tableau-de-bord/")),
        Page("reply", product, reply),
    ]


def measure(page: Page) -> None:
    app, database = cpu.of_tree(page.server.process.pid), database_cpu(page.server.database_label)
    alone = load.run(page.server.port, page.make, requests=REQUESTS, clients=1)
    page.app_ms.append((cpu.of_tree(page.server.process.pid) - app) / REQUESTS)
    page.db_ms.append((database_cpu(page.server.database_label) - database) / REQUESTS)
    crowd = load.run(page.server.port, page.make, requests=REQUESTS * 2, clients=16)
    page.alone.append(alone.per_second)
    page.crowd.append(crowd.per_second)
    page.result = crowd
    unexpected = {status for result in (alone, crowd) for status in result.statuses} - {200, 302}
    if unexpected:
        raise SystemExit(f"{page.name}: answered {unexpected}")


def report(found: list[Page]) -> list[str]:
    """Goals that were missed."""
    floor, missed = found[0], []
    say = sys.stdout.write
    say(f"{'page':<10} {'CPU app+db ms':>15} {'× floor':>8} {'req/s 1':>9} {'req/s 16':>9} {'% floor':>8} {'KB':>6}\n")
    for page in found:
        ratio = page.cpu_ms / floor.cpu_ms
        share = statistics.median(page.crowd) / statistics.median(floor.crowd)
        spent = f"{statistics.median(page.app_ms):.1f} + {statistics.median(page.db_ms):.1f}"
        say(f"{page.name:<10} {spent:>15} {ratio:>8.2f} {statistics.median(page.alone):>9.0f}")
        say(f" {statistics.median(page.crowd):>9.0f} {share:>8.0%} {page.result.size / 1024:>6.1f}\n")
        if ratio > GOALS.get(page.name, 99):
            missed.append(f"{page.name}: {ratio:.2f} × the floor, goal {GOALS[page.name]}")
        if page.name == "thread" and share < SHARE:
            missed.append(f"thread: {share:.0%} of the floor’s requests/s, goal {SHARE:.0%}")
    deep = found[2].cpu_ms / found[1].cpu_ms
    say(f"page 100 of the long thread: {deep:.2f} × the CPU of its first page, ")
    say(f"{statistics.median(found[2].crowd) / statistics.median(found[1].crowd):.0%} of its requests/s\n")
    return [*missed, *([f"page 100: {deep:.2f} × the first page, goal {DEEP}"] if deep > DEEP else [])]


def main() -> int:
    url = os.environ.get("BENCH_DATABASE_URL") or default_database()
    if not os.environ.get("BENCH_PREPARED"):
        prepare(url)
    env = servers.environment(url, "bench_client")
    os.environ.update({**env, "DJANGO_SETTINGS_MODULE": "network.settings.production"})
    import django

    django.setup()
    product, floor = servers.start("product", url), servers.start("floor", url)
    try:
        found = pages(product, floor)
        for page in found:
            load.run(page.server.port, page.make, requests=30, clients=4)
        for number in range(ROUNDS):
            for page in found[number % len(found) :] + found[: number % len(found)]:
                measure(page)
        missed = report(found)
    finally:
        product.stop()
        floor.stop()
    if redis_answers():
        missed += fanout.run(url)
    else:
        sys.stdout.write("Redis does not answer: live hints are not measured\n")
    sys.stdout.write("\n".join(["MISSED", *missed]) + "\n" if missed else "every goal met\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
