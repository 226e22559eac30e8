"""The whole suite, on each database that answers: python -m tools.run_tests

SQLite always; PostgreSQL at TEST_DATABASE_URL and Redis at TEST_REDIS_URL, or at their usual local address. What is
missing is said, and with REQUIRE_SERVICES=1 it is a failure. Branches are counted once: on PostgreSQL for what runs on
both, when it answers; on SQLite for all the rest.
"""

import os
import subprocess
import sys

from tools.steps import KEPT_COMPILED, ROOT, Step, finish, python, run_all

POSTGRESQL = os.environ.get("TEST_DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/traverse"
REDIS = os.environ.get("TEST_REDIS_URL") or "redis://127.0.0.1:6379/9"
REQUIRED = os.environ.get("REQUIRE_SERVICES", "").lower() in {"1", "true", "yes", "on"}
PROCESSORS = max(2, os.cpu_count() or 2)
COVERAGE = {"COVERAGE_FILE": str(ROOT / "var" / "coverage.data")}
COUNTED = ("--cov", "--cov-report=", "--cov-fail-under=0")


def postgresql_answers() -> bool:
    import dj_database_url
    import psycopg2

    url = dj_database_url.parse(POSTGRESQL)
    names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    try:
        psycopg2.connect(
            dbname="postgres", connect_timeout=3, **{names[key]: url[key] for key in names if url.get(key)}
        ).close()
    except psycopg2.Error:
        return False
    return True


def redis_answers(url: str = REDIS) -> bool:
    import redis

    try:
        with redis.Redis.from_url(url, socket_connect_timeout=3) as server:
            return bool(server.ping())
    except redis.RedisError:
        return False


def make_databases(*urls: str) -> None:
    """Side by side, each on a processor of its own: inside a run, all workers would wait for the first one.

    What goes wrong here is told by the run that follows.
    """
    print("\n== test databases", flush=True)
    started = [
        subprocess.Popen(
            python("-m", "tests.plugins.databases"),
            cwd=ROOT,
            env={
                **os.environ,
                **KEPT_COMPILED,
                "DJANGO_SETTINGS_MODULE": "network.settings.test",
                "TEST_DATABASE_URL": url,
            },
            stderr=subprocess.DEVNULL,
        )
        for url in urls
    ]
    for process in started:
        process.wait()


def suite(name: str, database: str, redis_url: str, workers: int, *words: str) -> Step:
    command = python("-m", "pytest", "-n", os.environ.get("TEST_WORKERS") or str(workers), "-rs", *words)
    environment = {"TEST_DATABASE_URL": database, "TEST_REDIS_URL": redis_url, **COVERAGE}
    return Step(f"tests on {name}", command, environment)


def main() -> None:
    with_postgresql, with_redis = postgresql_answers(), redis_answers()
    absent = [name for name, here in (("PostgreSQL", with_postgresql), ("Redis", with_redis)) if not here]
    for name in absent:
        print(f"LEFT OUT: {name} does not answer; the tests that need it are skipped.", flush=True)
    if absent and REQUIRED:
        sys.exit(f"REQUIRE_SERVICES=1, and no {' and no '.join(absent)}.")
    (ROOT / "var").mkdir(exist_ok=True)
    make_databases("", *([POSTGRESQL] if with_postgresql else []))
    words = sys.argv[1:]
    redis_url = REDIS if with_redis else ""
    once = ["--counted-on-postgresql"] if with_postgresql else []
    # One more than processors beside browsers: who waits for a page leaves the processor to others.
    runs = [suite("sqlite", "", redis_url, PROCESSORS + 1, *COUNTED, *once, *words)]
    if with_postgresql:
        runs.append(suite("postgresql", POSTGRESQL, redis_url, PROCESSORS, *COUNTED, "--cov-append", *words))
    finish(run_all([*runs, Step("coverage", python("-m", "coverage", "report"), COVERAGE)]))


if __name__ == "__main__":
    main()
