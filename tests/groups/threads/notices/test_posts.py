import pytest
from django.core import mail
from django.utils import timezone

from groups.spaces.enums import Level
from groups.threads import access, actions
from groups.threads.enums import TOLD_OF_POSTS
from groups.threads.models import Post, Thread
from groups.threads.notices.posts import PostNotice
from network.activity import notices
from network.activity.models import Event
from network.activity.notices import Recipient, lines_for, notice_for
from network.activity.queries import unread_count
from tests.factories import GroupFactory, MembershipFactory
from tests.groups.threads.notices.conftest import told
from tests.worker import let_time_pass, run_tasks

pytestmark = pytest.mark.django_db
WORDS = "Le mot de passe du portail est au tableau."


def mention(*memberships):
    return "".join(f'<p><span data-mention="{m.user_id}">@x</span></p>' for m in memberships)


def lines_of(user):
    """About answers and mentions, not about the opening of a thread."""
    return list(lines_for(Event.objects.exclude(kind="thread-new").order_by("id"), user).values())


def test_reply_reaches_followers_but_its_author(member, author, facilitator, start, reply):
    thread = start(author)
    actions.follow_thread(thread=thread, membership=facilitator, level=Level.MUTED)
    reply(thread, member)
    run_tasks()
    assert told() == [("Élise", "thread-reply")]
    assert [message.to for message in mail.outbox] == [[author.user.email]]


def test_reply_that_mentions_a_follower_is_one_line(member, author, start, reply):
    thread = start(author)
    reply(thread, member, mention(author))
    run_tasks()
    assert told() == [("Élise", "thread-mention")]
    assert len(mail.outbox) == 1


def test_mention_reaches_somebody_who_does_not_follow(member, author, facilitator, start, reply):
    reply(start(author), member, mention(facilitator))
    run_tasks()
    assert told() == [("Hélène", "thread-mention"), ("Élise", "thread-reply")]


def test_mention_of_outsiders_reaches_nobody(member, outsider, start):
    start(member, body=f'<p><span data-mention="{outsider.pk}">@x</span> {WORDS}</p>')
    run_tasks()
    assert told() == [] and mail.outbox == []


def test_mention_that_was_taken_back_is_not_told(member, author, start, reply):
    post = reply(start(member), member, mention(author))
    actions.edit_post(post=post, author=member, body="<p>Rien.</p>", seen="")
    run_tasks()
    assert told() == []


@pytest.mark.parametrize("gone", ["post", "thread", "membership"])
def test_what_is_gone_is_neither_told_nor_mailed(member, author, start, reply, gone):
    thread = start(author)
    post = reply(thread, member, f"<p>{WORDS}</p>")
    if gone == "post":
        Post.objects.filter(pk=post.pk).update(deleted_at=timezone.now(), body="")
    elif gone == "thread":
        Thread.objects.update(deleted_at=timezone.now())
    else:
        type(author).objects.filter(pk=author.pk).delete()
    run_tasks()
    assert told() == [] and mail.outbox == []
    assert lines_of(author.user) == []


def test_every_kind_about_a_message_is_known_by_its_name():
    assert {kind for kind, notice in notices._NOTICES.items() if isinstance(notice, PostNotice)} == set(TOLD_OF_POSTS)


@pytest.mark.parametrize("gone", ["deleted", "hidden"])
def test_lines_about_what_is_gone_are_not_counted_as_new(member, author, facilitator, thread, reply, gone):
    actions.follow_thread(thread=thread, membership=author, level=Level.WATCH)
    post, _other = reply(thread, member), reply(thread, member)
    run_tasks()
    assert unread_count(author.user) == 2
    if gone == "deleted":
        actions.delete_post(post=post, author=member)
    else:
        actions.hide_post(post=post, by=facilitator, statement="Un nom est cité.")
    assert unread_count(author.user) == len(lines_of(author.user)) == 1
    give_back = {"deleted": actions.undo_delete, "hidden": actions.restore_post}[gone]
    give_back(post=post, **({"author": member} if gone == "deleted" else {"by": facilitator}))
    assert len(lines_of(author.user)) == 2


