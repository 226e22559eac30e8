import pytest
from django.utils import timezone

from groups.spaces.models import Membership
from groups.threads.actions.mentions import MENTIONS_MAX, settle
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def span(pk, name):
    return f'<span data-mention="{pk}">@{name}</span>'


def settle_mentions(*, html, group):
    """By an ordinary member of the group."""
    return settle(html=html, author=Membership(group=group, user_id=0))[:2]


def test_member_gets_their_real_name(member, django_assert_num_queries):
    html = f"<p>Bonjour {span(member.user_id, '<strong>Chef</strong> du monde')} !</p>"
    with django_assert_num_queries(1):
        settled, people = settle_mentions(html=html, group=member.group)
    assert settled == f"<p>Bonjour {span(member.user_id, 'Claire Vasseur')} !</p>"
    assert people == [member.user_id]


def test_name_is_escaped(group):
    person = MembershipFactory(group=group, user=UserFactory(first_name="<b>", last_name="&"))
    settled, _ = settle_mentions(html=span(person.user_id, "x"), group=group)
    assert settled == span(person.user_id, "&lt;b&gt; &amp;")


def test_outsiders_and_suspended_people_become_text(member, outsider):
    away = MembershipFactory(group=member.group, user=UserFactory(is_active=False))
    html = f"<p>{span(outsider.pk, 'Karim')} {span(away.user_id, 'Absente')} {span(0, 'Zéro')}</p>"
    settled, people = settle_mentions(html=html, group=member.group)
    assert settled == "<p>@Karim @Absente @Zéro</p>"
    assert people == []


def test_nested_spans(member, outsider):
    inner = f'<span data-mention="{outsider.pk}">@<em>x</em></span>'
    html = f'<p><span>a {inner}</span> <span data-mention="{member.user_id}">b {inner} c</span> d</p>'
    settled, people = settle_mentions(html=html, group=member.group)
    assert settled == f"<p>a @<em>x</em> {span(member.user_id, 'Claire Vasseur')} d</p>"
    assert people == [member.user_id]


def test_text_without_span_costs_nothing(group, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert settle_mentions(html="<p>@Claire</p>", group=group) == ("<p>@Claire</p>", [])
        assert settle_mentions(html="<p><span>a</span></p>", group=group) == ("<p>a</p>", [])


def test_stray_end_is_harmless(group):
    assert settle_mentions(html="</span><span>a", group=group) == ("a", [])


def test_a_message_tells_a_few_people_at_most(group):
    people = [MembershipFactory(group=group).user_id for _ in range(MENTIONS_MAX + 2)]
    html = "".join(span(pk, "x") for pk in [*people, *people])
    settled, told = settle_mentions(html=html, group=group)
    assert told == people[:MENTIONS_MAX]
    assert f'data-mention="{people[-1]}"' not in settled


CALL = '<span data-mention="all">@tous</span>'


def test_whole_group_is_named_by_those_who_facilitate_only(member, facilitator):
    called = settle(html=f"<p>{CALL} bonjour</p>", author=facilitator)
    assert called == ('<p><span data-mention="all">@groupe</span> bonjour</p>', [], True)
    assert settle(html=f"<p>{CALL} bonjour</p>", author=member) == ("<p>@tous bonjour</p>", [], False)


def quote(post, words):
    return f'<blockquote data-quote="{post.pk}"><p>{words}</p></blockquote>'


def test_a_quote_keeps_its_source_when_the_words_are_there(member, thread, django_assert_num_queries):
    post = thread.posts.get()
    with django_assert_num_queries(1):
        assert settle(html=quote(post, "Message 1."), author=member).html == quote(post, "Message 1.")
    invented = settle(html=quote(post, "Je démissionne"), author=member).html
    assert invented == "<blockquote><p>Je démissionne</p></blockquote>"


@pytest.mark.parametrize("gone", ["deleted_at", "hidden_at"])
def test_a_quote_of_what_is_not_shown_has_no_source(member, thread, gone):
    post = thread.posts.get()
    thread.posts.update(**{gone: timezone.now()})
    assert "data-quote" not in settle(html=quote(post, "Message 1."), author=member).html


def test_a_quote_that_is_there_already_keeps_its_source(member, thread):
    """The author of a quote changes their message after its source was hidden: the words get no second life."""
    post = thread.posts.get()
    before = f"{quote(post, 'Message 1.')}<p>Oui.</p>"
    thread.posts.update(hidden_at=timezone.now())
    after = before.replace("Oui", "Non") + quote(post, "Message")
    kept = settle(html=after, author=member, before=before).html
    assert kept == f"{quote(post, 'Message 1.')}<p>Non.</p><blockquote><p>Message</p></blockquote>"


def test_a_quote_of_another_group_has_no_source(member, secret_thread):
    post = secret_thread.posts.get()
    words = "CNRY-7f3a-message"
    assert settle(html=quote(post, words), author=member).html == f"<blockquote><p>{words}</p></blockquote>"
