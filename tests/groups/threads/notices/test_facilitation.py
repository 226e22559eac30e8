import uuid

import pytest
from django.core import mail
from django.utils import timezone, translation

from groups.spaces.enums import Level
from groups.spaces.models import Group
from groups.threads import actions
from groups.threads.models import Thread
from network.activity.models import Event
from network.activity.notices import Recipient, lines_for, notice_for
from tests.factories import MembershipFactory, PostFactory, ThreadFactory
from tests.groups.threads.notices.conftest import told
from tests.worker import run_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
REASON = "Un enfant est nommé."
DETAILS = "Une famille se reconnaît."


@pytest.fixture
def post(thread, author):
    return PostFactory(thread=thread, author=author.user, body="<p>Des mots de trop.</p>")


@pytest.fixture
def report(post, member):
    said = {"reason": "personal", "details": DETAILS, "key": uuid.uuid4()}
    return actions.report_post(post=post, member=member, **said)


@pytest.fixture
def announcement(group, facilitator):
    return ThreadFactory(group=group, author=facilitator.user, title="À lire", kind="announcement")


def mails_to(membership):
    return [message for message in mail.outbox if message.to == [membership.user.email]]


def titles(user):
    return [line.title for line in lines_for(Event.objects.order_by("id"), user).values()]


def test_report_reaches_those_who_facilitate_and_gives_a_receipt(report, member, facilitator, author):
    run_tasks()
    assert told() == [("Claire", "report-receipt"), ("Hélène", "report")]
    assert mails_to(facilitator)[0].subject == "A message of “Mobiliser les parents” was reported"
    assert mails_to(member)[0].subject == "Your report about “Mobiliser les parents” was received"
    assert mails_to(author) == []
    for message in mail.outbox:
        assert "Des mots de trop" not in message.body and DETAILS not in message.body


def test_report_is_shown_to_those_who_facilitate_only(report, member, facilitator, author, outsider):
    assert titles(facilitator.user) == ["A message of “Mobiliser les parents” was reported"]
    assert titles(member.user) == ["Your report about “Mobiliser les parents” was received"]
    assert titles(author.user) == titles(outsider) == []


def test_report_is_no_longer_told_to_somebody_who_stopped_facilitating(report, facilitator):
    event = Event.objects.get(kind="report")
    assert notice_for(event.kind).allows(event, facilitator.user)
    type(facilitator).objects.filter(pk=facilitator.pk).update(role="member")
    assert not notice_for(event.kind).allows(event, facilitator.user)
    assert not notice_for(event.kind).allows(event, None)


DECISIONS = {
    ("kept", "en"): "The message stays: those who facilitate",
    ("kept", "fr"): "Le message reste",
    ("hidden", "en"): "The message is hidden.",
    ("hidden", "fr"): "Le message est masqué.",
    ("restored", "en"): "The message was hidden, and has been restored since.",
    ("restored", "fr"): "Le message avait été masqué",
}


@pytest.mark.parametrize(("decision", "language"), DECISIONS)
def test_decision_is_told_to_whoever_reported(report, post, member, facilitator, decision, language):
    type(member.user).objects.filter(pk=member.user_id).update(language=language)
    run_tasks()
    mail.outbox.clear()
    if decision == "kept":
        actions.keep_reported(report=report, by=facilitator)
    else:
        actions.hide_post(post=post, by=facilitator, statement=REASON)
    if decision == "restored":
        actions.restore_post(post=post, by=facilitator)
    run_tasks()
    said, message = DECISIONS[decision, language], mails_to(member)[0]
    assert "“Mobiliser les parents”" in message.subject or "«\xa0Mobiliser les parents\xa0»" in message.subject
    assert said in message.body and REASON not in message.body
    with translation.override(language):
        (line,) = lines_for(Event.objects.filter(kind="report-decided"), member.user).values()
    assert line.excerpt.startswith(said)


def test_decision_about_what_was_deleted_meanwhile_leads_to_the_list(report, post, member, facilitator):
    actions.delete_thread(thread=post.thread, by=facilitator)
    actions.keep_reported(report=report, by=facilitator)
    run_tasks()
    [line] = lines_for(Event.objects.filter(kind="report-decided"), member.user).values()
    assert line.excerpt.startswith("The message was deleted meanwhile.")
    assert line.title == "Your report about “a discussion that is no longer here” was dealt with"
    assert line.url == "/groupes/reussite-educative/discussions/"
    assert line.excerpt in mails_to(member)[-1].body


def test_author_receives_the_reason_and_how_to_answer(post, author, facilitator):
    actions.hide_post(post=post, by=facilitator, statement=REASON)
    run_tasks()
    message = mails_to(author)[0]
    assert message.subject == "Your message in “Mobiliser les parents” was hidden"
    assert REASON in message.body and "If you disagree" in message.body
    assert post.url in message.body


def test_mails_of_a_confidential_group_quote_nothing(group, report, post, author, member, facilitator):
    Group.objects.update(confidential=True)
    actions.hide_post(post=post, by=facilitator, statement=REASON)
    run_tasks()
    assert [message.subject for message in mails_to(author)] == ["Your message in “Mobiliser les parents” was hidden"]
    assert post.url in mails_to(author)[0].body and "The reason stands under" in mails_to(author)[0].body
    for message in mail.outbox:
        assert REASON not in str(message.message()) and "The message is hidden" not in message.body
    (line,) = lines_for(Event.objects.filter(kind="post-hidden"), author.user).values()
    assert line.excerpt.startswith(REASON)


