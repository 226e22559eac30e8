import uuid

import pytest
from django.core import mail
from django.http import Http404
from django.utils import timezone

from groups.models import LogLine, Membership
from groups.spaces.enums import Role
from groups.threads import access, actions, queries
from groups.threads.models import Post, Report, Thread
from network.activity.models import Event
from network.activity.notices import lines_for
from network.kit.errors import KeyReused, Refused
from tests.factories import MembershipFactory, PostFactory, UserFactory
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db
WORDS = "<p>Des mots de trop.</p>"


@pytest.fixture
def post(thread, author):
    return PostFactory(thread=thread, author=author.user, body=WORDS)


@pytest.fixture
def report(post, member):
    return send(post, member)


def send(post, member, details="Une famille se reconnaît.", key=None):
    said = {"reason": "personal", "details": details, "key": key or uuid.uuid4()}
    return actions.report_post(post=post, member=member, **said)


def mails_to(user):
    return [message for message in mail.outbox if user.email in message.to]


def kinds():
    return sorted(Event.objects.values_list("kind", flat=True))


def acts():
    return list(LogLine.objects.order_by("id").values_list("act", "statement"))


def shown_to(membership, post):
    """What a member reads at the place of the message."""
    passage, thread = access.get_thread_to_read_or_404(membership.user, membership.group.slug, post.thread_id)
    lines = [found.line for found in queries.posts_for_page(thread, 1, passage).posts]
    return next(line for line in lines if line.number == post.number)


def test_report_is_kept_told_and_logged(post, member, facilitator):
    report = send(post, member)
    assert (report.group, report.reporter, report.state) == (member.group, member.user, "pending")
    assert kinds() == ["report", "report-receipt"]
    assert acts() == [("report", "Une famille se reconnaît.")]


def test_report_that_nobody_in_the_group_may_decide_about_is_told_to_administrators(post, member, author):
    """They learn that it waits, and nothing of the message; whoever reported learns the truth."""
    admin = UserFactory(is_superuser=True)
    Membership.objects.filter(pk=author.pk).update(role=Role.FACILITATOR)
    send(post, member)
    run_tasks()
    [told] = lines_for(Event.objects.filter(kind="report-stuck"), admin).values()
    assert (told.title, told.url) == (
        "Un signalement attend dans «\u00a0Réussite éducative\u00a0», et personne n’y peut décider",
        "/groupes/reussite-educative/acces-exceptionnel/",
    )
    [letter] = mails_to(admin)
    assert not any(words in letter.body for words in ("Des mots de trop", "Une famille", post.thread.title))
    [receipt] = lines_for(Event.objects.filter(kind="report-receipt-stuck"), member.user).values()
    assert "les personnes qui administrent le réseau sont prévenues" in receipt.excerpt
    MembershipFactory(group=member.group, role=Role.FACILITATOR)
    assert queries.deciders_about(post)
    for other in (member.user, author.user, UserFactory()):
        assert not lines_for(Event.objects.filter(kind="report-stuck"), other)


def test_report_twice_is_one_while_it_waits(post, member, author, facilitator):
    key = uuid.uuid4()
    first = send(post, member, key=key)
    assert send(post, member, key=key) == first != send(post, facilitator)
    with pytest.raises(Refused, match="déjà signalé"):
        send(post, member, "Encore.")
    with pytest.raises(KeyReused):
        send(post, member, "Autre chose.", key=key)
    assert Report.objects.count() == 2


@pytest.mark.parametrize("gone", ["deleted_at", "hidden_at"])
def test_report_of_what_is_gone_is_refused(post, member, gone):
    Post.objects.filter(pk=post.pk).update(**{gone: timezone.now()})
    with pytest.raises(Refused):
        send(post, member)
    assert not Report.objects.exists()


def test_report_of_ones_own_or_after_leaving_is_refused(post, author, member):
    with pytest.raises(Refused):
        send(post, author)
    type(member).objects.filter(pk=member.pk).delete()
    with pytest.raises(Http404):
        send(post, member)
    assert not Report.objects.exists()


def test_keep_leaves_the_message_and_closes_every_report(report, post, facilitator, member):
    other = send(post, MembershipFactory(group=member.group))
    assert actions.keep_reported(report=report, by=facilitator)
    assert not actions.keep_reported(report=report, by=facilitator)
    for decided in (report, other):
        decided.refresh_from_db()
        assert (decided.state, decided.decided_by) == ("kept", facilitator.user)
        assert decided.decided_at is not None
    assert WORDS in shown_to(member, post).body
    assert kinds().count("report-decided") == 2