def test_words_hidden_since_are_not_told_in_a_quote(member, author, facilitator, thread, reply):
    actions.follow_thread(thread=thread, membership=author, level=Level.WATCH)
    source = reply(thread, facilitator, "<p>Un nom.</p>")
    quote = f'<blockquote data-quote="{source.pk}"><p>Un nom.</p></blockquote><p>Voir https://exemple.fr/a ?</p>'
    reply(thread, member, quote)
    Post.objects.filter(pk=source.pk).update(hidden_at=timezone.now())
    run_tasks()
    [message] = [message for message in mail.outbox if message.to == [author.user.email]]
    read = message.body.replace("\u2060", "")
    assert "Un nom." not in read and "Message masqué\n\nVoir exemple.fr…\u00a0?" in read
    assert [line.excerpt for line in lines_of(author.user)] == ["Voir exemple.fr… ?"]


@pytest.mark.usefixtures("english")
def test_line_of_a_reply(member, author, start, reply):
    thread = start(author, title="Secret partagé")
    post = reply(thread, member, f"<p>{WORDS}</p>")
    line = lines_of(author.user)[0]
    assert (line.title, line.excerpt) == ("Claire Vasseur answered in “Secret partagé”", WORDS)
    assert (line.url, line.person, line.group_name) == (post.url, member.user, member.group.name)


@pytest.mark.usefixtures("english")
def test_line_of_a_mention_by_somebody_who_left_the_network(member, author, start):
    start(member, title="Secret partagé", body=mention(author))
    Post.objects.update(author=None)
    line = lines_of(author.user)[0]
    assert (line.title, line.person) == ("Former member mentioned you in “Secret partagé”", None)


@pytest.mark.parametrize("count", [1, 3])
def test_lines_cost_two_queries(member, author, start, reply, count, django_assert_num_queries):
    thread = start(author)
    for _ in range(count):
        reply(thread, member)
    events = list(Event.objects.filter(kind="thread-reply").order_by("id"))
    with django_assert_num_queries(2):
        assert len(lines_for(events, author.user)) == count


def test_lines_say_nothing_to_outsiders(member, author, outsider, start, reply):
    reply(start(author), member, f"<p>{WORDS}</p>")
    assert len(lines_of(author.user)) == 1
    assert lines_of(outsider) == []


@pytest.mark.usefixtures("english")
def test_mail_of_a_reply(member, author, start, reply):
    post = reply(start(author, title="Secret partagé"), member, f"<p>{WORDS}</p>")
    run_tasks()
    message = mail.outbox[0]
    assert message.subject == "Claire Vasseur answered in “Secret partagé”"
    for text in (message.body, message.alternatives[0].content):
        assert WORDS in text
        assert post.url in text
        assert "because you follow this discussion" in text


@pytest.mark.usefixtures("english")
def test_mail_of_a_mention(member, author, start):
    start(member, title="Secret partagé", body=mention(author))
    run_tasks()
    assert mail.outbox[0].subject == "Claire Vasseur mentioned you in “Secret partagé”"
    assert "mentions you" in mail.outbox[0].body


@pytest.mark.usefixtures("english")
def test_mail_of_a_confidential_group_is_a_title_and_a_link(member, author, facilitator, start, reply):
    member.group.confidential = True
    member.group.save()
    thread = start(author, title="Secret partagé")
    reply(thread, member, f"<p>{WORDS}</p>{mention(facilitator)}")
    run_tasks()
    assert {message.subject for message in mail.outbox} == {
        "New message in “Secret partagé”",
        "You are mentioned in “Secret partagé”",
    }
    for message in mail.outbox:
        for text in (message.body, message.alternatives[0].content):
            assert WORDS not in text and "Claire" not in text
            assert thread.url in text


def test_mail_names_the_files_of_the_message(member, author, start, reply, bring):
    thread = start(author)
    reply(thread, member, attached=[bring(member, "Trame <b>.txt").pk, bring(member, "evil.example.txt").pk])
    run_tasks()
    (message,) = mail.outbox
    for text in (message.body, message.alternatives[0].content):
        assert "Trame b" in text and "evil.example" not in text and "telechargement" not in text


def test_mail_of_a_confidential_group_names_no_file(member, author, start, reply, bring):
    type(member.group).objects.update(confidential=True)
    member.group.refresh_from_db()
    reply(start(author), member, attached=[bring(member, "Secret partagé.txt").pk])
    run_tasks()
    (message,) = mail.outbox
    assert "Secret" not in message.body + message.alternatives[0].content + message.subject


