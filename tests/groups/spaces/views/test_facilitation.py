from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from groups.models import Group, Membership
from groups.spaces import actions
from groups.spaces.enums import Role
from network.people.models import Profile, User
from tests.factories import InvitationFactory, JoinRequestFactory, MembershipFactory, UserFactory


@pytest.fixture
def asked(group):
    return JoinRequestFactory(
        group=group, user=UserFactory(first_name="Marie", last_name="Lemoine"), message="Je prends le poste."
    )


def path(name, group, *args):
    return reverse(f"groups:{name}", args=[group.slug, *args])


def enter(group, reason="Signalement d’un membre"):
    admin = UserFactory(is_superuser=True, first_name="Nadia", last_name="Admin")
    actions.enter_exceptionally(user=admin, group=group, reason=reason, key="00000000-0000-4000-8000-000000000001")


def test_group_admin_shows_requests_members_invitations_and_entries(facilitator_client, group, asked, member):
    InvitationFactory(group=group, email="s.benali@example.org")
    InvitationFactory(group=group, expires_at=timezone.now(), role=Role.FACILITATOR)
    MembershipFactory(group=group, user=UserFactory(is_active=False))
    enter(group)
    page = facilitator_client.get(path("group-admin", group)).text
    for words in (
        "1 demande en attente", "Marie Lemoine", "«\u00a0Je prends le poste.\u00a0»", "Claire Vasseur",
        "s.benali@example.org", "expirée", "Compte suspendu", "Accès exceptionnels", "Nadia Admin",
        "Signalement d’un membre", "Inviter dans Réussite éducative",
    ):  # fmt: skip
        assert words in page
    assert page.index('id="demandes"') < page.index('id="membres"') < page.index('id="invitations"')


def test_group_admin_empty(facilitator_client, group):
    page = facilitator_client.get(path("group-admin", group)).text
    assert "Aucune demande n’attend de réponse" in page
    assert "Aucune invitation n’attend de réponse" in page
    assert "Accès exceptionnels" not in page
    assert "Personne pour" in facilitator_client.get(path("group-admin", group), {"q": "zzz"}).text


def test_group_admin_of_an_archived_group_offers_nothing(facilitator_client, group, asked):
    Group.objects.update(archived_at=timezone.now())
    page = facilitator_client.get(path("group-admin", group)).text
    assert "Ce groupe est archivé" in page
    assert path("join-request-decide", group, asked.pk) not in page
    assert path("invitation-create", group) not in page


@pytest.mark.parametrize("count", [1, 3])
def test_group_admin_budget(facilitator_client, group, django_assert_num_queries, count):
    for _ in range(count):
        JoinRequestFactory(group=group)
        InvitationFactory(group=group)
        MembershipFactory(group=group)
    facilitator_client.get(path("group-admin", group))
    with django_assert_num_queries(14):
        facilitator_client.get(path("group-admin", group))


def test_join_request_decide_accepts_in_one_click(facilitator_client, group, asked):
    url = path("join-request-decide", group, asked.pk)
    page = facilitator_client.post(url, {"decision": "accept"}, follow=True).text
    assert "Marie Lemoine est maintenant membre du groupe" in page
    assert Membership.objects.filter(group=group, user=asked.user).exists()


def test_join_request_decide_refuses_with_a_word(facilitator_client, group, asked):
    url = path("join-request-decide", group, asked.pk)
    assert "Je prends le poste." in facilitator_client.get(url).text
    facilitator_client.post(url, {"decision": "refuse", "answer": "Réservé aux PRE."})
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("refused", "Réservé aux PRE.")


def test_join_request_decide_says_who_asks(facilitator_client, group, asked):
    url = path("join-request-decide", group, asked.pk)
    Profile.objects.update_or_create(
        user=asked.user, defaults={"function": "Assistante sociale", "organisation_name": "CCAS de Cergy"}
    )
    page = facilitator_client.get(url).text
    assert "Assistante sociale, CCAS de Cergy" in page
    assert "pas encore approuvé ce compte" not in page


def test_join_request_decide_says_that_accepting_approves_the_account(facilitator_client, group, asked):
    url = path("join-request-decide", group, asked.pk)
    assert "approuve aussi" not in facilitator_client.get(path("group-admin", group)).text
    User.objects.filter(pk=asked.user_id).update(approved_at=None)
    assert "accepter l’approuve aussi" in facilitator_client.get(path("group-admin", group)).text
    assert "pas encore approuvé ce compte. Accepter la demande l’approuve aussi" in facilitator_client.get(url).text
    facilitator_client.post(url, {"decision": "accept"})
    assert User.objects.get(pk=asked.user_id).is_approved
    assert "pas encore approuvé ce compte" not in facilitator_client.get(url).text