def test_hide_takes_the_words_from_members(report, post, facilitator, member, author):
    assert actions.hide_post(post=post, by=facilitator, statement="Un enfant est nommé.")
    line = shown_to(member, post)
    assert (line.state, line.body) == ("hidden", "")
    report.refresh_from_db()
    post.thread.refresh_from_db()
    assert (report.state, post.thread.message_count, post.thread.excerpt) == ("hidden", 1, "Message 1.")
    assert kinds().count("post-hidden") == kinds().count("report-decided") == 1
    assert acts()[-1] == ("hide", "Un enfant est nommé.")
    assert not actions.hide_post(post=post, by=facilitator, statement="Encore.")
    assert len(acts()) == 2


def test_hide_then_keep_says_that_it_was_decided(report, post, facilitator):
    actions.hide_post(post=post, by=facilitator, statement="Un enfant est nommé.")
    with pytest.raises(Refused):
        actions.keep_reported(report=report, by=facilitator)
    report.refresh_from_db()
    assert report.state == "hidden"


def test_hide_what_its_author_deleted_is_refused(post, facilitator):
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now())
    with pytest.raises(Refused):
        actions.hide_post(post=post, by=facilitator, statement="x")
    assert acts() == []


def test_restore_gives_the_words_back(post, facilitator, member):
    actions.hide_post(post=post, by=facilitator, statement="Un enfant est nommé.")
    assert actions.restore_post(post=post, by=facilitator)
    assert not actions.restore_post(post=post, by=facilitator)
    assert WORDS in shown_to(member, post).body
    post.thread.refresh_from_db()
    assert (post.thread.message_count, post.thread.excerpt) == (2, "Des mots de trop.")
    assert [act for act, _ in acts()] == ["hide", "restore"]
    assert kinds().count("post-restored") == 1


def test_restore_what_is_erased_is_refused(post, facilitator):
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now(), body="")
    with pytest.raises(Refused):
        actions.restore_post(post=post, by=facilitator)
    assert acts() == []


@pytest.mark.parametrize("act", ["keep", "hide", "restore"])
def test_members_decide_nothing(report, post, member, facilitator, act):
    decisions = {
        "keep": lambda by: actions.keep_reported(report=report, by=by),
        "hide": lambda by: actions.hide_post(post=post, by=by, statement="x"),
        "restore": lambda by: actions.restore_post(post=post, by=by),
    }
    if act == "restore":
        actions.hide_post(post=post, by=facilitator, statement="x")
    before = acts()
    with pytest.raises(Http404):
        decisions[act](member)
    assert acts() == before
    assert decisions[act](facilitator)


def test_an_archived_group_can_still_be_cleaned(report, post, member, facilitator):
    type(member.group).objects.update(archived_at=timezone.now())
    assert actions.hide_post(post=post, by=facilitator, statement="Un enfant est nommé.")
    assert shown_to(member, post).body == ""
    assert actions.restore_post(post=post, by=facilitator)
    assert send(post, member).state == "pending"


@pytest.mark.parametrize("alone", [True, False])
def test_nobody_decides_about_their_own_message(thread, member, facilitator, alone):
    """Whether or not somebody else can: another person must be named then."""
    other = MembershipFactory(group=member.group, role="member" if alone else "facilitator")
    post = PostFactory(thread=thread, author=facilitator.user, body=WORDS)
    report = send(post, member)
    with pytest.raises(Refused):
        actions.keep_reported(report=report, by=facilitator)
    with pytest.raises(Refused):
        actions.hide_post(post=post, by=facilitator, statement="x")
    report.refresh_from_db()
    assert report.state == "pending" and shown_to(member, post).body == WORDS
    other.role = "facilitator"
    other.save()
    assert actions.hide_post(post=post, by=other, statement="x")
    with pytest.raises(Refused):
        actions.restore_post(post=post, by=facilitator)
    assert shown_to(member, post).state == "hidden"
    assert actions.restore_post(post=post, by=other)


def test_one_s_own_deleted_message_is_still_given_back(thread, facilitator, member):
    PostFactory(thread=thread, author=member.user)
    post = PostFactory(thread=thread, author=facilitator.user, body=WORDS)
    actions.delete_post(post=post, author=facilitator)
    assert actions.restore_post(post=post, by=facilitator)
    assert shown_to(member, post).body == WORDS


