import pytest
from django.utils import timezone

from groups.threads import access, actions, queries
from groups.threads.models import Post, Thread
from groups.threads.queries.references import with_references, without_hidden_words
from tests.factories import MembershipFactory, PostFactory, ThreadFactory
from tests.groups.threads.conftest import CANARY

pytestmark = pytest.mark.django_db


def quote(post, words="Vos mots"):
    return f'<blockquote data-quote="{post.pk}"><p>{words}</p></blockquote><p>Oui.</p>'


def link(url):
    return f'<p><a href="{url}">{url}</a></p>'


def shown(html, membership):
    return queries.shown_html(html, membership.user, membership.group)


@pytest.fixture
def source(thread, author):
    return PostFactory(thread=thread, author=author.user)


def test_quote_says_who_and_leads_there(member, source):
    html = shown(quote(source), member)
    assert f'<cite><a href="{source.url}">Élise Moreau, ' in html and "Vos mots" in html


def test_quote_of_somebody_erased_says_former_member(member, source):
    Post.objects.update(author=None)
    assert "Ancien membre, " in shown(quote(source), member)


@pytest.mark.parametrize("gone", ["deleted_at", "hidden_at", "thread"])
def test_quote_of_what_is_gone_names_nobody(member, source, gone):
    assert "Élise Moreau" in shown(quote(source), member)
    if gone == "thread":
        Thread.objects.update(deleted_at=timezone.now())
    else:
        Post.objects.filter(pk=source.pk).update(**{gone: timezone.now()})
    html = shown(quote(source), member)
    assert "Élise Moreau" not in html and "<cite" not in html


@pytest.mark.parametrize(
    ("change", "instead"),
    [
        ({"hidden_at": timezone.now()}, "Message masqué"),
        ({"hidden_at": timezone.now(), "body": ""}, "Message masqué"),
        ({"deleted_at": timezone.now(), "body": ""}, "Message supprimé"),
    ],
)
def test_quote_of_what_nobody_reads_any_more_gives_no_words(member, source, change, instead):
    assert "Vos mots" in shown(quote(source), member)
    before = Post.objects.filter(pk=source.pk).values(*change).get()
    Post.objects.filter(pk=source.pk).update(**change)
    html = shown(quote(source), member)
    assert "Vos mots" not in html and "Élise" not in html and "<p>Oui.</p>" in html
    assert f'<blockquote data-quote="{source.pk}"><p><em>{instead}</em></p></blockquote>' in html
    assert "Vos mots" not in without_hidden_words({1: quote(source)})[1]
    Post.objects.filter(pk=source.pk).update(**before)
    assert "Vos mots" in shown(quote(source), member) and "Élise" in shown(quote(source), member)


def test_quote_of_a_deleted_message_keeps_its_words_while_they_are_kept(member, source):
    Post.objects.filter(pk=source.pk).update(deleted_at=timezone.now())
    assert "Vos mots" in shown(quote(source), member)


def test_quote_of_an_erased_discussion_gives_no_words(member, source):
    Thread.objects.update(deleted_at=timezone.now(), title="")
    Post.objects.update(body="")
    assert "Message supprimé" in shown(quote(source), member)


def test_words_that_are_no_message_yet_tell_nothing_of_other_groups(member, secret_thread):
    Post.objects.filter(thread=secret_thread).update(hidden_at=timezone.now())
    html = quote(Post.objects.get(thread=secret_thread))
    assert shown(html, member) == html


def test_hidden_words_leave_every_page_of_the_message_that_quotes_them(member, author, facilitator, thread, reply):
    source = reply(thread, author, "<p>Un nom.</p>")
    answer = reply(thread, member, quote(source, "Un nom."))
    actions.hide_post(post=source, by=facilitator, statement="Un nom est cité.")
    passage, read = access.get_thread_to_read_or_404(member.user, member.group.slug, thread.pk)
    lines = queries.posts_for_page(read, 1, passage).lines
    assert [("Un nom." in line.body, "Message masqué" in line.body) for line in lines[1:]] == [(0, 0), (0, 1)]
    changed = queries.posts_for_news(read, read.last_seq, passage.group.last_change - 1, passage).changed_lines
    assert [line.number for line in changed] == [source.number, answer.number]
    assert all("Un nom." not in str(version.html) for version in queries.versions_of(answer)[0:5])
    assert "Un nom." not in queries.quote_of(answer).words
    actions.restore_post(post=source, by=facilitator)
    assert "Un nom." in queries.posts_for_page(read, 1, passage).lines[-1].body


def test_quote_of_another_group_says_nothing_of_it(member, secret_thread):
    """Even for somebody who is in both: those who read this message may not be."""
    MembershipFactory(group=secret_thread.group, user=member.user)
    html = shown(quote(Post.objects.get(thread=secret_thread), "x"), member)
    assert CANARY not in html and "<cite" not in html


def test_link_alone_to_a_thread_is_its_card(member, thread):
    html = shown(link(thread.url), member)
    assert "Mobiliser les parents" in html and "linkcard" in html
    assert "linkcard" not in shown(f'<p>Voir <a href="{thread.url}">là</a></p>', member)


def test_link_to_what_the_reader_may_not_read_stays_an_address(member, secret_thread, settings):
    for url in (secret_thread.url, settings.BASE_URL.rstrip("/") + secret_thread.url):
        html = shown(link(url), member)
        assert CANARY not in html and html == link(url)
    MembershipFactory(group=secret_thread.group, user=member.user)
    assert f"{CANARY}-titre" in shown(link(secret_thread.url), member)


def test_link_elsewhere_is_left_alone(member, thread):
    elsewhere = link(f"https://evil.example{thread.url}")
    assert shown(elsewhere, member) == elsewhere


def test_words_are_read_with_no_break_spaces(member):
    assert shown("<p>Bonjour ! <code>a ? b</code></p>", member) == "<p>Bonjour\u00a0! <code>a ? b</code></p>"


def test_words_without_references_ask_nothing(member, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert queries.shown_html("<p>Bonjour</p>", member.user, member.group) == "<p>Bonjour</p>"


@pytest.mark.parametrize("count", [1, 3])
def test_references_of_a_page_cost_two_queries(member, group, source, count, django_assert_num_queries):
    bodies = {}
    for number in range(count):
        other = ThreadFactory(group=group, title=f"Titre {number}")
        bodies[number] = quote(PostFactory(thread=other)) + link(other.url)
    with django_assert_num_queries(2):
        found = with_references(bodies, member.user, group)
        assert all("<cite>" in html and f"Titre {number}" in html for number, html in found.items())
