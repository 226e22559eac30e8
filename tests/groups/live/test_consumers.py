import asyncio
import json

import pytest

from groups.live import consumers
from groups.live.consumers import PING, PONG, origin, where_from
from network.kit import broadcast
from tests.groups.live.conftest import OURS, Tab, act, sign_in, tabs

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sent", "accepted"),
    [
        (OURS, True),
        (None, False),
        ("null", False),
        ("", False),
        ("https://testserver", False),
        ("http://testserver:8000", False),
        ("http://testserver.evil.example", False),
        ("http://evil.example", False),
        ("http://user@testserver", False),
        ("http://TESTSERVER", False),
    ],
)
def test_connect_asks_for_exactly_our_own_origin(live, member, sent, accepted):
    key = sign_in(member.user)

    @live
    async def scenario():
        tab = await Tab(key, origin=sent).open()
        assert tab.refused is not accepted
        await tab.leave()


@pytest.mark.parametrize(
    ("demo", "base_url", "origins"),
    [
        (True, "http://127.0.0.1:8000", {"http://127.0.0.1:8000", "http://localhost:8000"}),
        (True, "http://localhost:8000", {"http://127.0.0.1:8000", "http://localhost:8000"}),
        (True, "https://demo.example.org", {"https://demo.example.org"}),
        (False, "http://127.0.0.1:8000", {"http://127.0.0.1:8000"}),
    ],
)
def test_connect_of_a_demonstration_knows_both_names_of_its_machine(settings, demo, base_url, origins):
    settings.DEMO, settings.BASE_URL = demo, base_url
    assert consumers.our_origins() == origins


def test_connect_refuses_two_origins(live, member):
    key = sign_in(member.user)

    @live
    async def scenario():
        tab, honest = await Tab(key, headers=[(b"origin", b"http://evil.example")]).open(), await Tab(key).open()
        assert (tab.refused, honest.refused) == (True, False)
        for one in (tab, honest):
            await one.leave()


@pytest.mark.parametrize("path", ["/ws", "/ws/1/", "/", "/groupes/"])
def test_connect_elsewhere_is_refused(live, member, path):
    key = sign_in(member.user)

    @live
    async def scenario():
        elsewhere, here = await Tab(key, path=path).open(), await Tab(key).open()
        assert (elsewhere.refused, here.refused) == (True, False)
        await here.leave()


def test_connect_refuses_nobody_an_unknown_session_and_a_suspended_person(live, member, group):
    key = sign_in(member.user)

    @live
    async def scenario():
        await act(type(member.user).objects.filter(pk=member.user_id).update, is_active=False)
        for session in ("", "unknown", key):
            tab = await Tab(session).open()
            assert tab.refused
            await act(broadcast.hint, group.scope, seq=1, kind="post", object_id=1)
            assert await tab.receive_nothing()
            await tab.leave()


def test_hint_reaches_the_members_of_the_group_and_nobody_else(live, member, outsider):
    keys = [sign_in(member.user), sign_in(member.user), sign_in(outsider)]

    @live
    async def scenario():
        async with tabs(*keys) as (first, second, stranger):
            await act(broadcast.hint, member.group.scope, seq=7, kind="post", object_id=42)
            for tab in (first, second):
                text = await tab.read()
                assert json.loads(text) == {"scope": member.group.scope, "seq": 7, "kind": "post", "id": 42}
                assert len(text) < 200
            assert await stranger.receive_nothing()


def test_receive_answers_a_ping(live, member):
    key = sign_in(member.user)

    @live
    async def scenario():
        async with tabs(key) as (tab,):
            await tab.write(PING)
            assert await tab.read() == PONG


@pytest.mark.parametrize(
    "command",
    [
        '{"kind":"subscribe","scope":"group:1"}',
        '["group:1"]',
        '{"scope":"*"}',
        '{"kind":"typing","thread":1}',
        "not json",
        "[" * 10_000,
        '{"kind":"ping"} ',
    ],
)
def test_receive_closes_on_any_other_command(live, member, outsider, command):
    key = sign_in(outsider)

    @live
    async def scenario():
        async with tabs(key) as (tab,):
            await tab.write(command)
            assert await tab.close_code() == 1008
            await act(broadcast.hint, member.group.scope, seq=1, kind="post", object_id=1)
            assert await tab.receive_nothing()


def test_receive_closes_on_bytes_and_on_a_large_frame(live, member):
    key = sign_in(member.user)

    @live
    async def scenario():
        async with tabs(key, key) as (first, second):
            await first.write(data=b"\xff\xfe")
            assert await first.close_code() == 1008
            await second.write("x" * 65537)
            assert await second.close_code() == 1009


def test_receive_closes_beyond_a_hundred_messages_a_minute(live, member, monkeypatch):
    monkeypatch.setattr(consumers.time, "monotonic", lambda: 600.0)
    key = sign_in(member.user)

    @live
    async def scenario():
        async with tabs(key) as (tab,):
            for _ in range(100):
                await tab.write(PING)
                assert await tab.read() == PONG
            await tab.write(PING)
            assert await tab.close_code() == 1008


@pytest.mark.slow
def test_tell_lets_go_of_a_browser_that_does_not_read(live, member, monkeypatch):
    key = sign_in(member.user)
    stuck = asyncio.Event()

    async def never(self, text):
        await stuck.wait()

    monkeypatch.setattr(consumers.LiveConsumer, "_send", never)

    @live
    async def scenario():
        async with tabs(key) as (tab,):
            for number in range(consumers.UNSENT_FRAMES + 1):
                await act(broadcast.hint, member.group.scope, seq=number, kind="post", object_id=1)
            assert await tab.close_code() == 1013
            stuck.set()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://reseau.example.org", "https://reseau.example.org"),
        ("https://Reseau.example.org:443/", "https://reseau.example.org"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("http://[::1]:80", "http://[::1]"),
    ],
)
def test_origin_is_written_as_browsers_do(url, expected):
    assert origin(url) == expected


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ('{"kind":"here","thread":7}', ("here", 7)),
        ('{"kind":"typing","thread":7}', ("typing", 7)),
        ('{"kind":["here"],"thread":7}', None),
        ('{"kind":{},"thread":7}', None),
        ('{"kind":"gone","thread":7}', None),
        ('{"kind":"here","thread":"7"}', None),
        ('{"kind":"here","thread":true}', None),
        ('{"kind":"here","thread":7.0}', None),
        ('{"kind":"here","thread":-7}', None),
        ('{"kind":"here","thread":99999999999999999999}', None),
        ('{"kind":"here","thread":7,"scope":"group:1"}', None),
        ('["here",7]', None),
        ("[" * 10_000, None),
        ("", None),
        (None, None),
    ],
)
def test_where_from_understands_two_things(text, understood):
    assert where_from(text) == understood
