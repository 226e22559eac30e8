import re

import pytest
from django.urls import reverse

from groups.models import Membership
from groups.spaces import actions
from groups.spaces.enums import Role
from tests.factories import MembershipFactory, UserFactory


def path(name, group, *args):
    return reverse(f"groups:{name}", args=[group.slug, *args])


def test_member_list_names_people_without_their_address(member_client, member, facilitator):
    page = member_client.get(path("member-list", member.group)).text
    for words in ("Hélène Marchetti", "Cheffe de projet", "Animation", "2 personnes"):
        assert words in page
    assert facilitator.user.email not in page


def test_member_list_finds_and_says_when_nobody(member_client, member, facilitator):
    url = path("member-list", member.group)
    found = member_client.get(url, {"q": "helene"}).text
    assert "Hélène Marchetti" in found
    assert "1 personne" in found
    nobody = member_client.get(url, {"q": "<b>zzz"}).text
    assert "Personne pour «\u00a0&lt;b&gt;zzz\u00a0»" in nobody


def test_member_list_pages_of_fifty(member_client, member):
    for _ in range(50):
        MembershipFactory(group=member.group)
    url = path("member-list", member.group)
    assert "1 à 50 sur 51" in member_client.get(url).text
    for number in ("2", "10" * 9, "9" * 5000):
        assert member_client.get(url, {"page": number}).status_code == 200
    assert "51 à 51 sur 51" in member_client.get(url, {"page": "2"}).text


@pytest.mark.parametrize("count", [1, 3])
def test_member_list_budget(member_client, member, django_assert_num_queries, count):
    for _ in range(count):
        MembershipFactory(group=member.group)
    member_client.get(path("member-list", member.group))
    with django_assert_num_queries(8):
        member_client.get(path("member-list", member.group))


def test_member_suggestions_give_no_address(member_client, member, facilitator):
    url = path("member-suggestions", member.group)
    response = member_client.get(url, {"q": "hel"})
    assert response.json() == [{"id": facilitator.user_id, "name": "Hélène Marchetti", "byline": "Cheffe de projet"}]
    assert "@" not in response.text


def test_member_suggestions_begin_with_everybody(client, member, facilitator):
    """An "@" without a letter yet: the first people of the group, and for those who facilitate the group itself."""
    url = path("member-suggestions", member.group)
    client.force_login(member.user)
    for asked in ({}, {"q": "\x00 "}):
        assert [one["name"] for one in client.get(url, asked).json()] == ["Hélène Marchetti"]
    client.force_login(facilitator.user)
    assert [one["name"] for one in client.get(url).json()] == ["Claire Vasseur", "groupe"]


@pytest.mark.parametrize("asked", ["", "q=", "q=%25", "q=_", "q=*", "q=CNRY", "ids={outsider}", "q=&group={elsewhere}"])
def test_member_suggestions_stay_in_the_group(member_client, member, outsider, asked):
    """LK-02: eight members at most; nobody of the network, of another group, or suspended, however it is asked."""
    group, elsewhere = member.group, MembershipFactory(user=UserFactory(first_name="CNRY-ailleurs"))
    MembershipFactory(group=group, user=UserFactory(first_name="CNRY-suspendu", is_active=False))
    type(outsider).objects.filter(pk=outsider.pk).update(first_name="CNRY-dehors")
    mine = {MembershipFactory(group=group).user_id for _ in range(10)}
    query = asked.format(outsider=outsider.pk, elsewhere=elsewhere.group.slug)
    response = member_client.get(f"{path('member-suggestions', group)}?{query}")
    found = {person["id"] for person in response.json()}
    assert found <= mine and len(found) == (0 if asked.removeprefix("q=") in {"%25", "_", "*", "CNRY"} else 8)
    assert "CNRY" not in response.text
    theirs = member_client.get(f"{path('member-suggestions', elsewhere.group)}?{query}")
    assert theirs.status_code == 404 and "CNRY" not in theirs.text


def test_member_suggestions_are_limited(member_client, member):
    url = path("member-suggestions", member.group)
    answers = [member_client.get(url, {"q": "a"}).status_code for _ in range(61)]
    assert (answers[59], answers[60]) == (200, 429)


@pytest.mark.parametrize("count", [1, 3])
def test_member_suggestions_budget(member_client, member, django_assert_num_queries, count):
    for _ in range(count):
        MembershipFactory(group=member.group)
    url = path("member-suggestions", member.group)
    member_client.get(url, {"q": "cam"})
    with django_assert_num_queries(4):
        assert len(member_client.get(url, {"q": "cam"}).json()) == count


def test_member_role_entrusts_and_withdraws(facilitator_client, facilitator, member):
    url = path("member-role", member.group, member.pk)
    for role in (Role.FACILITATOR, Role.MEMBER):
        page = facilitator_client.post(url, {"role": role}, follow=True).text
        assert "Le rôle de Claire Vasseur est modifié" in page
        member.refresh_from_db()
        assert member.role == role


