"""The shared cache: counters that many processes increase at once, and Redis without depending on Redis."""

import logging
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.core.cache.backends.db import DatabaseCache
from django.core.cache.backends.redis import RedisCache
from django.db import connections, router
from redis.exceptions import RedisError

log = logging.getLogger("traverse.cache")
TABLE = "network_cache"
TABLE_PARAMS = {"OPTIONS": {"MAX_ENTRIES": 10_000}}
REST_SECONDS = 10
COUNT = """
INSERT INTO {table} (cache_key, value, expires) VALUES (%(key)s, '1', %(end)s)
ON CONFLICT (cache_key) DO UPDATE SET
  value = CASE WHEN {table}.expires < %(now)s THEN '1' ELSE CAST(CAST({table}.value AS INTEGER) + 1 AS TEXT) END,
  expires = CASE WHEN {table}.expires < %(now)s THEN %(end)s ELSE {table}.expires END
RETURNING value
"""


class TableCache(DatabaseCache):
    def hit(self, key: str, seconds: int) -> int:
        """How many times `key` was hit since its first hit, this one included; starts again after `seconds`.

        One statement, exact however many processes hit at once. The key serves for nothing else.
        """
        connection = connections[router.db_for_write(self.cache_model_class)]
        now = datetime.now(UTC).replace(microsecond=0)
        moment = connection.ops.adapt_datetimefield_value
        values = {
            "key": self.make_and_validate_key(key),
            "now": moment(now),
            "end": moment(now + timedelta(seconds=seconds)),
        }
        with connection.cursor() as cursor:
            cursor.execute(COUNT.format(table=connection.ops.quote_name(self._table)), values)
            return int(cursor.fetchone()[0])


def _redis_first(name: str) -> Callable:
    def call(self: "SharedCache", *args, **kwargs):
        if time.monotonic() >= SharedCache.resting_until:
            try:
                return getattr(self.redis, name)(*args, **kwargs)
            except (RedisError, OSError) as error:
                SharedCache.resting_until = time.monotonic() + REST_SECONDS
                log.warning("Redis does not answer (%s): the database stands in", type(error).__name__)
        return getattr(self.table, name)(*args, **kwargs)

    return call


class CountingRedis(RedisCache):
    def hit(self, key: str, seconds: int) -> int:
        """As `TableCache.hit`, in Redis."""
        self.add(key, 0, seconds)
        return self._cache.get_client(write=True).incr(self.make_and_validate_key(key))


class SharedCache(RedisCache):
    """Redis; and while it does not answer, the database's table: limits go on counting and no page fails."""

    resting_until = 0.0

    def __init__(self, server: str, params: dict) -> None:
        super().__init__(server, params)
        self.redis = CountingRedis(server, params)
        self.table = TableCache(TABLE, TABLE_PARAMS)

    add, get, set, touch = (_redis_first(name) for name in ("add", "get", "set", "touch"))
    incr, delete, has_key, hit = (_redis_first(name) for name in ("incr", "delete", "has_key", "hit"))
    get_many, set_many, delete_many = (_redis_first(name) for name in ("get_many", "set_many", "delete_many"))
