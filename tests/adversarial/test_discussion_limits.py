"""Addresses and forms of discussions filled with nonsense, and doors knocked at too often."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from groups.models import Draft, Reaction, Report, ScheduledThread
from groups.spaces.enums import Role
from groups.threads.actions.posts import GROUP_CALLS_A_DAY
from groups.threads.models import Post, Thread
from network.activity.models import Event
from network.kit.rate import LIMITS
from network.seeds.dump import dump
from tests.factories import MembershipFactory, PostFactory, ReportFactory, ThreadFactory, UserFactory

pytestmark = pytest.mark.django_db
# One of each kind: nothing, words, numbers that are none or too great, lists, marks, what a database or a path takes
# for something else, and words that mean something in another field.
NONSENSE = [
    "", " ", "x", "-1", "0", "1e9", "٣", "²", "9" * 18, "9" * 19, "9" * 5000, "1-2-3", f"{'9' * 18}-{'9' * 18}",
    ",1,,x", ",".join(["1"] * 500), "\x00", "a\x00b", "\u202e", "' OR \"%_\\", "[]", "null", "../<script>", "é" * 3000,
    "unread",
]  # fmt: skip
# What the database itself could refuse; which of the others a view takes does not depend on it, and is seen on SQLite.
REFUSED_BY_POSTGRESQL = [value for value in NONSENSE if "\x00" in value or "9" * 18 in value or value == "²"]
ASKED = NONSENSE if connection.vendor == "sqlite" else REFUSED_BY_POSTGRESQL
# Those that each field is given alone, so that no other one hides what it does with them.
SHARP = [value for value in ASKED if value in {"", "x", "-1", "²", "9" * 19, "a\x00b", "é" * 3000}]
PAGES = {
    "": ["filter", "kind", "tag", "author", "days", "older", "sort", "before", "rank"],
    "filtres/": ["filter", "kind", "tag", "author", "days", "older", "sort", "before"],
    "{thread}": ["page", "quote", "sent"],
    "{thread}nouveautes/": ["since", "changed"],
    "{thread}presence/": ["ids"],
    "{thread}fusion/": ["q"],
    "{thread}doublon/": ["q"],
    "{thread}separation/": ["from"],
}
FORMS = {
    "lu/": ["seen"],
    "brouillons/": ["name", "key", "erase", "body", "title"],
    "nouvelle/": ["title", "kind", "tags", "body", "body_format", "publish_at", "key", "preview"],
    "{thread}reponses/": ["body", "body_format", "key"],
    "{thread}reponses/?since={value}&changed={value}": ["body"],
    "{thread}suivi/": ["level"],
    "{thread}solution/": ["on", "post"],
    "{thread}solution/?post={value}": ["on"],
    "{thread}modification/": ["title", "kind", "tags"],
    "{thread}epingle/": ["on"],
    "{thread}fermeture/": ["on"],
    "{thread}doublon/": ["thread"],
    "{thread}doublon/retrait/": ["on"],
    "{thread}fusion/?q={value}": ["thread"],
    "{thread}separation/?from={value}": ["title", "numbers", "rest"],
    "{thread}deplacement/": ["group"],
    "{thread}messages/2/reactions/": ["reaction"],
    "{thread}messages/2/reactions/?since={value}&changed={value}": ["reaction"],
    "{thread}messages/2/repere/": ["on"],
    "{thread}messages/2/signalement/": ["reason", "details", "good_faith", "key"],
    "{thread}messages/2/masquage/": ["statement"],
    "{thread}messages/1/modification/": ["body", "version", "key", "preview"],
    "signalements/{report}/": ["statement"],
    "programmees/{scheduled}/": ["publish_at"],
}
# What the other fields of the same form say meanwhile.
SENSE = {
    "name": "thread-new", "title": "Titre", "kind": "question", "tags": "École", "body": "Bonjour", "on": "1",
    "post": "2", "reaction": "useful:on", "reason": "other", "good_faith": "on", "details": "Voilà",
    "statement": "Motif",
}  # fmt: skip


@pytest.fixture
def boss(group):
    return MembershipFactory(group=group, role=Role.FACILITATOR)


@pytest.fixture
def thread(group, boss, member):
    thread = ThreadFactory(group=group, author=boss.user, kind="question", tag_names=["École"], posts=3)
    Post.objects.filter(thread=thread, number=2).update(author=member.user)
    return thread


@pytest.fixture
def known(group, boss, thread):
    report = ReportFactory(post=PostFactory(thread=thread))
    at = thread.created_at
    waiting = ScheduledThread.objects.create(group=group, author=boss.user, title="x", body="<p>x</p>", publish_at=at)
    return {"thread": f"{thread.pk}/", "report": report.pk, "scheduled": waiting.pk}


@pytest.fixture
def boss_client(client, boss, settings):
    settings.RATE_FACTOR = 1000
    client.force_login(boss.user)
    return client


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES)
def test_nonsense_in_an_address_is_answered(boss_client, group, known, page):
    """DS-02: a page, a refusal or nothing; and whatever is asked for, nothing changes."""
    url = f"/groupes/{group.slug}/discussions/{page.format(**known)}"
    before, answers = dump(), set()
    for name in PAGES[page]:
        for value in SHARP:
            answers.add(boss_client.get(url, {name: value}).status_code)
    for value in ASKED:
        answers.add(boss_client.get(url, dict.fromkeys(PAGES[page], value)).status_code)
    assert answers <= {200, 204, 302, 400, 404}
    assert dump() == before


@pytest.mark.slow
@pytest.mark.parametrize("page", FORMS)
def test_nonsense_in_a_form_is_answered(boss_client, group, known, thread, page):
    """DS-02: each field in turn, then all at once; a message of somebody else keeps its words."""
    url, answers = f"/groupes/{group.slug}/discussions/{page}", set()
    theirs = thread.posts.get(number=2)
    for value in ASKED:
        path = url.format(**known, value=value[:500].replace("\x00", "%00").replace("#", ""))
        alone = [[name] for name in FORMS[page]] if value in SHARP else []
        for names in [*alone, FORMS[page]]:
            sent = {name: text for name, text in SENSE.items() if name in FORMS[page]} | {"key": str(uuid.uuid4())}
            answers.add(boss_client.post(path, sent | dict.fromkeys(names, value)).status_code)
    assert answers <= {200, 204, 302, 400, 404, 409, 413, 422}
    assert Post.objects.get(pk=theirs.pk).body == "<p>Message 2.</p>"


@pytest.mark.parametrize(
    "number", ["0", "9" * 10, "9" * 19, "9" * 30, "9" * 5000, "٣", "-1", "1e3", "1.0", "0x1", "%00"]
)
def test_any_number_in_the_path_is_answered(boss_client, group, thread, number):
    """DS-02."""
    home = f"/groupes/{group.slug}/discussions/"
    inside = ("", "nouveautes/?since=0", "presence/?ids=1", "separation/", "fusion/", "lecteurs/", "messages/1/")
    paths = [f"{home}{number}/{rest}" for rest in inside]
    paths += [f"{home}{thread.pk}/messages/{number}/{rest}" for rest in ("", "historique/", "reactions/", "masquage/")]
    paths += [f"{home}signalements/{number}/", f"{home}programmees/{number}/"]
    answers = {path: boss_client.get(path) for path in paths}
    assert {answer.status_code for answer in answers.values()} == {404}
    posts = {boss_client.post(path, {"keep": "1", "on": "1", "publish_at": "x"}).status_code for path in paths}
    assert posts <= {404, 405}
    assert not any("<p>Message 1.</p>" in answer.text for answer in answers.values())


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("days=" + "9" * 18, True), ("days=0", True), ("older=" + "9" * 18, False), ("older=0", True),
        ("filter=nothing", True), ("kind=nothing", True), ("sort=nothing", True), ("before=1", False),
        ("before=" + "9" * 18, True), ("sort=replies&before=1", True), ("author=" + "9" * 18, False),
        ("author=-1", True), ("tag=nothing", False), ("tag=", True),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_clamped_or_left_out(boss_client, group, thread, query, shown):
    """DS-02: the list is the one that what is left of the address asks for."""
    page = boss_client.get(f"/groupes/{group.slug}/discussions/?{query}").text
    assert (thread.title in page) is shown


def test_presence_names_twenty_people_at_most(boss_client, group, thread):
    """DS-02: and only members who show themselves, however many are asked for."""
    hidden = MembershipFactory(group=group)
    hidden.user.profile.shows_presence = False
    hidden.user.profile.save()
    people = [MembershipFactory(group=group).user_id for _ in range(25)]
    asked = ",".join(map(str, [UserFactory().pk, hidden.user_id, *people]))
    found = boss_client.get(f"{thread.url}presence/", {"ids": asked}).json()
    assert [person["id"] for person in found] == people[:18]


# Too often --------------------------------------------------------------------


def react(client, thread, turn):
    return client.post(f"{thread.url}messages/1/reactions/", {"reaction": f"useful:{'off' if turn % 2 else 'on'}"})


def keep(client, thread, turn):
    draft = {"name": thread.target, "key": str(uuid.uuid4()), "body": f"Mes mots {turn}"}
    return client.post(f"{thread.url.rsplit('/', 2)[0]}/brouillons/", draft)


def report(client, thread, turn):
    sent = {"reason": "other", "details": f"Mes mots {turn}", "good_faith": "on", "key": str(uuid.uuid4())}
    return client.post(f"{thread.url}messages/1/signalement/", sent)


DOORS = {"reactions": react, "drafts": keep, "reports": report}


@pytest.mark.slow
@pytest.mark.parametrize("name", DOORS)
def test_the_published_numbers_hold(client, member, thread, name):
    """DS-04: one more is answered 429, says when to come back, holds what was typed, and does nothing."""
    client.force_login(member.user)
    amount, seconds = LIMITS[name]
    for turn in range(amount):
        assert DOORS[name](client, thread, turn).status_code < 429
    before = dump()
    refused = DOORS[name](client, thread, amount)
    assert (refused.status_code, refused["Retry-After"]) == (429, str(seconds))
    assert ("useful:on" if name == "reactions" else f"Mes mots {amount}") in refused.text
    assert dump() == before
    assert client.get(thread.url).status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("name", DOORS)
def test_another_person_is_not_held_back(client, boss, member, group, thread, name):
    """DS-04: the number is one person's, not the group's."""
    client.force_login(member.user)
    for turn in range(LIMITS[name].amount + 1):
        DOORS[name](client, thread, turn)
    client.force_login(MembershipFactory(group=group).user)
    assert DOORS[name](client, thread, 0).status_code in {200, 302}
    made = {"reactions": Reaction, "drafts": Draft, "reports": Report}[name]
    assert made.objects.exists()


@pytest.mark.slow
def test_changes_of_a_discussion_have_their_number(client, boss, thread):
    """DS-04: title and themes, deleting and taking back, what is done by those who facilitate; together."""
    client.force_login(boss.user)
    amount, seconds = LIMITS["changes"]

    def change(turn):
        act = turn % 3
        sent = {"title": f"Mon titre {turn}", "kind": "question", "tags": "École"}
        doors = [("modification/", sent), ("suppression/", {}), ("suppression/annulation/", {})]
        return client.post(f"{thread.url}{doors[act][0]}", doors[act][1])

    assert {change(turn).status_code for turn in range(amount)} == {302}
    before = dump()
    refused = change(amount)
    assert (refused.status_code, refused["Retry-After"]) == (429, str(seconds))
    assert f"Mon titre {amount}" in refused.text and dump() == before
    assert client.post(f"{thread.url}epingle/", {"on": "1"}).status_code == 429
    assert client.get(thread.url).status_code == 200


def test_previews_count_as_messages(client, member, thread):
    """DS-04: a preview costs what a message costs."""
    client.force_login(member.user)
    answers = []
    for turn in range(LIMITS["posts"].amount + 1):
        sent = {"body": f"Essai {turn}", "key": str(uuid.uuid4()), "preview": "1"}
        answers.append(client.post(f"{thread.url}reponses/", sent))
    assert [answer.status_code for answer in answers] == [200] * LIMITS["posts"].amount + [429]
    assert "Essai 20" in answers[-1].text
    assert Thread.objects.get(pk=thread.pk).post_count == 3


def call(client, boss, turn, door="reponses/"):
    """A message to the whole group, as the editor sends it."""
    client.force_login(boss.user)
    words = f'<p><span data-mention="all">@groupe</span> Mes mots {turn}</p>'
    sent = {"body": words, "body_format": "html", "key": str(uuid.uuid4()), "title": f"Mon titre {turn}"}
    home = f"/groupes/{boss.group.slug}/discussions/"
    thread = Thread.objects.filter(group=boss.group).earliest("pk")
    return client.post(f"{home}{thread.pk}/{door}" if door == "reponses/" else home + door, sent | {"kind": "question"})


@pytest.mark.parametrize("door", ["reponses/", "nouvelle/"])
def test_the_whole_group_is_called_as_often_as_published(client, boss, thread, door):
    """DS-04: whoever calls; the call too many holds what was typed and tells nobody."""
    other = MembershipFactory(group=boss.group, role=Role.FACILITATOR)
    for turn in range(GROUP_CALLS_A_DAY):
        assert call(client, (boss, other)[turn % 2], turn, door).status_code == 302
    before = dump()
    refused = call(client, other, GROUP_CALLS_A_DAY, door)
    assert (refused.status_code, refused["Retry-After"]) == (429, str(24 * 3600))
    assert f"@groupe Mes mots {GROUP_CALLS_A_DAY}" in refused.text
    assert f"Mon titre {GROUP_CALLS_A_DAY}" in refused.text
    assert dump() == before


def test_a_call_too_many_holds_nothing_else_back(client, boss, thread):
    """DS-04: the same words to nobody in particular, another group, and the next day."""
    elsewhere = MembershipFactory(user=boss.user, role=Role.FACILITATOR)
    ThreadFactory(group=elsewhere.group)
    for turn in range(GROUP_CALLS_A_DAY + 1):
        last = call(client, boss, turn)
    assert last.status_code == 429
    plain = client.post(f"{thread.url}reponses/", {"body": "Mes mots", "key": str(uuid.uuid4())})
    assert (plain.status_code, call(client, elsewhere, 0).status_code) == (302, 302)
    Event.objects.filter(kind="thread-call").update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert call(client, boss, 0).status_code == 302
    assert thread.posts.latest("number").body.endswith("</span> Mes mots 0</p>")
