"""Every address of the house × every role, against the table; and nothing private in any refusal."""

import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from network.seeds.dump import dump
from tests.architecture.access_forms import ABOUT, FORMS
from tests.architecture.access_table import TABLE
from tests.architecture.world import AMONG, DRAFT, NAME, READS, ROLES, WITHIN, World

# Once is enough: the gates of the rooms have tests of their own on both databases.
pytestmark = pytest.mark.sqlite
ADMINISTRATION = "cms/"
# The door out is open to whoever is in.
WAY_OUT = "/cms/logout/"
CLOSED = {"login", "moved", "403", "404"}
REFUSED = {"login", "403", "404", "405"}
READING = {"GET", "HEAD", "OPTIONS"}
# What differs between two refusals without telling anything: proofs, references, the address asked for.
NOISE = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|<code>[\w-]+</code>|nonce="[^"]+"')

WRITING = ("INSERT", "UPDATE", "DELETE")
# Answers of groups that do not exist, by role.
UNKNOWN: dict[str, set[tuple]] = {role: set() for role in ROLES}
# Roles that differ in where they are let in: the others have no more rights than these.
NEAREST = ("anonymous", "member", "facilitator", "administrator")


@dataclass(frozen=True)
class Row:
    name: str
    method: str
    place: str
    expected: tuple[str, ...]
    about: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.about} {self.place}".replace("  ", " ")

    def known(self, world: World) -> dict:
        known = {**world.arguments, **(world.spaces[self.place].arguments if self.place != "-" else {})}
        return known | {name: known[other] for name, other in ABOUT.get(self.about, {}).items()}

    def path(self, world: World) -> str:
        return address(self.name, self.known(world))

    def data(self, world: World) -> dict:
        """What the form needs, or the address after its question mark."""
        words = FORMS.get(f"{self.method} {self.name}", {})
        return {name: text.format(**self.known(world)) for name, text in words.items()}


def rows(table: str) -> list[Row]:
    lines = [line.split() for line in table.splitlines() if line.strip() and not line.startswith("#")]
    return [row_of(*line) for line in lines]


def row_of(named: str, method: str, place: str, *expected: str) -> Row:
    name, _, about = named.partition("@")
    return Row(name, method, place, expected, about)


@lru_cache
def walk(resolver=None, path: str = "", prefix: str = "") -> dict[str, list[str]]:
    """Names of all addresses with their patterns; those of the administration apart, under its prefix."""
    found: dict[str, list[str]] = {}
    for pattern in (resolver or get_resolver()).url_patterns:
        here = f"{path}{pattern.pattern}"
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            for name, patterns in walk(pattern, here, space).items():
                found.setdefault(name, []).extend(patterns)
        elif isinstance(pattern, URLPattern):
            found.setdefault(f"{prefix}{pattern.name or here}", []).append(here)
    return found


def in_administration(patterns: list[str]) -> bool:
    return all(pattern.startswith(ADMINISTRATION) for pattern in patterns)


def address(name: str, known: dict) -> str:
    """The address of a name, with the arguments that its pattern asks for."""
    pattern = walk()[name][0]
    wanted = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
    try:
        return reverse(name, kwargs={key: known[key] for key in wanted})
    except NoReverseMatch:
        return reverse(name, args=[""])


def outcome(response: HttpResponse) -> str:
    if response.status_code not in {301, 302, 303, 307}:
        return str(response.status_code)
    return "login" if response["Location"].split("?")[0] == reverse(settings.LOGIN_URL) else "moved"


def send(client: Client, row: Row, path: str, world: World) -> HttpResponse:
    return getattr(client, row.method.lower())(path, row.data(world))


