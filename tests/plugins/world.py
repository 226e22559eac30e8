"""The world of the access table, built once for each file that asks for it: what a test does in it is undone."""

import copy

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

from network.seeds.dump import dump
from tests.architecture.world import build_world


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=folder), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(built, db):
    """What acts keep in the objects they are given is forgotten as well."""
    cache.clear()
    return copy.deepcopy(built)


@pytest.fixture(scope="module")
def untouched(built, django_db_blocker):
    """Every row of the domain before anybody tried anything."""
    with django_db_blocker.unblock():
        return dump()
