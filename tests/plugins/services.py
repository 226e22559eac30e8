"""What a test needs beside Python: said when it is missing, and a failure under REQUIRE_SERVICES=1."""

import shutil

import pytest
from django.conf import settings
from django.db import connection
from django.utils.translation.reloader import translation_file_changed

from network import env
from network.kit.catalogue import compile_if_stale

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
BROWSER_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # the shell sets letters wider than any browser that people use
]


def pytest_sessionstart():
    for po in settings.BASE_DIR.glob("locale/*/LC_MESSAGES/*.po"):
        if compile_if_stale(po):  # Django may have read the one of before already
            translation_file_changed(None, po.with_suffix(".mo"))


def pytest_collection_modifyitems(config, items):
    """A test for one database engine is left out on the other one, not skipped; a test that touches no database runs
    with the embedded one.

    Everything runs on SQLite. What runs on PostgreSQL as well: whatever reads or writes rows, through actions, queries,
    views and forms, each room's gate, acts at the same moment, and the way of a live message to a browser and over a
    cut. Marked `sqlite`, once being enough: pages as a browser shows them, headers, HTTP itself, and tables that walk
    over every address or every hostile word, whose single cases have tests of their own on both.
    """
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    left_out = {item for item in items if item.get_closest_marker(other)}
    without = {item for item in items if not touches_database(item)}
    if connection.vendor == "postgresql" and len(without) < len(items):
        left_out |= without
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def touches_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db")) or bool({"db", "transactional_db", "django_db_setup"} & names)


def refuse_skip(report) -> None:
    if report.skipped and env.REQUIRE_SERVICES and not hasattr(report, "wasxfail"):
        reason = report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome, report.longrepr = "failed", f"{report.nodeid}: no skip under REQUIRE_SERVICES=1. {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    report = yield
    refuse_skip(report)
    return report


@pytest.fixture(scope="session")
def redis_url():
    """The Redis given to the suite, emptied."""
    if not env.TEST_REDIS_URL:
        pytest.skip("TEST_REDIS_URL is empty")
    import redis

    with redis.Redis.from_url(env.TEST_REDIS_URL) as server:
        server.flushdb()
    return env.TEST_REDIS_URL


@pytest.fixture(scope="session")
def chromium_path():
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip(f"no browser: {', '.join(BROWSERS)}")
    return path
