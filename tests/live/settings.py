"""The suite's settings for a server in a process of its own, on the suite's database, at the address it is given."""

from pathlib import Path

from network import env
from network.kit import rate
from network.settings.test import *  # noqa: F403
from network.settings.test import DATABASES, SQLITE

BASE_URL = env.BASE_URL
if env.PRIVATE_DIR:
    PRIVATE_DIR = Path(env.PRIVATE_DIR)
SOCKET_RECHECK_SECONDS = env.SOCKET_RECHECK_SECONDS
DATABASES["default"]["CONN_MAX_AGE"] = None if SQLITE else 600
if env.REDIS_URL:
    host = {"address": env.REDIS_URL, "socket_timeout": 0.5, "socket_connect_timeout": 0.5}
    CHANNEL_LAYERS = {
        "default": {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [host]}}
    }
# Ids come again in the next test, while the server goes on counting.
rate.LIMITS["posts"] = rate.Limit(10_000, 300)
