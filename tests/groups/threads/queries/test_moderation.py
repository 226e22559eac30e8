from datetime import timedelta

import pytest
from django.utils import timezone

from groups.models import LogLine, PostRevision, ScheduledThread
from groups.threads import access, queries
from groups.threads.models import Post, Report, Thread
from tests.factories import MembershipFactory, PostFactory, ReportFactory, ThreadFactory, UserFactory
from tests.groups.threads.conftest import CANARY

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_reports_of_the_group_are_one_query(
    member, facilitator, thread, secret_thread, count, django_assert_num_queries
):
    ReportFactory(post=Post.objects.get(thread=secret_thread), details=CANARY)
    for number in range(count):
        ReportFactory(post=PostFactory(thread=thread), reporter=member.user, details=f"n°{number}")
    with django_assert_num_queries(1):
        found = [(r.details, str(r.reporter), r.post.thread.title) for r in queries.reports_for_list(facilitator)]
    assert found == [(f"n°{n}", "Claire Vasseur", "Mobiliser les parents") for n in reversed(range(count))]


def test_reports_that_wait_come_first(facilitator, thread):
    first, decided, last = (ReportFactory(post=PostFactory(thread=thread)) for _ in range(3))
    Report.objects.filter(pk=decided.pk).update(state="kept", decided_at=timezone.now())
    assert list(queries.reports_for_list(facilitator)) == [last, first, decided]


def test_pending_reports_are_counted(member, thread):
    first = ReportFactory(post=PostFactory(thread=thread))
    ReportFactory(post=PostFactory(thread=thread))
    Report.objects.filter(pk=first.pk).update(state="kept", decided_at=timezone.now())
    assert queries.count_pending_reports(thread.group) == 1
    assert [report.pk for report in queries.reports_of(first.post, member)] == [first.pk]


@pytest.mark.parametrize("count", [1, 3])
def test_log_of_the_group_is_one_query(facilitator, thread, secret_thread, count, django_assert_num_queries):
    LogLine.objects.create(group=secret_thread.group, act="hide", label=CANARY, thread=secret_thread)
    for number in range(count):
        LogLine.objects.create(
            group=thread.group, actor=facilitator.user, act="pin", thread=thread, label=f"Titre {number}"
        )
    with django_assert_num_queries(1):
        found = [(line.label, str(line.actor), line.thread.title) for line in queries.log_for_list(facilitator)]
    assert found == [(f"Titre {n}", "Hélène Marchetti", thread.title) for n in reversed(range(count))]


@pytest.mark.parametrize("count", [1, 3])
def test_reports_of_one_s_own_messages_name_nobody(facilitator, member, thread, count, django_assert_num_queries):
    other = MembershipFactory(group=thread.group, role="facilitator")
    post = PostFactory(thread=thread, author=facilitator.user)
    for number in range(count):
        ReportFactory(post=post, reporter=UserFactory(last_name=CANARY), details=f"{CANARY} {number}")
        values = {"group": thread.group, "act": "report", "thread": thread, "post": post, "actor": member.user}
        LogLine.objects.create(statement=CANARY, **values)
    with django_assert_num_queries(3):
        mine = [list(queries.reports_for_list(facilitator)), queries.reports_of(post, facilitator)]
        log = list(queries.log_for_list(facilitator))
    assert [(r.anonymous, r.reporter, r.details) for found in mine for r in found] == [(True, None, "")] * 2 * count
    assert [(line.anonymous, line.actor, line.statement) for line in log] == [(True, None, "")] * count
    for found in (queries.reports_for_list(other), queries.reports_of(post, other)):
        assert all(CANARY in str(r.reporter) and CANARY in r.details for r in found)
    assert all((line.actor, line.statement) == (member.user, CANARY) for line in queries.log_for_list(other))
    assert queries.deciders_about(post) == [other.user]
    type(other.user).objects.filter(pk=other.user_id).update(is_active=False)
    assert queries.deciders_about(post) == []


