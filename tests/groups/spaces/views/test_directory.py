import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from groups.models import Group, JoinRequest, Membership
from groups.spaces import access, actions, queries
from network.reference.models import Theme
from tests.factories import GroupFactory, InvitationFactory, JoinRequestFactory, MembershipFactory, UserFactory

LIST = "/groupes/"


@pytest.fixture
def hidden(db):
    return GroupFactory(slug="secret", name="CNRY-secret", visibility="hidden", contact_email="cnry@example.org")


@pytest.fixture
def outsider_client(client, outsider):
    client.force_login(outsider)
    return client


def join(client, group, message="Bonjour, je prends le poste.", key=None):
    data = {"message": message, "key": key or uuid.uuid4()}
    return client.post(reverse("groups:group-join", args=[group.slug]), data)


def test_group_list_says_what_each_group_is(client, group, facilitator):
    theme = Theme.objects.create(slug="enfance", name_fr="Enfance et jeunesse")
    Group.objects.filter(pk=group.pk).update(
        theme=theme, audience="Coordinatrices", meets="Quatre fois par an", contact_email="pre@example.org"
    )
    page = client.get(LIST).text
    for words in ("Réussite éducative", "Coordinatrices", "Enfance et jeunesse", "Quatre fois par an", "1 membre"):
        assert words in page
    assert "pre@example.org" in page
    assert "Hélène Marchetti" in page
    assert facilitator.user.email not in page


def test_group_list_leaves_out_hidden_and_archived_groups(client, group, hidden, outsider):
    GroupFactory(name="CNRY-archive", archived_at=timezone.now())
    for user in (None, outsider):
        if user:
            client.force_login(user)
        page = client.get(LIST).text
        assert group.name in page
        assert "CNRY" not in page
        assert hidden.contact_email not in page


def test_group_list_shows_a_member_their_hidden_group(client, hidden):
    client.force_login(MembershipFactory(group=hidden).user)
    assert "CNRY-secret" in client.get(LIST).text


def test_group_list_has_the_public_frame_for_visitors_and_the_app_for_members(client, group, outsider):
    assert 'class="site"' in client.get(LIST).text
    client.force_login(outsider)
    assert 'class="sidebar"' in client.get(LIST).text


@pytest.mark.parametrize(
    ("entry", "words"),
    [("request", "Demander à rejoindre"), ("open", "Rejoindre le groupe"), ("invitation", "Sur invitation")],
)
def test_group_list_shows_the_way_in(client, group, entry, words):
    Group.objects.filter(pk=group.pk).update(entry=entry)
    assert words in client.get(LIST).text


def test_group_list_knows_the_visitor(outsider_client, outsider, group):
    JoinRequestFactory(group=group, user=outsider)
    assert "Demande envoyée" in outsider_client.get(LIST).text
    actions.withdraw_request(user=outsider, group=group)
    sender = MembershipFactory(group=group, role="facilitator").user
    InvitationFactory(group=group, email=outsider.email, invited_by=sender)
    assert "Répondre à l’invitation" in outsider_client.get(LIST).text
    actions.add_member(group=group, user=outsider)
    assert "Vous êtes membre" in outsider_client.get(LIST).text


def test_group_list_filters_by_theme_and_its_children(client, group):
    parent = Theme.objects.create(slug="social", name_fr="Social")
    child = Theme.objects.create(slug="sante", name_fr="Santé", parent=parent)
    GroupFactory(name="Groupe santé", theme=child)
    for theme in ("sante", "social"):
        page = client.get(LIST, {"theme": theme}).text
        assert "Groupe santé" in page
        assert group.name not in page
    assert "Aucun groupe sur ce thème" in client.get(LIST, {"theme": "inconnu"}).text


@pytest.mark.parametrize("theme", ["\x00", "é" * 500, "a;b", "' OR 1=1", "--"])
def test_group_list_takes_any_theme(client, group, theme):
    response = client.get(LIST, {"theme": theme, "page": "10" * 9, "inconnu": "1"})
    assert response.status_code == 200
    assert "Groupes" in response.text


