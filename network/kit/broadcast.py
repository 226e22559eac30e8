"""Live hints: tell the sockets of a group that something is new, or close a person's sockets. Never carries content.

Every function waits for the commit, returns at once and never raises: a lost hint only means that the page asks later.
"""

import asyncio
import atexit
import logging
import threading
from concurrent.futures import Future, wait

from channels.layers import InMemoryChannelLayer, get_channel_layer
from django.db import transaction

log = logging.getLogger("traverse.live")
CHANNEL_GROUP = "live"
PATIENCE_SECONDS = 0.5


def hint(scope: str, *, seq: int, kind: str, object_id: int) -> None:
    """After commit, tell every socket listening to `scope` that sequence `seq` exists."""
    frame = {"scope": scope, "seq": seq, "kind": kind, "id": object_id}
    _after_commit({"type": "hint", "frame": frame})


def disconnect(user_id: int, scope: str | None = None) -> None:
    """After commit, close this person's sockets: those of one scope ("group:12"), or all of them."""
    _after_commit({"type": "close", "user": user_id, "scope": scope})


def recheck(user_id: int) -> None:
    """After commit, make every socket of this person check its session and its groups again: closed, or widened."""
    _after_commit({"type": "recheck", "user": user_id})


async def publish(message: dict) -> None:
    """Send to every process that holds sockets. Raises when the layer does not take it in time."""
    await asyncio.wait_for(get_channel_layer().group_send(CHANNEL_GROUP, message), PATIENCE_SECONDS)


def _after_commit(message: dict) -> None:
    transaction.on_commit(lambda: outlet.send(message), robust=True)


class Outlet:
    """The event loop that messages leave through: the server's own when this process holds sockets, else a thread's.

    An in-memory layer reaches nothing outside its process: without a server loop there is nobody to tell.
    """

    def __init__(self) -> None:
        self.server_loop: asyncio.AbstractEventLoop | None = None
        self.thread_loop: asyncio.AbstractEventLoop | None = None
        self.thread: threading.Thread | None = None
        self.pending: set[Future] = set()
        self.lock = threading.Lock()

    def send(self, message: dict) -> None:
        loop = self._loop()
        if loop is None:
            return
        future = asyncio.run_coroutine_threadsafe(publish(message), loop)
        self.pending.add(future)
        future.add_done_callback(self._done)

    def drain(self) -> None:
        """Give what was just sent the time to leave, when the process ends."""
        wait(set(self.pending), timeout=PATIENCE_SECONDS)

    def _loop(self) -> asyncio.AbstractEventLoop | None:
        if self.server_loop is not None and self.server_loop.is_running():
            return self.server_loop
        if isinstance(get_channel_layer(), InMemoryChannelLayer):
            return None
        with self.lock:
            if self.thread_loop is None:
                self.thread_loop = asyncio.new_event_loop()
                self.thread = threading.Thread(target=self.thread_loop.run_forever, name="broadcast", daemon=True)
                self.thread.start()
        return self.thread_loop

    def _done(self, future: Future) -> None:
        self.pending.discard(future)
        if not future.cancelled() and future.exception() is not None:
            log.warning("Live hint not sent: %s", type(future.exception()).__name__)


outlet = Outlet()
atexit.register(outlet.drain)
