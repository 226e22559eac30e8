"""A page that one person left open, and that another one finds in the same browser."""

from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse

from groups.models import Draft, SharedFile, Thread
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_open_page_of_one_person_does_nothing_in_the_name_of_another(client):
    member, other = MembershipFactory(), UserFactory(first_name="Claire", last_name="Bonnet")
    MembershipFactory(group=member.group, user=other)
    begin = f"/groupes/{member.group.slug}/discussions/nouvelle/"
    words = "Un texte que personne ne doit perdre."
    sent = {"kind": "question", "title": "Qui ?", "body": f"<p>{words}</p>", "body_format": "html", "key": str(uuid4())}
    drafts = reverse("groups:draft", args=[member.group.slug])
    mine = sent | {"written_as": str(member.user_id)}
    client.force_login(other)

    page = client.post(begin, mine, headers={"accept": "text/html"})
    assert page.status_code == 409
    assert words in page.text and "Rien n’a été fait au nom de Claire Bonnet" in page.text
    called = client.post(drafts, mine | {"name": "thread-new"})
    assert (called.status_code, called.json()["why"]) == (409, "other")
    files = reverse("groups:file-attach", args=[member.group.slug])
    headers = {"x-written-as": str(member.user_id)}
    assert client.post(files, {"file": ContentFile(b"a,b", name="a.csv")}, headers=headers).status_code == 409
    assert not (Thread.objects.exists() or Draft.objects.exists() or SharedFile.objects.exists())

    client.force_login(member.user)
    assert client.post(drafts, mine | {"name": "thread-new"}).status_code == 200
    assert client.post(begin, mine, headers={"accept": "text/html"}).status_code == 302
    assert Thread.objects.get().author == member.user

    client.force_login(other)
    client.post(reverse("account_logout"), {"written_as": str(member.user_id)})
    assert "_auth_user_id" not in client.session


def test_words_sent_after_the_session_ended_are_given_back(client):
    """To whoever sent them from a page of ours; a stranger is sent to sign in, and nothing of theirs is shown."""
    group = MembershipFactory().group
    join = f"/groupes/{group.slug}/demande/"
    sent = {"message": "Bonjour, je coordonne un PRE.", "key": str(uuid4())}
    ours = {"sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate"}
    page = client.post(join, sent, headers=ours)
    assert page.status_code == 403
    assert sent["message"] in page.text and sent["key"] not in page.text and group.name not in page.text
    assert 'href="/compte/login/?next=' in page.text
    for headers in ({}, ours | {"sec-fetch-site": "cross-site"}, ours | {"sec-fetch-mode": "cors"}):
        assert client.post(join, sent, headers=headers).url.startswith("/compte/login/")
    assert client.post(join, {"key": sent["key"]}, headers=ours).url.startswith("/compte/login/")
    assert client.post(join, sent | {"more": "x" * 300 * 1024}, headers=ours).url.startswith("/compte/login/")


def test_words_of_a_form_without_its_proof_are_given_back():
    """Without script nothing renews the proof of an open page. What another site sends is not shown as one's own."""
    member, words = MembershipFactory(), "Un texte de plusieurs mots."
    client = Client(enforce_csrf_checks=True)
    client.force_login(member.user)
    begin = f"/groupes/{member.group.slug}/discussions/nouvelle/"
    page = client.post(
        begin, {"body": words, "csrfmiddlewaretoken": "x" * 64}, headers={"sec-fetch-site": "same-origin"}
    )
    assert (page.status_code, words in page.text, "x" * 64 in page.text) == (403, True, False)
    for site in ("cross-site", "same-site", "none"):
        answer = client.post(begin, {"body": words}, headers={"sec-fetch-site": site})
        assert (answer.status_code, words in answer.text) == (403, False)
