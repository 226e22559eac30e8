import asyncio
import json
from contextlib import asynccontextmanager

import pytest

from groups.live import hub
from groups.live.hub import current_hub
from groups.live.presence import HERE_SECONDS, SHOWN, TYPING_SECONDS, Presence
from groups.spaces.models import Membership
from network.kit import broadcast
from network.people.actions import update_profile
from tests.factories import MembershipFactory, ThreadFactory
from tests.groups.live.conftest import act, sign_in, tabs

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
SCOPE, THREAD = "group:1", 7


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def frame(presence):
    found = presence.frame(SCOPE, THREAD)
    return found["who"], found["typing"]


def test_somebody_is_here_then_writes_then_is_gone():
    presence = Presence()
    presence.note(SCOPE, THREAD, 3, "here")
    assert frame(presence) == ([3], [])
    presence.note(SCOPE, THREAD, 3, "typing")
    assert frame(presence) == ([3], [3])
    presence.note(SCOPE, THREAD, 3, "here")
    assert frame(presence) == ([3], [])
    presence.note(SCOPE, THREAD, 3, "gone")
    assert frame(presence) == ([], [])


def test_whoever_says_nothing_more_disappears():
    clock = Clock()
    presence = Presence(clock)
    presence.note(SCOPE, THREAD, 3, "typing")
    clock.now += TYPING_SECONDS + 1
    assert frame(presence) == ([3], [])
    clock.now += HERE_SECONDS
    assert frame(presence) == ([], [])
    assert presence.people == {}


def test_discussions_are_kept_apart():
    presence = Presence()
    presence.note(SCOPE, 8, 3, "typing")
    presence.note(SCOPE, THREAD, 4, "here")
    assert frame(presence) == ([4], [])


def test_a_discussion_that_moved_has_other_readers_in_its_new_group():
    presence = Presence()
    presence.note("group:2", THREAD, 3, "typing")
    presence.note(SCOPE, THREAD, 4, "here")
    assert frame(presence) == ([4], [])


def test_gone_of_somebody_unknown_is_harmless():
    presence = Presence()
    presence.note(SCOPE, THREAD, 3, "gone")
    assert presence.people == {}


def test_a_frame_stays_small_however_many_people():
    presence = Presence()
    for user_id in range(10**15, 10**15 + 500):
        presence.note("group:123456", THREAD, user_id, "typing")
    found = presence.frame("group:123456", THREAD)
    assert len(found["who"]) == len(found["typing"]) == SHOWN
    for user_id in range(90_000, 90_100):
        presence.note("group:123456", 9, user_id, "typing")
    assert len(json.dumps(presence.frame("group:123456", 9), separators=(",", ":"))) < 200


# Told by ids to readers of the same discussion only --------------------------


@pytest.fixture(autouse=True)
def _told_at_once(monkeypatch):
    monkeypatch.setattr(hub, "PRESENCE_PAUSE", 0.01)


@pytest.fixture
def thread(group):
    return ThreadFactory(group=group)


@pytest.fixture
def peer(group):
    return MembershipFactory(group=group)


def says(state, thread):
    return json.dumps({"kind": state, "thread": thread.pk})


async def seen(tab):
    text = await tab.read()
    assert len(text) < 200
    said = json.loads(text)
    return said["kind"], said["id"], said["who"], said["typing"]


@asynccontextmanager
async def both_reading(thread, member, peer):
    """Their two tabs, which both say that they are here and have heard of it."""
    async with tabs(*[await act(sign_in, one.user) for one in (member, peer)]) as (mine, theirs):
        for tab in (mine, theirs):
            await tab.write(says("here", thread))
            await seen(mine)
        await seen(theirs)
        yield mine, theirs


def test_readers_of_a_discussion_learn_who_is_here_and_who_writes(live, thread, member, peer):
    @live
    async def scenario():
        async with tabs(*[await act(sign_in, m.user) for m in (member, peer)]) as (mine, theirs):
            await mine.write(says("here", thread))
            assert await seen(mine) == ("here", thread.pk, [member.user_id], [])
            await theirs.write(says("typing", thread))
            both = sorted([member.user_id, peer.user_id])
            for tab in (mine, theirs):
                assert await seen(tab) == ("here", thread.pk, both, [peer.user_id])


def test_leaving_is_told(live, thread, member, peer):
    @live
    async def scenario():
        async with both_reading(thread, member, peer) as (mine, theirs):
            await theirs.leave()
            assert (await seen(mine))[2] == [member.user_id]


def test_going_to_another_discussion_leaves_the_first(live, thread, member, peer):
    elsewhere = ThreadFactory(group=thread.group)

    @live
    async def scenario():
        async with both_reading(thread, member, peer) as (mine, theirs):
            await theirs.write(says("here", elsewhere))
            assert (await seen(mine))[2] == [member.user_id]
            assert await seen(theirs) == ("here", elsewhere.pk, [peer.user_id], [])


