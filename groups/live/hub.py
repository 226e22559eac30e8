"""The sockets of this process: one subscription to the layer, then local delivery to those that may hear."""

import asyncio
import json
import logging
from collections.abc import Callable, Coroutine, Iterable
from itertools import islice
from typing import Protocol
from weakref import WeakKeyDictionary

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer
from django.conf import settings

from network.kit import broadcast

from .access import Place, Rights, place_of, rights_of
from .presence import Presence

log = logging.getLogger("traverse.live")
SOCKETS_A_PERSON = 8
CHECKED_AT_ONCE = 200
PRESENCE_PAUSE = 0.3
SIGNED_OUT, SCOPE_LOST, REPLACED = 4401, 4403, 4409
CHECK = '{"kind":"check"}'
_hubs: WeakKeyDictionary[asyncio.AbstractEventLoop, "Hub"] = WeakKeyDictionary()


class Socket(Protocol):
    session_key: str
    rights: Rights
    place: Place | None

    def tell(self, text: str) -> None: ...
    def end(self, code: int) -> None: ...


def current_hub() -> "Hub":
    return _hubs.setdefault(asyncio.get_running_loop(), Hub())


class Hub:
    def __init__(self) -> None:
        self.of_person: dict[int, list[Socket]] = {}
        self.of_scope: dict[str, set[Socket]] = {}
        self.at_thread: dict[int, set[Socket]] = {}
        self.presence = Presence()
        self.stirred: set[tuple[str, int]] = set()
        self.revocations = 0
        self.heard_beat = True
        self.tasks: set[asyncio.Task] = set()
        self.subscribed: asyncio.Future | None = None
        self.channel = ""

    async def admit(self, socket: Socket) -> bool:
        """Let a socket in if its session is valid now. A ninth one of the same person closes their oldest."""
        await self._subscribe()
        rights = (await self._rights([socket.session_key])).get(socket.session_key)
        if rights is None:
            return False
        while len(self.of_person.get(rights.user_id, ())) >= SOCKETS_A_PERSON:
            self.close(self.of_person[rights.user_id][0], REPLACED)
        socket.rights = rights
        self.of_person.setdefault(rights.user_id, []).append(socket)
        for scope in rights.scopes:
            self.of_scope.setdefault(scope, set()).add(socket)
        return True

    def leave(self, socket: Socket) -> None:
        """Forget a socket: no frame reaches it from now on. Harmless when it is already gone."""
        rights = socket.rights
        if rights is None or socket not in self.of_person.get(rights.user_id, ()):
            return
        self._move(socket, None)
        _drop(self.of_person, rights.user_id, socket)
        for scope in rights.scopes:
            _drop(self.of_scope, scope, socket)

    async def stand(self, socket: Socket, state: str, thread_id: int) -> bool:
        """This reader is at a discussion, or writes in it; False when it is not one that they may read."""
        place = socket.place
        if place is None or place.thread_id != thread_id:
            place = await database_sync_to_async(place_of)(socket.rights.user_id, thread_id)
        if place is None or place.scope not in socket.rights.scopes:
            return False
        self._move(socket, place)
        if place.shown:
            self._publish(place, socket.rights.user_id, state)
        else:
            self._stir(place.scope, place.thread_id)
        return True

    def _move(self, socket: Socket, place: Place | None) -> None:
        if socket.place is not None and socket.place != place:
            _drop(self.at_thread, socket.place.thread_id, socket)
            if socket.place.shown:
                self._publish(socket.place, socket.rights.user_id, "gone")
        if place is not None:
            self.at_thread.setdefault(place.thread_id, set()).add(socket)
        socket.place = place

    def _publish(self, place: Place, user_id: int, state: str) -> None:
        said = {"type": "here", "scope": place.scope, "thread": place.thread_id, "user": user_id, "state": state}
        self.run(broadcast.publish(said))

    def _stir(self, scope: str, thread_id: int) -> None:
        """Tell the readers of a discussion soon, once for everything that happens meanwhile."""
        if thread_id in self.at_thread and (scope, thread_id) not in self.stirred:
            self.stirred.add((scope, thread_id))
            self.run(self._tell_presence(scope, thread_id))

    async def _tell_presence(self, scope: str, thread_id: int) -> None:
        await asyncio.sleep(PRESENCE_PAUSE)
        self.stirred.discard((scope, thread_id))
        frame = self.presence.frame(scope, thread_id)
        readers = [socket for socket in self.at_thread.get(thread_id, ()) if socket.place.scope == scope]
        self._tell(readers, json.dumps(frame, separators=(",", ":")))

    def close(self, socket: Socket, code: int) -> None:
        self.leave(socket)
        socket.end(code)

    def run(self, work: Coroutine) -> None:
        """Start something without waiting for it."""
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self._done)

    def deliver(self, message: dict) -> None:
        match message:
            case {"type": "hint", "frame": frame}:
                self._tell(self.of_scope.get(frame["scope"], ()), json.dumps(frame, separators=(",", ":")))
            case {"type": "close", "user": user_id, "scope": scope}:
                self.revocations += 1
                self._revoke(user_id, scope)
            case {"type": "recheck", "user": user_id}:
                self.revocations += 1
                self.run(self._look_again(list(self.of_person.get(user_id, ()))))
            case {"type": "here", "scope": scope, "thread": thread_id, "user": user_id, "state": state}:
                self.presence.note(scope, thread_id, user_id, state)
                self._stir(scope, thread_id)
            case {"type": "beat"}:
                self.heard_beat = True

    async def check(self, sockets: list[Socket]) -> None:
        """Compare what these sockets hear with what they may hear now: close those that lost something."""
        rights = await self._rights([socket.session_key for socket in sockets])
        for socket in sockets:
            self._apply(socket, rights.get(socket.session_key))

    async def _look_again(self, sockets: list[Socket]) -> None:
        """The same for one person, who may also have chosen to be seen where they are, or no longer."""
        await self.check(sockets)
        for socket in sockets:
            stood = socket.place
            if stood is not None:
                place = await database_sync_to_async(place_of)(socket.rights.user_id, stood.thread_id)
                if socket.place == stood != place:
                    self._move(socket, place)

    async def tick(self) -> None:
        """Once a period: check everybody again, and make the pages ask over HTTP while the layer is deaf."""
        if not self.heard_beat:
            self._tell(self._everybody(), CHECK)
        self.heard_beat = False
        self.run(self._renew())
        self.run(broadcast.publish({"type": "beat"}))
        everybody = iter(self._everybody())
        while batch := list(islice(everybody, CHECKED_AT_ONCE)):
            await self.check(batch)

    def _everybody(self) -> list[Socket]:
        return [socket for sockets in self.of_person.values() for socket in sockets]

    def _apply(self, socket: Socket, rights: Rights | None) -> None:
        if socket not in self.of_person.get(socket.rights.user_id, ()):
            return
        if rights is None or rights.user_id != socket.rights.user_id:
            self.close(socket, SIGNED_OUT)
        elif not socket.rights.scopes <= rights.scopes:
            self.close(socket, SCOPE_LOST)
        else:
            for scope in rights.scopes - socket.rights.scopes:
                self.of_scope.setdefault(scope, set()).add(socket)
            socket.rights = rights

    def _revoke(self, user_id: int, scope: str | None) -> None:
        for socket in list(self.of_person.get(user_id, ())):
            if scope is None:
                self.close(socket, SIGNED_OUT)
            elif scope in socket.rights.scopes:
                self.close(socket, SCOPE_LOST)

    def _tell(self, sockets: Iterable[Socket], text: str) -> None:
        for socket in list(sockets):
            socket.tell(text)

    async def _rights(self, session_keys: list[str]) -> dict[str, Rights]:
        # A removal that arrives while the database answers would be missed by an answer made before it: ask again.
        while True:
            seen = self.revocations
            found = await database_sync_to_async(rights_of)(session_keys)
            if seen == self.revocations:
                return found

    async def _subscribe(self) -> None:
        if self.subscribed is None:
            loop = asyncio.get_running_loop()
            self.subscribed = loop.create_future()
            broadcast.outlet.server_loop = loop
            self.run(self._forever(self._receive, pause=1))
            self.run(self._forever(self._period, pause=0))
        await asyncio.wait([self.subscribed], timeout=broadcast.PATIENCE_SECONDS)

    async def _forever(self, work: Callable[[], Coroutine], pause: float) -> None:
        while True:
            try:
                await work()
            except Exception as error:  # noqa: BLE001 - whatever fails outside, the sockets stay and are checked again
                log.warning("Live connections: %s in %s", type(error).__name__, work.__name__)
            await asyncio.sleep(pause)

    async def _receive(self) -> None:
        layer = get_channel_layer()
        self.channel = await layer.new_channel()
        await self._renew()
        if not self.subscribed.done():
            self.subscribed.set_result(None)
        while True:
            self.deliver(await layer.receive(self.channel))
            await asyncio.sleep(0)  # what was just told leaves before the next one comes

    async def _renew(self) -> None:
        """A layer may forget who listens: the in-memory one does after a day."""
        if self.channel:
            await get_channel_layer().group_add(broadcast.CHANNEL_GROUP, self.channel)

    async def _period(self) -> None:
        await asyncio.sleep(settings.SOCKET_RECHECK_SECONDS)
        await self.tick()

    def _done(self, task: asyncio.Task) -> None:
        self.tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            log.warning("Live task failed: %s", type(task.exception()).__name__)


def _drop(index: dict, key: int | str, socket: Socket) -> None:
    """Remove from an index without leaving empty entries behind."""
    index[key].remove(socket)
    if not index[key]:
        del index[key]