def test_group_list_empty(client, db):
    assert "Aucun groupe pour l’instant" in client.get(LIST).text
    for is_superuser in (False, True):
        client.force_login(UserFactory(is_superuser=is_superuser))
        assert ('href="/cms/spaces/new/"' in client.get(LIST).text) is is_superuser


@pytest.mark.parametrize("count", [1, 3])
def test_group_list_budget_anonymous(db, client, django_assert_num_queries, count):
    for _ in range(count):
        MembershipFactory(role="facilitator")
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_cards_budget_signed_in(outsider, django_assert_num_queries, count):
    for _ in range(count):
        membership = MembershipFactory(role="facilitator")
        JoinRequestFactory(group=membership.group, user=outsider)
    groups = list(queries.groups_for_directory(outsider))
    with django_assert_num_queries(4):
        assert len(queries.cards_for(outsider, groups)) == count


def test_group_join_asks_once(outsider_client, outsider, group, facilitator):
    key = uuid.uuid4()
    for _ in range(2):
        response = join(outsider_client, group, key=key)
        assert response.headers["Location"] == f"{reverse('groups:group-home', args=[group.slug])}?sent={key}"
    asked = JoinRequest.objects.get()
    assert (asked.user, asked.group, asked.message) == (outsider, group, "Bonjour, je prends le poste.")
    assert "Votre demande est envoyée" in outsider_client.get(response.headers["Location"]).text


def test_group_join_same_key_with_other_words_keeps_the_words(outsider_client, group):
    key = uuid.uuid4()
    join(outsider_client, group, key=key)
    JoinRequest.objects.update(state="refused", decided_at=timezone.now())
    response = join(outsider_client, group, message="Un autre texte.", key=key)
    assert response.status_code == 409
    assert "Un autre texte." in response.text
    assert str(key) not in response.text
    assert JoinRequest.objects.count() == 1


def test_group_join_gives_back_other_words_than_those_that_wait(outsider_client, group):
    join(outsider_client, group)
    response = join(outsider_client, group, message="Un second mot, plus précis.", key=uuid.uuid4())
    assert response.status_code == 409
    assert "Un second mot, plus précis." in response.text
    assert "Envoyer la demande" not in response.text
    assert "Rejoindre le groupe</button>" not in response.text
    assert JoinRequest.objects.get().message == "Bonjour, je prends le poste."


def test_group_join_gives_back_what_a_closed_group_does_not_take(outsider_client, group):
    Group.objects.filter(pk=group.pk).update(entry="invitation")
    response = join(outsider_client, group, message="Trop tard pour ce mot.", key=uuid.uuid4())
    assert response.status_code == 409
    assert "Trop tard pour ce mot." in response.text
    assert not JoinRequest.objects.exists()


@pytest.mark.parametrize(("data", "kept"), [({"message": "x" * 1001}, "x" * 1001), ({"key": "pas une clé"}, "Bonjour")])
def test_group_join_refuses_what_it_cannot_keep(outsider_client, group, data, kept):
    data = {"message": "Bonjour", "key": uuid.uuid4(), **data}
    response = outsider_client.post(reverse("groups:group-join", args=[group.slug]), data)
    assert response.status_code == 422
    assert kept in response.text
    assert "pas une clé" not in response.text
    assert "Key" not in response.text
    assert not JoinRequest.objects.exists()


def test_group_join_drops_control_characters(outsider_client, group):
    join(outsider_client, group, message="Bonjour\x00\x1b[31m\r\nà vous")
    assert JoinRequest.objects.get().message == "Bonjour[31m\nà vous"


def test_group_join_leads_strangers_to_the_sign_in_page(client, group):
    url = reverse("groups:group-join", args=[group.slug])
    for response in (client.get(url), client.post(url, {"message": "x", "key": uuid.uuid4()})):
        assert response.headers["Location"].startswith(reverse("account_login"))
        assert url in response.headers["Location"]
    assert not JoinRequest.objects.exists()


