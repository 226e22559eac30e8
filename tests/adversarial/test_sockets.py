"""Live connections under attack, on the real server: who may open one, what they may say, how much."""

import json
import time
from contextlib import ExitStack, contextmanager, suppress

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import Frame, Opcode
from websockets.sync.client import connect

from tests.factories import GroupFactory, MembershipFactory, ThreadFactory
from tests.live.server import close_code

pytestmark = [pytest.mark.slow, pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]  # as for HTTP: once
PING = '{"kind":"ping"}'
MEGABYTE = 1024 * 1024


@contextmanager
def opened(server, session_key="", origin="ours", path=""):
    headers = {"Cookie": f"sid={session_key}"} if session_key else {}
    sent = server.origin if origin == "ours" else origin
    with connect(server.socket_url + path, origin=sent, additional_headers=headers, compression=None) as socket:
        yield socket


def assert_refused(server, session_key="", origin="ours", path=""):
    with pytest.raises(InvalidStatus) as refused, opened(server, session_key, origin, path):
        pass
    assert refused.value.response.status_code == 403
    assert not refused.value.response.body


def hears(socket) -> bool:
    socket.send(PING)
    return json.loads(socket.recv(timeout=5)) == {"kind": "pong"}


def test_nobody_opens_without_a_session_of_now(server, key_of, member):
    """WS-01: the same person with a good session and our origin does open one."""
    expired = key_of(member.user)
    Session.objects.filter(session_key=expired).update(expire_date=timezone.now())
    for session_key in ("", "unknown", expired, "' OR 1=1 --"):
        assert_refused(server, session_key)
    with opened(server, key_of(member.user)) as socket:
        assert hears(socket)


@pytest.mark.parametrize(
    "origin", [None, "null", "https://127.0.0.1", "http://127.0.0.1", "http://localhost", "http://evil.example"]
)
def test_nobody_opens_from_elsewhere(server, key_of, member, origin):
    """WS-01: another site's page cannot use the cookie of a person who visits it; nor another port of our host."""
    assert_refused(server, key_of(member.user), origin)


@pytest.mark.parametrize("path", ["?token=1", "group/1/", "../ws/", "%00"])
def test_other_addresses_hold_no_socket(server, key_of, member, path):
    if path.startswith("?"):
        with opened(server, key_of(member.user), path=path) as socket:
            assert hears(socket)
    else:
        assert_refused(server, key_of(member.user), path=path)


COMMANDS = [
    {"kind": "subscribe", "scope": "{scope}"},
    {"type": "subscribe", "group": "{id}"},
    {"join": ["{scope}"]},
    {"scope": "*"},
    {"scope": "user:{user}"},
    {"kind": "typing", "thread": "{thread}"},
    {"kind": "typing", "thread": "#thread"},
    {"kind": "here", "thread": "#thread"},
    {"kind": "here", "thread": "#thread", "user": "#user"},
    {"kind": "post", "thread": "{thread}", "body": "canary-body"},
    {"type": "hint", "frame": {"scope": "{scope}"}},
]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_reaches_the_group_of_others(server, key_of, command):
    """WS-02: a member of another group says anything, and hears nothing of this one while its member does."""
    hidden = GroupFactory(visibility="hidden", name="canary-group")
    inside, outside = MembershipFactory(group=hidden), MembershipFactory()
    thread = ThreadFactory(group=hidden, author=inside.user, title="canary-title")
    words = {"scope": hidden.scope, "id": hidden.pk, "user": inside.user_id, "thread": thread.pk}
    text = json.dumps(command)
    for name, value in words.items():
        text = text.replace(f"{{{name}}}", str(value)).replace(f'"#{name}"', str(value))
    writer = key_of(inside.user)
    with opened(server, key_of(outside.user)) as stranger, opened(server, key_of(inside.user)) as listener:
        stranger.send(text)
        server.reply(thread, writer, "canary-body")
        assert json.loads(listener.recv(timeout=5))["seq"] == 2
        frames = []
        with pytest.raises(ConnectionClosed):
            frames.append(stranger.recv(timeout=5))
        assert frames == []
    assert thread.posts.count() == 2


def large(socket):
    socket.send("x" * 65537)


def huge(socket):
    socket.send("x" * 2 * MEGABYTE)


def deep(socket):
    socket.send("[" * 10_000)


def not_text(socket):
    socket.send(b"\x00\xff" * 100)


def invalid_utf8(socket):
    raw(socket, Frame(Opcode.TEXT, b"\xff\xfe\xfd"))


def endless_fragments(socket):
    raw(socket, Frame(Opcode.TEXT, b"x" * 1000, fin=False))
    for _ in range(100):
        raw(socket, Frame(Opcode.CONT, b"x" * 1000, fin=False))


def flood(socket):
    for _ in range(10_000):
        socket.send(PING)


def raw(socket, frame):
    socket.socket.sendall(frame.serialize(mask=True))


ATTACKS = [
    (large, 1009),
    (huge, 1009),
    (deep, 1008),
    (not_text, 1008),
    (invalid_utf8, 1007),
    (endless_fragments, 1009),
    (flood, 1008),
]


@pytest.mark.parametrize(("attack", "code"), ATTACKS)
def test_whoever_says_too_much_is_closed_and_others_notice_nothing(server, key_of, member, outsider, attack, code):
    """WS-03. Who is still talking while the server hangs up may find the line dead before the reason (1006)."""
    before = server.memory()
    with opened(server, key_of(member.user)) as neighbour, opened(server, key_of(outsider)) as attacker:
        with suppress(ConnectionClosed, OSError):
            attack(attacker)
        assert close_code(attacker, seconds=10) in {code, 1006}
        start = time.monotonic()
        assert hears(neighbour)
        assert time.monotonic() - start < 2
    assert server.memory() - before < 100 * MEGABYTE


def test_two_hundred_sockets_of_one_person_leave_eight(server, key_of, member, outsider):
    """WS-03: the newest eight stay; a neighbour's own is not touched."""
    key = key_of(outsider)
    before = server.memory()
    with ExitStack() as stack:
        neighbour = stack.enter_context(opened(server, key_of(member.user)))
        sockets = [stack.enter_context(opened(server, key)) for _ in range(200)]
        assert {close_code(socket) for socket in sockets[:192]} == {4409}
        assert all(hears(socket) for socket in sockets[192:])
        assert hears(neighbour)
        assert server.memory() - before < 100 * MEGABYTE


def test_a_suspended_person_opens_none(server, key_of, member):
    """RV-03: their session is still in the table when they come back; it opens nothing."""
    key = key_of(member.user)
    with opened(server, key) as socket:
        assert hears(socket)
    type(member.user).objects.filter(pk=member.user_id).update(is_active=False)
    assert_refused(server, key)
