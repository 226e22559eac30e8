"""Live hints to 100, 500 and 1,000 sockets of one group: when the last one is told, whether one is lost, how many go
out in a second beside a bare server. Part of `make bench` where Redis answers.

One socket process of the product with Redis, as docs/operations.md runs it; a group of its own, taken away afterwards.
"""

import asyncio
import gc
import json
import os
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from itertools import cycle, islice

from tests.bench import servers

SIZES = {100: 60, 500: 80, 1000: 120}
"""Sockets, and the goal for the last of them (p95, milliseconds)."""
MESSAGES, A_SECOND, BURST = 50, 5, 40
SHARE = 0.5
PRODUCT, BARE = "network.asgi:application", "tests.bench.floor.echo:application"
REDIS = os.environ.get("BENCH_REDIS_URL", "redis://127.0.0.1:6379/8")


@contextmanager
def running(application: str, database_url: str):
    port = servers.free_port()
    env = {
        **servers.environment(database_url, "bench_live"),
        "DJANGO_SETTINGS_MODULE": "network.settings.production",
        "REDIS_URL": REDIS,
    }
    command = [sys.executable, "-m", "uvicorn", application, "--port", str(port), "--log-level", "warning"]
    command += ["--ws-per-message-deflate", "false", "--ws-max-size", "65536"]
    with (servers.VAR / "bench-live.log").open("w") as said:
        process = subprocess.Popen(command, env=env, stdout=said, stderr=said)
    try:
        servers.wait_until_listening(port)
        yield port, process
    finally:
        process.terminate()
        process.wait(20)


class Crowd:
    """`count` open sockets that note when each message arrives."""

    def __init__(self, port: int, cookies: list[str], count: int) -> None:
        self.url, self.cookies, self.count = f"ws://127.0.0.1:{port}/ws/", cookies, count
        self.arrived: dict[int, list[float]] = {}

    async def __aenter__(self) -> "Crowd":
        from websockets.asyncio.client import connect

        def opened(cookie: str):
            headers = {"Cookie": cookie, "Origin": "https://127.0.0.1"}
            return connect(self.url, additional_headers=headers, compression=None, max_queue=None)

        self.sockets = []
        for start in range(0, self.count, 50):
            batch = islice(cycle(self.cookies), start, min(start + 50, self.count))
            self.sockets += await asyncio.gather(*(opened(cookie) for cookie in batch))
        gc.freeze()  # the search for waste among our own sockets is no delay of the server
        self.listening = [asyncio.create_task(self.listen(socket)) for socket in self.sockets]
        return self

    async def __aexit__(self, *_exc: object) -> None:
        for task in self.listening:
            task.cancel()
        await asyncio.gather(*(socket.close() for socket in self.sockets), return_exceptions=True)
        gc.unfreeze()

    async def listen(self, socket) -> None:
        with suppress(Exception):
            async for text in socket:
                seq = json.loads(text).get("seq", 0)
                self.arrived.setdefault(seq, []).append(time.perf_counter())

    async def all_of(self, seqs: list[int]) -> None:
        deadline = time.perf_counter() + 15
        while time.perf_counter() < deadline and any(len(self.arrived.get(s, [])) < self.count for s in seqs):
            await asyncio.sleep(0.02)


async def told(crowd: Crowd, send) -> tuple[float, int]:
    """(p95 of when the last socket is told, in ms; frames lost) at five messages a second."""
    sent = {}
    for number in range(1, MESSAGES + 1):
        sent[number] = time.perf_counter()
        await send(number)
        await asyncio.sleep(max(0.0, sent[number] + 1 / A_SECOND - time.perf_counter()))
    await crowd.all_of(list(sent))
    last = sorted((max(crowd.arrived.get(n, [float("inf")])) - at) * 1000 for n, at in sent.items())
    return last[int(len(last) * 0.95)], MESSAGES * crowd.count - sum(len(crowd.arrived.get(n, [])) for n in sent)


async def burst(crowd: Crowd, send) -> float:
    """Frames a second when messages come as fast as they can."""
    numbers = list(range(1001, 1001 + BURST))
    begin = time.perf_counter()
    for number in numbers:
        await send(number)
    await crowd.all_of(numbers)
    last = max(max(crowd.arrived.get(n, [begin])) for n in numbers)
    return sum(len(crowd.arrived.get(n, [])) for n in numbers) / (last - begin)


def through_redis(group_id: int):
    from channels_redis.pubsub import RedisPubSubChannelLayer
    from django.conf import settings

    from network.kit.broadcast import CHANNEL_GROUP

    layer = RedisPubSubChannelLayer(**settings.CHANNEL_LAYERS["default"].get("CONFIG", {}) | {"hosts": [REDIS]})

    async def send(number: int) -> None:
        frame = {"scope": f"group:{group_id}", "seq": number, "kind": "post", "id": 1}
        await layer.group_send(CHANNEL_GROUP, {"type": "hint", "frame": frame})

    return send


def through_a_socket(crowd: Crowd):
    async def send(number: int) -> None:
        await crowd.sockets[0].send(json.dumps({"scope": "group:1", "seq": number, "kind": "post", "id": 1}))

    return send


async def measure(database_url: str, cookies: list[str], group_id: int) -> list[str]:
    say, missed = sys.stdout.write, []
    say(
        f"{'sockets':<10} {'last told p95':>14} {'lost':>6} {'frames/s':>10} {'bare':>10} {'share':>7} {'KB each':>8}\n"
    )
    for count, goal in SIZES.items():
        with running(PRODUCT, database_url) as (port, process):
            async with Crowd(port, cookies, 1):
                before = memory(process.pid)
            async with Crowd(port, cookies, count) as crowd:
                each = (memory(process.pid) - before) / count
                late, lost = await told(crowd, through_redis(group_id))
                rate = await burst(crowd, through_redis(group_id))
        with running(BARE, database_url) as (port, process):
            async with Crowd(port, cookies, count) as crowd:
                bare = await burst(crowd, through_a_socket(crowd))
        rates = f"{rate:>10.0f} {bare:>10.0f} {rate / bare:>7.0%}"
        say(f"{count:<10} {late:>11.0f} ms {lost:>6} {rates} {each / 1024:>8.0f}\n")
        if late > goal or lost:
            missed.append(f"{count} sockets: last told after {late:.0f} ms (goal {goal}), {lost} lost")
        if rate < SHARE * bare:
            missed.append(f"{count} sockets: {rate / bare:.0%} of a bare server’s frames, goal {SHARE:.0%}")
    return missed


def memory(pid: int) -> int:
    return int(open(f"/proc/{pid}/statm").read().split()[1]) * os.sysconf("SC_PAGE_SIZE")  # noqa: PTH123


@contextmanager
def crowded_group():
    """A group of 200 people of the data set, and a cookie of each: eight sockets a person at most."""
    from groups.models import Group, Membership
    from network.people.models import User
    from tests.bench.person import cookie_of

    group = Group.objects.create(slug=f"bench-{time.time_ns()}", name="Bench", short_name="Bench")
    people = list(User.objects.filter(email__startswith="personne").order_by("pk")[:200])
    Membership.objects.bulk_create(Membership(group=group, user=person) for person in people)
    try:
        yield group.pk, [cookie_of(person) for person in people]
    finally:
        group.delete()


def run(database_url: str) -> list[str]:
    """Goals that were missed."""
    with crowded_group() as (group_id, cookies):
        return asyncio.run(measure(database_url, cookies, group_id))
