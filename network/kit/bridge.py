"""Serves the WSGI application from an event loop: threads that keep their database connections, and never wait.

A thread is taken once the whole request is there and given back once the whole answer is made; what is slow, sending
and receiving, stays in the loop. So a few slow browsers cannot hold the site.
"""

import asyncio
import io
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO

from .body_limit import limit_of

BODY_SECONDS = 30
IN_MEMORY_BYTES = 1024 * 1024
CHUNK_BYTES = 64 * 1024

Receive = Callable[[], Awaitable[dict]]
Send = Callable[[dict], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


class Bridge:
    def __init__(self, app: Callable, threads: int) -> None:
        self.app = app
        self.executor = ThreadPoolExecutor(threads, thread_name_prefix="page")

    async def __call__(self, scope: dict, receive: Receive, send: Send) -> None:
        scope = {**scope, "headers": _unambiguous(scope["headers"])}
        with _room_for(scope) as body, _room() as answer:
            try:
                complete = await asyncio.wait_for(_read(receive, body), BODY_SECONDS)
            except TimeoutError:
                return await _too_slow(send)
            if complete:
                run = asyncio.get_running_loop().run_in_executor
                start = await run(self.executor, _respond, self.app, environ_of(scope, body), answer)
                await _send(send, start, answer)
        return None


def environ_of(scope: dict, body: BinaryIO) -> dict:
    """The request as WSGI describes it."""
    host, port = scope.get("server") or ("localhost", 80)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or [""])[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope["scheme"],
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in scope["headers"]:
        _add_header(environ, name.decode("latin-1").upper().replace("-", "_"), value.decode("latin-1"))
    return environ


def _add_header(environ: dict, name: str, value: str) -> None:
    key = name if name in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{name}"
    separator = "; " if name == "COOKIE" else ","
    environ[key] = f"{environ[key]}{separator}{value}" if key in environ else value


def _unambiguous(headers: Iterable[tuple[bytes, bytes]]) -> Headers:
    # WSGI could not tell X_Forwarded_For, which anybody may send, from the X-Forwarded-For of a proxy.
    return [(name, value) for name, value in headers if b"_" not in name]


def _room() -> BinaryIO:
    return tempfile.SpooledTemporaryFile(IN_MEMORY_BYTES)


def _room_for(scope: dict) -> BinaryIO:
    """Where the body goes. One that is too large is read and thrown away: a browser listens when it has sent all."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"")
    known = length.isdigit() and b"transfer-encoding" not in headers
    return _room() if known and int(length) <= limit_of(scope["path"]) else Nowhere()


class Nowhere(io.BytesIO):
    def write(self, data: bytes) -> int:
        return len(data)


async def _read(receive: Receive, body: BinaryIO) -> bool:
    """Whether the whole body came before the browser left."""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return False
        body.write(message.get("body", b""))
        if not message.get("more_body", False):
            body.seek(0)
            return True


def _respond(app: Callable, environ: dict, answer: BinaryIO) -> dict:
    """Run the application; its body goes into `answer`. Returns the message that starts the response."""
    start: dict = {"type": "http.response.start"}

    def start_response(status: str, headers: list[tuple[str, str]], exc_info=None) -> None:
        start["status"] = int(status[:3])
        start["headers"] = [
            (name.lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in headers
        ]

    chunks = app(environ, start_response)
    try:
        answer.writelines(chunks)
    finally:
        getattr(chunks, "close", lambda: None)()
    answer.seek(0)
    return start


async def _send(send: Send, start: dict, answer: BinaryIO) -> None:
    await send(start)
    more = True
    while more:
        chunk = answer.read(CHUNK_BYTES)
        more = len(chunk) == CHUNK_BYTES
        await send({"type": "http.response.body", "body": chunk, "more_body": more})


async def _too_slow(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 408, "headers": headers})
    await send({"type": "http.response.body", "body": b"The request took too long to arrive.\n"})
