"""The harness itself: what it must refuse, it refuses."""

import sys
import threading
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.template import engines
from django.template.base import Origin, Template

from groups.models import Group, Membership
from network.people.models import User
from tests.architecture.sources import suite
from tests.factories import GroupFactory, UserFactory
from tests.plugins import counting, databases, longest_first, services, shuffled_querysets
from tests.plugins.undefined_variables import OURS, UndefinedVariableError


def test_what_is_not_counted_is_not_traced():
    """Nor is any thread: a count that goes on below another one costs its full price."""
    assert (sys.gettrace(), threading.gettrace()) == (None, None)


def render(text, path=f"{OURS}/x.html", **context):
    engine = engines["django"].engine
    from django.template import Context

    return Template(text, origin=Origin(path), engine=engine).render(Context(context))


@pytest.mark.parametrize(
    "text",
    [
        "{{ nobody }}",
        "{{ nobody.name }}",
        "{{ person.nothing|upper }}",
        "{% with x=nobody %}{% endwith %}",
        "{% for item in nobody %}{% endfor %}",
        "{% translate nobody %}",
        "{% blocktranslate %}By {{ nobody }}{% endblocktranslate %}",
        "{% include 'components/brand.html' %}",
    ],
)
def test_undefined_variable_fails(text, undefined_variables):
    with pytest.raises(UndefinedVariableError):
        render(text, person="Claire", site={"name": "x"})
    assert undefined_variables
    undefined_variables.clear()


@pytest.mark.parametrize(
    "text",
    [
        "{% if nobody %}{% endif %}",
        "{% if nobody.name == person %}{% endif %}",
        '{{ nobody|default:"x" }}',
        '{% firstof nobody "x" %}',
        "{{ person }}{{ nothing }}",
        "{% blocktranslate %}By {{ person }}{% endblocktranslate %}",
    ],
)
def test_undefined_variable_allows(text):
    assert "No" not in render(text, person="Claire", nothing=None, site=None).replace("None", "")


def test_undefined_variable_of_other_people_is_empty():
    assert render("[{{ nobody|default:'x' }}{{ nobody|upper }}]", path="/elsewhere/x.html") == "[x]"


def test_unordered_queryset_is_shuffled(db):
    for _ in range(20):
        GroupFactory()
    memberships = [group.pk for group in Group.objects.order_by()]
    assert memberships != sorted(memberships)
    assert [group.pk for group in Group.objects.order_by("pk")] == sorted(memberships)
    assert list(Group.objects.order_by().values_list("pk", flat=True)) != sorted(memberships)


def test_shuffled_labels_exist():
    assert {config.label for config in apps.get_app_configs()} >= shuffled_querysets.OUR_LABELS
    assert {model._meta.app_label for model in (Group, Membership, User)} <= shuffled_querysets.OUR_LABELS


@pytest.mark.parametrize(("required", "outcome"), [(True, "failed"), (False, "skipped")])
def test_skip_is_refused_when_services_are_required(monkeypatch, required, outcome):
    monkeypatch.setattr(services.env, "REQUIRE_SERVICES", required)
    report = pytest.TestReport("x", ("f", 1, "x"), {}, "skipped", ("f", 1, "Skipped: no browser"), "call")
    services.refuse_skip(report)
    assert report.outcome == outcome
    assert "no browser" in str(report.longrepr)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_transactional_test_finds_what_migrations_wrote(turn):
    """The first turn empties the tables; the second one finds them as a new installation has them."""
    from wagtail.models import Page

    assert Page.objects.exists()
    assert not User.objects.exists()
    UserFactory()


@pytest.fixture
def left_behind(django_db_setup, django_db_blocker):
    """Looks into the tables after the transactional test that asks for it first."""
    from wagtail.models import Page

    yield
    with django_db_blocker.unblock():
        assert Page.objects.exists() and not User.objects.exists()
        connection.close()


def test_transactional_test_leaves_what_migrations_wrote(left_behind, transactional_db):
    """Another test may come next, that only undoes what it did itself."""
    UserFactory()


def test_fingerprint_is_stable():
    assert databases.fingerprint() == databases.fingerprint()


class Item:
    """What the harness looks at in a test."""

    def __init__(self, path: str, *fixtures: str, marker: str = "", value: int = 0):
        self.path, self.fixturenames, self.marker = counting.TESTS / path, fixtures, marker
        self.callspec = SimpleNamespace(indices={"first": 0, "second": value})
        self.config = self

    def get_closest_marker(self, name):
        return name == self.marker

    def getoption(self, name):
        return name == "counted_on_postgresql"


@pytest.mark.parametrize(("workers", "order"), [
    (1, "ABCDefghijkl"), (2, "ABefghCDijkl"), (3, "ABefCDghijkl"), (4, "ABCDefghijkl"),
])  # fmt: skip
def test_two_workers_begin_with_browsers(workers, order):
    """Capitals: browsers. With four workers a share is three items: too few for the four browsers."""
    assert "".join(longest_first.shared(list("ABCDefghijkl"), 4, workers)) == order


def test_each_test_counts_branches_on_one_database():
    """What runs on both counts on PostgreSQL, the rest on SQLite; browsers and attackers nowhere."""
    on_both, on_sqlite = Item("groups/test_x.py", "db"), Item("groups/test_x.py", "db", marker="sqlite")
    assert counting.counts(on_both) is (connection.vendor == "postgresql")
    assert counting.counts(on_sqlite) and counting.counts(Item("network/kit/test_x.py"))
    assert not counting.counts(Item("browser/test_x.py")) and not counting.counts(Item("adversarial/test_x.py", "db"))
    assert counting.counts(Item("network/kit/test_x.py", value=1))
    assert not counting.counts(Item("network/kit/test_x.py", value=2))


def test_no_browser_waits_for_a_condition_that_our_policy_refuses():
    """Playwright evaluates it in the page when it is not true at once, which our policy takes for an attack."""
    waiting = [source.name for source in suite() if "wait_for_function" in source.text]
    assert waiting == [__name__]
