"""RL-08: two people write the same minutes, whatever the order of what they do: nothing is overwritten silently, what
was accepted is in the history, and no paragraph is lost.
"""

import random
import uuid
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

pytestmark = [pytest.mark.django_db(transaction=True)]
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
    kept = [row.content["exchanges"] for row in PointRevision.objects.filter(point=point)]
    kept += Point.every.filter(pk=point.pk).values_list("exchanges", flat=True)
    return {line for text in kept for line in to_plain(text).split("\n")}


@pytest.mark.slow
def test_two_people_fifty_rounds_from_the_same_base_lose_no_paragraph(point, two):
    """Each round both add a paragraph to the same version. Whoever is refused sees both texts, and adds theirs."""
    dice, written = random.Random(8), {"Au début."}
    for number in range(ROUNDS):
        base = Point.objects.get()
        added = {by: f"Tour {number}, par {by.user.first_name}." for by in two}
        order = dice.sample(two, 2)
        works = [saving(point, by, base.version, f"{base.exchanges}<p>{added[by]}</p>") for by in order]
        answers = together(*works)
        refused = [by for by, answer in zip(order, answers, strict=True) if isinstance(answer, Refused)]
        assert len(refused) == 1
        conflict = answers[order.index(refused[0])]
        assert isinstance(conflict, actions.ChangedMeanwhile)
        mine = words(f"{base.exchanges}<p>{added[refused[0]]}</p>")
        merged = queries.merged(conflict.words, mine)["exchanges"]
        now = Point.objects.get()
        written |= set(added.values())
        assert written <= set(to_plain(merged).split("\n"))
        saving(point, refused[0], now.version, now.exchanges + f"<p>{added[refused[0]]}</p>")()
    versions = list(PointRevision.objects.filter(point=point).order_by("version").values_list("version", flat=True))
    assert versions == list(range(1, 2 * ROUNDS + 1))
    assert Point.objects.get().version == 2 * ROUNDS + 1
    assert written == set(to_plain(Point.objects.get().exchanges).split("\n"))


def test_one_of_two_takes_hold(point, two):
    for _ in range(10):
        answers = together(*[lambda by=by: actions.hold_point(point=point, by=by) for by in two])
        held = [answer for answer in answers if isinstance(answer, Point)]
        assert len(held) == 1 and Point.objects.get().held_by_id == held[0].held_by_id
        Point.objects.update(held_by=None, held_until=None)


@pytest.mark.parametrize("turn", range(6))
def test_edit_and_delete_at_once_keep_the_words(point, two, turn):
    writes, deletes = random.Random(turn).sample(two, 2)
    edited, _deleted = together(
        saving(point, writes, 1, "<p>Au début.</p><p>Une phrase neuve.</p>"),
        lambda: actions.delete_point(point=point, by=deletes, seen=1),
    )
    now = Point.every.get()
    if isinstance(edited, Refused):
        assert now.deleted_at is not None and isinstance(edited, actions.DeletedMeanwhile)
        actions.undo_delete_point(point=now, by=writes)
        saving(now, writes, Point.objects.get().version, "<p>Au début.</p><p>Une phrase neuve.</p>")()
    assert Point.objects.get().exchanges == "<p>Au début.</p><p>Une phrase neuve.</p>"
    assert "Au début." in everything_kept(point)


def test_edit_and_archive_at_once_save_or_refuse(point, two, group):
    archive = Group.objects.filter(pk=group.pk)
    edited, _done = together(
        saving(point, two[0], 1, "<p>Une phrase neuve.</p>"), lambda: archive.update(archived_at=timezone.now())
    )
    saved = Point.objects.get().exchanges == "<p>Une phrase neuve.</p>"
    assert saved != isinstance(edited, Refused)
    with pytest.raises(Refused):
        saving(point, two[1], Point.objects.get().version, "<p>Trop tard.</p>")()
    assert "Trop tard." not in everything_kept(point)


def test_edit_and_removal_at_once_save_or_refuse(point, two):
    gone = Membership.objects.filter(pk=two[0].pk)
    edited, _done = together(saving(point, two[0], 1, "<p>Une phrase neuve.</p>"), gone.delete)
    saved = Point.objects.get().exchanges == "<p>Une phrase neuve.</p>"
    assert saved != isinstance(edited, Http404)
    with pytest.raises(Http404):
        saving(point, two[0], Point.objects.get().version, "<p>Trop tard.</p>")()
    assert "Trop tard." not in everything_kept(point)


def test_autosaves_of_one_person_and_another_s_attempts_keep_every_paragraph(point, two):
    """Typing, deleting a paragraph, typing on; the other one tries each time and is refused."""
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
    assert {"Au début.", longer[-1].strip(), "Une autre fin."} <= kept
    assert "Par-dessus." not in kept
    assert PointRevision.objects.filter(point=point).count() == 2


class Form:
    """An open form of a browser: what it says, which version it last heard of, how often it was sent."""

    def __init__(self, point, by):
        self.point, self.by, self.hand = point, by, actions.Hand(uuid.uuid4(), 0)
        self.read()

    def read(self):
        now = Point.objects.get(pk=self.point.pk)
        self.seen, self.text = now.version, now.exchanges

    def save(self, line, *, answer_comes):
        """Add a line and save; whoever is refused reads what is there and puts their own lines behind it."""
        self.text += f"<p>{line}</p>"
        self.hand = self.hand._replace(turn=self.hand.turn + 1)
        now = words(self.text)
        try:
            saved = actions.save_point(point=self.point, by=self.by, words=now, seen=self.seen, hand=self.hand)
        except actions.ChangedMeanwhile as refused:
            self.seen, self.text = refused.point.version, queries.merged(refused.words, now)["exchanges"]
            self.hand = actions.Hand(uuid.uuid4(), 0)
            return False
        if answer_comes:
            self.seen = saved.version
        return True


@pytest.mark.parametrize("seed", range(3))
def test_lost_answers_and_people_who_take_over_lose_no_paragraph(point, two, seed):
    """Two people and a second window of one of them; a third of the answers never comes; idle holds are taken over."""
    dice, written = random.Random(seed), {"Au début."}
    forms = [Form(point, two[0]), Form(point, two[1]), Form(point, two[0])]
    for number in range(ROUNDS):
        form, line = dice.choice(forms), f"Tour {number}."
        Point.objects.update(idle_from=timezone.now())
        actions.take_point(point=point, by=form.by)
        if form.save(line, answer_comes=dice.random() > 1 / 3):
            written.add(line)
        assert written <= everything_kept(point)
    assert len(written) > ROUNDS / 4
    assert sum(form.text.count("Tour") for form in forms) >= len(written)