# What was deleted before anybody decided --------------------------------------


def reports_of(post):
    return [(report.state, report.decided_by) for report in Report.objects.filter(post=post)]


def closed_as_gone(post, report, author, facilitator):
    actions.delete_post(post=post, author=author)
    assert actions.keep_reported(report=report, by=facilitator)
    assert not actions.keep_reported(report=report, by=facilitator)
    return reports_of(post)


def test_message_that_comes_back_is_still_reported(post, report, author, member, facilitator):
    """Deleting and undoing must not get a message past its report."""
    assert closed_as_gone(post, report, author, facilitator) == [("moot", facilitator.user)]
    assert acts()[-1] == ("close", "")
    Event.objects.all().delete()
    actions.undo_delete(post=post, author=author)
    assert reports_of(post) == [("pending", None)]
    assert kinds() == ["report", "report-reopened"]
    run_tasks()
    [line] = lines_for(Event.objects.filter(kind="report-reopened"), member.user).values()
    assert "attend de nouveau une décision" in line.title
    assert lines_for(Event.objects.filter(kind="report"), facilitator.user)
    assert actions.hide_post(post=post, by=facilitator, statement="Non.")


def test_restored_message_is_still_reported(post, report, author, facilitator):
    closed_as_gone(post, report, author, facilitator)
    actions.restore_post(post=post, by=facilitator)
    assert reports_of(post) == [("pending", None)]


def test_discussion_that_comes_back_is_still_reported(post, report, author, facilitator):
    actions.delete_thread(thread=post.thread, by=facilitator)
    actions.keep_reported(report=report, by=facilitator)
    assert reports_of(post) == [("moot", facilitator.user)]
    actions.undo_delete_thread(thread=post.thread, by=facilitator)
    assert reports_of(post) == [("pending", None)]


def test_message_deleted_by_itself_does_not_come_back_with_its_discussion(post, report, author, facilitator):
    closed_as_gone(post, report, author, facilitator)
    actions.delete_thread(thread=post.thread, by=facilitator)
    actions.undo_delete_thread(thread=post.thread, by=facilitator)
    assert reports_of(post) == [("moot", facilitator.user)]


def test_author_cannot_bring_a_hidden_message_back(post, author, facilitator):
    """Not by deleting and undoing, whichever came first."""
    actions.hide_post(post=post, by=facilitator, statement="Non.")
    with pytest.raises(Refused, match="ont masqué ce message"):
        actions.delete_post(post=post, author=author)
    Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now(), deleted_by=author.user)
    assert actions.undo_delete(post=post, author=author)
    post.refresh_from_db()
    assert (post.deleted_at, post.hidden_reason) == (None, "Non.") and not post.is_shown


def test_decided_report_is_told_to_nobody_where_the_discussion_went(post, report, author, member, facilitator):
    """Nor does it tell those who decided what became of the discussion there."""
    actions.keep_reported(report=report, by=facilitator)
    there = MembershipFactory(user=facilitator.user, role=Role.FACILITATOR)
    newcomer = MembershipFactory(group=there.group, role=Role.FACILITATOR)
    actions.move_thread(thread=post.thread, by=facilitator, to=there.group)
    Thread.objects.update(title="Un autre titre")
    for reader in (newcomer, facilitator, there):
        assert list(queries.reports_for_list(reader)) == []
        assert queries.reports_of(Post.objects.get(pk=post.pk), newcomer) == []
        with pytest.raises(Http404):
            access.get_report_or_404(reader, report.pk)
    for line in lines_for(Event.objects.all(), member.user).values():
        assert "Un autre titre" not in line.title and "reussite-educative" in line.url
    back = Membership.objects.get(pk=there.pk)
    actions.move_thread(thread=Thread.objects.select_related("group").get(), by=back, to=member.group)
    assert list(queries.reports_for_list(facilitator)) == [report]


def test_discussion_with_a_report_that_waits_stays(post, report, facilitator):
    there = MembershipFactory(user=facilitator.user, role=Role.FACILITATOR)
    with pytest.raises(Refused, match="est signalé"):
        actions.move_thread(thread=post.thread, by=facilitator, to=there.group)
    assert Thread.objects.get().group == facilitator.group