def test_mail_names_no_file_that_went_or_stayed_in_another_group(member, author, start, reply, bring):
    """Asked when the mail leaves."""
    file = bring(member, "Secret partagé.txt")
    post = reply(start(author), member, attached=[file.pk])
    type(file).objects.update(group=GroupFactory())
    run_tasks()
    (message,) = mail.outbox
    assert "Secret" not in message.body + message.alternatives[0].content and post.url in message.body


def test_mail_that_waits_is_dropped_when_rights_are_lost(member, author, start, reply):
    """The audience is told first; the mail asks again."""
    reply(start(author), member)
    event = Event.objects.get(kind="thread-reply")
    assert notice_for(event.kind).allows(event, author.user)
    type(author).objects.filter(pk=author.pk).delete()
    assert not notice_for(event.kind).allows(event, author.user)
    assert not notice_for(event.kind).allows(event, None)


def test_mail_about_what_is_gone_says_nothing(member, author, start, reply):
    reply(start(author), member)
    event = Event.objects.get(kind="thread-reply")
    recipient = Recipient(author.user.email, author.user)
    assert notice_for(event.kind).mail(event, recipient).context["action"] == "Read the message"
    Thread.objects.update(deleted_at=timezone.now())
    assert notice_for(event.kind).mail(event, recipient) is None


def test_nobody_of_another_group_is_told(member, author, start, reply):
    stranger = MembershipFactory(group__visibility="hidden")
    reply(start(author), member, mention(stranger))
    run_tasks()
    assert told() == [("Élise", "thread-reply")]


@pytest.mark.usefixtures("english")
def test_call_reaches_everybody_but_the_silent_once(member, author, facilitator, thread, reply):
    type(author).objects.filter(pk=author.pk).update(level=Level.MUTED)
    post = reply(thread, facilitator, f'<p><span data-mention="all">@groupe</span> {WORDS}</p>')
    run_tasks()
    assert told() == [("Claire", "thread-call")]
    line = lines_of(member.user)[0]
    assert (line.title, line.url) == ("Hélène Marchetti calls the whole group in “Mobiliser les parents”", post.url)
    assert "calls all members of the group" in mail.outbox[0].body


def test_call_by_a_member_calls_nobody(member, thread, reply, facilitator):
    reply(thread, member, '<p><span data-mention="all">@groupe</span></p>')
    run_tasks()
    assert told() == []


def test_call_that_was_taken_back_is_not_told(facilitator, member, thread, reply):
    post = reply(thread, facilitator, '<p><span data-mention="all">@groupe</span></p>')
    actions.edit_post(post=post, author=facilitator, body="<p>Rien.</p>", seen="")
    run_tasks()
    assert told() == []


def test_new_thread_reaches_those_who_asked_for_everything(member, author, facilitator, start):
    type(author).objects.filter(pk=author.pk).update(level=Level.WATCH)
    start(member)
    run_tasks()
    assert told() == [("Élise", "thread-new")]


def test_reply_reaches_those_who_asked_for_everything(member, author, facilitator, thread, reply):
    type(author).objects.filter(pk=author.pk).update(level=Level.WATCH)
    reply(thread, member)
    run_tasks()
    assert told() == [("Élise", "thread-reply")]


@pytest.mark.usefixtures("english")
def test_announcement_reaches_everybody_but_the_silent(member, author, facilitator, start):
    type(author).objects.filter(pk=author.pk).update(level=Level.MUTED)
    start(facilitator, title="Fermeture", kind="announcement", body=f"<p>{WORDS}</p>")
    run_tasks()
    assert told() == [("Claire", "announcement")]
    assert mail.outbox[0].subject == "Announcement of Hélène Marchetti: “Fermeture”"
    assert WORDS in mail.outbox[0].body


