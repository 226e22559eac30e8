"""`make bench`: the pages that matter against the floor page, live hints, ten times the data; one run, as ratios.

BENCH_DATABASE_URL names an empty or already filled database (default: PostgreSQL `traverse_bench` on this machine,
else SQLite), migrated and filled when it has to be. Exits with an error when a goal is missed,
and with REQUIRE_SERVICES=1 when one was not measured.
"""

import os
import statistics
import sys
import uuid
from urllib.parse import urlencode

from tests.bench import data, fanout, growth, load, servers
from tests.bench.pages import ROUNDS, Page, getting, measure, warm
from tools.run_tests import REQUIRED, redis_answers

GOALS = {"thread": 2.0, "list": 2.2, "dashboard": 3.0, "reply": 3.0}
FOLDER = "/groupes/groupe-1/fichiers/dossiers/%d/"
SHARE, DEEP, DEEP_SHARE, SLOWEST_MS = 0.5, 1.2, 0.9, 150
"""Of the floor’s requests/s for a thread; page 100 beside the first page, processor time and requests/s; a folder of
5,000 files, 95 times in a hundred, in ms."""


def reply_of(person, headers: dict[str, str]) -> load.Make:
    posted = {**headers, "Content-Type": "application/x-www-form-urlencoded", "Referer": "https://127.0.0.1/"}
    path = f"/groupes/groupe-1/discussions/{person.reply_thread_id}/reponses/"

    def reply(number: int) -> tuple[str, str, bytes, dict[str, str]]:
        form = {
            "csrfmiddlewaretoken": person.csrf,
            "key": str(uuid.uuid4()),
            "body": f"<p>Réponse {number}</p>",
            "body_format": "html",
        }
        return "POST", path, urlencode(form).encode(), posted

    return reply


def pages(product: servers.Server, floor: servers.Server) -> list[Page]:
    from tests.bench.person import Person

    person = Person()
    headers = {**servers.HTTPS, "Cookie": person.cookie, "Accept-Encoding": "identity"}
    thread = f"/groupes/groupe-1/discussions/{person.thread_id}/"
    return [
        Page("floor", floor, getting(f"/{person.thread_id}/{person.membership_id}/", headers)),
        Page("thread", product, getting(thread, headers)),
        Page("page 100", product, getting(f"{thread}?page=100", headers)),
        Page("list", product, getting("/groupes/groupe-1/discussions/", headers)),
        Page("dashboard", product, getting("/tableau-de-bord/", headers)),
        *files(product, person, headers),
        Page("reply", product, reply_of(person, headers)),
    ]


def files(product: servers.Server, person, headers: dict[str, str]) -> list[Page]:
    """A folder of 5,000 files, where the data set has it."""
    if person.folder_id is None:
        return []
    folder = FOLDER % person.folder_id
    return [
        Page("files", product, getting(folder, headers)),
        Page("files p.80", product, getting(f"{folder}?page=80&sort=size", headers)),
    ]


def measure_all(url: str) -> list[Page]:
    product, floor = servers.start("product", url), servers.start("floor", url)
    try:
        found = pages(product, floor)
        for page in found:
            warm(page)
        for number in range(ROUNDS):
            for page in found[number % len(found) :] + found[: number % len(found)]:
                measure(page)
    finally:
        product.stop()
        floor.stop()
    return found


def shares_of(page: Page, floor: Page) -> dict[str, float]:
    """Requests a second beside the floor's, alone and in the crowd."""
    return {
        "1 client": statistics.median(page.alone) / statistics.median(floor.alone),
        "16 clients": statistics.median(page.crowd) / statistics.median(floor.crowd),
    }


def missed_by(page: Page, floor: Page) -> list[str]:
    missed, ratio = [], page.cpu_ms / floor.cpu_ms
    if ratio > GOALS.get(page.name, 99):
        missed.append(f"{page.name}: {ratio:.2f} × the floor, goal {GOALS[page.name]}")
    if page.name.startswith("files") and page.p95 > SLOWEST_MS:
        missed.append(f"{page.name}: {page.p95:.0f} ms, goal {SLOWEST_MS}")
    for clients, share in shares_of(page, floor).items():
        if page.name == "thread" and share < SHARE:
            missed.append(f"thread: {share:.0%} of the floor’s requests/s with {clients}, goal {SHARE:.0%}")
    return missed


def report(found: list[Page]) -> list[str]:
    """Goals that were missed."""
    floor, thread, deep_page, *_others = found
    say = sys.stdout.write
    say(f"{'page':<10} {'CPU app+db ms':>15} {'× floor':>8} {'req/s 1':>9} {'% floor':>8}")
    say(f" {'req/s 16':>9} {'% floor':>8} {'KB':>6} {'p95 ms':>7}\n")
    for page in found:
        alone, crowd = shares_of(page, floor).values()
        spent = f"{statistics.median(page.app_ms):.1f} + {statistics.median(page.db_ms):.1f}"
        say(f"{page.name:<10} {spent:>15} {page.cpu_ms / floor.cpu_ms:>8.2f}")
        say(f" {statistics.median(page.alone):>9.0f} {alone:>8.0%}")
        say(f" {statistics.median(page.crowd):>9.0f} {crowd:>8.0%} {page.size / 1024:>6.1f} {page.p95:>7.0f}\n")
    missed = [words for page in found for words in missed_by(page, floor)]
    return [*missed, *deep_missed(deep_page, thread)]


def deep_missed(deep_page: Page, thread: Page) -> list[str]:
    """Page 100, the last one, with the writing area, beside the first page of the same discussion."""
    cost, shares = deep_page.cpu_ms / thread.cpu_ms, shares_of(deep_page, thread)
    said = ", ".join(f"{share:.0%} of its requests/s with {clients}" for clients, share in shares.items())
    sys.stdout.write(f"page 100 of the long thread: {cost:.2f} × the CPU of its first page, {said}\n")
    missed = [f"page 100: {cost:.2f} × the first page, goal {DEEP}"] if cost > DEEP else []
    for clients, share in shares.items():
        if share < DEEP_SHARE:
            missed.append(f"page 100: {share:.0%} of its first page’s requests/s with {clients}, goal {DEEP_SHARE:.0%}")
    return missed


def close(missed: list[str], left_out: list[str]) -> int:
    """Says how it ended; what was not measured is no goal met."""
    lines = ["MISSED", *missed] if missed else [f"every goal{' that was measured is' if left_out else ''} met"]
    lines += [f"NOT MEASURED: {words}" for words in left_out]
    sys.stdout.write("\n".join(lines) + "\n")
    return 1 if missed or (left_out and REQUIRED) else 0


def main() -> int:
    url = data.usual_database()
    data.prepare(url)
    os.environ.update(servers.environment(url, "bench_client"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "network.settings.production"
    import django

    django.setup()
    found = measure_all(url)
    missed, left_out = report(found), []
    if not any(page.name == "files" for page in found):
        left_out.append("a folder of files, because the database was filled before the data set had any")
    if redis_answers(fanout.REDIS):
        missed += fanout.run(url)
    else:
        left_out.append(f"live hints, because Redis does not answer at {fanout.REDIS}")
    missed += growth.run(url)
    return close(missed, left_out)


if __name__ == "__main__":
    sys.exit(main())
