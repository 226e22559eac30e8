"""What somebody ill-meaning, or simply removed a moment ago, does to the doors of discussions."""

import uuid

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from groups.models import Group, Membership
from groups.spaces import actions
from groups.spaces.enums import Role
from groups.spaces.models import Draft
from groups.threads.models import Reaction, Thread
from network.seeds.dump import dump
from tests.architecture.access_table import TABLE
from tests.architecture.test_urls import Row, leaks, outcome, plain, rows, send
from tests.architecture.world import AMONG, DRAFT, NAME, WITHIN, World
from tests.factories import GroupFactory, MembershipFactory, PostFactory, ThreadFactory, UserFactory

pytestmark = pytest.mark.django_db
VIEWS = ("groups.threads.views", "groups.spaces.views.drafts")
IDS = {"thread_id", "report_id", "scheduled_id"}


def of_the_room(found, named="groups:"):
    """Names of the addresses of discussions, with the arguments that they take."""
    names = {}
    for pattern in found:
        taken = set(getattr(pattern.pattern, "converters", ()))
        if hasattr(pattern, "url_patterns"):
            names |= {name: taken | args for name, args in of_the_room(pattern.url_patterns, named).items()}
        elif getattr(pattern.callback, "view_class", type).__module__.startswith(VIEWS):
            names[f"{named}{pattern.name}"] = taken
    return names


ROOM = of_the_room(get_resolver().url_patterns)
ROWS = [row for row in rows(TABLE) if row.name in ROOM and row.place == "listed"]
WITH_IDS = [row for row in ROWS if ROOM[row.name] & IDS]
PAGES = [row for row in ROWS if row.method == "GET"]


@pytest.fixture
def only_here(world):
    """Somebody who facilitates the listed group, and knows nothing of the hidden one."""
    return MembershipFactory(group=world.spaces["listed"].group, role=Role.FACILITATOR)


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def ask(world: World, row: Row, client: Client, **changed):
    """The request of a line of the table, with other arguments in its address."""
    known = row.known(world) | changed
    path = reverse(row.name, kwargs={name: known[name] for name in ROOM[row.name]})
    return getattr(client, row.method.lower())(path, row.data(world))


def test_there_are_addresses_to_try():
    assert {"groups:thread-reply", "groups:report-detail", "groups:post-restore", "groups:draft"} <= set(ROOM)
    assert {row.name for row in ROWS} == set(ROOM)


# Objects of another group -----------------------------------------------------


@pytest.mark.slow
def test_ids_of_others_in_ones_own_address_reach_nothing(world):
    """AZ-03: whoever facilitates a group of their own puts its name before the ids of another one."""
    mine = MembershipFactory(role=Role.FACILITATOR)
    client, before = signed_in(mine.user), dump()
    for row in WITH_IDS:
        response = ask(world, row, client, group_slug=mine.group.slug)
        assert response.status_code == 404, row
        assert leaks("network", response) == set(), row
    assert dump() == before


@pytest.mark.slow
def test_ids_of_a_group_of_mine_act_in_their_own_group_only(world):
    """AZ-03: even for somebody who facilitates both: an old link leads on, nothing else answers."""
    client, before = world.client("facilitator"), dump()
    there = world.spaces["hidden"].arguments
    for row in WITH_IDS:
        response = ask(world, row, client, group_slug="groupe-ouvert", **{name: there[name] for name in IDS})
        leads_on = row.name == "groups:thread-detail"
        assert outcome(response) == ("moved" if leads_on else "404"), row
        assert WITHIN not in response.text and AMONG not in response.text, row
    assert dump() == before


def targets(world):
    there = world.spaces["hidden"]
    return {
        "thread-merge": {"thread": there.arguments["thread_id"]},
        "thread-duplicate": {"thread": there.arguments["thread_id"]},
        "thread-move": {"group": there.group.pk},
        "thread-split": {"title": "À part", "numbers": ["1", "999"]},
        "thread-answer": {"on": "1", "post": "999"},
    }


@pytest.mark.parametrize("name", ["thread-merge", "thread-duplicate", "thread-move", "thread-split", "thread-answer"])
def test_what_is_not_mine_is_no_target(world, only_here, name):
    """AZ-04: merge, duplicate, move and split into what is not offered change nothing, and name nothing."""
    client, before = signed_in(only_here.user), dump()
    here = world.spaces["listed"].arguments
    path = reverse(f"groups:{name}", kwargs={key: here[key] for key in ("group_slug", "thread_id")})
    extra = {"group_id": world.spaces["hidden"].group.pk, "slug": "groupe-discret", "into": 1, "to": 1}
    for query in ("", f"?thread={targets(world).get('thread')}", f"?group={world.spaces['hidden'].group.pk}"):
        response = client.post(path + query, targets(world)[name] | extra)
        assert response.status_code in {404, 409, 422}
        assert NAME not in response.text
    assert dump() == before


