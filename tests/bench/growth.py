"""Ten times the data, 50,000 discussions and a million messages: each page beside itself on the usual data, in the same
rounds. Part of `make bench`; filling the large database takes a while, once.
"""

import subprocess
import sys

from tests.bench import data, servers
from tests.bench.pages import ROUNDS, Page, getting, measure_alone, warm

GOAL = 1.3


def pages_of(url: str) -> tuple[servers.Server, list[Page]]:
    """In a process of its own for the cookies: one set of settings knows one database."""
    code = "from tests.bench import growth; growth.print_person()"
    env = {**servers.environment(url, "bench_client"), "DJANGO_SETTINGS_MODULE": "network.settings.production"}
    said = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True, text=True).stdout
    cookie, thread_id = said.strip().rsplit("\t", 1)
    headers = {**servers.HTTPS, "Cookie": cookie, "Accept-Encoding": "identity"}
    discussions = "/groupes/groupe-1/discussions/"
    paths = {
        "thread": f"{discussions}{thread_id}/",
        "page 100": f"{discussions}{thread_id}/?page=100",
        "list": discussions,
        "dashboard": "/tableau-de-bord/",
    }
    server = servers.start("product", url)
    return server, [Page(name, server, getting(path, headers)) for name, path in paths.items()]


def print_person() -> None:
    import django

    django.setup()
    from tests.bench.person import Person

    person = Person()
    sys.stdout.write(f"{person.cookie}\t{person.thread_id}\n")


def measure(usual_url: str, large_url: str) -> list[tuple[Page, Page]]:
    (small, usual), (big, large) = pages_of(usual_url), pages_of(large_url)
    try:
        pairs = list(zip(usual, large, strict=True))
        for page in (*usual, *large):
            warm(page)
        for _round in range(ROUNDS):
            for pair in pairs:
                for page in pair:
                    measure_alone(page)
    finally:
        small.stop()
        big.stop()
    return pairs


def run(usual_url: str) -> list[str]:
    """Goals that were missed."""
    large_url = data.large_database(usual_url)
    sys.stdout.write("ten times the data: the first time, filling the database takes a while\n")
    sys.stdout.flush()
    data.prepare(large_url, *data.LARGE)
    missed = []
    for before, after in measure(usual_url, large_url):
        ratio = after.cpu_ms / before.cpu_ms
        sys.stdout.write(f"{before.name:<10} {before.cpu_ms:6.1f} → {after.cpu_ms:6.1f} CPU ms, × {ratio:.2f}\n")
        if ratio > GOAL:
            missed.append(f"{before.name} on ten times the data: {ratio:.2f} ×, goal {GOAL}")
    return missed