@pytest.mark.parametrize("count", [1, 3])
def test_scheduled_of_the_group_are_one_query(facilitator, group, secret_thread, count, django_assert_num_queries):
    common = {"author": facilitator.user, "body": "<p>x</p>"}
    ScheduledThread.objects.create(group=secret_thread.group, title=CANARY, publish_at=timezone.now(), **common)
    for number in range(count):
        at = timezone.now() + timedelta(days=count - number)
        ScheduledThread.objects.create(group=group, title=f"Dans {count - number} j", publish_at=at, **common)
    with django_assert_num_queries(1):
        found = [(s.title, str(s.author)) for s in queries.scheduled_for_list(group)]
    assert found == [(f"Dans {n} j", "Hélène Marchetti") for n in range(1, count + 1)]


@pytest.mark.parametrize("count", [1, 3])
def test_deleted_of_the_group_are_one_query(facilitator, group, secret_thread, count, django_assert_num_queries):
    now, by = timezone.now(), {"deleted_by": facilitator.user}
    Thread.objects.filter(pk=secret_thread.pk).update(deleted_at=now, **by)
    ThreadFactory(group=group, title="Trop vieux", deleted_at=now - timedelta(days=31), **by)
    ThreadFactory(group=group, title="Fusionnée", deleted_at=now, posts=0)
    for number in range(count):
        ThreadFactory(group=group, title=f"Il y a {number} h", deleted_at=now - timedelta(hours=number), **by)
    with django_assert_num_queries(1):
        found = [(t.title, str(t.deleted_by), str(t.author)) for t in queries.deleted_threads_for_list(group)]
    assert [line[:2] for line in found] == [(f"Il y a {n} h", "Hélène Marchetti") for n in range(count)]


def test_deleted_agree_with_the_rule(facilitator, group):
    """The rule and the filter say the same."""
    for days in (0, 29, 30, 31):
        ThreadFactory(group=group, deleted_at=timezone.now() - timedelta(days=days))
    ThreadFactory(group=group)
    listed = set(queries.deleted_threads_for_list(group))
    assert len(listed) == 2
    for thread in Thread.objects.all():
        assert (thread in listed) is access.can_restore_thread(facilitator, thread)


def test_versions_say_what_each_changed(thread):
    post = PostFactory(thread=thread, body="<p>Rendez-vous mardi soir.</p>", edited_at=timezone.now())
    for words in ("Rendez-vous lundi.", "Rendez-vous mardi."):
        PostRevision.objects.create(post=post, body=f"<p>{words}</p>", written_at=timezone.now())
    current, second, first = queries.versions_of(post)[0:3]
    assert (current.html, first.html) == ("<p>Rendez-vous mardi soir.</p>", "<p>Rendez-vous lundi.</p>")
    assert [(piece.mark, piece.text) for piece in second.changes] == [
        ("", "Rendez-vous "),
        ("del", "lundi."),
        ("ins", "mardi."),
    ]
    assert ("ins", "mardi soir.") in current.changes and ("del", "mardi.") in current.changes
    assert first.changes == []


def test_versions_come_by_pages_without_losing_what_changed(thread, django_assert_num_queries):
    post = PostFactory(thread=thread, body="<p>mot 12</p>", edited_at=timezone.now())
    for n in range(1, 12):
        PostRevision.objects.create(post=post, body=f"<p>mot {n}</p>", written_at=timezone.now())
    versions = queries.versions_of(post)
    assert len(versions) == 12
    for start, said in ((0, "12 11 10 9 8"), (5, "7 6 5 4 3"), (10, "2 1")):
        with django_assert_num_queries(1):
            page = versions[start : start + 5]
        assert [version.html for version in page] == [f"<p>mot {n}</p>" for n in said.split()]
        changed = [[piece.text for piece in version.changes if piece.mark == "del"] for version in page]
        assert changed == [[str(int(n) - 1)] if n != "1" else [] for n in said.split()]
