"""FI-01: addresses of files, saved, guessed or bent, in the hands of whoever should not have them."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from groups.files.actions import add_version, arriving, create_folder, delete_file, keep_file
from groups.files.enums import OnSame
from groups.files.models import FileVersion
from groups.spaces.actions import leave_group
from tests.factories import GroupFactory, InvitationFactory, MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CANARY = "CNRY-4b7e"
OUTSIDERS = [
    "anonymous", "network member", "member of another group", "invited", "removed", "suspended", "administrator",
]  # fmt: skip
PREFIX = "/_kept/"


class World:
    """A listed group with a file of two versions in a folder and one in the bin, and everybody who is not of it."""

    def __init__(self):
        self.group = GroupFactory(slug="cible", visibility="listed")
        self.member = MembershipFactory(group=self.group, role="facilitator")
        folder = create_folder(member=self.member, name=f"{CANARY}-dossier", parent=None, key=uuid.uuid4())
        self.file = self.bring("nom", folder)
        with arriving(blocks=[f"{CANARY}-deux".encode()], name="x.txt") as arrived:
            about = {"member": self.member, "file": self.file, "comment": f"{CANARY}-mot", "key": uuid.uuid4()}
            self.file = add_version(arrived=arrived, **about)
        self.binned = self.bring("corbeille", folder)
        delete_file(member=self.member, file=self.binned)
        self.folder = folder
        self.people = self.outsiders()

    def bring(self, name, folder):
        with arriving(blocks=[f"{CANARY}-{name}".encode()], name=f"{CANARY}-{name}.txt") as arrived:
            about = {"member": self.member, "folder": folder, "on_same": OnSame.ASK, "key": uuid.uuid4()}
            return keep_file(arrived=arrived, **about)

    def outsiders(self):
        removed, suspended = MembershipFactory(group=self.group), MembershipFactory(group=self.group).user
        leave_group(membership=removed)
        invited = UserFactory()
        InvitationFactory(group=self.group, email=invited.email, invited_by=self.member.user)
        return {
            "anonymous": None,
            "network member": UserFactory(),
            "member of another group": MembershipFactory(role="facilitator").user,
            "invited": invited,
            "removed": removed.user,
            "suspended": suspended,
            "administrator": UserFactory(is_superuser=True),
        }

    def client(self, actor):
        """Signed in before whatever happened to them."""
        client, person = Client(), self.people[actor]
        if person is not None:
            client.force_login(person)
        if actor == "suspended":
            person.is_active = False
            person.save()
        return client

    def bytes(self):
        path = {"group_slug": "cible", "file_id": self.file.pk}
        versions = [{**path, "version_number": number} for number in (1, 2)]
        return [
            reverse("groups:file-download", kwargs=path),
            *[reverse("groups:version-download", kwargs=version) for version in versions],
            reverse("groups:file-download", kwargs={**path, "file_id": self.binned.pk}),
        ]

    def pages(self):
        return [
            "/groupes/cible/fichiers/", "/groupes/cible/fichiers/corbeille/", self.folder.url, self.file.url,
            f"{self.file.url}modification/", self.binned.url,
        ]  # fmt: skip


@pytest.fixture
def world(settings, tmp_path):
    settings.PRIVATE_DIR, settings.MEDIA_ROOT = tmp_path / "private", tmp_path / "media"
    return World()


def bent(path):
    """The same address as a proxy, a browser or a curious person might write it."""
    bare, where = path.rstrip("/"), "/fichiers/"
    return [
        path, bare, f"{path}.", f"{bare}.", f"{bare}./", f"{bare};x", f"{path};x=1", f"{bare};.txt", path.upper(),
        path.replace("fichiers", "Fichiers"), f"/{path}", path.replace(where, "//fichiers//"),
        path.replace(where, "/fichiers/..%2ffichiers/"), path.replace(where, "/fichiers/%2e%2e/fichiers/"),
        path.replace(where, "%2ffichiers%2f"), path.replace(where, "/fichiers/..%252ffichiers/"),
        path.replace(where, "/./fichiers/"), path.replace("cible", "%63ible"), path.replace("cible", "%2563ible"),
        f"/static/..%2f..{path}", f"/media/..{path}", f"/documents/..%2f{path}", f"{path}%00", f"{path}%20",
        f"{path}%0a", path.replace("cible", "autre"), path.replace("cible", "autre%2f..%2fcible"),
    ]  # fmt: skip


def assert_nothing(response, path):
    assert response.status_code in {301, 302, 400, 404, 405, 410}, path
    said = response.getvalue() if response.streaming else response.content
    assert CANARY.encode() not in said, path
    assert CANARY not in str(response.headers), path
    assert not {"X-Accel-Redirect", "Content-Disposition", "Content-Range", "ETag"} & set(response.headers), path


@pytest.mark.parametrize("actor", OUTSIDERS)
def test_no_saved_address_leads_to_bytes_or_names(world, settings, actor):
    client, etag = world.client(actor), FileVersion.objects.get(file=world.file, number=2).etag.hex
    GroupFactory(slug="autre")
    for path in [*world.bytes(), *world.pages()]:
        for ask in (client.get, client.head, client.post):
            assert_nothing(ask(path), path)
        for headers in ({"range": "bytes=0-3"}, {"if-none-match": f'"{etag}"'}, {"if-none-match": "*"}):
            assert_nothing(client.get(path, headers=headers), path)
    settings.X_ACCEL_PREFIX = PREFIX
    for path in world.bytes():
        assert_nothing(client.get(path), path)


@pytest.mark.parametrize("actor", OUTSIDERS)
def test_no_bent_address_leads_to_bytes(world, actor):
    client = world.client(actor)
    GroupFactory(slug="autre")
    for address in world.bytes()[:2]:
        for path in bent(address):
            assert_nothing(client.get(path, headers={"range": "bytes=0-"}), path)


def test_the_same_addresses_lead_a_member_there(world):
    client = Client()
    client.force_login(world.member.user)
    current, first, second, binned = world.bytes()
    assert client.get(current).getvalue() == client.get(second).getvalue() == f"{CANARY}-deux".encode()
    assert client.get(first, headers={"range": "bytes=0-3"}).getvalue() == CANARY[:4].encode()
    assert_nothing(client.get(binned), binned)
    assert all(CANARY in client.get(page).text for page in world.pages()[:5])


def guesses(key):
    place = f"{key[:2]}/{key[2:4]}/{key}"
    up = [f"/{folder}/{dots}private/kept/{place}" for folder in ("media", "static", "documents") for dots in DOTS]
    inside = [f"/{folder}/{place}" for folder in ("media", "kept", "private", "private/kept", "var/private/kept")]
    return [*up, *inside, f"{PREFIX}{place}", f"/media/{key}", f"/documents/1/{key}", f"/{key}", f"/media/kept/{place}"]


DOTS = [
    "../",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "..%252f",
    "....//",
    "..;/",
    "..\\",
    "..%5c",
    "%c0%ae%c0%ae/",
    "../" * 6,
]


@pytest.mark.parametrize("prefix", ["", PREFIX])
def test_where_bytes_lie_is_no_address(world, settings, prefix):
    """Not even for those who may read them: of a path, of a key, of what a proxy is told."""
    settings.X_ACCEL_PREFIX = prefix
    key = FileVersion.objects.get(file=world.file, number=1).bytes_key
    member = Client()
    member.force_login(world.member.user)
    for client in (Client(), member):
        for path in guesses(key):
            assert_nothing(client.get(path, headers={"x-accel-redirect": f"{PREFIX}{key}"}), path)