@pytest.mark.parametrize("role", ["", "owner", "facilitator\x00"])
def test_member_role_takes_two_roles(facilitator_client, member, role):
    response = facilitator_client.post(path("member-role", member.group, member.pk), {"role": role})
    assert response.status_code == 422
    assert "Choisissez l’un des deux rôles" in response.text
    member.refresh_from_db()
    assert member.role == Role.MEMBER


def test_member_role_of_the_last_facilitator(facilitator_client, facilitator):
    response = facilitator_client.post(path("member-role", facilitator.group, facilitator.pk), {"role": "member"})
    assert response.status_code == 409
    assert "Personne d’autre n’anime ce groupe" in response.text
    facilitator.refresh_from_db()
    assert facilitator.is_facilitator


def test_member_role_of_oneself_leads_home(facilitator_client, facilitator, group):
    MembershipFactory(group=group, role=Role.FACILITATOR)
    response = facilitator_client.post(path("member-role", group, facilitator.pk), {"role": "member"})
    assert response.headers["Location"] == path("group-home", group)


def test_member_remove_asks_then_does(facilitator_client, member):
    url = path("member-remove", member.group, member.pk)
    assert "Retirer Claire Vasseur du groupe" in facilitator_client.get(url).text
    assert Membership.objects.filter(pk=member.pk).exists()
    page = facilitator_client.post(url, follow=True).text
    assert "Claire Vasseur n’est plus dans le groupe" in page
    assert not Membership.objects.filter(pk=member.pk).exists()
    assert facilitator_client.post(url).status_code == 404


def test_member_remove_the_last_facilitator(facilitator_client, facilitator):
    response = facilitator_client.post(path("member-remove", facilitator.group, facilitator.pk))
    assert response.status_code == 409
    assert "Personne d’autre n’anime ce groupe" in response.text


def test_member_remove_oneself_leads_to_the_dashboard(facilitator_client, facilitator, group):
    MembershipFactory(group=group, role=Role.FACILITATOR)
    response = facilitator_client.post(path("member-remove", group, facilitator.pk))
    assert response.headers["Location"] == reverse("groups:dashboard")


def test_membership_leave(member_client, member):
    url = path("membership-leave", member.group)
    assert "Vous ne lirez plus rien du groupe" in member_client.get(url).text
    response = member_client.post(url)
    assert response.headers["Location"] == reverse("groups:dashboard")
    assert not Membership.objects.filter(pk=member.pk).exists()


def test_membership_leave_the_last_facilitator(facilitator_client, facilitator):
    response = facilitator_client.post(path("membership-leave", facilitator.group))
    assert response.status_code == 409
    assert "Confiez d’abord l’animation" in response.text
    assert f"{path('group-admin', facilitator.group)}#membres" in response.text
    assert Membership.objects.filter(pk=facilitator.pk).exists()


def test_member_list_during_an_exceptional_entry(client, member):
    admin = UserFactory(is_superuser=True)
    actions.enter_exceptionally(
        user=admin, group=member.group, reason="Signalement reçu", key="00000000-0000-4000-8000-000000000001"
    )
    client.force_login(admin)
    page = client.get(path("member-list", member.group)).text
    assert "Claire Vasseur" in page
    assert "Accès exceptionnel" in page
    assert path("membership-leave", member.group) not in page


def test_level_is_chosen_and_shown(member_client, member):
    url = path("membership-level", member.group)
    for level in ("watch", "watch", "muted"):
        response = member_client.post(url, {"level": level})
        assert response.url == path("group-home", member.group)
        member.refresh_from_db()
        assert member.level == level
    assert member_client.post(url, {"level": "tout"}).status_code == 400
    page = member_client.get(path("group-home", member.group)).text
    assert re.search(r'value="muted"[^>]*(aria-pressed="true"|checked)', page)


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/groupes/{slug}/membres/?q=a#b", "/groupes/{slug}/membres/?q=a"),
        ("http://evil.example/groupes/", "/groupes/{slug}/"),
        ("http://testserver//evil.example/", "/evil.example/"),
        ("javascript:alert(1)", "/groupes/{slug}/"),
    ],
)
def test_level_is_chosen_where_one_stands(member_client, member, came_from, leads_to):
    headers = {"referer": came_from.format(slug=member.group.slug)}
    response = member_client.post(path("membership-level", member.group), {"level": "watch"}, headers=headers)
    assert response.url == leads_to.format(slug=member.group.slug)
    member.refresh_from_db()
    assert member.level == "watch"


def test_level_is_for_members(client, outsider, member):
    client.force_login(outsider)
    assert client.post(path("membership-level", member.group), {"level": "muted"}).status_code == 404
    member.refresh_from_db()
    assert member.level == "mentions"


def test_suggestions_offer_the_whole_group_to_those_who_facilitate(client, member, facilitator):
    MembershipFactory(group=member.group, level="muted")
    client.force_login(facilitator.user)
    found = client.get(path("member-suggestions", member.group), {"q": "gro"}).json()
    assert found[0] == {"id": "all", "name": "groupe", "byline": "1 personne sera prévenue"}
    client.force_login(member.user)
    assert client.get(path("member-suggestions", member.group), {"q": "gro"}).json() == []
