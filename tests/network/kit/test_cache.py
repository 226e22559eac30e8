import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
import redis
import time_machine
from django.core.management import call_command
from django.db import connection

from network.kit.cache import TABLE, TABLE_PARAMS, SharedCache, TableCache

NO_REDIS = "redis://127.0.0.1:1"
TIMEOUTS = {"OPTIONS": {"socket_timeout": 0.2, "socket_connect_timeout": 0.2}}


@pytest.fixture
def table(db):
    call_command("createcachetable", TABLE)
    return TableCache(TABLE, TABLE_PARAMS)


@pytest.fixture(autouse=True)
def awake(monkeypatch):
    monkeypatch.setattr(SharedCache, "resting_until", 0.0)


def test_table_cache_hit_counts_in_one_statement(table, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert table.hit("posts:1", 60) == 1
    assert [table.hit("posts:1", 60), table.hit("posts:2", 60), table.hit("posts:1", 60)] == [2, 1, 3]


def test_table_cache_hit_starts_again_after_its_time(table):
    with time_machine.travel("2026-11-22 10:00:00+00:00", tick=False) as clock:
        assert [table.hit("posts:1", 60) for _ in range(3)] == [1, 2, 3]
        clock.shift(59)
        assert table.hit("posts:1", 60) == 4
        clock.shift(2)
        assert table.hit("posts:1", 60) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_table_cache_hit_is_exact_when_many_hit_at_once():
    call_command("createcachetable", TABLE)

    def hit(_):
        try:
            return TableCache(TABLE, TABLE_PARAMS).hit("posts:parallel", 60)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(hit, range(40))) == list(range(1, 41))


def test_shared_cache_goes_on_with_the_table_while_redis_is_away(table, caplog):
    cache = SharedCache(NO_REDIS, TIMEOUTS)
    with caplog.at_level(logging.WARNING):
        cache.set("a", {"b": 1}, 60)
        assert cache.get("a") == {"b": 1}
        assert [cache.hit("n", 60), cache.hit("n", 60)] == [1, 2]
        assert (cache.add("a", 2), cache.has_key("a"), cache.delete("a"), cache.get("a", "none")) == (
            False, True, True, "none",
        )  # fmt: skip
    assert caplog.text.count("Redis does not answer") == 1


@pytest.mark.services
def test_shared_cache_counts_in_redis(redis_url, table, django_assert_num_queries):
    cache = SharedCache(redis_url, TIMEOUTS)
    with django_assert_num_queries(0):
        assert [cache.hit("hits", 60), cache.hit("hits", 60)] == [1, 2]
        cache.set("a", "b", 60)
        assert (cache.get("a"), cache.get_many(["a", "c"])) == ("b", {"a": "b"})
    with redis.Redis.from_url(redis_url) as server:
        assert 0 < server.ttl(cache.make_key("hits")) <= 60
    cache.redis._cache._pools[0].disconnect()
