from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from groups.live.access import Place, Rights, place_of, rights_of
from tests.factories import MembershipFactory, ThreadFactory
from tests.groups.live.conftest import sign_in

pytestmark = pytest.mark.django_db


def test_rights_of_a_member_are_their_own_groups_and_themselves(member, outsider):
    other = MembershipFactory()
    key, theirs = sign_in(member.user), sign_in(outsider)

    rights = rights_of([key, theirs, "unknown"])

    assert rights == {
        key: Rights(member.user_id, frozenset({f"user:{member.user_id}", member.group.scope})),
        theirs: Rights(outsider.pk, frozenset({f"user:{outsider.pk}"})),
    }
    assert other.group.scope not in rights[key].scopes


@pytest.mark.parametrize("count", [1, 3])
def test_rights_of_any_number_of_sessions_cost_three_queries(django_assert_num_queries, group, count):
    keys = [sign_in(MembershipFactory(group=group).user) for _ in range(count)]

    with django_assert_num_queries(3):
        assert len(rights_of(keys)) == count


def expire(user, key):
    Session.objects.filter(session_key=key).update(expire_date=timezone.now() - timedelta(seconds=1))


def change_password(user, key):
    user.set_password("une tout autre phrase")
    user.save()


def suspend(user, key):
    type(user).objects.filter(pk=user.pk).update(is_active=False)


def forget_backend(user, key):
    session = Session.objects.get(session_key=key)
    data = {**session.get_decoded(), "_auth_user_backend": "django.contrib.auth.backends.ModelBackend"}
    session.session_data = Session.get_session_store_class()().encode(data)
    session.save()


def garble(user, key):
    session = Session.objects.get(session_key=key)
    session.session_data = Session.get_session_store_class()().encode({"_auth_user_id": "１２"})
    session.save()


@pytest.mark.parametrize("ending", [expire, change_password, suspend, forget_backend, garble])
def test_rights_of_a_session_that_is_no_longer_good_are_none(member, ending):
    key = sign_in(member.user)
    assert key in rights_of([key])

    ending(member.user, key)

    assert rights_of([key]) == {}


def test_rights_of_a_session_signed_with_a_former_secret_key_hold_on(member, settings):
    key = sign_in(member.user)
    former = settings.SECRET_KEY
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 60, [former]

    assert key in rights_of([key])


def test_place_is_a_discussion_that_the_person_reads(member, outsider):
    thread = ThreadFactory(group=member.group)
    assert place_of(member.user_id, thread.pk) == Place(thread.pk, member.group.scope, True)
    assert place_of(outsider.pk, thread.pk) is None
    assert place_of(member.user_id, 999_999) is None


def test_place_of_somebody_who_does_not_show_themselves(member):
    thread = ThreadFactory(group=member.group)
    member.user.profile.shows_presence = False
    member.user.profile.save()
    assert place_of(member.user_id, thread.pk) == Place(thread.pk, member.group.scope, False)


@pytest.mark.parametrize("lost", ["membership", "suspended", "deleted"])
def test_place_that_is_lost_is_none(member, lost):
    thread = ThreadFactory(group=member.group)
    assert place_of(member.user_id, thread.pk) is not None
    if lost == "membership":
        type(member).objects.all().delete()
    elif lost == "suspended":
        suspend(member.user, "")
    else:
        type(thread).objects.update(deleted_at=timezone.now())
    assert place_of(member.user_id, thread.pk) is None
