"""Which tests count branches. Counting lengthens a test by a third, so that each does it once.

Browsers, attackers and the table of addresses never do: what they reach, tests of its own room count. A test that runs
once for each of several values counts with the first two: what only a later one reaches is seen as never reached, which
makes the figure too low, never too high. With --counted-on-postgresql, SQLite leaves out as well whatever runs
again on PostgreSQL, where it is counted.
"""

from pathlib import Path

import pytest
from django.db import connection

from tests.plugins.services import touches_database

TESTS = Path(__file__).resolve().parents[1]
UNCOUNTED = {"adversarial", "architecture", "browser"}


def pytest_addoption(parser):
    parser.addoption("--counted-on-postgresql", action="store_true", help="a run on PostgreSQL counts what it repeats")


def counts(item: pytest.Item) -> bool:
    if item.path.relative_to(TESTS).parts[0] in UNCOUNTED or is_one_more_value(item):
        return False
    elsewhere = item.config.getoption("counted_on_postgresql") and connection.vendor == "sqlite"
    return not (elsewhere and touches_database(item) and not item.get_closest_marker("sqlite"))


def is_one_more_value(item: pytest.Item) -> bool:
    called_with = getattr(item, "callspec", None)
    return called_with is not None and any(index > 1 for index in called_with.indices.values())


def count(config: pytest.Config, wanted: bool) -> None:
    plugin = config.pluginmanager.getplugin("_cov")
    controller = plugin and plugin.cov_controller
    if controller and controller.started != wanted:
        (controller.resume if wanted else controller.pause)()


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session):
    """pytest-cov takes a worker for the one that shares the tests out, then starts a second count above the first: that
    one would go on, at full price, while the other pauses.
    """
    plugin = session.config.pluginmanager.getplugin("_cov")
    if plugin and plugin.cov_controller and hasattr(session.config, "workerinput"):
        plugin.cov_controller.cov.stop()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item):
    """From here on, fixtures included: the next test decides for itself."""
    count(item.config, counts(item))


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session):
    count(session.config, wanted=True)
