import asyncio
import threading
import time

import pytest

from network.kit import bridge
from network.kit.bridge import Bridge, environ_of

SCOPE = {
    "type": "http",
    "method": "POST",
    "path": "/groupes/été/",
    "query_string": b"a=1&b=%C3%A9",
    "http_version": "1.1",
    "scheme": "http",
    "server": ("127.0.0.1", 8000),
    "client": ("127.0.0.7", 5000),
    "headers": [(b"host", b"127.0.0.1:8000")],
}


def scope(*headers, **changes):
    return {**SCOPE, **changes, "headers": [*SCOPE["headers"], *headers]}


def talk(app, asked, *messages):
    """Send the messages to a bridge around `app`; returns what it answered."""
    waiting, answered = list(messages), []

    async def receive():
        if not waiting:
            await asyncio.sleep(60)
        return waiting.pop(0)

    async def send(message):
        answered.append(message)

    asyncio.run(Bridge(app, threads=1)(asked, receive, send))
    return answered


def body(*parts):
    return [
        {"type": "http.request", "body": part, "more_body": number < len(parts)} for number, part in enumerate(parts, 1)
    ]


def echo(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Thread", threading.current_thread().name)])
    yield environ["REQUEST_METHOD"].encode() + b" "
    yield environ["wsgi.input"].read()


def test_bridge_gives_the_whole_body_to_a_thread_and_its_whole_answer_back():
    start, content = talk(echo, scope((b"content-length", b"6")), *body(b"abc", b"def"))
    assert (start["status"], dict(start["headers"])[b"content-type"]) == (200, b"text/plain")
    assert dict(start["headers"])[b"x-thread"].startswith(b"page")
    assert content == {"type": "http.response.body", "body": b"POST abcdef", "more_body": False}


def test_bridge_sends_a_long_answer_in_pieces_and_closes_it():
    closed = []

    class Long(list):
        def close(self):
            closed.append(True)

    def app(environ, start_response):
        start_response("200 OK", [])
        return Long([b"x" * 50_000] * 40)

    _, *pieces = talk(app, scope(), *body(b""))
    assert b"".join(piece["body"] for piece in pieces) == b"x" * 2_000_000
    assert [piece["more_body"] for piece in pieces] == [True] * (len(pieces) - 1) + [False]
    assert closed == [True]


CHUNKED = (b"transfer-encoding", b"chunked")


@pytest.mark.parametrize("headers", [[(b"content-length", b"1001")], [CHUNKED], [(b"content-length", b"3"), CHUNKED]])
def test_bridge_throws_away_a_body_that_the_application_will_refuse(settings, headers):
    settings.MAX_BODY_BYTES = 1000
    _, content = talk(echo, scope(*headers), *body(b"x" * 600, b"x" * 401))
    assert content["body"] == b"POST "


def test_bridge_gives_up_on_a_body_that_does_not_come(monkeypatch):
    monkeypatch.setattr(bridge, "BODY_SECONDS", 0.05)
    start, _ = talk(echo, scope((b"content-length", b"6")), {"type": "http.request", "body": b"a", "more_body": True})
    assert (start["status"], dict(start["headers"])[b"connection"]) == (408, b"close")


def steadily(*parts, every):
    """A line that brings a part of the body from time to time."""
    waiting = body(*parts)

    async def receive():
        await asyncio.sleep(every if waiting else 60)
        return waiting.pop(0)

    return receive


def ask(app, receive, *headers, method="POST", send=None, threads=1):
    """What a bridge answers on this line."""
    answered = []

    async def keep(message):
        answered.append(message)

    asyncio.run(Bridge(app, threads=threads)(scope(*headers, method=method), receive, send or keep))
    return answered


def test_bridge_waits_for_a_body_that_comes_at_a_bearable_pace(monkeypatch):
    """However long all of it takes: a large file on a slow line."""
    monkeypatch.setattr(bridge, "BODY_SECONDS", 0.4)
    start, content = ask(echo, steadily(*[b"x" * 100] * 60, every=0.01), (b"content-length", b"6000"))
    assert (start["status"], content["body"]) == (200, b"POST " + b"x" * 6000)


def test_bridge_gives_up_on_a_body_that_trickles(monkeypatch):
    """DS-03."""
    monkeypatch.setattr(bridge, "BODY_SECONDS", 0.05)
    began = time.monotonic()
    start, _ = ask(echo, steadily(*[b"x"] * 200, every=0.01), (b"content-length", b"200"))
    assert start["status"] == 408 and time.monotonic() - began < 1


def test_bridge_gives_up_on_a_body_that_rushes_and_then_trickles(monkeypatch):
    """DS-03: what came fast earns no hours of waiting."""
    monkeypatch.setattr(bridge, "BODY_SECONDS", 0.05)
    began = time.monotonic()
    start, _ = ask(echo, steadily(b"x" * 500_000, *[b"x"] * 300, every=0.01), (b"content-length", b"500300"))
    assert start["status"] == 408 and time.monotonic() - began < 1


def test_bridge_does_not_wait_for_the_end_of_a_body_that_it_throws_away(monkeypatch):
    """FI-06: it may be without end."""
    monkeypatch.setattr(bridge, "BODY_SECONDS", 0.05)
    start, _ = ask(echo, steadily(*[b"x" * 1000] * 200, every=0.001), CHUNKED)
    assert start["status"] == 408


def test_bridge_gives_up_on_a_body_that_falls_silent(monkeypatch):
    monkeypatch.setattr(bridge, "SILENCE_SECONDS", 0.05)
    start, _ = ask(echo, steadily(b"x" * 100_000, b"x", every=0.2), (b"content-length", b"100001"))
    assert start["status"] == 408


def test_bridge_waits_for_a_bounded_number_of_slow_bodies(monkeypatch):
    monkeypatch.setattr(bridge, "BODY_SECONDS", 0.05)
    monkeypatch.setattr(bridge, "SLOW_BODIES", 0)
    start, _ = ask(echo, steadily(*[b"x" * 100] * 20, every=0.01), (b"content-length", b"2000"))
    assert start["status"] == 408


class Film:
    """A long answer that says what became of it."""

    def __init__(self, pieces=40, size=bridge.MADE_BYTES):
        self.pieces, self.size, self.made, self.closed, self.threads = pieces, size, 0, 0, set()

    def __call__(self, environ, start_response):
        start_response("200 OK", [("Content-Length", str(self.pieces * self.size))])
        return self

    def __iter__(self):
        while self.made < self.pieces:
            self.made += 1
            self.threads.add(threading.current_thread().name)
            yield b"x" * self.size

    def close(self):
        self.closed += 1


def left_after(seconds):
    """A browser that sent all it has to say, and leaves."""
    said = body(b"")

    async def receive():
        if said:
            return said.pop()
        await asyncio.sleep(seconds)
        return {"type": "http.disconnect"}

    return receive


def test_bridge_makes_a_long_answer_as_it_is_read_and_works_for_others_meanwhile():
    film, other, held = Film(), Film(pieces=1, size=10), []
    answers = iter((film, other))

    def either(environ, start_response):
        return next(answers)(environ, start_response)

    async def both():
        site, go_on = Bridge(either, 1), asyncio.Event()

        async def slowly(message):
            held.append(message)
            await go_on.wait()

        async def at_once(message):
            pass

        first = asyncio.ensure_future(site(scope(method="GET"), left_after(60), slowly))
        while not held:
            await asyncio.sleep(0.01)
        await site(scope(method="GET"), left_after(60), at_once)
        made_meanwhile = film.made
        go_on.set()
        await first
        return made_meanwhile

    assert asyncio.run(both()) == 1 and other.closed == 1
    sent = b"".join(message["body"] for message in held[1:])
    assert len(sent) == film.pieces * film.size and film.closed == 1


def test_bridge_goes_on_with_an_answer_where_it_began():
    """A cursor that an answer reads from belongs to one thread."""
    film = Film()
    ask(film, left_after(60), method="GET", threads=4)
    assert len(film.threads) == 1


def test_bridge_lets_go_of_an_answer_whose_reader_left():
    film = Film(pieces=10_000)

    async def slowly(message):
        await asyncio.sleep(0.005)

    ask(film, left_after(0.05), method="GET", send=slowly)
    for _ in range(100):
        if film.closed:
            break
        time.sleep(0.01)
    assert film.closed == 1 and film.made < 1000


def test_bridge_lets_go_of_an_answer_whose_reader_stopped(monkeypatch):
    monkeypatch.setattr(bridge, "STALLED_SECONDS", 0.05)
    film = Film()

    async def never(message):
        await asyncio.sleep(60)

    ask(film, left_after(60), method="GET", send=never)
    for _ in range(100):
        if film.closed:
            break
        time.sleep(0.01)
    assert (film.closed, film.made) == (1, 1)


def test_bridge_makes_no_body_for_who_asks_for_headers_only():
    film = Film()
    start, content = ask(film, left_after(60), method="HEAD")
    assert (start["status"], content["body"], film.closed) == (200, b"", 1) and film.made <= 1


def test_bridge_lets_go_of_an_answer_that_breaks():
    film = Film(pieces=3)
    film.size = None
    with pytest.raises(TypeError):
        ask(lambda environ, start_response: film, left_after(60))
    assert film.closed == 1


def test_bridge_does_not_run_for_a_browser_that_left():
    def never(environ, start_response):
        raise AssertionError

    assert talk(never, scope((b"content-length", b"6")), {"type": "http.disconnect"}) == []


def test_bridge_drops_headers_that_could_pass_for_those_of_a_proxy():
    def app(environ, start_response):
        start_response("200 OK", [])
        return [environ.get("HTTP_X_FORWARDED_FOR", "none").encode()]

    assert talk(app, scope((b"x_forwarded_for", b"10.0.0.1")), *body(b""))[1]["body"] == b"none"
    assert talk(app, scope((b"x-forwarded-for", b"10.0.0.2")), *body(b""))[1]["body"] == b"10.0.0.2"


def test_environ_says_what_wsgi_expects():
    headers = [
        (b"content-type", b"text/plain"),
        *[(b"cookie", b"a=1"), (b"cookie", b"b=2")],
        *[(b"accept", b"x"), (b"accept", b"y")],
    ]
    environ = environ_of(scope(*headers), None)
    expected = {
        "PATH_INFO": "/groupes/été/".encode().decode("latin-1"),
        "QUERY_STRING": "a=1&b=%C3%A9",
        "REMOTE_ADDR": "127.0.0.7",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "CONTENT_TYPE": "text/plain",
        "HTTP_COOKIE": "a=1; b=2",
        "HTTP_ACCEPT": "x,y",
        "HTTP_HOST": "127.0.0.1:8000",
        "wsgi.url_scheme": "http",
    }
    assert {name: environ[name] for name in expected} == expected