def test_author_is_told_when_it_is_restored(post, author, facilitator):
    actions.hide_post(post=post, by=facilitator, statement=REASON)
    run_tasks()
    actions.restore_post(post=post, by=facilitator)
    run_tasks()
    assert mails_to(author)[-1].subject == "Your message in “Mobiliser les parents” was restored"
    hidden = notice_for("post-hidden").mail(Event.objects.get(kind="post-hidden"), Recipient("x@example.org"))
    assert hidden.context["quote"] == "It has been restored since."


def test_author_of_a_deleted_message_is_told_in_words_that_it_is_back(thread, author, facilitator):
    post = PostFactory(thread=thread, author=author.user)
    actions.delete_post(post=post, author=author)
    actions.restore_post(post=post, by=facilitator)
    run_tasks()
    [message] = mails_to(author)
    assert "everybody there can read it again" in message.body
    [line] = lines_for(Event.objects.filter(kind="post-restored"), author.user).values()
    assert "everybody there can read it again" in line.excerpt


@pytest.mark.parametrize("waits", [True, False])
def test_author_is_told_once_how_it_ended(post, author, facilitator, waits):
    """Hidden and given back twice: one line, and no mail about what is over before it leaves."""
    for _ in range(2):
        actions.hide_post(post=post, by=facilitator, statement=REASON)
        if not waits:
            run_tasks()
        actions.restore_post(post=post, by=facilitator)
    run_tasks()
    assert told() == [("Élise", "post-restored")]
    over = [] if waits else ["hidden", "hidden"]
    assert sorted(message.subject.split()[-1] for message in mails_to(author)) == [*over, "restored"]
    actions.hide_post(post=post, by=facilitator, statement=REASON)
    run_tasks()
    assert told() == [("Élise", "post-hidden")]


def test_what_is_deleted_again_is_not_told_as_restored(post, author, facilitator):
    actions.hide_post(post=post, by=facilitator, statement=REASON)
    actions.restore_post(post=post, by=facilitator)
    actions.delete_post(post=post, author=author)
    run_tasks()
    assert told() == [] and mails_to(author) == []


def test_answer_that_is_taken_back_and_given_back_is_told_once(thread, author, member, reply):
    actions.follow_thread(thread=thread, membership=author, level=Level.WATCH)
    post = reply(thread, member, "<p>Une réponse.</p>")
    actions.delete_post(post=post, author=member)
    actions.undo_delete(post=post, author=member)
    run_tasks()
    assert told() == [("Élise", "thread-reply")]
    [message] = mails_to(author)
    assert "Une réponse." in message.body


def test_author_who_left_is_told_nothing(post, author, facilitator):
    type(author).objects.filter(pk=author.pk).delete()
    actions.hide_post(post=post, by=facilitator, statement=REASON)
    run_tasks()
    assert told() == [] and mail.outbox == []


def test_decisions_about_a_deleted_thread_are_no_longer_told(report, post, facilitator, author):
    actions.hide_post(post=post, by=facilitator, statement=REASON)
    assert titles(author.user) == ["Your message in “Mobiliser les parents” was hidden"]
    Thread.objects.update(deleted_at=timezone.now())
    event = Event.objects.get(kind="post-hidden")
    assert titles(author.user) == []
    assert notice_for(event.kind).mail(event, Recipient(author.user.email, author.user)) is None
    assert list(notice_for(event.kind).audience(event)) == []


def test_reminder_reaches_those_who_have_not_read(member, author, facilitator, announcement):
    silent = MembershipFactory(group=announcement.group, level=Level.MUTED)
    actions.acknowledge(thread=announcement, member=member)
    actions.remind_of_announcement(thread=announcement, by=facilitator)
    run_tasks()
    assert told() == [("Élise", "announcement-reminder")]
    message = mails_to(author)[0]
    assert message.subject == "To read: “À lire”" and announcement.url in message.body
    assert mails_to(silent) == []


def test_reminder_stops_when_it_is_read(author, facilitator, announcement):
    actions.remind_of_announcement(thread=announcement, by=facilitator)
    event = Event.objects.get(kind="announcement-reminder")
    assert notice_for(event.kind).allows(event, author.user)
    actions.acknowledge(thread=announcement, member=author)
    assert not notice_for(event.kind).allows(event, author.user)


@pytest.mark.parametrize("count", [1, 3])
def test_lines_cost_two_queries_a_kind(thread, author, member, facilitator, count, django_assert_num_queries):
    for _ in range(count):
        post = PostFactory(thread=thread, author=author.user)
        said = {"reason": "other", "details": "", "key": uuid.uuid4()}
        actions.report_post(post=post, member=member, **said)
        actions.hide_post(post=post, by=facilitator, statement=REASON)
    for kind, user in (("report", facilitator), ("report-receipt", member), ("post-hidden", author)):
        events = list(Event.objects.filter(kind=kind))
        with django_assert_num_queries(2):
            assert len(lines_for(events, user.user)) == count
