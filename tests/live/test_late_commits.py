"""Numbers are seen in the order they were given, whoever commits first: what `?since=` leans on (RL-05)."""

import re
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from groups.models import Membership
from groups.threads import actions
from tests.factories import MembershipFactory, ThreadFactory

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


def reply(thread, membership, words):
    author = Membership.objects.get(pk=membership.pk)
    actions.post_reply(thread=thread, author=author, body=f"<p>{words}</p>", key=uuid.uuid4())


def news(client, thread, since):
    """The ids that are new after `since`, and where to go on from."""
    answer = client.get(f"{thread.url}nouveautes/?since={since}")
    if answer.status_code == 204:
        return [], since
    ids = re.findall(r'<article[^>]* id="(m\d+)"', answer.text)
    return ids, int(re.search(r'data-last-seq="(\d+)"', answer.text)[1])


def test_news_lose_nothing_to_a_slow_commit(member_client, member, group, aside):
    """A message is numbered, sleeps before its commit, and another one is sent meanwhile."""
    thread = ThreadFactory(group=group, author=member.user)
    first, second = MembershipFactory(group=group), MembershipFactory(group=group)
    numbered = threading.Event()

    def slow():
        with transaction.atomic():
            reply(thread, first, "Numéroté d’abord.")
            numbered.set()
            time.sleep(SLEEP)

    def quick():
        numbered.wait(5)
        reply(thread, second, "Envoyé ensuite.")

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
