import uuid

import pytest
from django.urls import reverse

from groups.models import AdminEntry
from network.kit import dates
from tests.factories import UserFactory

REASON = "Un membre signale un message."


@pytest.fixture
def admin_client(client, db):
    client.force_login(UserFactory(is_superuser=True))
    return client


@pytest.fixture
def url(group):
    return reverse("groups:admin-entry", args=[group.slug])


def test_admin_entry_opens_for_an_hour(admin_client, group, url, member):
    members = reverse("groups:member-list", args=[group.slug])
    assert admin_client.get(members).status_code == 404
    assert "enregistrés" in admin_client.get(url).text
    key = uuid.uuid4()
    for _ in range(2):
        response = admin_client.post(url, {"reason": REASON, "key": key})
        assert response.headers["Location"] == f"{reverse('groups:group-home', args=[group.slug])}?sent={key}"
    assert AdminEntry.objects.get().reason == REASON
    assert "Claire Vasseur" in admin_client.get(members).text
    until = dates.hour(AdminEntry.objects.get().expires_at)
    assert f"Vous avez déjà accès, jusqu’à {until}." in admin_client.get(url).text
    assert f"jusqu’à {until}. Cet accès est enregistré" in admin_client.get(members).text


@pytest.mark.parametrize("reason", ["", "court", " \x00\n ", "x" * 501])
def test_admin_entry_wants_a_reason(admin_client, url, reason):
    response = admin_client.post(url, {"reason": reason, "key": uuid.uuid4()})
    assert response.status_code == 422
    assert reason.strip("\x00\n ") in response.text
    assert not AdminEntry.objects.exists()


def test_admin_entry_same_key_other_reason(admin_client, url):
    key = uuid.uuid4()
    admin_client.post(url, {"reason": REASON, "key": key})
    response = admin_client.post(url, {"reason": "Une autre raison", "key": key})
    assert response.status_code == 409
    assert "Une autre raison" in response.text
    assert str(key) not in response.text
    assert AdminEntry.objects.count() == 1