def test_group_join_open_group_at_once(outsider_client, outsider, group):
    Group.objects.filter(pk=group.pk).update(entry="open")
    assert "Rejoindre le groupe" in outsider_client.get(reverse("groups:group-join", args=[group.slug])).text
    join(outsider_client, group)
    assert Membership.objects.get(group=group).user == outsider


def test_group_join_open_group_needs_an_approved_account(client, group):
    Group.objects.filter(pk=group.pk).update(entry="open")
    client.force_login(UserFactory(approved_at=None))
    assert "Envoyer la demande" in client.get(reverse("groups:group-join", args=[group.slug])).text
    join(client, group)
    assert JoinRequest.objects.count() == 1
    assert not Membership.objects.exists()


def test_group_join_accepts_a_waiting_invitation(outsider_client, outsider, group, facilitator):
    InvitationFactory(group=group, email=outsider.email, invited_by=facilitator.user, message="Venez.")
    page = outsider_client.get(reverse("groups:group-join", args=[group.slug])).text
    assert "Hélène Marchetti vous invite dans ce groupe" in page
    assert "Venez." in page
    join(outsider_client, group)
    assert Membership.objects.filter(group=group, user=outsider).exists()


@pytest.mark.parametrize("fields", [{"entry": "invitation"}, {"archived_at": timezone.now()}])
def test_group_join_by_invitation_only(outsider_client, outsider, group, fields):
    Group.objects.filter(pk=group.pk).update(**fields)
    url = reverse("groups:group-join", args=[group.slug])
    assert outsider_client.get(url).headers["Location"] == reverse("groups:group-home", args=[group.slug])
    response = join(outsider_client, group)
    assert response.status_code == 409
    assert "n’accepte pas de demande" in response.text
    assert not JoinRequest.objects.exists()


def test_group_join_as_a_member_says_so(member_client, group):
    response = join(member_client, group)
    assert response.status_code == 409
    assert "déjà membre" in response.text


def test_group_join_hidden_group_is_like_no_group(outsider_client, hidden):
    there, nowhere = (outsider_client.get(f"/groupes/{slug}/demande/") for slug in ("secret", "aucun0"))
    assert there.status_code == nowhere.status_code == 404
    assert "CNRY" not in there.text
    assert join(outsider_client, hidden).status_code == 404
    assert not JoinRequest.objects.exists()


def test_join_request_withdraw(outsider_client, outsider, group):
    asked = JoinRequestFactory(group=group, user=outsider)
    url = reverse("groups:join-request-withdraw", args=[group.slug])
    outsider_client.get(url)
    asked.refresh_from_db()
    assert asked.state == "pending"
    assert "Votre demande est retirée" in outsider_client.post(url, follow=True).text
    asked.refresh_from_db()
    assert asked.state == "withdrawn"
    assert "Votre demande est retirée" not in outsider_client.post(url, follow=True).text


def test_group_card_shows_the_refusal_and_its_word(outsider, group):
    JoinRequestFactory(
        group=group, user=outsider, state="refused", decided_at=timezone.now(), answer="Le groupe est réservé aux PRE."
    )
    card = queries.card_for(outsider, group)
    assert (card.way, card.join_request.answer) == ("request", "Le groupe est réservé aux PRE.")


def test_card_for_an_administrator_offers_the_exceptional_entry(group, hidden):
    admin = UserFactory(is_superuser=True)
    assert queries.card_for(admin, hidden).may_enter
    actions.add_member(group=group, user=admin)
    assert not queries.card_for(admin, group).may_enter
    assert not queries.card_for(AnonymousUser(), group).may_enter


def test_card_ignores_an_invitation_that_has_run_out(outsider, group, facilitator):
    past = timezone.now() - timedelta(seconds=1)
    InvitationFactory(group=group, email=outsider.email, invited_by=facilitator.user, expires_at=past)
    assert queries.card_for(outsider, group).way == "request"
    assert not access.pending_invitations_of(outsider).exists()
