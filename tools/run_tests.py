"""The whole suite, on each database that answers: python -m tools.run_tests

SQLite always; PostgreSQL at TEST_DATABASE_URL and Redis at TEST_REDIS_URL, or at their usual local address. What is
missing is said, and with REQUIRE_SERVICES=1 it is a failure. The branches that both runs cover are counted together.
"""

import os
import shutil
import sys

from tools.steps import ROOT, Step, finish, python, run_all

POSTGRESQL = os.environ.get("TEST_DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/traverse"
REDIS = os.environ.get("TEST_REDIS_URL") or "redis://127.0.0.1:6379/9"
REQUIRED = os.environ.get("REQUIRE_SERVICES", "").lower() in {"1", "true", "yes", "on"}
WORKERS = os.environ.get("TEST_WORKERS") or str(max(2, os.cpu_count() or 2))
COVERAGE = ROOT / "var" / "coverage"


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


def redis_answers() -> bool:
    import redis

    try:
        with redis.Redis.from_url(REDIS, socket_connect_timeout=3) as server:
            return bool(server.ping())
    except redis.RedisError:
        return False


def suite(name: str, database: str, redis_url: str, *words: str) -> Step:
    command = python("-m", "pytest", "-n", WORKERS, "-rs", "--cov", "--cov-report=", "--cov-fail-under=0", *words)
    environment = {
        "TEST_DATABASE_URL": database,
        "TEST_REDIS_URL": redis_url,
        "COVERAGE_FILE": str(COVERAGE / f"all.{name}"),
    }
    return Step(f"tests on {name}", command, environment)


def coverage(*words: str) -> Step:
    return Step(f"coverage {words[0]}", python("-m", "coverage", *words), {"COVERAGE_FILE": str(COVERAGE / "all")})


def main() -> None:
    with_postgresql, with_redis = postgresql_answers(), redis_answers()
    absent = [name for name, here in (("PostgreSQL", with_postgresql), ("Redis", with_redis)) if not here]
    for name in absent:
        print(f"LEFT OUT: {name} does not answer; the tests that need it are skipped.", flush=True)
    if absent and REQUIRED:
        sys.exit(f"REQUIRE_SERVICES=1, and no {' and no '.join(absent)}.")
    shutil.rmtree(COVERAGE, ignore_errors=True)
    COVERAGE.mkdir(parents=True)
    words = sys.argv[1:]
    runs = [suite("sqlite", "", REDIS if with_redis else "", *words)]
    if with_postgresql:
        runs.append(suite("postgresql", POSTGRESQL, REDIS if with_redis else "", *words))
    finish(run_all([*runs, coverage("combine", str(COVERAGE)), coverage("report")]))


if __name__ == "__main__":
    main()
