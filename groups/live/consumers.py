"""One live connection of one browser tab. It says "something is new", never what: pages fetch it over HTTP."""

import json
import time
from contextlib import suppress
from urllib.parse import urlsplit

from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from .access import Place, Rights
from .hub import Hub, current_hub

LOOPBACK = {"127.0.0.1": "localhost", "localhost": "127.0.0.1"}
PING, PONG = '{"kind":"ping"}', '{"kind":"pong"}'
LARGEST_FRAME = 65536
MESSAGES_A_MINUTE = 100
UNSENT_FRAMES = 32
NOT_UNDERSTOOD, TOO_BIG, TRY_LATER = 1008, 1009, 1013
# What the server raises when the browser left while we were writing to it.
GONE_MEANWHILE = suppress(OSError, RuntimeError)


def origin(url: str) -> str:
    """Scheme, host and port of an address, written as browsers do in the Origin header."""
    parts = urlsplit(url.lower())
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + (f":{parts.port}" if parts.port not in {None, usual} else "")


def our_origins() -> set[str]:
    """Exactly our own address; a demonstration answers to the other name of its own machine too."""
    ours = origin(settings.BASE_URL)
    if not settings.DEMO:
        return {ours}
    parts = urlsplit(ours)
    other = LOOPBACK.get(parts.hostname, parts.hostname)
    return {ours, ours.replace(f"//{parts.hostname}", f"//{other}", 1)}


def where_from(text: str | None) -> tuple[str, int] | None:
    """ "here" or "typing", and the id of a discussion; None for anything else."""
    try:
        said = json.loads(text or "")
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or set(said) != {"kind", "thread"}:
        return None
    state, thread_id = said["kind"], said["thread"]
    understood = state in ("here", "typing") and type(thread_id) is int and 0 < thread_id < 2**63
    return (state, thread_id) if understood else None


class LiveConsumer(AsyncWebsocketConsumer):
    # The hub subscribes once for the whole process; a queue for each socket would cost far more.
    channel_layer_alias = None
    rights: Rights | None = None
    place: Place | None = None
    hub: Hub

    async def connect(self) -> None:
        self.hub = current_hub()
        self.session_key = self.scope["cookies"].get(settings.SESSION_COOKIE_NAME, "")
        self.minute, self.received, self.unsent = 0, 0, 0
        self.place = None
        if self._has_our_origin() and self.session_key and await self.hub.admit(self):
            await self.accept()
        else:
            await self.close()

    async def disconnect(self, code: int) -> None:
        self.hub.leave(self)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        if len(text_data or bytes_data or "") > LARGEST_FRAME:
            self.hub.close(self, TOO_BIG)
        elif self._too_many():
            self.hub.close(self, NOT_UNDERSTOOD)
        elif text_data == PING:
            self.tell(PONG)
        elif not await self._says_where(text_data):
            self.hub.close(self, NOT_UNDERSTOOD)

    async def _says_where(self, text: str | None) -> bool:
        """ "Here" or "writing" in a discussion: understood when it is one that this person reads."""
        said = where_from(text)
        return said is not None and await self.hub.stand(self, *said)

    def tell(self, text: str) -> None:
        """Send without waiting. A browser that does not read is let go: on return it asks for what it missed."""
        if self.unsent >= UNSENT_FRAMES:
            return self.hub.close(self, TRY_LATER)
        self.unsent += 1
        return self.hub.run(self._send(text))

    def end(self, code: int) -> None:
        self.hub.run(self._close(code))

    async def _send(self, text: str) -> None:
        with GONE_MEANWHILE:
            await self.base_send({"type": "websocket.send", "text": text})
        self.unsent -= 1

    async def _close(self, code: int) -> None:
        with GONE_MEANWHILE:
            await self.close(code)

    def _has_our_origin(self) -> bool:
        """One of ours, once: not another port or scheme of our host, not "null", not nothing."""
        sent = [value for name, value in self.scope["headers"] if name == b"origin"]
        return len(sent) == 1 and sent[0] in {ours.encode() for ours in our_origins()}

    def _too_many(self) -> bool:
        minute = int(time.monotonic() // 60)
        self.received = self.received + 1 if minute == self.minute else 1
        self.minute = minute
        return self.received > MESSAGES_A_MINUTE
