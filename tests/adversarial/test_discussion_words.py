"""Hostile words in every field of discussions, addresses that make no sense, and too much of everything."""

import html
import re
import uuid
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from groups.models import LogLine, Membership, Reaction, Report, ScheduledThread
from groups.spaces.enums import Role
from groups.threads import actions
from groups.threads.models import Post, Thread
from tests.adversarial.payloads import Skeleton
from tests.adversarial.test_groups import at_once, refusals
from tests.factories import GroupFactory, MembershipFactory, PostFactory, ThreadFactory, UserFactory
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db
HOSTILE = [
    '"><img src=x onerror=alert(1)>',
    "<script>alert(1)</script>",
    "'--><svg onload=alert(1)>",
    "</textarea></title><b id=m1>x</b>",
    "{{ 7|add:7 }}{% debug %}%(name)s",
    "javascript:alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202eabc\x00\x07",
]


def signed_in(membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    return client


class Room:
    """A group where the same words stand in every field that a person fills, written through the forms."""

    def __init__(self, words: str):
        self.words, self.group = words, GroupFactory()
        self.url = f"/groupes/{self.group.slug}/discussions/"
        self.facilitator = MembershipFactory(group=self.group, role=Role.FACILITATOR)
        self.member = MembershipFactory(group=self.group)
        self.writer, self.boss = signed_in(self.member), signed_in(self.facilitator)
        self.thread = self.open()
        self.fill()

    def open(self) -> Thread:
        sent = {"title": f"Titre {self.words}", "tags": f"Thème {self.words}"[:40], "kind": "question"}
        key = str(uuid.uuid4())
        assert self.writer.post(f"{self.url}nouvelle/", sent | {"body": self.words, "key": key}).status_code == 302
        later = f"{timezone.localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}"
        sent |= {"body": self.words, "key": str(uuid.uuid4()), "publish_at": later}
        assert self.boss.post(f"{self.url}nouvelle/", sent).status_code == 302
        return Thread.objects.get(group=self.group)

    def fill(self):
        first = f"{self.thread.url}messages/1/"
        for words in ("Tout autre chose", f"Encore {self.words}", f"Encore {self.words} autrement"):
            self.writer.post(f"{first}modification/", {"body": words, "version": self.thread.posts.get().version})
        self.boss.post(f"{self.thread.url}reponses/", {"body": f"Oui {self.words}", "key": str(uuid.uuid4())})
        self.boss.post(f"{first}reactions/", {"reaction": "useful:on"})
        self.report(2, self.writer)
        self.writer.post(f"{self.thread.url}reponses/", {"body": f"Non {self.words}", "key": str(uuid.uuid4())})
        self.report(3, self.boss)
        hide = {"statement": f"Motif {self.words}"}
        assert self.boss.post(f"{self.thread.url}messages/3/masquage/", hide).status_code == 302
        self.writer.post(f"{self.url}brouillons/", {"name": "thread-new", "key": str(uuid.uuid4()), "body": self.words})
        run_tasks()

    def report(self, number: int, client: Client) -> None:
        sent = {"reason": "other", "details": f"Détails {self.words}", "good_faith": "on", "key": str(uuid.uuid4())}
        assert client.post(f"{self.thread.url}messages/{number}/signalement/", sent).status_code == 302

    def pages(self) -> list[str]:
        """The HTML of everything that shows these words, always in the same order."""
        thread = self.thread.url
        reports = [f"{self.url}signalements/{report.pk}/" for report in Report.objects.filter(group=self.group)]
        waiting = f"{self.url}programmees/{ScheduledThread.objects.get(group=self.group).pk}/"
        own = [f"{thread}messages/1/{name}" for name in ("", "historique/", "reactions/", "modification/")]
        shared = [thread, f"{thread}?quote=1", f"{thread}nouveautes/?since=0", f"{thread}modification/", self.url]
        asked = urlencode({"tag": self.words, "author": self.words, "q": self.words})
        shared += [f"{self.url}filtres/?{asked}", f"{self.url}?{asked}", f"{self.url}nouvelle/"]
        shared += [self.url.removesuffix("discussions/"), "/tableau-de-bord/", "/notifications/"]
        acts = [f"{thread}{name}/" for name in ("fusion", "separation", "deplacement", "doublon", "suppression")]
        acts += [f"{thread}messages/{rest}/" for rest in ("1/masquage", "1/signalement", "3")]
        boss = [*shared, *acts, *reports, f"{self.url}signalements/", waiting, f"{self.url}programmees/"]
        visits = [(self.writer, path) for path in [*shared, *own]] + [(self.boss, path) for path in boss]
        answers = [client.get(path) for client, path in visits]
        assert {answer.status_code for answer in answers} == {200}
        return [answer.text for answer in answers]


@pytest.fixture(scope="module")
def harmless(django_db_setup, django_db_blocker):
    """How each page is built around words that nobody would fear."""
    with django_db_blocker.unblock(), transaction.atomic():
        built = [Skeleton(page) for page in Room("mot").pages()]
        transaction.set_rollback(True)
    return built


# What a page escapes does not depend on the database; only it refuses some characters.
@pytest.mark.slow
@pytest.mark.parametrize(
    "words", [words if "\x00" in words else pytest.param(words, marks=pytest.mark.sqlite) for words in HOSTILE]
)
def test_hostile_words_add_no_element_anywhere(words, harmless):
    """XS-01: title, themes, message, history, quote, report, reason, schedule and draft are words, whatever they say:
    every page is built of the same elements as with harmless ones.
    """
    for one, other in zip(harmless, map(Skeleton, Room(words).pages()), strict=True):
        assert other.elements - one.elements == set()
        assert other.scripts == one.scripts == set()


# What somebody has said -------------------------------------------------------


@pytest.fixture
def room(group, member, facilitator):
    """A discussion of the group with a message of whoever facilitates it."""
    thread = ThreadFactory(group=group, title="Réunion", posts=0)
    PostFactory(thread=thread, author=facilitator.user, body="<p>Je reste jusqu’en juin.</p>")
    return thread


def answer(client, thread, body):
    key = str(uuid.uuid4())
    client.post(f"{thread.url}reponses/", {"body": body, "body_format": "html", "key": key})
    return Post.objects.get(thread=thread, number=Thread.objects.get(pk=thread.pk).post_count)


def sources(client, post):
    """The sources that the page shows above quotes of this message."""
    shown = client.get(post.thread.url).text.split(f'id="m{post.number}"')[1].split("post__foot")[0]
    return re.findall(r"<cite>.*?</cite>", shown)


def quote(post, words):
    return f'<blockquote data-quote="{post.pk}">{words}</blockquote>'


def test_a_true_quote_shows_its_source(member_client, room):
    said = room.posts.get()
    assert (
        len(sources(member_client, answer(member_client, room, quote(said, "<p>jusqu’en juin</p>") + "<p>Ah.</p>")))
        == 1
    )


FORGED = {
    "other words": lambda said, own: quote(said, "<p>Je démissionne.</p>"),
    "words around": lambda said, own: quote(said, "<p>Je reste jusqu’en juin. Ou pas.</p>"),
    "inside a quote of mine": lambda said, own: quote(own, quote(said, "<p>Je démissionne.</p>")),
    "after true words": lambda said, own: quote(said, "<blockquote><p>Je reste</p></blockquote><p>Je démissionne.</p>"),
    "after an empty quote": lambda said, own: quote(said, "<blockquote></blockquote><p>Je démissionne.</p>"),
    "without words": lambda said, own: quote(said, "") + "<p>Je démissionne.</p>",
    "a source of one's own": lambda said, own: (
        "<blockquote><cite><a href='/x'>Hélène</a></cite><p>Non.</p></blockquote>"
    ),
    "a number in another writing": lambda said, own: f'<blockquote data-quote="٣{said.pk}">x</blockquote>',
    "two numbers": lambda said, own: f'<blockquote data-quote="{own.pk}" data-quote="{said.pk}">Non.</blockquote>',
}


@pytest.mark.parametrize("way", FORGED)
def test_nobody_is_quoted_for_what_they_did_not_say(member_client, room, way):
    """XS-02: words under somebody's name are words of their message, whole and alone."""
    own = answer(member_client, room, "<p>Je démissionne.</p>")
    forged = answer(member_client, room, f"{FORGED[way](room.posts.get(number=1), own)}<p>Voilà.</p>")
    assert [source for source in sources(member_client, forged) if "Hélène" in source] == []
    assert "Voilà." in member_client.get(room.url).text


def test_quoted_words_that_look_like_markup_stay_words(member_client, room):
    """XS-02: the writing area that begins with a quote, sent as the editor does, then as a browser without JavaScript
    does, where the quote leads to no source.
    """
    said = PostFactory(thread=room, body="<p>&lt;/p&gt;&lt;/blockquote&gt;&lt;p&gt;J’accepte.</p>")
    page = member_client.get(f"{room.url}?quote={said.number}").text
    area = re.search(r'<textarea name="body"[^>]*data-quoted="([^"]*)"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    quoted, begun = map(html.unescape, area.groups())
    written = answer(member_client, room, quoted + "<p>Non.</p>")
    assert written.body == f"{quote(said, said.body)}<p></p><p>Non.</p>"
    assert len(sources(member_client, written)) == 1
    sent = {"body": f"{begun}\nNon.", "key": str(uuid.uuid4())}
    member_client.post(f"{room.url}reponses/", sent)
    plain = Post.objects.latest("id")
    assert plain.body.startswith(f"<blockquote>{said.body}</blockquote>") and plain.body.endswith("<p>Non.</p>")
    assert plain.body.count("<blockquote") == 1 and sources(member_client, plain) == []


def test_a_quote_of_another_group_tells_nothing(member_client, room):
    """XS-02: neither who wrote it, nor where, even when the words are known."""
    secret = PostFactory(body="<p>Mots connus</p>", author=UserFactory(last_name="Cachée"))
    forged = answer(member_client, room, quote(secret, "<p>Mots connus</p>"))
    Post.objects.filter(pk=forged.pk).update(body=quote(secret, "<p>Mots connus</p>"))
    page = member_client.get(room.url).text
    assert "Mots connus" in page and "Cachée" not in page and "<cite>" not in page


@pytest.mark.parametrize("words", HOSTILE[:6])
def test_a_card_shows_a_hostile_title_as_words(member_client, room, words):
    """XS-03: the title behind a link, drawn from another discussion."""
    target = ThreadFactory(group=room.group, title=words)
    post = answer(member_client, room, f'<p><a href="{target.url}">voir</a></p>')
    shown = member_client.get(room.url).text.split(f'id="m{post.number}"')[1].split("post__foot")[0]
    assert "linkcard" in shown
    assert Skeleton(shown).kinds & {"script", "img", "b"} == set()
    assert "onload" not in {name for _, name in Skeleton(shown).attributes}


OUTSIDE = [
    "//evil.example/groupes/x/",
    "https://evil.example/groupes/x/discussions/1/",
    "/\\evil.example",
    "/groupes/x",
]


@pytest.mark.parametrize("link", OUTSIDE)
def test_a_link_that_is_not_ours_is_no_card(member_client, room, link):
    """XS-03: a card says "this is ours": nothing from elsewhere wears it."""
    post = answer(member_client, room, f'<p><a href="{link}">voir</a></p>')
    page = member_client.get(room.url).text.split(f'id="m{post.number}"')[1]
    assert "voir" in page and "linkcard" not in page


# Twice, or at the same moment -------------------------------------------------


def in_a_day():
    return timezone.now() + timedelta(days=1)


def test_the_same_schedule_sent_twice_waits_once(client, facilitator):
    """RC-02: and other words under the same key are given back."""
    client.force_login(facilitator.user)
    url = f"/groupes/{facilitator.group.slug}/discussions/nouvelle/"
    later = f"{timezone.localtime(in_a_day()):%Y-%m-%dT%H:%M}"
    sent = {"title": "Demain", "kind": "discussion", "body": "À demain", "publish_at": later, "key": str(uuid.uuid4())}
    assert client.post(url, sent).url == client.post(url, sent).url
    again = client.post(url, sent | {"title": "Après-demain"})
    assert again.status_code == 409 and "Après-demain" in again.text
    assert [waiting.title for waiting in ScheduledThread.objects.all()] == ["Demain"]


@pytest.fixture
def crowd(transactional_db):
    """A discussion with three messages, and the memberships of whoever acts on it."""
    group = GroupFactory()
    thread = ThreadFactory(group=group, posts=3)
    return thread, MembershipFactory(group=group), MembershipFactory(group=group, role=Role.FACILITATOR)


def now_of(membership):
    return Membership.objects.select_related("group", "user").get(pk=membership.pk)


def first_of(thread):
    return Post.objects.select_related("thread__group").get(thread=thread, number=1)


@pytest.mark.slow
def test_ten_reactions_of_one_person_at_once_are_one(crowd):
    """RC-03."""
    thread, member, _ = crowd
    say = lambda: actions.react(post=first_of(thread), member=now_of(member), kind="useful", on=True)  # noqa: E731
    assert sorted(at_once(*[say] * 10)) == [False] * 9 + [True]
    assert Reaction.objects.count() == 1


@pytest.mark.slow
def test_ten_reports_at_once_are_one(crowd):
    """RC-02: from one form sent ten times, then from ten forms."""
    thread, member, _ = crowd
    keys = [uuid.uuid4()] * 5 + [uuid.uuid4() for _ in range(5)]

    def send(key):
        return actions.report_post(post=first_of(thread), member=now_of(member), reason="other", details="x", key=key)

    at_once(*[lambda key=key: send(key) for key in keys])
    assert Report.objects.count() == LogLine.objects.count() == 1


@pytest.mark.slow
def test_ten_schedules_at_once_are_one(crowd):
    """RC-02: one row, and one task to publish it."""
    _, _, facilitator = crowd
    words = {"kind": "discussion", "title": "Demain", "body": "<p>x</p>", "tags": [], "publish_at": in_a_day()}
    key = uuid.uuid4()
    made = at_once(*[lambda: actions.schedule_thread(author=now_of(facilitator), key=key, **words)] * 10)
    assert len({waiting.pk for waiting in made}) == ScheduledThread.objects.count() == 1
    assert DBTaskResult.objects.filter(task_path__contains="publish_scheduled").count() == 1


@pytest.mark.slow
def test_two_discussions_merged_into_each_other_at_once_lose_nothing(crowd):
    """RC-03: one of both survives with every message, in one order."""
    thread, _, facilitator = crowd
    other = ThreadFactory(group=thread.group, posts=2)

    def merge(one, two):
        source = Thread.objects.select_related("group").get(pk=one.pk)
        return actions.merge_thread(thread=source, by=now_of(facilitator), into_id=two.pk)

    results = at_once(lambda: merge(thread, other), lambda: merge(other, thread))
    assert len(refusals(results)) == 1
    (left,) = Thread.objects.filter(deleted_at=None)
    assert list(left.posts.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    seqs = list(left.posts.order_by("number").values_list("seq", flat=True))
    assert seqs == sorted(seqs)
