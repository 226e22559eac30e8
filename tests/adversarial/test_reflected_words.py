"""What an address says comes back in pages as words, with the type of a page; what is asked as data stays data."""

from urllib.parse import quote, urlencode

import pytest
from django.core.cache import cache
from django.test import Client

from tests.adversarial.payloads import PAYLOADS, Skeleton
from tests.factories import JoinRequestFactory, ThreadFactory

pytestmark = pytest.mark.django_db
NAMES = ["q", "tag", "author", "kind", "filter", "sort", "since", "until", "before", "rank", "page", "theme", "kinds"]
NAMES += ["next", "changed", "quote", "post", "ids", "from", "sent", "token", "lang"]


@pytest.fixture
def thread(group, facilitator):
    return ThreadFactory(group=group, author=facilitator.user, title="Réunion", posts=2)


@pytest.fixture
def pages(group, facilitator, thread):
    """Pages of a group, of the network and of the site that read something in their address."""
    room = f"/groupes/{group.slug}/"
    names = ["", "membres/", "discussions/", "discussions/filtres/", "discussions/nouvelle/", "animation/"]
    names += ["discussions/signalements/", "discussions/programmees/", "animation/invitations/"]
    acts = [f"{thread.url}{name}" for name in ("", "nouveautes/", "fusion/", "doublon/", "separation/")]
    seen = [f"{room}{name}" for name in names] + acts
    return [*seen, f"{room}animation/demandes/{JoinRequestFactory(group=group).pk}/", "/", "/groupes/",
            "/tableau-de-bord/", "/notifications/", "/compte/fiche/"]  # fmt: skip


def asked(client: Client, paths: list[str], words: str) -> list:
    """Every page asked with these words under every name, alone and as part of an address that leads nowhere."""
    query = urlencode(dict.fromkeys(NAMES, words))
    nowhere = [f"/{quote(words, safe='')}/", f"/groupes/{quote(words, safe='')}/", f"/groupes/x/?{query}"]
    answers = [client.get(f"{path}?{query}") for path in [*paths, *nowhere]]
    outside = Client()
    cache.clear()
    answers += [outside.get(f"{path}?{query}") for path in ("/compte/login/", "/compte/signup/", "/compte/login/code/")]
    answers.append(outside.post("/compte/login/", {"login": words, "password": words, "next": words}))
    answers.append(client.post("/langue/", {"language": words, "next": words}))
    return answers


@pytest.mark.slow
@pytest.mark.sqlite  # once is enough: what templates escape does not depend on the database
def test_an_address_adds_no_element(client, facilitator, pages):
    """XS-03: the same elements as with harmless words, in a page that says what it is; templates stay words."""
    client.force_login(facilitator.user)
    asked(client, pages, "mot")  # what was unread is read
    harmless = [asked(client, pages, words) for words in ("mot", "deux mots, 1 + 1")]
    built = [
        set().union(*(Skeleton(answer.text).elements for answer in answers)) for answers in zip(*harmless, strict=True)
    ]
    for words in PAYLOADS[::4]:
        for elements, answer in zip(built, asked(client, pages, words), strict=True):
            assert answer.status_code < 500
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            said = Skeleton(answer.text)
            assert said.elements <= elements and said.scripts == set(), (answer.request["PATH_INFO"], words)
            assert [address for address in said.addresses if address.startswith(("//", "http"))] == []
