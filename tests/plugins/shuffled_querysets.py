"""A list without an order comes in any order: our unordered querysets are shuffled, with a seed that is printed."""

import random
from zlib import crc32

import pytest
from django.db.models import query

OUR_LABELS = {"reference", "people", "activity", "groups", "home"}
ITERABLES = [
    query.ModelIterable,
    query.ValuesIterable,
    query.ValuesListIterable,
    query.NamedValuesListIterable,
    query.FlatValuesListIterable,
]


def pytest_addoption(parser):
    parser.addoption("--order-seed", type=int, default=1, help="how unordered querysets are shuffled")


def pytest_report_header(config):
    return f"unordered querysets: shuffled with --order-seed={config.getoption('order_seed')}"


def shuffling(original, chance: random.Random):
    def iterate(self):
        rows = original(self)
        if self.queryset.ordered or self.queryset.model._meta.app_label not in OUR_LABELS:
            return rows
        shuffled = list(rows)
        chance.shuffle(shuffled)
        return iter(shuffled)

    return iterate


@pytest.fixture(autouse=True)
def shuffled_querysets(request, monkeypatch):
    chance = random.Random(crc32(request.node.nodeid.encode()) + request.config.getoption("order_seed"))
    for iterable in ITERABLES:
        monkeypatch.setattr(iterable, "__iter__", shuffling(iterable.__iter__, chance))