def test_somebody_who_does_not_show_themselves_sees_and_is_not_named(live, thread, member, peer):
    peer.user.profile.shows_presence = False
    peer.user.profile.save()

    @live
    async def scenario():
        async with tabs(*[await act(sign_in, m.user) for m in (member, peer)]) as (mine, theirs):
            await mine.write(says("here", thread))
            await seen(mine)
            await theirs.write(says("typing", thread))
            assert await seen(theirs) == ("here", thread.pk, [member.user_id], [])


def test_somebody_who_no_longer_shows_themselves_leaves_the_open_pages_at_once(live, thread, member, peer):
    def choose(shows_presence):
        said = {"organisation": "Ville", "function": "Chargée de mission", "shows_presence": shows_presence}
        update_profile(person=peer.user, first_name="Léa", last_name="Roy", language="fr", **said)

    @live
    async def scenario():
        async with both_reading(thread, member, peer) as (mine, theirs):
            await act(choose, False)
            assert (await seen(mine))[2] == (await seen(theirs))[2] == [member.user_id]
            await theirs.write(says("typing", thread))
            assert (await seen(mine))[2:] == ([member.user_id], [])
            await seen(theirs)
            await act(choose, True)
            await theirs.write(says("here", thread))
            assert (await seen(mine))[2] == sorted([member.user_id, peer.user_id])


def test_members_who_read_something_else_hear_nothing_of_it(live, thread, member, peer):
    @live
    async def scenario():
        async with tabs(*[await act(sign_in, m.user) for m in (member, peer)]) as (mine, theirs):
            await mine.write(says("typing", thread))
            await seen(mine)
            assert await theirs.receive_nothing()


def test_outsider_who_says_that_they_are_here_is_closed_and_hears_nothing(live, thread, member, outsider):
    @live
    async def scenario():
        async with tabs(*[await act(sign_in, user) for user in (member.user, outsider)]) as (mine, theirs):
            await theirs.write(says("here", thread))
            assert await theirs.close_code() == 1008
            await mine.write(says("here", thread))
            assert await seen(mine) == ("here", thread.pk, [member.user_id], [])
            assert await theirs.receive_nothing()


def test_removed_member_no_longer_hears_nor_is_named(live, thread, member, peer):
    def remove():
        Membership.objects.filter(pk=peer.pk).delete()
        broadcast.disconnect(peer.user_id, thread.group.scope)

    @live
    async def scenario():
        async with tabs(*[await act(sign_in, m.user) for m in (member, peer)]) as (mine, theirs):
            for tab in (mine, theirs):
                await tab.write(says("typing", thread))
                await seen(mine)
            await seen(theirs)
            await act(remove)
            assert await theirs.close_code() == 4403
            assert await seen(mine) == ("here", thread.pk, [member.user_id], [member.user_id])
            await mine.write(says("here", thread))
            await seen(mine)
            assert await theirs.receive_nothing()


@pytest.mark.parametrize("said", ["here", "typing"])
def test_a_thread_of_others_closes_like_one_that_does_not_exist(live, thread, peer, outsider, said):
    """An outsider, and a member who was removed and came back with the same session, learn no difference."""
    unknown = json.dumps({"kind": said, "thread": thread.pk + 1000})
    gone = sign_in(peer.user)
    Membership.objects.filter(pk=peer.pk).delete()

    @live
    async def scenario():
        for key in (gone, await act(sign_in, outsider)):
            async with tabs(key, key) as opened:
                for tab, text in zip(opened, (says(said, thread), unknown), strict=True):
                    await tab.write(text)
                    assert await tab.close_code() == 1008
                    assert await tab.receive_nothing()
        assert current_hub().at_thread == {}
        assert current_hub().presence.people == {}


def test_a_thread_that_moved_is_told_apart_in_each_group(live, thread, member):
    """A tab that stayed open in the first group learns nobody of the second one, and the other way round."""
    there = MembershipFactory()

    def move():
        type(thread).objects.filter(pk=thread.pk).update(group=there.group)

    @live
    async def scenario():
        async with tabs(*[await act(sign_in, m.user) for m in (member, there)]) as (mine, theirs):
            await mine.write(says("here", thread))
            await seen(mine)
            await act(move)
            await theirs.write(says("typing", thread))
            assert await seen(theirs) == ("here", thread.pk, [there.user_id], [there.user_id])
            await mine.write(says("here", thread))
            assert await seen(mine) == ("here", thread.pk, [member.user_id], [])
            assert await theirs.receive_nothing()


def test_the_last_one_who_leaves_leaves_nothing_behind(live, thread, member):
    key = sign_in(member.user)

    @live
    async def scenario():
        async with tabs(key) as (tab,):
            await tab.write(says("typing", thread))
            await seen(tab)
        await asyncio.sleep(0.05)
        assert (current_hub().at_thread, current_hub().presence.people) == ({}, {})