def test_join_request_decide_after_somebody_else(facilitator_client, group, asked, facilitator):
    actions.refuse_request(request=asked, by=facilitator.user)
    url = path("join-request-decide", group, asked.pk)
    response = facilitator_client.post(url, {"decision": "accept", "answer": "Bienvenue"})
    assert response.status_code == 409
    assert "a déjà reçu une réponse" in response.text
    assert not Membership.objects.filter(user=asked.user).exists()
    assert "a sa réponse" in facilitator_client.get(url).text


@pytest.mark.parametrize("data", [{}, {"decision": "maybe"}, {"decision": "refuse", "answer": "x" * 1001}])
def test_join_request_decide_keeps_what_was_typed(facilitator_client, group, asked, data):
    response = facilitator_client.post(path("join-request-decide", group, asked.pk), data)
    assert response.status_code == 422
    assert data.get("answer", "") in response.text
    asked.refresh_from_db()
    assert asked.state == "pending"


def test_welcome_edit_keeps_clean_words(facilitator_client, group):
    url = path("welcome-edit", group)
    page = facilitator_client.get(url)
    version = page.context["form"]["version"].value()
    html = '<p onclick="x()">Bonjour <script>alert(1)</script><strong>à tous</strong></p>'
    facilitator_client.post(url, {"body": html, "body_format": "html", "version": version})
    group.refresh_from_db()
    assert group.welcome == "<p>Bonjour <strong>à tous</strong></p>"


def test_welcome_edit_plain_text_and_nothing(facilitator_client, group):
    url = path("welcome-edit", group)
    for text, kept in (("Une ligne\n\n<b>Deux</b>", "<p>Une ligne</p><p>&lt;b&gt;Deux&lt;/b&gt;</p>"), ("  ", "")):
        version = facilitator_client.get(url).context["form"]["version"].value()
        facilitator_client.post(url, {"body": text, "version": version})
        group.refresh_from_db()
        assert group.welcome == kept


def test_welcome_edit_conflict_shows_both_texts(facilitator_client, group):
    url = path("welcome-edit", group)
    version = facilitator_client.get(url).context["form"]["version"].value()
    Group.objects.update(welcome="<p>Le texte de Bruno</p>")
    response = facilitator_client.post(url, {"body": "Mon texte", "version": version})
    assert response.status_code == 409
    assert "<p>Le texte de Bruno</p>" in response.text
    assert "Mon texte" in response.text
    again = response.context["form"]["version"].value()
    facilitator_client.post(url, {"body": "Mon texte", "version": again})
    group.refresh_from_db()
    assert group.welcome == "<p>Mon texte</p>"


def test_welcome_edit_previews_and_keeps_nothing_yet(facilitator_client, group):
    url, key = path("welcome-edit", group), str(uuid4())
    version = facilitator_client.get(url).context["form"]["version"].value()
    sent = {"body": "<p>À <strong>lire</strong></p>", "body_format": "html", "version": version, "key": key}
    page = facilitator_client.post(url, sent | {"preview": "1"})
    assert "data-preview" in page.text and "<p>À <strong>lire</strong></p>" in page.text
    assert page.context["form"]["key"].value() == key
    group.refresh_from_db()
    assert group.welcome == ""
    assert facilitator_client.post(url, sent).url == f"/groupes/{group.slug}/?sent={key}"


@pytest.mark.parametrize("data", [{"body": "x" * 20_001, "version": "v"}, {"body": "gardé"}])
def test_welcome_edit_keeps_what_was_typed(facilitator_client, group, data):
    response = facilitator_client.post(path("welcome-edit", group), data)
    assert response.status_code == 422
    assert data["body"] in response.text
    group.refresh_from_db()
    assert group.welcome == ""


def test_join_request_decide_says_that_the_words_arrived(facilitator_client, group, asked):
    key = uuid4()
    response = facilitator_client.post(
        path("join-request-decide", group, asked.pk), {"decision": "accept", "answer": "Bienvenue", "key": key}
    )
    assert response["Location"] == f"{path('group-admin', group)}?sent={key}"


def test_join_request_decide_gives_the_words_back_when_somebody_was_faster(
    facilitator_client, group, asked, facilitator
):
    actions.refuse_request(request=asked, by=facilitator.user)
    response = facilitator_client.post(
        path("join-request-decide", group, asked.pk), {"decision": "accept", "answer": "Bienvenue parmi nous, Marie."}
    )
    assert response.status_code == 409
    assert "Bienvenue parmi nous, Marie.</textarea>" in response.text
    assert not Membership.objects.filter(user=asked.user).exists()
