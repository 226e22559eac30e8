"""Live connections without a network: the real application, a communicator for each browser tab."""

import asyncio
from contextlib import asynccontextmanager

import channels.db
import pytest
from asgiref.sync import async_to_sync, sync_to_async
from asgiref.testing import ApplicationCommunicator
from django.conf import settings
from django.test import Client

from network.asgi import application
from network.kit import broadcast

OURS = "http://testserver"


def sign_in(user) -> str:
    """The key of a new session of this person."""
    client = Client()
    client.force_login(user)
    return client.session.session_key


class Tab(ApplicationCommunicator):
    """A tab of a browser. `refused` is true when the connection was not accepted."""

    def __init__(self, session_key: str = "", *, origin: str | None = OURS, path: str = "/ws/", headers=()) -> None:
        sent = [(b"origin", origin.encode())] if origin is not None else []
        cookie = [(b"cookie", f"{settings.SESSION_COOKIE_NAME}={session_key}".encode())] if session_key else []
        scope = {"type": "websocket", "path": path, "query_string": b"", "headers": [*sent, *cookie, *headers]}
        super().__init__(application, scope)
        self.refused = True

    async def open(self) -> "Tab":
        await self.send_input({"type": "websocket.connect"})
        self.refused = (await self.receive_output(timeout=5))["type"] != "websocket.accept"
        return self

    async def write(self, text: str = "", data: bytes | None = None) -> None:
        await self.send_input({"type": "websocket.receive", "text": text or None, "bytes": data})

    async def read(self) -> str:
        message = await self.receive_output(timeout=2)
        assert message["type"] == "websocket.send", message
        return message["text"]

    async def close_code(self) -> int:
        """Wait for the server to close, 2 seconds at most, and say with which code."""
        message = await self.receive_output(timeout=2)
        assert message["type"] == "websocket.close", message
        return message["code"]

    async def leave(self) -> None:
        await self.send_input({"type": "websocket.disconnect", "code": 1001})
        await self.wait(timeout=2)


@asynccontextmanager
async def tabs(*session_keys: str):
    """One accepted tab for each session key."""
    opened = [await Tab(key).open() for key in session_keys]
    assert not any(tab.refused for tab in opened)
    try:
        yield opened
    finally:
        for tab in opened:
            await tab.leave()


@pytest.fixture
def live(monkeypatch):
    """Decorator that runs a scenario to its end, in the test's own database connection and transaction."""
    monkeypatch.setattr(channels.db, "close_old_connections", lambda: None)
    monkeypatch.setattr(broadcast.transaction, "on_commit", lambda told, **_: told())

    def run(scenario):
        return async_to_sync(scenario)()

    return run


async def act(function, *args, **kwargs):
    """Something synchronous while tabs are open, and the time for its consequences."""
    result = await sync_to_async(function)(*args, **kwargs)
    await asyncio.sleep(0.05)
    return result
