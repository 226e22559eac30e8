"""People who stand before the doors."""

import pytest
from django.core.cache import cache

from tests.factories import UserFactory


@pytest.fixture
def nothing_tried_yet():
    cache.clear()


@pytest.fixture
def known(db):
    return UserFactory(email="connue@example.org", first_name="Connue", last_name="Personne")


@pytest.fixture
def suspended(db):
    return UserFactory(email="suspendue@example.org", is_active=False)


@pytest.fixture
def administrator(db):
    return UserFactory(email="admin@example.org", is_superuser=True)
