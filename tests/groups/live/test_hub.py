import asyncio
import json

import pytest
from channels.layers import get_channel_layer
from django.contrib.sessions.models import Session

from groups.live import hub
from groups.live.hub import CHECK, SOCKETS_A_PERSON, current_hub
from groups.spaces.models import Membership
from network.kit import broadcast
from tests.factories import MembershipFactory
from tests.groups.live.conftest import Tab, act, sign_in, tabs

pytestmark = pytest.mark.django_db


def remove(membership):
    """What the action does: the row goes, then the sockets are told."""
    Membership.objects.filter(pk=membership.pk).delete()
    broadcast.disconnect(membership.user_id, membership.group.scope)


def post(group, count=1):
    for seq in range(1, count + 1):
        broadcast.hint(group.scope, seq=seq, kind="post", object_id=1)


def test_removal_closes_at_once_and_no_later_hint_arrives(live, group, member):
    """RV-02: the removed member hears nothing more of the group, the others hear everything."""
    stays = MembershipFactory(group=group)
    keys = [sign_in(member.user), sign_in(stays.user)]

    @live
    async def scenario():
        async with tabs(*keys) as (removed, other):
            await act(remove, member)
            await act(post, group, 20)
            assert await removed.close_code() == 4403
            assert await removed.receive_nothing()
            assert [json.loads(await other.read())["seq"] for _ in range(20)] == list(range(1, 21))


def test_removal_of_one_group_leaves_the_sockets_of_others_alone(live, member):
    elsewhere = MembershipFactory()
    key = sign_in(elsewhere.user)

    @live
    async def scenario():
        async with tabs(key) as (tab,):
            await act(broadcast.disconnect, elsewhere.user_id, member.group.scope)
            await act(post, elsewhere.group)
            assert json.loads(await tab.read())["scope"] == elsewhere.group.scope


def test_removed_member_comes_back_without_the_group(live, group, member):
    other = MembershipFactory(user=member.user)
    key = sign_in(member.user)

    @live
    async def scenario():
        await act(remove, member)
        async with tabs(key) as (tab,):
            await act(post, group)
            await act(post, other.group)
            assert json.loads(await tab.read())["scope"] == other.group.scope


def test_removal_while_the_connection_is_authorised_is_not_missed(live, group, member, monkeypatch):
    key = sign_in(member.user)
    asked = []
    real = hub.rights_of

    def slow(keys):
        found = real(keys)
        if not asked:
            asked.append(True)
            remove(member)
            broadcast.outlet.drain()
        return found

    monkeypatch.setattr(hub, "rights_of", slow)

    @live
    async def scenario():
        async with tabs(key) as (tab,):
            await act(post, group)
            assert await tab.receive_nothing()
            assert group.scope not in current_hub().of_scope


def test_suspension_closes_every_socket(live, member):
    """RV-03, the socket part."""
    keys = [sign_in(member.user) for _ in range(2)]

    @live
    async def scenario():
        async with tabs(*keys) as opened:
            await act(broadcast.disconnect, member.user_id)
            assert [await tab.close_code() for tab in opened] == [4401, 4401]


def end_session(key, user):
    Session.objects.filter(session_key=key).delete()
    broadcast.recheck(user.pk)


def change_password(key, user):
    user.set_password("une tout autre phrase")
    user.save()
    broadcast.recheck(user.pk)


def test_recheck_closes_the_sockets_of_the_session_that_ended_only(live, member):
    """RV-04, the socket part: signing out of one session."""
    ended, kept = sign_in(member.user), sign_in(member.user)

    @live
    async def scenario():
        async with tabs(ended, kept) as (first, second):
            await act(end_session, ended, member.user)
            assert await first.close_code() == 4401
            await act(post, member.group)
            assert json.loads(await second.read())["seq"] == 1


def test_recheck_after_a_password_change_closes_every_other_session(live, member):
    """RV-04, the socket part: the hash of each session says that it is of before."""
    key = sign_in(member.user)

    @live
    async def scenario():
        async with tabs(key) as (tab,):
            await act(change_password, key, member.user)
            assert await tab.close_code() == 4401