@pytest.mark.parametrize("state", ["member only", "archived", "no longer facilitated"])
def test_move_needs_a_living_group_that_one_facilitates(world, only_here, state):
    """AZ-04: refused the same way, whether the group was once offered or never."""
    role = Role.MEMBER if state == "member only" else Role.FACILITATOR
    there = MembershipFactory(group=GroupFactory(name="Destination"), user=only_here.user, role=role)
    path = reverse("groups:thread-move", args=["groupe-ouvert", world.spaces["listed"].arguments["thread_id"]])
    client = signed_in(only_here.user)
    if state == "archived":
        Group.objects.filter(pk=there.group_id).update(archived_at=timezone.now())
    elif state == "no longer facilitated":
        assert "Destination" in client.get(path).text
        Membership.objects.filter(pk=there.pk).update(role=Role.MEMBER)
    before = dump()
    response = client.post(path, {"group": there.group_id})
    assert response.status_code == 422 and "Destination" not in response.text
    assert dump() == before


def test_the_log_of_a_move_does_not_name_a_hidden_group(world, only_here):
    """LK-03: who facilitates the first group with me may know nothing of the second one."""
    here = world.spaces["listed"].arguments
    both = world.client("facilitator")
    path = reverse("groups:thread-move", args=["groupe-ouvert", here["other_thread_id"]])
    assert both.post(path, {"group": world.spaces["hidden"].group.pk}).status_code == 302
    page = signed_in(only_here.user).get(reverse("groups:report-list", args=["groupe-ouvert"])).text
    assert f"{WITHIN}-ailleurs" in page
    assert NAME not in page


