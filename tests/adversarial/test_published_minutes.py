"""Attacks on published minutes and on what follows from them: LK-06, EM-05, EX-01, and forms that arrive together."""

import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test import Client

from groups.meetings import actions
from groups.meetings.actions import publishing
from groups.meetings.enums import AmendmentState
from groups.meetings.models import Amendment, Attendance, Decision, Edition, Minutes, OpenPoint, Point, PointRevision
from groups.models import Membership
from network.kit.errors import Refused
from network.seeds.dump import dump
from tests.adversarial.payloads import PAYLOADS, Skeleton
from tests.factories import MeetingFactory, MinutesFactory
from tests.groups.meetings.conftest import words as point_words
from tests.groups.meetings.filled import add_point, end_corrections, in_days, publish
from tests.mailbox import links_of
from tests.worker import run_tasks


@pytest.fixture
def minutes(facilitator):
    return MinutesFactory(meeting=MeetingFactory(group=facilitator.group, days=-3, title="Comité"))


@pytest.fixture
def told(minutes, facilitator, member):
    """Every mail of this room: published, entrusted, due, proposed, answered, waiting; to a guest too."""
    add_point(minutes, owner=member.user, due=in_days(2))
    about = {"meeting": minutes.meeting, "is_guest": True, "name": "Juriste"}
    Attendance.objects.create(email="juriste@example.org", gets_minutes=True, **about)
    publish(minutes, facilitator)
    minutes.refresh_from_db()
    actions.remind_of_actions()
    for accept in (True, False):
        about = {"minutes": minutes, "by": member, "point_id": None, "key": uuid.uuid4()}
        amendment = actions.propose_amendment(text="Le 12", **about)
        if accept:
            actions.decide_amendment(amendment=amendment, by=facilitator, accept=True, answer="")
    end_corrections(minutes)
    actions.approve_overdue()
    run_tasks()
    return mail.outbox


def test_following_the_links_of_a_mail_changes_nothing(told, member):
    """EM-05: a filter opens every link, three times, with and without the person's own session."""
    links = {link for message in told for link in links_of(message) if "/groupes/" in link or "/notif" in link}
    assert len(told) >= 5 and links
    signed_in = Client()
    signed_in.force_login(member.user)
    before = dump()
    for link in links:
        path = "/" + link.split("/", 3)[3]
        for client in (Client(), signed_in):
            for _ in range(3):
                client.get(path)
                client.head(path)
    assert dump() == before


def words_everywhere(minutes, facilitator, member, words):
    """Two editions in which every text of people is one of `words`."""
    minutes.points.all().delete()
    for text in words:
        add_point(minutes, text[:150], words=text, owner=member.user)
    publish(minutes, facilitator, reason="Au début")
    Decision.objects.filter(minutes=minutes).update(text=f"{words[0]} encore")
    publish(minutes, facilitator, reason=words[0])
    Amendment.objects.create(minutes=minutes, by=member.user, text=words[0])
    minutes.refresh_from_db()
    here = f"/groupes/{member.group.slug}/reunions/"
    paths = [f"{minutes.url}{path}" for path in ("", "versions/", "versions/1/", "comparaison/?de=1&a=2")]
    return [*paths, f"{here}decisions/", f"{here}actions/", minutes.meeting.url]


def test_words_of_people_stay_words(client, facilitator, member):
    """XS-01: titles, decisions, action items, reasons, proposals and differences build the same page as plain words."""
    hostile = [payload for payload in PAYLOADS if len(payload) < 140]
    client.force_login(member.user)
    kinds, found = [], []
    for words in (["Des mots"] * len(hostile), hostile):
        minutes = MinutesFactory(meeting=MeetingFactory(group=facilitator.group, days=-3, title="Comité"))
        pages = [client.get(path) for path in words_everywhere(minutes, facilitator, member, words)]
        assert [page.status_code for page in pages] == [200] * len(pages)
        kinds.append([Skeleton(page.content.decode()).attributes for page in pages])
        found.append("".join(page.content.decode() for page in pages))
    assert len(hostile) > 20 and kinds[1] == kinds[0]
    assert "alert" in found[1] and "alert(" not in found[0]


def test_whoever_left_reads_nothing_any_more(client, minutes, facilitator, member):
    """LK-06: pages, versions, differences and spreadsheets close together."""
    add_point(minutes, words="CNRY-decision")
    publish(minutes, facilitator)
    minutes.refresh_from_db()
    client.force_login(member.user)
    here = f"/groupes/{member.group.slug}/reunions/"
    paths = [minutes.url, f"{minutes.url}versions/", f"{minutes.url}comparaison/", f"{here}decisions/export/"]
    assert all(client.get(path).status_code == 200 for path in paths)
    Membership.objects.filter(pk=member.pk).delete()
    for path in paths:
        refused = client.get(path)
        assert refused.status_code == 404 and "CNRY" not in refused.content.decode()


