"""Serves the WSGI application from an event loop: threads that keep their database connections, and never wait.

A thread is taken once the whole request is there and given back once the whole answer is made; what is slow, sending
and receiving, stays in the loop. So a few slow browsers cannot hold the site. A long answer is made as it is read: its
thread makes a piece, does other work while the piece leaves, and makes the next one.
"""

import asyncio
import io
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import BinaryIO

from .body_limit import limit_of

BODY_SECONDS, SILENCE_SECONDS = 30, 30
BYTES_A_SECOND = 1024
"""The slowest line that is waited for, after its first BODY_SECONDS."""
SLOW_BODIES = 200
"""How many of those there may be at a time."""
STALLED_SECONDS = 120
"""How long a browser may take for CHUNK_BYTES of an answer."""
IN_MEMORY_BYTES = 1024 * 1024
MADE_BYTES = 256 * 1024
CHUNK_BYTES = 64 * 1024

Receive = Callable[[], Awaitable[dict]]
Send = Callable[[dict], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


class Bridge:
    """Each thread has a queue of its own: the rest of a long answer is made where it began, because a database
    connection, and a cursor that is read from, belong to one thread.
    """

    def __init__(self, app: Callable, threads: int) -> None:
        self.app = app
        self.slow = 0
        self.free: asyncio.LifoQueue[Executor] = asyncio.LifoQueue()
        for number in range(threads):
            self.free.put_nowait(ThreadPoolExecutor(1, thread_name_prefix=f"page-{number}"))

    async def __call__(self, scope: dict, receive: Receive, send: Send) -> None:
        scope = {**scope, "headers": _unambiguous(scope["headers"])}
        with _room_for(scope) as body:
            try:
                complete = await self._read(receive, body)
            except TimeoutError:
                return await _too_slow(send)
            if complete:
                await self._answer(Answer(self.app, environ_of(scope, body)), receive, send)
        return None

    async def _read(self, receive: Receive, body: BinaryIO) -> bool:
        """Whether the whole body came before the browser left. Raises TimeoutError for one that falls silent, or comes
        slower than anybody's line: what counts is the pace of now, so that a large body may take its time, and none
        that begins with a rush may then stay for hours.
        """
        now = asyncio.get_running_loop().time
        start = seen = now()
        left, is_slow = float(BODY_SECONDS), False
        try:
            while True:
                if seen - start > BODY_SECONDS and not is_slow:
                    self._count_slow()
                    is_slow = True
                async with asyncio.timeout(min(SILENCE_SECONDS, left)):
                    message = await receive()
                if message["type"] == "http.disconnect":
                    return False
                part = message.get("body", b"")
                # What is thrown away earns no time: it may never end.
                earned = 0 if isinstance(body, Nowhere) else len(part) / BYTES_A_SECOND
                came = now()
                left, seen = min(BODY_SECONDS, left - (came - seen) + earned), came
                if left <= 0:
                    raise TimeoutError
                body.write(part)
                if not message.get("more_body", False):
                    body.seek(0)
                    return True
        finally:
            self.slow -= is_slow

    def _count_slow(self) -> None:
        if self.slow >= SLOW_BODIES:
            raise TimeoutError
        self.slow += 1

    async def _answer(self, answer: "Answer", receive: Receive, send: Send) -> None:
        thread, gone = await self.free.get(), None
        try:
            try:
                made = await answer.made_by(thread)
            finally:
                self.free.put_nowait(thread)
            await _send_in_time(send, answer.start)
            gone = None if answer.is_over else asyncio.ensure_future(receive())
            while not (answer.is_over or gone.done()):
                await _send(send, made, more=True)
                made = await answer.made_by(thread)
            await _send(send, made, more=not answer.is_over)
        except StalledError:
            return
        finally:
            if gone:
                gone.cancel()
            # Also when the browser left: whatever the answer was being made of is let go.
            if not answer.is_over:
                thread.submit(answer.close)


class StalledError(Exception):
    """The browser stopped reading."""


class Answer:
    """What the application answers, made piece by piece, never by two threads at once."""

    def __init__(self, app: Callable, environ: dict) -> None:
        self.app, self.asked = app, environ
        self.start: dict = {"type": "http.response.start"}
        self.whole: Iterable[bytes] | None = None
        self.chunks: Iterator[bytes] = iter(())
        self.is_over = False

    async def made_by(self, thread: Executor) -> bytes:
        """The next MADE_BYTES or a little more; what remains when the answer `is_over`."""
        return await asyncio.get_running_loop().run_in_executor(thread, self._make)

    def _make(self) -> bytes:
        made = io.BytesIO()
        try:
            if self.whole is None:
                self.whole = self.app(self.asked, self._start_response)
                self.chunks = iter(self.whole)
            for chunk in self.chunks:
                if self.asked["REQUEST_METHOD"] == "HEAD":
                    break
                made.write(chunk)
                if made.tell() >= MADE_BYTES:
                    return made.getvalue()
        except BaseException:
            self.close()
            raise
        self.close()
        return made.getvalue()

    def _start_response(self, status: str, headers: list[tuple[str, str]], exc_info=None) -> None:
        self.start["status"] = int(status[:3])
        self.start["headers"] = [
            (name.lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in headers
        ]

    def close(self) -> None:
        self.is_over = True
        getattr(self.whole, "close", lambda: None)()


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


async def _send(send: Send, made: bytes, *, more: bool) -> None:
    for place in range(0, max(1, len(made)), CHUNK_BYTES):
        is_last = place + CHUNK_BYTES >= len(made)
        chunk = made[place : place + CHUNK_BYTES]
        await _send_in_time(send, {"type": "http.response.body", "body": chunk, "more_body": more or not is_last})


async def _send_in_time(send: Send, message: dict) -> None:
    try:
        async with asyncio.timeout(STALLED_SECONDS):
            await send(message)
    except TimeoutError:
        raise StalledError from None


async def _too_slow(send: Send) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 408, "headers": headers})
    await send({"type": "http.response.body", "body": b"The request took too long to arrive.\n"})
