import asyncio
import threading

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