def together(*calls):
    """What each gave or raised, from as many threads that start at one moment."""
    barrier = threading.Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=10)
            return call()
        except Exception as error:  # noqa: BLE001
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_minutes_published_together_have_numbers_of_their_own(facilitator):
    made = [MinutesFactory(meeting=MeetingFactory(group=facilitator.group)) for _ in range(4)]
    results = together(*(lambda one=one: publish(one, facilitator) for one in made))
    assert all(isinstance(result, Edition) for result in results), results
    assert sorted(Minutes.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_what_is_saved_while_minutes_are_published_is_kept_and_not_published(minutes, facilitator, monkeypatch):
    """A summary and a decision that arrive between what is published and its being kept."""
    point = add_point(minutes)
    read, saved, usual = threading.Event(), threading.Event(), publishing.content_of

    def content_of(held):
        found = usual(held)
        read.set()
        saved.wait(0.4)
        return found

    def write():
        read.wait(5)
        head = actions.Head(summary="Une phrase neuve")
        actions.change_head(minutes=minutes, by=facilitator, seen=minutes.version, head=head)
        said = point_words(exchanges="<p>Neuf.</p>", decisions=[{"id": None, "text": "À ne pas lire"}])
        actions.save_point(point=point, by=facilitator, words=said, seen=point.version)
        saved.set()

    monkeypatch.setattr(publishing, "content_of", content_of)
    assert isinstance(together(lambda: publish(minutes, facilitator), write)[0], Edition)
    minutes.refresh_from_db()
    assert minutes.summary == "Une phrase neuve" and saved.is_set()
    assert list(Decision.objects.values_list("text", "published_at")) == [("À ne pas lire", None)]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["save", "delete", "revert"])
def test_what_is_changed_while_minutes_are_approved_is_refused(minutes, facilitator, act):
    """Whoever waited for the point sees what became of the minutes meanwhile."""
    point, approved = add_point(minutes), threading.Event()
    about = {"content": point_words(exchanges="<p>Trop tard.</p>"), "by": facilitator.user, "version": 0}
    revision = PointRevision.objects.create(point=point, **about)
    publish(minutes, facilitator)

    def approve():
        with transaction.atomic():
            actions.approve_minutes(minutes=minutes, by=facilitator)
            approved.set()
            time.sleep(0.3)

    def write():
        approved.wait(5)
        if act == "delete":
            return actions.delete_point(point=point, by=facilitator, seen=point.version)
        if act == "revert":
            return actions.revert_point(point=point, by=facilitator, revision=revision)
        said = point_words(exchanges="<p>Trop tard.</p>")
        return actions.save_point(point=point, by=facilitator, words=said, seen=point.version)

    assert isinstance(together(approve, write)[1], Refused)
    found = Point.objects.get()
    assert (found.exchanges, found.version) == (point.exchanges, point.version)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_silence_and_a_proposal_at_one_moment_lose_no_objection(minutes, facilitator, member):
    """Either the proposal came first, and the minutes wait; or the time was over, and it was refused."""
    publish(minutes, facilitator)
    end_corrections(minutes)
    about = {"minutes": minutes, "by": member, "point_id": None, "text": "Le 12"}
    results = together(
        lambda: actions.propose_amendment(key=uuid.uuid4(), **about), actions.approve_overdue, actions.approve_overdue
    )
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert sorted(result for result in results if isinstance(result, int)) == [0, 1]
    assert Minutes.objects.get().is_approved and not Amendment.objects.filter(state=AmendmentState.PENDING).exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_leftovers_taken_up_together_stand_once_on_the_agenda(minutes, facilitator):
    add_point(minutes)
    publish(minutes, facilitator)
    coming = MeetingFactory(group=facilitator.group)
    about = {"meeting": coming, "by": facilitator, "chosen": [f"point-{OpenPoint.objects.get().pk}"]}
    results = together(*(lambda: actions.take_up_leftovers(key=uuid.uuid4(), **about) for _ in range(3)))
    assert [result for result in results if isinstance(result, Exception)] == []
    assert coming.items.count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_summary_saved_while_the_minutes_are_published_is_not_lost(minutes, facilitator):
    """It stands in that edition, or in the working copy for the next one."""
    add_point(minutes)
    for number in range(12):
        words, now = f"Résumé {number}.", Minutes.objects.get()
        head = {"head": actions.Head(summary=words), "seen": now.version}
        Decision.objects.update(text=f"Décision {number}.")
        results = together(
            lambda now=now, number=number: publish(now, facilitator, reason=f"Tour {number}"),
            lambda now=now, head=head: actions.change_head(minutes=now, by=facilitator, **head),
        )
        assert [result for result in results if isinstance(result, Exception)] == []
        assert Minutes.objects.get().summary == words
