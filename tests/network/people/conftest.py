import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def nothing_tried_yet():
    """The counters of rate limits outlive a test."""
    cache.clear()
