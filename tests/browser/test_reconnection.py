"""Pages that stay open while the line breaks: none of the messages is lost, shown twice or out of order (RL-05).

RECONNECTION_ROUNDS=10 pytest tests/browser/test_reconnection.py -s: ten accidents and 310 messages on each layer, with
the figures. Without it, two accidents on the layer of a single process.
"""

import os
import random
import threading
import time
import uuid

import pytest
from django.conf import settings

from groups.models import Post
from tests.factories import MembershipFactory, ThreadFactory
from tests.live.cut import Line
from tests.live.redis import PROGRAM, OwnRedis
from tests.live.server import running

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROUNDS = int(os.environ.get("RECONNECTION_ROUNDS", "2"))
LAYERS = ["memory", "redis", "tiny"] if "RECONNECTION_ROUNDS" in os.environ else ["memory"]
PAGES, WRITERS, MESSAGES = 6, 2, 15
CAUGHT_UP_SECONDS = 6
SHOWN = "[...document.querySelectorAll('[data-posts] > article')].map((post) => post.id)"


@pytest.fixture
def own_redis():
    if PROGRAM is None:
        pytest.skip("no redis-server")
    with OwnRedis() as redis:
        yield redis


@pytest.fixture
def environment(layer, request):
    """What the server is started with, for its layer."""
    if layer == "redis":
        return {"REDIS_URL": request.getfixturevalue("own_redis").url, "SOCKET_RECHECK_SECONDS": "2"}
    if layer == "tiny":
        return {"DJANGO_SETTINGS_MODULE": "tests.live.tiny_layer", "SOCKET_RECHECK_SECONDS": "2"}
    return {}


@pytest.fixture
def server(transactional_db, environment, layer, request):
    """Behind the line; browsers know the line's address only."""
    line = Line(0)
    origin = f"http://127.0.0.1:{line.port}"
    with running(BASE_URL=origin, **environment) as server:
        line.target, server.origin = server.port, origin
        server.redis = request.getfixturevalue("own_redis") if layer == "redis" else None
        with line:
            server.line = line
            yield server


@pytest.fixture
def readers(chromium, key_of, group, server):
    """Open pages of as many members."""
    contexts = [chromium.new_context(base_url=server.origin, locale="fr-FR") for _ in range(PAGES)]
    for context in contexts:
        key = key_of(MembershipFactory(group=group).user)
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": server.origin}])
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def write(server, thread, key, sent):
    """Each message until it is acknowledged, with the same proof: through broken lines and dead servers."""
    path = f"/groupes/{thread.group.slug}/discussions/{thread.pk}/reponses/"
    for number in range(MESSAGES):
        proof = str(uuid.uuid4())
        while True:
            try:
                if server.post(path, key, body=f"Message {number}", key=proof).status == 302:
                    break
            except OSError:
                pass
            time.sleep(0.05)
        sent.append(proof)
        time.sleep(0.1)


def kill(server, luck):
    server.process.kill()
    server.process.wait()
    time.sleep(luck.uniform(0, 1))
    server.start()


def lose_hints(server, _luck):
    server.line.lossy = 0.2
    time.sleep(3)
    server.line.lossy = 0


def cut_for(shortest, longest):
    def cut(server, luck):
        server.line.cut()
        time.sleep(luck.uniform(shortest, longest))
        server.line.mend()

    return cut


def empty_redis(server, _luck):
    for _ in range(20):
        server.redis.empty()
        time.sleep(0.1)


def restart_redis(server, luck):
    server.redis.stop()
    time.sleep(luck.uniform(0.5, 3))
    server.redis.start()


def outlast(_server, _luck):
    """Longer than the tiny layer remembers who listens."""
    time.sleep(7)


cut, cut_long, cut_minute = cut_for(1, 3), cut_for(20, 20), cut_for(60, 60)
# One after the other, each over when its function returns.
ACCIDENTS = {
    "memory": [kill, lose_hints, cut, kill, cut_long, kill, lose_hints, kill, cut_minute, kill],
    "redis": [kill, empty_redis, restart_redis, kill, lose_hints, kill, cut, kill, empty_redis, kill],
    "tiny": [outlast, lose_hints, kill, outlast, cut, kill, outlast, kill, kill, kill],
}


def seconds_until_shown(pages, expected):
    """How long after now the slowest page shows all messages; whoever reads presses "n new messages"."""
    start = time.perf_counter()
    behind = list(pages)
    while behind and time.perf_counter() - start < 40:
        for page in list(behind):
            page.evaluate("document.querySelector('[data-livebar]:not([hidden]) button')?.click()")
            if len(page.evaluate(SHOWN)) >= expected:
                behind.remove(page)
        pages[0].wait_for_timeout(50)
    return time.perf_counter() - start


def tell(layer, slowest, lost):
    messages = ROUNDS * (WRITERS * MESSAGES + 1)
    behind = ", ".join(f"{seconds:.1f}" for seconds in slowest)
    print(f"\n{layer}: {ROUNDS} accidents, {PAGES} pages, {messages} messages, none lost or doubled;")  # noqa: T201
    print(f"caught up after {behind} s; frames lost: {lost}")  # noqa: T201


@pytest.mark.parametrize("layer", LAYERS)
def test_nothing_is_lost_doubled_or_out_of_order(layer, server, readers, key_of, group, member):
    luck, slowest = random.Random(7), []
    keys = [key_of(MembershipFactory(group=group).user) for _ in range(WRITERS)]
    for number in range(ROUNDS):
        thread, sent = ThreadFactory(group=group, author=member.user, title=f"Tour {number}"), []
        for page in readers:
            with page.expect_websocket():
                page.goto(thread.url)
        writers = [threading.Thread(target=write, args=(server, thread, key, sent)) for key in keys]
        for writer in writers:
            writer.start()
        time.sleep(0.5)
        ACCIDENTS[layer][number % len(ACCIDENTS[layer])](server, luck)
        for writer in writers:
            writer.join()
        server.post(f"{thread.url}reponses/", keys[0], body="Le dernier", key=str(uuid.uuid4()))
        kept = list(Post.objects.filter(thread=thread).order_by("number").values_list("number", flat=True))
        slowest.append(seconds_until_shown(readers, len(kept)))
        assert len(kept) == len(set(sent)) + 2 == WRITERS * MESSAGES + 2
        assert [page.evaluate(SHOWN) for page in readers] == [[f"m{post}" for post in kept]] * PAGES
    tell(layer, slowest, server.line.lost)
    assert max(slowest) < CAUGHT_UP_SECONDS
