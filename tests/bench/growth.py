"""Ten times the data: python -m tests.bench.growth. Fills a second database (about ten minutes, once) with 50,000
threads and a million posts, then compares each page with itself on the usual data, in the same rounds.
"""

import os
import subprocess
import sys

from tests.bench import run, servers

GOAL = 1.3
USUAL = os.environ.get("BENCH_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/traverse_bench")
LARGE = os.environ.get("BENCH_LARGE_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/traverse_bench_large")
SIZE = ["--threads", "50000", "--posts", "1000000", "--long-thread", "2000"]


def pages_of(url: str, label: str) -> tuple[servers.Server, list[run.Page]]:
    """In a process of its own for the cookies: one set of settings knows one database."""
    code = "from tests.bench import growth; growth.print_person()"
    env = {**servers.environment(url, "bench_client"), "DJANGO_SETTINGS_MODULE": "network.settings.production"}
    said = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True).stdout
    cookie, thread_id = said.strip().rsplit("\t", 1)
    server = servers.start("product", url)
    headers = {**servers.HTTPS, "Cookie": cookie, "Accept-Encoding": "identity"}
    thread = f"/groupes/groupe-1/discussions/{thread_id}/"
    paths = {"thread": thread, "page 100": f"{thread}?page=100", "list": "/groupes/groupe-1/discussions/"}
    paths["dashboard"] = "/tableau-de-bord/"

    def get(path: str):
        return lambda _number: ("GET", path, None, headers)

    return server, [run.Page(f"{name} {label}", server, get(path)) for name, path in paths.items()]


def print_person() -> None:
    import django

    django.setup()
    from tests.bench.person import Person

    person = Person()
    sys.stdout.write(f"{person.cookie}\t{person.thread_id}\n")


def main() -> int:
    psql = ["psql", "-h", "127.0.0.1", "-U", "postgres", "-qc"]
    subprocess.run([*psql, "CREATE DATABASE traverse_bench_large"], check=False)
    run.prepare(USUAL)
    run.prepare(LARGE, *SIZE)
    env = {**servers.environment(USUAL, "bench_client"), "DJANGO_SETTINGS_MODULE": "network.settings.production"}
    os.environ.update(env)
    import django

    django.setup()
    (small, usual), (big, large) = pages_of(USUAL, "usual"), pages_of(LARGE, "large")
    try:
        pairs = list(zip(usual, large, strict=True))
        for _round in range(run.ROUNDS):
            for pair in pairs:
                for page in pair:
                    run.measure(page)
    finally:
        small.stop()
        big.stop()
    missed = False
    for before, after in pairs:
        ratio = after.cpu_ms / before.cpu_ms
        missed = missed or ratio > GOAL
        sys.stdout.write(f"{before.name:<18} {before.cpu_ms:6.1f} → {after.cpu_ms:6.1f} CPU ms, × {ratio:.2f}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
