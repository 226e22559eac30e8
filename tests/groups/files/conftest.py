"""A group with a file in a folder, and a secret group beside it with a file that could leak."""

import uuid

import pytest

from groups.files import actions
from groups.files.enums import OnSame
from groups.files.models import FileVersion
from network.kit import private_files
from tests import clamd
from tests.factories import GroupFactory, MembershipFactory, UserFactory

CANARY = "CNRY-9c1d"


@pytest.fixture(autouse=True)
def private_dir(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path / "private"


def as_bytes(words):
    return words if isinstance(words, bytes) else words.encode()


@pytest.fixture
def bring():
    """bring(member, "Notice.txt", "des mots", folder=…, on_same=…, key=…): a file as somebody brings it. `words` may
    be bytes.
    """

    def keep(member, name="Notice.txt", words="Des mots.", *, folder=None, on_same=OnSame.ASK, key=None):
        with actions.arriving(blocks=[as_bytes(words)], name=name) as arrived:
            return actions.keep_file(
                member=member, arrived=arrived, folder=folder, on_same=on_same, key=key or uuid.uuid4()
            )

    return keep


@pytest.fixture
def renew():
    """renew(member, file, "d’autres mots"): another version of it."""

    def add(member, file, words="D’autres mots.", *, name="Autre nom.txt", comment="", key=None):
        with actions.arriving(blocks=[as_bytes(words)], name=name) as arrived:
            return actions.add_version(
                member=member, file=file, arrived=arrived, comment=comment, key=key or uuid.uuid4()
            )

    return add


@pytest.fixture
def fold():
    """fold(member, "Évaluation", parent=…): a folder."""

    def create(member, name="Évaluation", *, parent=None, key=None):
        return actions.create_folder(member=member, name=name, parent=parent, key=key or uuid.uuid4())

    return create


@pytest.fixture
def scanner(settings):
    with clamd.running() as found:
        settings.CLAMD_URL = found.url
        yield found


@pytest.fixture
def secret_file(db, bring):
    """A file of a hidden group that none of the other people belong to."""
    hidden = GroupFactory(slug="secret", name=f"{CANARY}-groupe", visibility="hidden")
    owner = MembershipFactory(group=hidden, user=UserFactory(first_name=CANARY))
    return bring(owner, f"{CANARY}-nom.txt", f"{CANARY}-mots")


@pytest.fixture
def words_of():
    """words_of(file, number=None): what a version, or the current one, says."""

    def read(file, number=None):
        version = FileVersion.objects.get(file=file, number=number or file.version_count)
        return private_files.path_of(version.bytes_key).read_text()

    return read


@pytest.fixture
def announce():
    """announce(member, "Notice.txt", 9): a file that somebody begins to send."""

    def begin(member, name="Notice.txt", size=9, *, folder=None, mark="", key=None):
        about = {"folder": folder, "name": name, "size": size, "mark": mark, "key": key or uuid.uuid4()}
        return actions.begin_upload(member=member, **about)

    return begin


@pytest.fixture
def sent(announce):
    """sent(member, "Notice.txt", "Des mots."): announced, and all of it there."""

    def send(member, name="Notice.txt", words="Des mots.", **about):
        upload = announce(member, name, len(words.encode()), **about)
        actions.add_piece(upload=upload, offset=0, blocks=[words.encode()], length=upload.size)
        return upload

    return send
