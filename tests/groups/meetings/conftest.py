"""A group with a meeting to come, and a secret group beside it with a meeting that could leak."""

import uuid

import pytest

from groups.files.actions import arriving, keep_file
from groups.meetings import actions
from groups.meetings.access import ANSWER
from groups.meetings.models import Attendance, Point
from network.kit.tokens import find_token
from tests.factories import GroupFactory, MeetingFactory, MembershipFactory, MinutesFactory, UserFactory
from tests.groups.meetings.filled import add_point, publish

CANARY = "CNRY-meet-7f"


@pytest.fixture(autouse=True)
def private_dir(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path / "private"


@pytest.fixture
def bring():
    """bring(member, "Notice.txt"): a file of the group, as somebody brings it."""

    def keep(member, name="Notice.txt"):
        with arriving(blocks=[b"Des mots."], name=name) as arrived:
            return keep_file(member=member, arrived=arrived, folder=None, on_same="", key=uuid.uuid4())

    return keep


@pytest.fixture
def meeting(group):
    return MeetingFactory(group=group, title="Comité d’animation", place="Hautes-Rives")


@pytest.fixture
def past_meeting(group):
    return MeetingFactory(group=group, title="Comité de rentrée", days=-7)


@pytest.fixture
def minutes(past_meeting):
    """A draft."""
    return MinutesFactory(meeting=past_meeting)


@pytest.fixture
def published(minutes, facilitator):
    add_point(minutes)
    publish(minutes, facilitator)
    minutes.refresh_from_db()
    return minutes


@pytest.fixture
def secret_meeting(db):
    """A meeting with published minutes, of a hidden group that none of the other people belong to."""
    hidden = GroupFactory(slug="secret", name=f"{CANARY}-groupe", visibility="hidden")
    meeting = MeetingFactory(group=hidden, title=f"{CANARY}-titre", place=f"{CANARY}-lieu", days=-2)
    MinutesFactory(meeting=meeting, summary=f"{CANARY}-resume", published=True)
    return meeting


@pytest.fixture
def guest(meeting):
    return Attendance.objects.create(meeting=meeting, is_guest=True, name="Une juriste", email="juriste@example.org")


@pytest.fixture
def convene(facilitator):
    """convene(meeting): its event, as the facilitator sends the convocation."""

    def send(meeting):
        return actions.convene(meeting=meeting, by=facilitator, key=uuid.uuid4())

    return send


@pytest.fixture
def token_for(convene):
    """token_for(meeting, user) or token_for(meeting, email="…"): what the link of their convocation holds."""

    def find(meeting, user=None, email=""):
        if not meeting.convened_at:
            convene(meeting)
            meeting.refresh_from_db()
        row = Attendance.objects.get(meeting=meeting, user=user, email=email)
        return find_token(row.nonce, salt=ANSWER, expected=row.token_hash)

    return find


@pytest.fixture
def writer(group):
    """Another person who facilitates the group."""
    return MembershipFactory(group=group, user=UserFactory(first_name="Sonia", last_name="Ferrand"), role="facilitator")


@pytest.fixture
def point(minutes):
    return Point.objects.create(minutes=minutes, title="Bilan", exchanges="<p>Le début.</p>")


def words(**changed):
    """A point as `queries.words_of` gives it."""
    empty = {"title": "Bilan", "presenter": "", "exchanges": "", "decisions": [], "actions": [], "open": []}
    return empty | changed


def sent(version=1, *, decisions=(), actions=(), open_points=(), **changed):
    """The form of a point as a browser sends it; rows are (id, text) or (id, what, owner, due)."""
    form = {"title": "Bilan", "exchanges": "", "exchanges_format": "html", "version": version, **changed}
    kinds = {"decisions": ("id", "text"), "actions": ("id", "what", "owner", "due"), "open": ("id", "text")}
    for (kind, names), rows in zip(kinds.items(), (decisions, actions, open_points), strict=True):
        form |= {f"{kind}-TOTAL_FORMS": len(rows), f"{kind}-INITIAL_FORMS": 0}
        for number, row in enumerate(rows):
            form |= {f"{kind}-{number}-{name}": value for name, value in zip(names, row, strict=True)}
    return form