def test_recheck_widens_what_an_open_socket_hears(live, group, outsider):
    key = sign_in(outsider)

    @live
    async def scenario():
        async with tabs(key) as (tab,):
            await act(MembershipFactory, group=group, user=outsider)
            await act(broadcast.recheck, outsider.pk)
            await act(post, group)
            assert json.loads(await tab.read())["scope"] == group.scope


def test_check_of_a_socket_that_left_meanwhile_does_nothing(live, member):
    key = sign_in(member.user)

    @live
    async def scenario():
        async with tabs(key) as (tab,):
            (socket,) = current_hub().of_person[member.user_id]
            current_hub().leave(socket)
            current_hub().leave(socket)
            await current_hub().check([socket])
            assert await tab.receive_nothing()


def test_tick_finds_what_nobody_told(live, group, member):
    gone, kept = sign_in(member.user), sign_in(MembershipFactory(group=group).user)

    @live
    async def scenario():
        async with tabs(gone, kept) as (first, second):
            await act(Membership.objects.filter(pk=member.pk).delete)
            await current_hub().tick()
            assert await first.close_code() == 4403
            assert await second.receive_nothing()


def test_tick_makes_pages_ask_while_the_layer_is_deaf(live, member, monkeypatch):
    key = sign_in(member.user)

    async def lost(message):
        raise TimeoutError

    @live
    async def scenario():
        async with tabs(key) as (tab,):
            monkeypatch.setattr(hub.broadcast, "publish", lost)
            await current_hub().tick()
            assert await tab.receive_nothing()
            await current_hub().tick()
            assert await tab.read() == CHECK


def test_tick_says_nothing_while_the_layer_answers(live, member):
    key = sign_in(member.user)

    @live
    async def scenario():
        async with tabs(key) as (tab,):
            for _ in range(2):
                await current_hub().tick()
                await asyncio.sleep(0.05)
            assert await tab.receive_nothing()


def test_period_checks_again_by_itself(live, member, settings):
    settings.SOCKET_RECHECK_SECONDS = 0.2
    key = sign_in(member.user)

    @live
    async def scenario():
        async with tabs(key) as (tab,):
            await act(Session.objects.all().delete)
            assert await tab.close_code() == 4401


def test_forever_goes_on_after_a_failure(live, caplog):
    calls = []

    async def work():
        calls.append(1)
        raise OSError("no route to Redis")

    @live
    async def scenario():
        task = asyncio.create_task(current_hub()._forever(work, pause=0))
        await asyncio.sleep(0.02)
        task.cancel()

    assert len(calls) > 1
    assert "OSError in work" in caplog.text


def test_admit_closes_the_oldest_socket_of_a_person_beyond_eight(live, member):
    keys = [sign_in(member.user)] * SOCKETS_A_PERSON

    @live
    async def scenario():
        async with tabs(*keys) as opened, tabs(keys[0]):
            assert await opened[0].close_code() == 4409
            assert len(current_hub().of_person[member.user_id]) == SOCKETS_A_PERSON


def test_leave_forgets_everything_about_a_socket(live, member):
    key = sign_in(member.user)

    @live
    async def scenario():
        async with tabs(key):
            assert current_hub().of_scope
        assert (current_hub().of_person, current_hub().of_scope) == ({}, {})


def test_admit_refuses_while_the_session_cannot_be_checked(live, member, monkeypatch):
    key = sign_in(member.user)

    def broken(keys):
        raise RuntimeError("database away")

    monkeypatch.setattr(hub, "rights_of", broken)

    @live
    async def scenario():
        tab = Tab(key)
        await tab.send_input({"type": "websocket.connect"})
        with pytest.raises(RuntimeError, match="database away"):
            await tab.wait(timeout=2)


def test_a_layer_that_forgets_who_listens_is_told_again(live, group, member):
    """The in-memory layer forgets after a day; the next check is in time for what follows."""
    key = sign_in(member.user)

    @live
    async def scenario():
        async with tabs(key) as (tab,):
            get_channel_layer().groups.clear()
            await act(post, group)
            assert await tab.receive_nothing()
            await current_hub().tick()
            await act(post, group)
            assert json.loads(await tab.read())["seq"] == 1
