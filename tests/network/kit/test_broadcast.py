import asyncio
import logging
import time

import pytest
from channels.layers import get_channel_layer
from django.db import transaction

from network.kit import broadcast
from network.kit.broadcast import CHANNEL_GROUP, Outlet

SILENT_PORT = "redis://127.0.0.1:1"


def layers(backend, **config):
    return {"default": {"BACKEND": backend, "CONFIG": config}}


def redis_layer(url):
    host = {"address": url, "socket_timeout": 0.5, "socket_connect_timeout": 0.5}
    return layers("channels_redis.pubsub.RedisPubSubChannelLayer", hosts=[host])


@pytest.fixture
def outlet(monkeypatch):
    fresh = Outlet()
    monkeypatch.setattr(broadcast, "outlet", fresh)
    yield fresh
    if fresh.thread_loop is not None:
        fresh.thread_loop.call_soon_threadsafe(fresh.thread_loop.stop)
        fresh.thread.join()
        fresh.thread_loop.close()


@pytest.fixture
def sent(outlet, monkeypatch):
    kept = []
    monkeypatch.setattr(outlet, "send", kept.append)
    return kept


@pytest.mark.django_db
def test_hint_waits_for_the_commit_and_is_forgotten_with_the_transaction(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        broadcast.hint("group:1", seq=5, kind="post", object_id=9)
        assert sent == []
    frame = {"scope": "group:1", "seq": 5, "kind": "post", "id": 9}
    assert sent == [{"type": "hint", "frame": frame}]

    with django_capture_on_commit_callbacks(execute=True):
        try:
            with transaction.atomic():
                broadcast.hint("group:1", seq=6, kind="post", object_id=10)
                raise ValueError
        except ValueError:
            pass
    assert len(sent) == 1


@pytest.mark.django_db
def test_disconnect_and_recheck_name_the_person(sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        broadcast.disconnect(3)
        broadcast.disconnect(3, "group:1")
        broadcast.recheck(4)
    assert sent == [
        {"type": "close", "user": 3, "scope": None},
        {"type": "close", "user": 3, "scope": "group:1"},
        {"type": "recheck", "user": 4},
    ]


@pytest.mark.django_db
def test_hint_never_raises(outlet, monkeypatch, django_capture_on_commit_callbacks, caplog):
    def broken(message):
        raise RuntimeError

    monkeypatch.setattr(outlet, "send", broken)
    with caplog.at_level(logging.ERROR), django_capture_on_commit_callbacks(execute=True):
        broadcast.hint("group:1", seq=5, kind="post", object_id=9)
    assert "Error calling" in caplog.text


def test_send_in_memory_without_sockets_in_this_process_is_nothing(outlet, settings):
    settings.CHANNEL_LAYERS = layers("channels.layers.InMemoryChannelLayer")
    outlet.send({"type": "hint"})
    assert (outlet.pending, outlet.thread_loop) == (set(), None)


def test_send_in_memory_goes_through_the_loop_of_the_server(outlet, settings):
    settings.CHANNEL_LAYERS = layers("channels.layers.InMemoryChannelLayer")

    async def serve():
        outlet.server_loop = asyncio.get_running_loop()
        channel = await get_channel_layer().new_channel()
        await get_channel_layer().group_add(CHANNEL_GROUP, channel)
        await asyncio.to_thread(outlet.send, {"type": "recheck", "user": 1})
        return await asyncio.wait_for(get_channel_layer().receive(channel), 2)

    assert asyncio.run(serve()) == {"type": "recheck", "user": 1}


@pytest.mark.services
def test_send_through_redis_from_another_process_than_the_sockets(outlet, settings, redis_url):
    settings.CHANNEL_LAYERS = redis_layer(redis_url)

    async def listen():
        layer = get_channel_layer()
        channel = await layer.new_channel()
        await layer.group_add(CHANNEL_GROUP, channel)
        await asyncio.to_thread(outlet.send, {"type": "hint", "frame": {"seq": 1}})
        return await asyncio.wait_for(layer.receive(channel), 2)

    assert asyncio.run(listen()) == {"type": "hint", "frame": {"seq": 1}}
    assert outlet.thread_loop is not None


def test_send_does_not_wait_for_a_redis_that_is_away_and_says_so_once_known(outlet, settings, caplog):
    settings.CHANNEL_LAYERS = redis_layer(SILENT_PORT)
    assert get_channel_layer() is not None
    start = time.monotonic()
    outlet.send({"type": "hint"})
    assert time.monotonic() - start < 0.5
    outlet.drain()
    for _ in range(100):
        if "Live hint not sent" in caplog.text:
            break
        time.sleep(0.02)
    assert "Live hint not sent" in caplog.text
