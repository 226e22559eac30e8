"""A thread of the group by somebody else, and a secret group beside it with words that could leak."""

import uuid

import pytest

from groups.threads import actions
from tests.factories import GroupFactory, MembershipFactory, PostFactory, ThreadFactory, UserFactory
from tests.groups.files.conftest import bring, private_dir  # noqa: F401 - fixtures

CANARY = "CNRY-7f3a"


@pytest.fixture
def author(group):
    return MembershipFactory(group=group, user=UserFactory(first_name="Élise", last_name="Moreau"))


@pytest.fixture
def thread(group, author):
    return ThreadFactory(group=group, author=author.user, title="Mobiliser les parents")


@pytest.fixture
def secret_thread(db):
    """A thread of a hidden group that none of the other people belong to."""
    hidden = GroupFactory(slug="secret", name=f"{CANARY}-groupe", visibility="hidden")
    thread = ThreadFactory(group=hidden, title=f"{CANARY}-titre", posts=0)
    PostFactory(thread=thread, body=f"<p>{CANARY}-message</p>")
    MembershipFactory(group=hidden, user=UserFactory(first_name=CANARY))
    return thread


@pytest.fixture
def reply():
    """reply(thread, membership, body="…", key=…)"""

    def make(thread, membership, body="<p>Une réponse.</p>", key=None, **more):
        return actions.post_reply(thread=thread, author=membership, body=body, key=key or uuid.uuid4(), **more)

    return make


@pytest.fixture
def start():
    def make(membership, title="Un titre", body="<p>Bonjour.</p>", kind="discussion", key=None, **more):
        about = {"kind": kind, "title": title, "body": body, "key": key or uuid.uuid4()}
        return actions.start_thread(author=membership, **about, **more)

    return make


@pytest.fixture
def secret_file(secret_thread, bring):  # noqa: F811 - the fixture
    """A file of the hidden group."""
    owner = secret_thread.group.memberships.select_related("user", "group").get()
    return bring(owner, f"{CANARY}-fichier.txt", f"{CANARY}-octets")
