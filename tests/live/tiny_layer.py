"""A layer that holds one message and forgets after five seconds who listens: what a day does to the usual one."""

from tests.live.settings import *  # noqa: F403

CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels.layers.InMemoryChannelLayer",
        "CONFIG": {"capacity": 1, "expiry": 5, "group_expiry": 5},
    }
}
