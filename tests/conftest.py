"""Fixtures of the whole suite, and the harness that refuses sloppiness."""

import pytest
from django.core.cache import cache
from django.utils import translation

from tests.factories import GroupFactory, MembershipFactory, UserFactory

pytest_plugins = [
    "tests.plugins.undefined_variables",
    "tests.plugins.shuffled_querysets",
    "tests.plugins.garbage",
    "tests.plugins.longest_first",
    "tests.plugins.databases",
    "tests.plugins.services",
    "tests.plugins.counting",
    "tests.plugins.live_server",
    "tests.plugins.world",
]


@pytest.fixture
def group(db):
    return GroupFactory(slug="reussite-educative", name="Réussite éducative", short_name="Réussite éducative")


@pytest.fixture
def member(group):
    """A membership; `.user` is the person."""
    return MembershipFactory(group=group, user=UserFactory(first_name="Claire", last_name="Vasseur"))


@pytest.fixture
def facilitator(group):
    return MembershipFactory(
        group=group, user=UserFactory(first_name="Hélène", last_name="Marchetti"), role="facilitator"
    )


@pytest.fixture
def colleague(group):
    """Another member of the group, who facilitates nothing."""
    return MembershipFactory(group=group, user=UserFactory(first_name="Élise", last_name="Moreau"))


@pytest.fixture
def outsider(db):
    """A network member who belongs to no group."""
    return UserFactory(first_name="Karim", last_name="Dehors")


@pytest.fixture
def member_client(client, member):
    client.force_login(member.user)
    return client


@pytest.fixture
def facilitator_client(client, facilitator):
    client.force_login(facilitator.user)
    return client


@pytest.fixture(autouse=True)
def french_again(settings):
    """A page in English leaves its language to what follows in the same thread."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def fresh_counters():
    """Rate limits start again with each test: they count per person, and ids come again."""
    cache.clear()
