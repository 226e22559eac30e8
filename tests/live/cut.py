"""A line between browsers and the server that breaks when it is told to: connections cut, new ones refused, frames of
the live connection lost.
"""

import asyncio
import random
import threading
from contextlib import suppress

from tests.live.server import free_port

UPGRADED = b"HTTP/1.1 101"


class Line:
    """Listens on `port`, passes everything on to `target`. `lossy`: the share of the server's frames that get lost."""

    def __init__(self, target: int, port: int = 0) -> None:
        self.port, self.target = port or free_port(), target
        self.is_cut, self.lossy, self.lost = False, 0.0, 0
        self.luck = random.Random(5)
        self.open: set[asyncio.StreamWriter] = set()
        self.passing: set[asyncio.Task] = set()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self._listen()), daemon=True)

    def __enter__(self) -> "Line":
        self.thread.start()
        self.ready.wait(10)
        return self

    def __exit__(self, *_exc: object) -> None:
        self.loop.call_soon_threadsafe(self.over.set)
        self.thread.join(10)

    async def _listen(self) -> None:
        self.loop, self.over = asyncio.get_running_loop(), asyncio.Event()
        async with await asyncio.start_server(self._pass, "127.0.0.1", self.port) as server:
            self.ready.set()
            await self.over.wait()
            self.is_cut = True
            server.close()
            await asyncio.sleep(0)  # who came last begins, and sees it
            for passing in self.passing:
                passing.cancel()
            if self.passing:
                await asyncio.wait(self.passing)
            await asyncio.sleep(0)  # what was aborted closes in the next turn

    def cut(self) -> None:
        self.is_cut = True
        self.loop.call_soon_threadsafe(self._close_all)

    def mend(self) -> None:
        self.is_cut = False

    def _close_all(self) -> None:
        for end in list(self.open):
            end.transport.abort()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Whatever happens, the end of the line included, closes both ends: what is left open fails a later test."""
        ends, ways = {writer}, []
        task = asyncio.current_task()
        self.passing.add(task)
        try:
            if self.is_cut:
                return
            there, away = await asyncio.open_connection("127.0.0.1", self.target)
            ends.add(away)
            self.open |= ends
            ways += [
                asyncio.ensure_future(self._copy(reader, away)),
                asyncio.ensure_future(self._answers(there, writer)),
            ]
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            for end in ends:
                end.transport.abort()
            for way in ways:
                way.cancel()
            self.open -= ends
            self.passing.discard(task)

    async def _copy(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await source.read(65536):
                sink.write(piece)
                await sink.drain()

    async def _answers(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            first = await source.read(65536)
            if not first.startswith(UPGRADED):
                sink.write(first)
                return await self._copy(source, sink)
            while b"\r\n\r\n" not in first:
                first += await source.read(65536)
            head, _, rest = first.partition(b"\r\n\r\n")
            sink.write(head + b"\r\n\r\n")
            await self._frames(rest, source, sink)
        return None

    async def _frames(self, begun: bytes, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        """Hints are short and the server's frames carry no mask: two bytes, then at most 125."""
        while True:
            while len(begun) < 2 or len(begun) < 2 + (begun[1] & 127):
                piece = await source.read(65536)
                if not piece:
                    return
                begun += piece
            size = 2 + (begun[1] & 127)
            frame, begun = begun[:size], begun[size:]
            if begun_with_text(frame) and self.luck.random() < self.lossy:
                self.lost += 1
                continue
            sink.write(frame)
            await sink.drain()


def begun_with_text(frame: bytes) -> bool:
    return frame[0] & 15 == 1
