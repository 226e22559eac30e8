"""From one browser's form to another browser's socket, through the real server."""

import json
import time
from contextlib import ExitStack

import pytest
from websockets.sync.client import connect

from network.kit import broadcast
from network.people import actions
from tests.factories import MembershipFactory, ThreadFactory, UserFactory
from tests.live.server import close_code, running

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def open_socket(server, session_key, origin=None):
    return connect(
        server.socket_url, origin=origin or server.origin, additional_headers={"Cookie": f"sid={session_key}"},
        compression=None,
    )  # fmt: skip


@pytest.fixture
def people(group, member, facilitator):
    other = MembershipFactory(group=group)
    return {"member": member, "facilitator": facilitator, "other": other}


def test_a_reply_is_told_to_the_other_members_at_once(server, key_of, group, people):
    thread = ThreadFactory(group=group, author=people["member"].user)
    writer, reader = key_of(people["member"].user), key_of(people["other"].user)
    with open_socket(server, reader) as socket:
        start = time.monotonic()
        server.reply(thread, writer, "Un secret de groupe.")
        frame = socket.recv(timeout=2)
        assert time.monotonic() - start < 2
    assert json.loads(frame) == {"scope": group.scope, "seq": 2, "kind": "post", "id": thread.pk}
    assert "secret" not in frame


def test_removal_closes_the_socket_and_hides_what_follows(server, key_of, group, people):
    """RV-02 on the real server: 20 messages after the removal reach the one who stays, none the one who left."""
    thread = ThreadFactory(group=group, author=people["member"].user)
    boss, writer = key_of(people["facilitator"].user), key_of(people["member"].user)
    with open_socket(server, key_of(people["other"].user)) as removed, open_socket(server, writer) as stays:
        path = f"/groupes/{group.slug}/animation/membres/{people['other'].pk}/retrait/"
        assert server.post(path, boss).status == 302
        for number in range(19):
            server.reply(thread, writer, f"Message {number}.")
        told = [json.loads(stays.recv(timeout=2))["seq"] for _ in range(19)]
        assert told == list(range(2, 21))
        assert close_code(removed) == 4403


def test_signing_out_closes_the_sockets_of_that_session(server, key_of, member):
    ended, kept = key_of(member.user), key_of(member.user)
    with open_socket(server, ended) as first, open_socket(server, kept) as second:
        assert server.post("/compte/logout/", ended).status == 302
        assert close_code(first) == 4401
        second.send('{"kind":"ping"}')
        assert json.loads(second.recv(timeout=2)) == {"kind": "pong"}


def test_what_nobody_announced_is_found_by_the_next_check(django_db_blocker, key_of, member):
    with running(SOCKET_RECHECK_SECONDS="1") as server, open_socket(server, key_of(member.user)) as socket:
        type(member.user).objects.filter(pk=member.user_id).update(is_active=False)
        assert close_code(socket, seconds=4) == 4401


def test_a_restart_says_so_to_the_browsers(key_of, member):
    with running() as server, open_socket(server, key_of(member.user)) as socket:
        server.process.terminate()
        assert close_code(socket, seconds=5) == 1012
        assert server.process.wait(25) is not None


@pytest.mark.services
def test_hints_cross_processes_through_redis(redis_url, key_of, group, member, settings):
    """The production shape: the socket process knows nothing of the process that writes."""
    host = {"address": redis_url, "socket_timeout": 0.5, "socket_connect_timeout": 0.5}
    backend = "channels_redis.pubsub.RedisPubSubChannelLayer"
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": backend, "CONFIG": {"hosts": [host]}}}
    key = key_of(member.user)
    with running("network.asgi:application", REDIS_URL=redis_url) as server, open_socket(server, key) as socket:
        broadcast.hint(group.scope, seq=3, kind="post", object_id=8)
        assert json.loads(socket.recv(timeout=2))["seq"] == 3
        assert server.request("GET", "/groupes/").status == 404
        actions.suspend(person=member.user, by=UserFactory(is_superuser=True))
        assert close_code(socket) == 4401
    loop, thread = broadcast.outlet.thread_loop, broadcast.outlet.thread
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    broadcast.outlet.thread_loop = None


def test_hundred_sockets_of_one_group_all_hear(server, key_of, group):
    """No frame is lost when a whole group listens."""
    people = [MembershipFactory(group=group, user=UserFactory()) for _ in range(20)]
    thread = ThreadFactory(group=group, author=people[0].user)
    keys = [key_of(person.user) for person in people]
    with ExitStack() as opened:
        sockets = [opened.enter_context(open_socket(server, key)) for key in keys for _ in range(5)]
        for _ in range(3):
            server.reply(thread, keys[0])
        heard = [[json.loads(socket.recv(timeout=5))["seq"] for _ in range(3)] for socket in sockets]
    assert heard == [[2, 3, 4]] * 100