@pytest.mark.slow
@pytest.mark.sqlite  # once is enough, as for the table itself
@pytest.mark.parametrize("role", ["anonymous", "network", "member", "administrator", "removed"])
def test_other_methods_open_no_door(world, role):
    """AZ-06: what is refused by GET and POST is refused by every other verb, and by a form that pretends to be one."""
    before = dump()
    client = world.client(role)
    for path, row in {row.path(world): row for row in ROWS}.items():
        answers = [client.generic(verb, path) for verb in ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")]
        answers.append(client.get(path, {"_method": "POST", **row.data(world)}, headers={"x-http-method": "POST"}))
        assert all(leaks(role, answer) == set() for answer in answers), row
        assert {answer.status_code for answer in answers[:-1]} <= {302, 404, 405}, row
    assert dump() == before


# Losing access ----------------------------------------------------------------


def give_everything_to(member: Membership, thread: Thread) -> None:
    """What a member leaves behind: messages, a word, a draft, a subscription."""
    PostFactory(thread=thread, author=member.user, body=f"<p>{WITHIN}</p>")
    Reaction.objects.create(post=thread.posts.get(number=1), user=member.user, kind="useful")
    Draft.objects.create(membership=member, name=thread.target, key=uuid.uuid4(), content={"body": DRAFT})
    Draft.objects.create(membership=member, name="thread-new", key=uuid.uuid4(), content={"body": DRAFT})


@pytest.mark.slow
@pytest.mark.sqlite  # once is enough, as for the table itself
@pytest.mark.parametrize("role", [Role.MEMBER, Role.FACILITATOR])
def test_removed_person_loses_every_door_at_once(world, role):
    """RV-01: with the browser that was open, at the pages that answered a moment ago, their own words included."""
    group = world.spaces["listed"].group
    thread = Thread.objects.get(pk=world.spaces["listed"].arguments["thread_id"])
    gone = MembershipFactory(group=group, role=role)
    give_everything_to(gone, thread)
    client = signed_in(gone.user)
    opened = [row for row in PAGES if ask(world, row, client).status_code == 200]
    assert len(opened) >= 10
    assert DRAFT in client.get(thread.url).text
    actions.remove_member(membership=gone, by=world.people["facilitator"])
    before = dump()
    for row in ROWS:
        for number in (row.known(world)["post_number"], thread.post_count):
            response = ask(world, row, client, post_number=number)
            assert response.status_code == 404, row
            assert leaks("removed", response) == set(), row
    assert dump() == before
    assert not Draft.objects.filter(membership__user=gone.user).exists()


def test_somebody_who_comes_back_finds_no_draft_of_before(world):
    """RV-01: a new membership is a new beginning."""
    group = world.spaces["listed"].group
    thread = Thread.objects.get(pk=world.spaces["listed"].arguments["thread_id"])
    gone = MembershipFactory(group=group)
    give_everything_to(gone, thread)
    actions.remove_member(membership=gone, by=world.people["facilitator"])
    client = signed_in(actions.add_member(group=group, user=gone.user).user)
    for path in (thread.url, reverse("groups:thread-new", args=[group.slug])):
        page = client.get(path)
        assert page.status_code == 200 and DRAFT not in page.text


def test_who_no_longer_facilitates_loses_what_only_they_could_do(world, only_here):
    """RV-01: at once too; as a member they still read."""
    client = signed_in(only_here.user)
    reserved = [row for row in ROWS if row.expected[3] == "404" and row.expected[4] in {"200", "moved"}]
    theirs = {"groups:post-reactions", "groups:post-report", "groups:thread-delete"}
    reserved = [row for row in reserved if row.name not in theirs]
    assert len(reserved) >= 20
    actions.change_role(membership=only_here, role=Role.MEMBER, by=world.people["facilitator"])
    before = dump()
    for row in reserved:
        response = ask(world, row, client)
        assert response.status_code == 404, row
        assert AMONG not in response.text, row
    assert dump() == before
    assert client.get(reverse("groups:thread-list", args=["groupe-ouvert"])).status_code == 200


# What is no longer shown ------------------------------------------------------


@pytest.mark.slow
@pytest.mark.sqlite  # once is enough, as for the table itself
@pytest.mark.parametrize("role", ["member", "facilitator"])
def test_everything_in_a_deleted_discussion_is_gone_with_it(world, role):
    """LK-05: history, hidden versions, reactions, readers: as if it had never been, for everybody. Those who facilitate
    are told at its own address, and can restore it.
    """
    arguments = world.spaces["listed"].arguments
    theirs = (arguments["thread_id"], arguments["announcement_id"])
    Thread.objects.filter(pk__in=theirs).update(deleted_at=timezone.now())
    Draft.objects.all().delete()  # what one was writing there oneself comes back
    client, before = world.client(role), dump()
    theirs = {"groups:thread-detail", "groups:thread-restore"} if role == "facilitator" else set()
    for row in [row for row in ROWS if "thread_id" in ROOM[row.name] and row.name not in theirs]:
        path = row.path(world)
        unknown = path.replace(f"/{row.known(world)['thread_id']}/", "/999999/")
        answers = [plain(send(client, row, where, world), where) for where in (path, unknown)]
        assert answers[0] == answers[1], row
        assert answers[0][0] == 404, row
    assert dump() == before


GONE = [row for row in ROWS if row.about in {"hidden", "deleted"} and row.expected[3] == "404"]


@pytest.mark.sqlite  # once is enough, as for the table itself
@pytest.mark.parametrize("row", GONE, ids=str)
def test_a_message_that_is_gone_answers_as_one_that_never_was(world, row):
    """LK-05: to a member who did not write it, byte for byte."""
    reader = MembershipFactory(group=world.spaces["listed"].group)
    client, path = signed_in(reader.user), row.path(world)
    unknown = path.replace(f"/messages/{row.known(world)['post_number']}/", "/messages/999/")
    there, nowhere = (plain(send(client, row, where, world), where) for where in (path, unknown))
    assert there == nowhere
    assert AMONG not in there[1]


@pytest.mark.parametrize("number", ["hidden_number", "deleted_number"])
@pytest.mark.parametrize("role", ["member", "facilitator"])
def test_nobody_quotes_what_is_gone(world, role, number):
    """LK-05: neither by the address that begins an answer, nor by a quote in the words."""
    arguments = world.spaces["listed"].arguments
    thread = Thread.objects.get(pk=arguments["thread_id"])
    response = world.client(role).get(f"{thread.url}?quote={arguments[number]}")
    assert response.status_code == 404 and AMONG not in response.text
    gone = thread.posts.get(number=arguments[number])
    body = f'<blockquote data-quote="{gone.pk}"><p>{AMONG}</p></blockquote><p>Voilà.</p>'
    sent = {"body": body, "body_format": "html", "key": str(uuid.uuid4())}
    world.client("facilitator").post(f"{thread.url}reponses/", sent)
    assert "data-quote" not in thread.posts.order_by("number").last().body


def test_a_report_tells_its_author_to_nobody_but_those_who_decide(world):
    """LK-06: neither the author of the message, nor other members, nor the pages of the message."""
    author = world.client("member")
    thread = Thread.objects.get(pk=world.spaces["listed"].arguments["thread_id"])
    reporter = UserFactory(first_name="Lanceuse", last_name="Dalerte")
    MembershipFactory(group=thread.group, user=reporter)
    path = f"{thread.url}messages/1/"
    sent = {"reason": "other", "details": AMONG, "good_faith": "on", "key": str(uuid.uuid4())}
    assert signed_in(reporter).post(f"{path}signalement/", sent).status_code == 302
    pages = [thread.url, path, f"{path}historique/", f"{path}reactions/", f"/groupes/{thread.group.slug}/"]
    for page in [*pages, "/tableau-de-bord/", "/notifications/"]:
        text = author.get(page).text
        assert "Dalerte" not in text and AMONG not in text, page
    assert "Dalerte" in world.client("facilitator").get(reverse("groups:report-list", args=["groupe-ouvert"])).text


def test_cards_of_links_open_with_the_readers_rights(world):
    """LK-03: a link into a hidden group is a card for who reads both groups, and bare words for everybody else."""
    there = Thread.objects.get(pk=world.spaces["hidden"].arguments["thread_id"])
    here = ThreadFactory(group=world.spaces["listed"].group, posts=0)
    PostFactory(thread=here, body=f'<p><a href="{there.url}">{there.url}</a></p>')
    reader = MembershipFactory(group=here.group)
    Thread.objects.filter(pk=there.pk).update(title="Titre-secret")
    assert "Titre-secret" in world.client("member").get(here.url).text
    page = signed_in(reader.user).get(here.url).text
    assert there.url in page and "Titre-secret" not in page and NAME not in page