@pytest.mark.usefixtures("english")
def test_answer_is_told_to_its_author_while_it_is_the_answer(member, author, start, reply):
    thread = start(member, title="Combien ?", kind="question")
    post = reply(thread, author, f"<p>{WORDS}</p>")
    actions.mark_answer(thread=thread, member=member, post=post)
    run_tasks()
    assert ("Élise", "thread-answer") in told()
    assert "Your message was chosen as the answer to “Combien\u00a0?”" in {message.subject for message in mail.outbox}
    event = Event.objects.get(kind="thread-answer")
    assert notice_for(event.kind).allows(event, author.user)
    actions.mark_answer(thread=thread, member=member, post=None)
    assert not notice_for(event.kind).allows(event, author.user)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("kind", ["announcement", "discussion", "question"])
def test_mail_of_a_confidential_group_says_no_words_of_any_kind(member, author, facilitator, start, reply, kind):
    """Opening, call, answer: a title and a link."""
    type(member.group).objects.update(confidential=True)
    facilitator.group.refresh_from_db()
    type(author).objects.filter(pk=author.pk).update(level=Level.WATCH)
    called = f'<p>{WORDS} <span data-mention="all">@groupe</span></p>'
    thread = start(facilitator, title="Secret partagé", kind=kind, body=f"<p>{WORDS}</p>")
    post = reply(thread, facilitator, called)
    if kind == "question":
        answer = reply(thread, author, f"<p>{WORDS}</p>")
        actions.mark_answer(thread=thread, member=facilitator, post=answer)
    run_tasks()
    assert mail.outbox
    for message in mail.outbox:
        for text in (message.subject, message.body, message.alternatives[0].content):
            assert WORDS not in text and "Hélène" not in text
    assert "The whole group is called in “Secret partagé”" in {message.subject for message in mail.outbox}
    assert any(post.url in message.body for message in mail.outbox)


# Between the message and its mail ---------------------------------------------


def read(post, membership):
    """Open the page where this message stands."""
    _passage, thread = access.get_thread_to_read_or_404(membership.user, membership.group.slug, post.thread_id)
    actions.mark_read(thread=thread, membership=membership, seq=post.seq)


def test_mail_waits_for_those_who_read_at_once(settings, member, author, facilitator, start, reply):
    """Whoever reads the message meanwhile gets no mail about it; the others do, and everybody has their line."""
    settings.MAIL_PAUSE_SECONDS = 45
    thread = start(author)
    actions.follow_thread(thread=thread, membership=facilitator, level=Level.WATCH)
    post = reply(thread, member)
    run_tasks()
    assert mail.outbox == [] and told() == [("Hélène", "thread-reply"), ("Élise", "thread-reply")]
    let_time_pass(seconds=40)
    run_tasks()
    assert mail.outbox == []
    read(post, author)
    let_time_pass(seconds=60)
    run_tasks()
    assert [message.to for message in mail.outbox] == [[facilitator.user.email]]


def test_mail_about_what_was_deleted_at_once_never_leaves(settings, member, author, start, reply):
    settings.MAIL_PAUSE_SECONDS = 45
    post = reply(start(author), member, f"<p>{WORDS}</p>")
    run_tasks()
    actions.delete_post(post=post, author=member)
    let_time_pass(seconds=60)
    run_tasks()
    assert mail.outbox == []


def test_mention_added_to_what_was_read_is_mailed(settings, member, author, start, reply):
    """Having read the message does not tell of the words that came later."""
    settings.MAIL_PAUSE_SECONDS = 45
    post = reply(start(author), member)
    read(post, author)
    let_time_pass(seconds=60)
    run_tasks()
    actions.edit_post(post=post, author=member, body=mention(author), seen="")
    run_tasks()
    let_time_pass(seconds=60)
    run_tasks()
    assert [message.to for message in mail.outbox] == [[author.user.email]]


@pytest.mark.parametrize("number", [1, 3])
def test_files_alone_read_well_wherever_they_are_told(
    member, author, start, reply, bring, number, django_assert_num_queries
):
    thread = start(author)
    ids = [bring(member, f"Pièce {n}.txt").pk for n in range(2)]
    for _ in range(number):
        reply(thread, member, body="", attached=ids)
    run_tasks()
    text = mail.outbox[0].body.replace("\u2060", "")
    assert "Pièce 0.txt" in text and "Pièce 1.txt" in text and "None" not in text
    with django_assert_num_queries(4):
        lines = lines_for(Event.objects.filter(kind="thread-reply").order_by("id"), author.user).values()
    assert [line.excerpt for line in lines] == ["2 files"] * number
