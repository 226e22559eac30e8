import pytest
from django.template import Context, Template
from django.test import RequestFactory

from network.activity import queries
from network.activity.context import Count, bell
from tests.worker import run_tasks

BELL = "{% include 'components/bell_count.html' %}"


@pytest.mark.django_db
def test_bell_counts_when_asked(member, happen, rf, django_assert_num_queries):
    happen()
    run_tasks()
    request = rf.get("/")
    request.user = member.user
    with django_assert_num_queries(0):
        context = Context(bell(request))
    with django_assert_num_queries(1):
        html = Template(BELL + BELL).render(context)
    assert html.count('<span class="count">1</span>') == 2


def test_bell_of_a_visitor_asks_nothing(django_assert_num_queries, db):
    from django.contrib.auth.models import AnonymousUser

    for user in (None, AnonymousUser()):
        request = RequestFactory().get("/")
        if user:
            request.user = user
        with django_assert_num_queries(0):
            assert bell(request)["unread_notifications"]() == 0
            assert 'class="count"' not in Template(BELL).render(Context(bell(request)))


@pytest.mark.django_db
def test_bell_says_ninety_nine_and_more(member, rf, monkeypatch):
    request = rf.get("/")
    request.user = member.user
    monkeypatch.setattr("network.activity.context.unread_count", lambda user: queries.COUNTED)
    assert '<span class="count">99+</span>' in Template(BELL).render(Context(bell(request)))
    assert (str(Count(99)), str(Count(100))) == ("99", "99+")
