"""The floor of live connections: an ASGI application that sends each message it gets to everybody, and nothing else."""

import asyncio

listeners: set = set()


async def application(scope, receive, send) -> None:
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            await send({"type": f"{message['type']}.complete"})
            if message["type"] == "lifespan.shutdown":
                return
    await receive()
    await send({"type": "websocket.accept"})
    listeners.add(send)
    try:
        while (message := await receive())["type"] == "websocket.receive":
            if text := message.get("text"):
                await asyncio.gather(*(one({"type": "websocket.send", "text": text}) for one in list(listeners)))
    finally:
        listeners.discard(send)
