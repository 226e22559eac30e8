import uuid
from datetime import timedelta

import pytest
import vobject
from django.urls import reverse
from django.utils import timezone

from groups.meetings import actions
from groups.meetings.access import FEED
from groups.meetings.models import Feed, Meeting
from groups.spaces.models import Group, Membership
from network.kit.tokens import find_token
from network.people.models import User
from tests.factories import GroupFactory, MeetingFactory, MembershipFactory


@pytest.fixture
def elsewhere(member):
    """A second group of the same person, with a meeting."""
    group = GroupFactory(name="Santé et quartiers", short_name="Santé")
    MembershipFactory(group=group, user=member.user)
    return MeetingFactory(group=group, title="Atelier")


def address_of(user, membership=None):
    feed = actions.renew_feed(user=user, membership=membership, key=uuid.uuid4())
    return reverse("groups:feed-file", args=[find_token(feed.nonce, salt=FEED, expected=feed.token_hash)])


def titles(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    events = vobject.readOne(answer.content.decode()).contents.get("vevent", [])
    return [event.summary.value for event in events]


@pytest.mark.usefixtures("secret_meeting")
def test_feed_file_lists_the_meetings_of_ones_groups(client, member, meeting, past_meeting, elsewhere):
    MeetingFactory(group=meeting.group, title="Il y a longtemps", days=-100)
    name = "Réussite éducative"
    assert titles(client, address_of(member.user)) == [
        f"Comité de rentrée ({name})",
        f"Comité d’animation ({name})",
        "Atelier (Santé)",
    ]
    assert titles(client, address_of(member.user, member)) == ["Comité de rentrée", "Comité d’animation"]


def test_feed_file_says_what_is_cancelled_and_where(client, member, meeting):
    Meeting.objects.update(cancelled_at=timezone.now(), revision=3)
    event = vobject.readOne(client.get(address_of(member.user)).content.decode()).vevent
    assert (event.status.value, event.sequence.value) == ("CANCELLED", "3")
    assert (event.location.value, event.url.value) == ("Hautes-Rives", f"http://testserver{meeting.url}")
    assert event.uid.value == f"{meeting.uid}@testserver"


def test_feed_file_says_little_of_a_confidential_group(client, member, meeting):
    Group.objects.update(confidential=True)
    answer = client.get(address_of(member.user))
    assert "Réunion : Réussite éducative" in answer.content.decode().replace("\u00a0", " ")
    assert "animation" not in answer.content.decode() and "Hautes" not in answer.content.decode()


def test_feed_file_is_asked_again_for_nothing(client, member, meeting):
    address = address_of(member.user)
    first = client.get(address)
    assert first["Cache-Control"].startswith("private") and first["Content-Type"] == "text/calendar; charset=utf-8"
    again = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Meeting.objects.update(place="Valombre")
    changed = client.get(address, headers={"if-none-match": first["ETag"]})
    assert "Valombre" in changed.content.decode() and changed["ETag"] != first["ETag"]


def lose(why, member):
    if why == "membership":
        Membership.objects.filter(pk=member.pk).delete()
    elif why == "group":
        Group.objects.filter(pk=member.group_id).delete()
    elif why == "renewed":
        actions.renew_feed(user=member.user, membership=member, key=uuid.uuid4())
    elif why == "revoked":
        actions.revoke_feed(user=member.user, membership=member)
    else:
        User.objects.filter(pk=member.user_id).update(is_active=False)


@pytest.mark.parametrize("why", ["membership", "group", "renewed", "revoked", "suspended"])
def test_the_address_of_a_group_ends(client, member, meeting, why):
    address = address_of(member.user, member)
    unknown = client.get(reverse("groups:feed-file", args=["unknown"]))
    assert titles(client, address)
    lose(why, member)
    answer = client.get(address)
    assert answer.status_code == unknown.status_code == 404
    assert "animation" not in answer.content.decode() and "BEGIN:" not in answer.content.decode()


def test_the_address_of_everything_loses_a_group(client, member, meeting, elsewhere):
    address = address_of(member.user)
    lose("membership", member)
    assert titles(client, address) == ["Atelier (Santé)"]
    lose("suspended", member)
    assert client.get(address).status_code == 404 and Feed.objects.exists()


def test_feed_file_costs_the_same_with_more_meetings(client, member, meeting, django_assert_num_queries):
    address = address_of(member.user)
    with django_assert_num_queries(2):
        client.get(address)
    for number in range(3):
        MeetingFactory(group=meeting.group, days=number + 10)
    with django_assert_num_queries(2):
        assert len(titles(client, address)) == 4


def test_feed_file_changes_nothing_and_opens_no_session(client, member, meeting):
    address = address_of(member.user)
    before = Feed.objects.values().get()
    assert client.head(address).content == b"" and client.get(address).cookies == {}
    assert client.post(address).status_code == 405
    assert Feed.objects.values().get() == before


def test_feed_file_is_rarely_needed(client, member, meeting):
    address = address_of(member.user)
    answers = [client.get(address).status_code for _ in range(61)]
    assert answers[:60] == [200] * 60 and answers[60] == 429


def test_who_guesses_addresses_is_held_back(client, db):
    answers = [client.get(reverse("groups:feed-file", args=[f"x{n}"])).status_code for n in range(31)]
    assert answers == [404] * 30 + [429]


@pytest.mark.parametrize("own", [True, False])
def test_feed_edit_makes_changes_and_ends_an_address(client, member, meeting, own):
    client.force_login(member.user)
    kwargs = {} if own else {"group_slug": member.group.slug}
    home, renew, revoke = (
        reverse(f"groups:{'' if own else 'group-'}feed-{verb}", kwargs=kwargs) for verb in ("edit", "renew", "revoke")
    )
    assert "Créer mon adresse" in client.get(home).content.decode()
    page = client.post(renew, {"key": str(uuid.uuid4())}, follow=True).content.decode()
    first = Feed.objects.get()
    token = find_token(first.nonce, salt=FEED, expected=first.token_hash)
    assert f'href="webcal://testserver/agenda/{token}.ics"' in page and f"http://testserver/agenda/{token}.ics" in page
    assert first.membership == (None if own else member)
    client.post(renew, {"key": str(uuid.uuid4())})
    assert token not in client.get(home).content.decode()
    assert "appuyez de nouveau" in client.post(renew, {}, follow=True).content.decode()
    assert "Créer mon adresse" in client.post(revoke, follow=True).content.decode()
    assert not Feed.objects.exists()


def test_one_address_is_never_shown_to_another_person(client, member, facilitator, meeting):
    address = address_of(member.user, member)
    client.force_login(facilitator.user)
    page = client.get(reverse("groups:group-feed-edit", args=[member.group.slug])).content.decode()
    assert address not in page and "Créer mon adresse" in page


def test_feed_ends_ninety_days_back(client, member, group):
    MeetingFactory(group=group, title="Juste avant", starts_at=timezone.now() - timedelta(days=91))
    MeetingFactory(group=group, title="Juste après", starts_at=timezone.now() - timedelta(days=89))
    assert titles(client, address_of(member.user, member)) == ["Juste après"]
