import pytest
from django.utils import timezone

from groups.threads import queries
from groups.threads.models import Post, Thread
from groups.threads.queries.references import with_references
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