def leaks(role: str, response: HttpResponse, *, by_token: bool = False) -> set[str]:
    """Canaries that this role must never receive, found anywhere in an answer. The token of a mail tells the name."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = body.decode(errors="replace") + str(response.headers)
    allowed = READS.get(role, set()) | ({NAME} if by_token else set())
    return {canary for canary in (WITHIN, AMONG, NAME, DRAFT) if canary in text and canary not in allowed}


@contextmanager
def undone():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def writes():
    """What is written meanwhile, whether or not it changes anything."""
    written: list[str] = []

    def note(execute, sql, parameters, many, context):
        if sql.startswith(WRITING):
            written.append(sql)
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(note):
        yield written


@dataclass(frozen=True)
class Tried:
    outcome: str
    leaked: frozenset[str]
    plain: tuple[int, str, str]


def try_role(world: World, row: Row, role: str) -> Tried:
    path = row.path(world)
    response = send(world.client(role), row, path, world)
    cache.clear()
    leaked = leaks(role, response, by_token=row.name == "groups:invitation")
    return Tried(outcome(response), frozenset(leaked), plain(response, path))


def plain(response: HttpResponse, path: str) -> tuple[int, str, str]:
    """Status, body and headers, without the address asked for and what is new in each answer."""
    text = "" if response.streaming else NOISE.sub("", response.content.decode(errors="replace")).replace(path, "")
    headers = {name: value for name, value in response.headers.items() if name != "X-Request-ID"}
    return response.status_code, text, str(headers)


# Whoever is in the group is told what may have become of a discussion or a message that is not there.
TOLD = {"groups:thread-detail", "groups:thread-news", "groups:post-detail"}


def hides(row: Row, role: str) -> bool:
    if row.place != "hidden" or "token" in row.name:
        return False
    return not (row.name in TOLD and role in {"member", "facilitator"})


def is_unknown(world: World, row: Row, role: str, tried: Tried) -> bool:
    """A hidden group answered as one that does not exist does to this role: here, or before at another address."""
    if tried.plain not in UNKNOWN[role]:
        path = row.path(world).replace(world.spaces["hidden"].group.slug, "groupe-inconnu")
        with undone():
            UNKNOWN[role].add(plain(send(world.client(role), row, path, world), path))
    return tried.plain in UNKNOWN[role]


@pytest.mark.slow
@pytest.mark.parametrize("row", rows(TABLE), ids=str)
def test_each_role_gets_what_the_table_says(row, world, untouched):
    expected = dict(zip(ROLES, row.expected, strict=True))
    refused = [role for role in ROLES if expected[role] in REFUSED]
    with undone(), writes() as written:
        tried = {role: try_role(world, row, role) for role in refused}
        assert row.method in READING or not written or dump() == untouched, "a refusal changed something"
    for role in ROLES:
        if role not in refused:
            with undone():
                tried[role] = try_role(world, row, role)
    assert {role: result.outcome for role, result in tried.items()} == expected
    assert {role: result.leaked for role, result in tried.items() if result.leaked} == {}
    unknown = [role for role in refused if expected[role] == "404" and hides(row, role)]
    assert [role for role in unknown if not is_unknown(world, row, role, tried[role])] == []


def test_every_address_is_in_the_table():
    named = {name for name, patterns in walk().items() if not in_administration(patterns)}
    assert named - {row.name for row in rows(TABLE)} == set()


def test_every_line_of_the_table_is_an_address():
    assert {row.name for row in rows(TABLE)} - set(walk()) == set()


def test_every_form_and_every_other_object_is_tried():
    table = rows(TABLE)
    assert set(FORMS) <= {f"{row.method} {row.name}" for row in table}
    assert set(ABOUT) == {row.about for row in table if row.about}


def test_group_addresses_are_tried_in_a_hidden_group():
    inside = {name for name, patterns in walk().items() if any("group_slug" in pattern for pattern in patterns)}
    assert inside - {row.name for row in rows(TABLE) if row.place == "hidden"} == set()


def test_no_address_leads_to_two_pages():
    patterns = [(pattern, name) for name, found in walk().items() for pattern in found]
    twice = {pattern: [name for one, name in patterns if one == pattern] for pattern, _ in patterns}
    assert {pattern: names for pattern, names in twice.items() if len(names) > 1 and "cms/" not in pattern} == {}


def administration_paths(world: World) -> list[str]:
    """An address for every name of the administration, filled with ids that exist as far as there are any."""
    paths = set()
    for patterns in walk().values():
        for pattern in patterns:
            if pattern.startswith(ADMINISTRATION):
                paths.add("/" + filled(pattern))
    return sorted(paths - {WAY_OUT})


def filled(pattern: str) -> str:
    simple = re.sub(r"\(\?P<\w+>[^()]*(\([^()]*\))?[^()]*\)", "1", pattern)
    return re.sub(r"<[^>]+>", "1", simple).replace("^", "").replace("$", "").replace("\\Z", "").replace("?", "")


@pytest.mark.slow
@pytest.mark.parametrize("role", [role for role in NEAREST if role != "administrator"])
def test_administration_is_closed(role, world):
    client = world.client(role)
    answers = {path: client.get(path) for path in administration_paths(world)}
    assert len(answers) > 100
    assert {path for path, answer in answers.items() if outcome(answer) not in CLOSED} == set()
    assert not any(leaks(role, answer) for answer in answers.values())


def test_administration_opens_to_its_people(world):
    paths = ["/cms/", "/cms/pages/", "/cms/images/", "/cms/users/"]
    assert [outcome(world.client("administrator").get(path)) for path in paths] == ["200"] * 4
    assert [outcome(world.client("editor").get(path)) for path in paths[:1]] == ["200"]
    assert outcome(world.client("editor").get("/cms/users/")) in {"moved", "403"}


@pytest.mark.slow
def test_write_addresses_do_nothing_on_get(world, untouched):
    """What only takes POST answers a page to nobody, and changes nothing."""
    methods: dict[str, set[str]] = {}
    for row in rows(TABLE):
        methods.setdefault(row.name, set()).add(row.method)
    written = [row for row in rows(TABLE) if methods[row.name] == {"POST"}]
    for row in written:
        answers = {outcome(world.client(role).get(row.path(world))) for role in NEAREST}
        assert answers <= {"405", *CLOSED}, row
    assert dump() == untouched
