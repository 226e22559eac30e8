"""RL-08: two people write the same minutes, whatever the order of what they do: nothing is overwritten silently, what
was accepted is in the history, and no paragraph is lost.
"""

import random
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.http import Http404
from django.utils import timezone

from groups.meetings import actions, queries
from groups.meetings.models import Point, PointRevision
from groups.models import Group, Membership
from network.kit.clean_html import to_plain
from network.kit.errors import Refused
from tests.factories import MeetingFactory, MembershipFactory, MinutesFactory, UserFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.no_cover]
ROUNDS = 50


@pytest.fixture
def two(group):
    return [
        MembershipFactory(group=group, user=UserFactory(first_name=name), role="facilitator")
        for name in ("Hélène", "Sonia")
    ]


@pytest.fixture
def point(group):
    minutes = MinutesFactory(meeting=MeetingFactory(group=group, days=-1))
    return Point.objects.create(minutes=minutes, title="Bilan", exchanges="<p>Au début.</p>")


def words(exchanges):
    return {"title": "Bilan", "presenter": "", "exchanges": exchanges, "decisions": [], "actions": [], "open": []}


def together(*works):
    """Do these at the same moment, each with its own connection; what each gave or raised, in their order."""
    answers, gate = [None] * len(works), Barrier(len(works))

    def run(place, work):
        gate.wait()
        try:
            answers[place] = work()
        except (Refused, Http404) as refused:
            answers[place] = refused
        finally:
            connection.close()

    threads = [Thread(target=run, args=(place, work)) for place, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return answers


def saving(point, by, seen, exchanges):
    return lambda: actions.save_point(point=point, by=by, words=words(exchanges), seen=seen, is_over=True)


def everything_kept(point):
    """Every paragraph that the point or its history ever said."""
    longer = ["Un long paragraphe. " * number for number in range(1, 6)]
    texts = [f"<p>Au début.</p><p>{text}</p>" for text in longer]
    texts += ["<p>Au début.</p>", "<p>Au début.</p><p>Une autre fin.</p>"]
    for text in texts:
        seen = Point.objects.get().version
        save = actions.save_point(point=point, by=two[0], words=words(text), seen=seen)
        assert save.version == seen + 1
        with pytest.raises(actions.HeldByAnother):
            saving(point, two[1], save.version, "<p>Par-dessus.</p>")()
    kept = everything_kept(point)
    assert {"Au début.", ("Un long paragraphe. " * 5).strip(), "Une autre fin."} <= kept
    assert "Par-dessus." not in kept
    assert PointRevision.objects.filter(point=point).count() == 2
