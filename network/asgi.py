"""Two ways to stand behind a port.

`application` holds the live connections only: the second process type of a real installation, beside `network.wsgi`.
`embedded` also serves the pages, through the same WSGI application in threads that keep their database connections.
"""

import os
from collections.abc import Awaitable, Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "network.settings.production")
django.setup()

from channels.sessions import CookieMiddleware  # noqa: E402

from groups.live.consumers import LiveConsumer  # noqa: E402
from network.kit.bridge import Bridge  # noqa: E402
from network.wsgi import application as wsgi  # noqa: E402

THREADS = 8
LIVE_PATH = "/ws/"

Receive = Callable[[], Awaitable[dict]]
Send = Callable[[dict], Awaitable[None]]
live = CookieMiddleware(LiveConsumer.as_asgi())
pages = Bridge(wsgi, threads=THREADS)


async def application(scope: dict, receive: Receive, send: Send) -> None:
    """Live connections on their one path; whatever else comes is refused."""
    if scope["type"] == "websocket" and scope["path"] == LIVE_PATH:
        await live(scope, receive, send)
    elif scope["type"] == "websocket":
        await send({"type": "websocket.close"})
    elif scope["type"] == "http":
        await _answer_shortly(scope, send)


async def embedded(scope: dict, receive: Receive, send: Send) -> None:
    """Pages and live connections in one process: the default, without Redis."""
    await (pages if scope["type"] == "http" else application)(scope, receive, send)


async def _answer_shortly(scope: dict, send: Send) -> None:
    alive = scope["path"] == "/livez"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]
    await send({"type": "http.response.start", "status": 200 if alive else 404, "headers": headers})
    await send({"type": "http.response.body", "body": b"alive\n" if alive else b"not here\n"})
