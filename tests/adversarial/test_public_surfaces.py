"""What strangers see stays the same, to the letter, while a group writes (LK-04)."""

import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from groups.spaces.enums import Role
from groups.threads import actions
from home.pages.actions import seed_site
from tests.factories import GroupFactory, MembershipFactory
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db
CANARY = "CNRY-4d"
FIXED = [
    "/",
    "/groupes/",
    "/groupes/cible/",
    "/robots.txt",
    "/sitemap.xml",
    "/plan-du-site/",
    "/tableau-de-bord/",
    "/nulle-part/",
]
TOLD = ("ETag", "Last-Modified", "Content-Type", "X-Robots-Tag")
ONE_TIME = re.compile(r'<code>[^<]*</code>|value="[A-Za-z0-9]{64}"|nonce="[^"]*"')


@pytest.fixture(params=["listed", "hidden"])
def boss(request):
    """Who facilitates a group that strangers may know of, or not."""
    seed_site()
    GroupFactory(name="Un groupe voisin")
    group = GroupFactory(slug="cible", name="La cible", visibility=request.param)
    return MembershipFactory(group=group, role=Role.FACILITATOR)


def surfaces(client: Client) -> dict[str, tuple]:
    """Every public address with its answer, without what changes at each request."""
    listed = re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", client.get("/sitemap.xml").text)
    assert "/groupes/" in listed
    return {path: seen(client, path) for path in sorted({*FIXED, *listed})}


def seen(client: Client, path: str) -> tuple:
    answer = client.get(path)
    return answer.status_code, [answer.get(name) for name in TOLD], ONE_TIME.sub("", answer.text)


def write_a_lot(boss):
    """A discussion, an announcement, an answer, words in answer and one message less."""
    member = MembershipFactory(group=boss.group)
    yield
    words = {"title": f"{CANARY} titre", "body": f"<p>{CANARY} message</p>"}
    for kind in ("question", "announcement"):
        thread = actions.start_thread(author=boss, kind=kind, key=uuid.uuid4(), tags=[f"{CANARY} mot"], **words)
        for _ in range(2):
            post = actions.post_reply(thread=thread, author=member, body=words["body"], key=uuid.uuid4())
    actions.react(post=post, member=boss, kind="useful", on=True)
    actions.delete_post(post=post, author=member)
    run_tasks()
    yield


@pytest.mark.slow
@pytest.mark.parametrize("who", ["stranger", "member of the network"])
def test_nothing_public_counts_what_is_private(boss, outsider, who, django_capture_on_commit_callbacks):
    client = Client()
    if who != "stranger":
        client.force_login(outsider)
    writing = write_a_lot(boss)
    next(writing)
    before = surfaces(client)
    with django_capture_on_commit_callbacks(execute=True):
        next(writing)
    after = surfaces(client)
    assert after == before
    assert ("La cible" in after["/groupes/"][2]) is (boss.group.visibility == "listed")
    assert not any(CANARY in text for _status, _headers, text in after.values())
    inside = Client()
    inside.force_login(boss.user)
    assert CANARY in inside.get(reverse("groups:thread-list", args=["cible"])).text
