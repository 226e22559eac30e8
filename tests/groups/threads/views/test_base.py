"""The writing area at the end of a discussion: kept between requests, but for what is one person's."""

import re
import sys
import uuid

import pytest
from django.test import Client

from groups.spaces.actions import save_draft
from tests.factories import PostFactory, ThreadFactory
from tests.groups.threads.conftest import CANARY

pytestmark = pytest.mark.django_db
PAGE, DEARER = 20, 1.08


def signed_in(membership):
    client = Client()
    client.force_login(membership.user)
    return client


def form_of(client, thread):
    """The tag of the form, and everything in it."""
    text = client.get(f"{thread.url}?page={thread.last_page}").content.decode()
    return re.search(r"(<form class=\"composer\"[^>]*>)(.*?)</form>", text, re.DOTALL).groups()


def value_of(name, form):
    return re.search(rf'name="{name}" value="([^"]+)"', form)[1]


def test_the_writing_area_is_of_who_writes_and_of_its_discussion(member, facilitator, thread):
    other = ThreadFactory(group=thread.group)
    mine = signed_in(member)
    seen = [form_of(client, where) for client in (mine, signed_in(facilitator)) for where in (thread, other)]
    places = [(who, where) for who in (member, facilitator) for where in (thread, other)]
    for (tag, _words), (who, where) in zip(seen, places, strict=True):
        assert f'action="{where.url}reponses/"' in tag
        assert f'data-draft-owner="{who.user.pk}"' in tag
        assert f'data-draft="{where.target}"' in tag
    for name in ("csrfmiddlewaretoken", "key"):
        assert len({value_of(name, words) for _tag, words in [*seen, form_of(mine, thread)]}) == 5


def test_words_of_one_person_stay_with_that_person(member, facilitator, thread):
    save_draft(membership=member, name=thread.target, key=uuid.uuid4(), content={"body": CANARY})
    assert CANARY in form_of(signed_in(member), thread)[1]
    assert CANARY not in form_of(signed_in(facilitator), thread)[1]
    assert CANARY in form_of(signed_in(member), thread)[1]


def test_a_quote_and_words_that_were_refused_stay_with_that_person(member, facilitator, thread):
    PostFactory(thread=thread, author=facilitator.user, body=f"<p>{CANARY}</p>")
    client = signed_in(member)
    blank = form_of(client, thread)[1]
    quoting = client.get(f"{thread.url}?quote={thread.posts.count()}").content.decode()
    refused = client.post(f"{thread.url}reponses/", {"body": CANARY, "body_format": "plain", "key": "no key"})
    for page in (quoting, refused.content.decode()):
        assert CANARY in re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1]
    for again in (form_of(client, thread)[1], form_of(signed_in(facilitator), thread)[1]):
        assert "></textarea>" in again.replace("\n", "")
        assert CANARY not in again
    assert CANARY not in blank


def test_who_facilitates_is_told_how_to_call_the_group(member, facilitator, thread):
    only = "seules les personnes qui animent peuvent appeler tout le groupe"
    assert only in form_of(signed_in(member), thread)[1]
    assert only not in form_of(signed_in(facilitator), thread)[1]


def calls_of(client, url):
    """Calls of functions for one page: they do not depend on the machine."""
    counted = [0]

    def count(_frame, event, _arg):
        counted[0] += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        assert client.get(url).status_code == 200
    finally:
        sys.setprofile(before)
    return counted[0]


def test_the_last_page_costs_hardly_more_than_the_first(member, author):
    thread = ThreadFactory(group=member.group, author=author.user, posts=2 * PAGE)
    client = signed_in(member)
    pages = [thread.url, f"{thread.url}?page=2"]
    for url in pages * 2:
        client.get(url)
    first, last = (calls_of(client, url) for url in pages)
    assert last / first < DEARER, f"{last} calls, {first} for the first page"
