from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from groups.models import Invitation, Membership
from groups.spaces.actions.invitations import PURPOSE
from network.activity.models import Event
from network.kit.tokens import fingerprint, token_of
from tests.factories import InvitationFactory

TOKEN = "un-nonce"


@pytest.fixture
def invitation(facilitator, outsider):
    return InvitationFactory(
        group=facilitator.group,
        email=outsider.email,
        invited_by=facilitator.user,
        message="Rejoignez-nous.",
        token_hash=fingerprint(token_of(TOKEN, salt=PURPOSE)),
        sent_at=timezone.now() - timedelta(hours=1),
    )


PATH = "/invitation/{}/"


def page_of(client):
    return client.get(PATH.format(token_of(TOKEN, salt=PURPOSE)))


def path(name, group, *args):
    return reverse(f"groups:{name}", args=[group.slug, *args])


def post(client, group, addresses, **data):
    return client.post(path("invitation-create", group), {"addresses": addresses, "role": "member", **data})


def test_invitation_create_says_each_line(facilitator_client, group, member):
    assert "Envoyer les invitations" in facilitator_client.get(path("invitation-create", group)).text
    response = post(facilitator_client, group, f"Marie <a@example.org>; {member.user.email}; erreur", message="Venez")
    assert response.status_code == 200
    for words in ("1 invitation envoyée", "déjà membre", "adresse non reconnue", "arobase"):
        assert words in response.text
    assert response.context["form"]["addresses"].value() == "erreur"
    assert Invitation.objects.get().message == "Venez"


def test_invitation_create_says_which_words_arrived_and_keeps_the_others(facilitator_client, group):
    key = "00000000-0000-4000-8000-000000000007"
    response = post(facilitator_client, group, "a@example.org, erreur", message="Venez", key=key)
    assert f'data-sent="{key}"' in response.text
    assert "data-written" in response.text
    assert str(response.context["form"]["key"].value()) != key
    every_one = post(facilitator_client, group, "b@example.org", key="00000000-0000-4000-8000-000000000008")
    assert "data-written" not in every_one.text


def test_invitation_create_twice_sends_once(facilitator_client, group):
    post(facilitator_client, group, "a@example.org")
    assert "déjà invitée" in post(facilitator_client, group, "A@example.org").text
    assert Event.objects.filter(kind="invitation").count() == 1


@pytest.mark.parametrize(
    "data", [{"addresses": "a@x.fr", "role": "x"}, {"addresses": ""}, {"addresses": "a@x.fr", "message": "m" * 1001}]
)
def test_invitation_create_keeps_what_was_typed(facilitator_client, group, data):
    response = facilitator_client.post(path("invitation-create", group), {"role": "member", **data})
    assert response.status_code == 422
    assert data["addresses"] in response.text
    assert not Invitation.objects.exists()


def test_invitation_create_nothing_recognised(facilitator_client, group):
    response = post(facilitator_client, group, "personne, rien@")
    assert response.status_code == 422
    assert "Aucune invitation envoyée" in response.text


def test_invitation_create_fifty_a_day(facilitator_client, group):
    post(facilitator_client, group, "\n".join(f"p{n}@example.org" for n in range(50)))
    response = post(facilitator_client, group, "encore@example.org")
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "86400"
    assert response.context["form"]["addresses"].value() == "encore@example.org"
    assert Invitation.objects.count() == 50


def test_invitation_create_in_an_archived_group(facilitator_client, group):
    group.archived_at = timezone.now()
    group.save()
    response = post(facilitator_client, group, "a@example.org")
    assert response.status_code == 409
    assert "archivé" in response.text
    assert not Invitation.objects.exists()


def test_invitation_resend_and_revoke(facilitator_client, invitation):
    resend = path("invitation-resend", invitation.group, invitation.pk)
    assert "est renvoyée" in facilitator_client.post(resend, follow=True).text
    refused = facilitator_client.post(resend)
    assert refused.status_code == 409
    assert "dix minutes" in refused.text
    revoke = path("invitation-revoke", invitation.group, invitation.pk)
    assert "est annulée" in facilitator_client.post(revoke, follow=True).text
    invitation.refresh_from_db()
    assert invitation.revoked_at is not None
    assert facilitator_client.get(revoke).headers["Location"] == path("group-admin", invitation.group)


def test_invitation_for_a_visitor(client, invitation):
    response = page_of(client)
    for words in ("Réussite éducative", "Hélène Marchetti", invitation.masked_email, "Créer un compte"):
        assert words in response.text
    assert invitation.email not in response.text
    assert "Rejoignez-nous." not in response.text
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]


def test_invitation_for_the_rightful_person(client, invitation, outsider):
    client.force_login(outsider)
    page = page_of(client).text
    assert "Rejoignez-nous." in page
    assert "Rejoindre le groupe" in page
    assert not Membership.objects.filter(user=outsider).exists()
    url = PATH.format(token_of(TOKEN, salt=PURPOSE))
    for _ in range(2):
        assert client.post(url).headers["Location"] == path("group-home", invitation.group)
    assert Membership.objects.get(user=outsider).group == invitation.group


def test_invitation_to_facilitate_says_so(client, invitation, outsider):
    Invitation.objects.update(role="facilitator")
    client.force_login(outsider)
    assert "Vous l’animerez" in page_of(client).text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"accepted_at": timezone.now()}, "déjà accepté"),
        ({"revoked_at": timezone.now()}, "a été annulée"),
        ({"expires_at": timezone.now()}, "a expiré"),
    ],
)
def test_invitation_that_has_ended_says_why_to_the_rightful_person(client, invitation, outsider, fields, words):
    Invitation.objects.update(**fields)
    anonymous = page_of(client)
    assert anonymous.status_code == 404
    assert "Réussite éducative" not in anonymous.text
    assert client.post(anonymous.request["PATH_INFO"]).status_code == 404
    client.force_login(outsider)
    assert words in page_of(client).text
    refused = client.post(anonymous.request["PATH_INFO"])
    assert refused.status_code == 409
    assert words in refused.text
    assert not Membership.objects.filter(user=outsider).exists()


@pytest.mark.parametrize("token", ["\x00", "é" * 300, "a/../b", "x" * 4000])
def test_invitation_takes_any_token(client, db, token):
    response = client.get(PATH.format(token))
    assert response.status_code == 404
    assert "Content-Type" in response.headers
