import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import resolve

from groups.hub import context
from tests.factories import MembershipFactory, ThreadFactory

pytestmark = pytest.mark.django_db


def request_for(user, path="/tableau-de-bord/"):
    request = RequestFactory().get(path)
    request.user, request.resolver_match = user, resolve(path)
    return request


def test_my_groups_asks_once_a_request_and_only_when_shown(member, django_assert_num_queries):
    ThreadFactory(group=member.group)
    request = request_for(member.user, f"/groupes/{member.group.slug}/discussions/")
    with django_assert_num_queries(0):
        given = context.my_groups(request)
    with django_assert_num_queries(1):
        assert [line.slug for line in given["nav_groups"]()] == [member.group.slug]
        assert context.groups_of(request) == [member.group]
        assert given["unread_threads"]() == 1


def test_my_groups_of_a_visitor(django_assert_num_queries):
    with django_assert_num_queries(0):
        given = context.my_groups(request_for(AnonymousUser()))
        assert (given["nav_groups"](), given["unread_threads"]()) == ((), 0)


def test_unread_here_is_of_the_group_in_the_address(member):
    other = MembershipFactory(user=member.user)
    for _ in range(2):
        ThreadFactory(group=other.group)
    here = [
        context.unread_here(request_for(member.user, path))
        for path in ("/tableau-de-bord/", f"/groupes/{member.group.slug}/", f"/groupes/{other.group.slug}/")
    ]
    assert here == [0, 0, 2]


def test_unread_here_without_a_route(member):
    request = request_for(member.user)
    request.resolver_match = None
    assert context.unread_here(request) == 0
