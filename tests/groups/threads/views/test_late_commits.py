"""Numbers are seen in the order they were given, whoever commits first: what `?since=` leans on (RL-05)."""

import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from groups.models import Membership
from tests.factories import MembershipFactory

pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
SLEEP = 2


@pytest.fixture
def aside():
    """aside(act): runs in a thread with a database connection of its own; gives its future."""

    def run(act):
        try:
            act()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        yield lambda act: pool.submit(run, act)


def news(client, thread, since):
    """The ids that are new after `since`, and where to go on from."""
    answer = client.get(f"{thread.url}nouveautes/?since={since}")
    if answer.status_code == 204:
        return [], since
    return re.findall(r'<article[^>]* id="(m\d+)"', answer.text), int(
        re.search(r'data-last-seq="(\d+)"', answer.text)[1]
    )


def test_thread_news_lose_nothing_to_a_slow_commit(member_client, group, author, thread, reply, aside):
    """A message is numbered, sleeps before its commit, and another one is sent meanwhile."""
    other, numbered = MembershipFactory(group=group), threading.Event()

    def slow():
        with transaction.atomic():
            reply(thread, Membership.objects.get(pk=author.pk), "<p>Numéroté d’abord.</p>")
            numbered.set()
            time.sleep(SLEEP)

    def quick():
        numbered.wait(5)
        reply(thread, Membership.objects.get(pk=other.pk), "<p>Envoyé ensuite.</p>")

    since, seen, asked_meanwhile = thread.last_seq, [], 0
    writers = [aside(slow), aside(quick)]
    while not all(writer.done() for writer in writers):
        fresh, since = news(member_client, thread, since)
        seen += fresh
        asked_meanwhile += not fresh
        time.sleep(0.02)
    seen += news(member_client, thread, since)[0]
    assert [writer.exception() for writer in writers] == [None, None]
    assert seen == ["m2", "m3"]
    assert asked_meanwhile > 10
    assert [post.body for post in thread.posts.order_by("seq")][1:] == [
        "<p>Numéroté d’abord.</p>",
        "<p>Envoyé ensuite.</p>",
    ]
