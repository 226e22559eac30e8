"""Groups in the CMS: cards and states, never what is said inside."""

import re
import uuid

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from groups.models import Group
from groups.spaces.actions import accept_request
from groups.spaces.actions.cards import update_card
from groups.spaces.enums import Entry, Visibility
from network.activity.models import Event
from network.people.models import User
from tests import cms
from tests.factories import GroupFactory, MembershipFactory, ThreadFactory, UserFactory

CARD = {
    "name": "Réseau des clauses", "short_name": "Clauses", "abbreviation": "", "hue": "3",
    "audience": "Chargées de mission", "description": "Entre pairs.", "meets": "", "theme": "", "contact_email": "",
    "visibility": "listed", "entry": "request",
}  # fmt: skip


@pytest.fixture
def cms_client(client, db):
    return cms.enter(client, cms.administrator())


@pytest.fixture
def facilitator(db):
    return UserFactory(email="helene@example.org")


def new_group(cms_client, **changes):
    return cms_client.post(
        "/cms/spaces/new/", {**CARD, "slug": "clauses", "facilitator": "helene@example.org", **changes}
    )


def edit(cms_client, group, **changes):
    return cms_client.post(
        f"/cms/spaces/edit/{group.pk}/", {**CARD, "welcome": "", "welcome_format": "plain", **changes}
    )


@pytest.mark.parametrize("groups", [1, 3])
def test_group_list_costs_the_same_for_all(cms_client, groups, django_assert_num_queries):
    for _ in range(groups):
        GroupFactory()
    cms_client.get("/cms/spaces/")
    with django_assert_num_queries(9):
        cms_client.get("/cms/spaces/")


def test_group_list_says_what_its_forms_say(cms_client):
    GroupFactory(name="Au grand jour", confidential=True)
    GroupFactory(name="Dans l’ombre", visibility=Visibility.HIDDEN)
    page = cms_client.get("/cms/spaces/").text
    assert "Affiché" in page
    assert "Masqué" in page
    assert ("Visibility" in page, "Visibilité" in page) == (False, True)
    said = [word for word in re.findall(r">\s*(\w+)\s*<", page) if word in {"True", "False", "Oui", "Non"}]
    assert said == ["Oui", "Non"]
    found = cms_client.get("/cms/spaces/", {"visibility": "hidden"}).text
    assert ("Dans l’ombre" in found, "Au grand jour" in found) == (True, False)


def test_making_a_group_names_who_facilitates(cms_client, facilitator):
    asked = cms_client.get("/cms/spaces/new/").text
    assert '<option value="3">Violet</option>' in asked and "premières lettres du nom court" in asked
    assert new_group(cms_client).status_code == 302
    group = Group.objects.get(slug="clauses")
    assert (group.visibility, group.entry, group.hue, group.member_count) == (Visibility.LISTED, Entry.REQUEST, 3, 1)
    assert group.memberships.get().user == facilitator
    client = Client()
    client.force_login(facilitator)
    assert "Réseau des clauses" in client.get("/groupes/clauses/animation/").content.decode()


def test_making_a_group_without_an_address_takes_it_from_the_name(cms_client, facilitator):
    asked = cms_client.get("/cms/spaces/new/").text
    assert "Laissée vide" in asked
    assert "Visibility" not in asked
    assert new_group(cms_client, slug="").status_code == 302
    assert Group.objects.get().slug == "reseau-des-clauses"


def test_making_a_group_at_a_taken_address_is_refused_here(cms_client, facilitator):
    GroupFactory(slug="clauses")
    assert "slug" in new_group(cms_client).context["form"].errors
    assert Group.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("facilitator", "inconnue@example.org"), ("facilitator", "suspendue@example.org"),
        ("facilitator", "jamais-confirmee@example.org"), ("name", ""), ("name", "x" * 121),
        ("hue", "9"), ("hue", "٣٣"), ("visibility", "open"), ("slug", "../a"),
        ("theme", "99999999999999999999"),
        ("description", "x" * 2001),
    ],
)  # fmt: skip
def test_making_a_group_refuses_bad_input(cms_client, facilitator, field, value):
    UserFactory(email="suspendue@example.org", is_active=False)
    never = UserFactory(email="jamais-confirmee@example.org", approved_at=None)
    EmailAddress.objects.update_or_create(user=never, defaults={"email": never.email, "verified": False})
    assert field in new_group(cms_client, **{field: value}).context["form"].errors
    assert not Group.objects.exists()


def test_editing_changes_the_card_and_the_welcome(cms_client, group):
    html = '<p>Bonjour</p><script>alert("x")</script>'
    edit(
        cms_client,
        group,
        name="Nou\u202eveau nom",
        visibility="hidden",
        confidential="on",
        welcome=html,
        welcome_format="html",
    )
    group.refresh_from_db()
    assert (group.name, group.visibility, group.confidential) == ("Nouveau nom", Visibility.HIDDEN, True)
    assert group.welcome == "<p>Bonjour</p>"
    assert group.slug == "reussite-educative"


def test_editing_to_hidden_takes_the_card_away_at_once(cms_client, group):
    visitor = Client()
    assert group.name in visitor.get(f"/groupes/{group.slug}/").content.decode()
    edit(cms_client, group, name=group.name, visibility="hidden")
    response = visitor.get(f"/groupes/{group.slug}/")
    assert response.status_code == 404
    assert group.name not in response.content.decode()


def test_editing_shows_nothing_of_the_inside(cms_client):
    group = GroupFactory()
    MembershipFactory(group=group, user__last_name="CNRY-membre", user__email="cnry@example.org")
    ThreadFactory(group=group, title="CNRY-titre")
    for path in ("", f"edit/{group.pk}/", f"history/{group.pk}/", f"archive/{group.pk}/", f"usage/{group.pk}/"):
        page = cms_client.get(f"/cms/spaces/{path}").content.decode()
        assert group.name in page and "cnry" not in page.lower(), path


def test_archiving_asks_then_closes_and_reopens(cms_client, group):
    page = f"/cms/spaces/archive/{group.pk}/"
    assert "Archiver ce groupe" in cms_client.get(page).content.decode()
    assert not Group.objects.get().is_archived
    response = cms_client.post(page, follow=True)
    assert "est archivé" in cms.words_of(response)
    assert Group.objects.get().is_archived
    assert f"/cms/spaces/restore/{group.pk}/" in response.content.decode()
    cms_client.post(f"/cms/spaces/restore/{group.pk}/")
    assert not Group.objects.get().is_archived


def test_group_is_never_deleted(cms_client, group):
    for _ in range(2):
        cms_client.post(f"/cms/spaces/delete/{group.pk}/")
    assert Group.objects.filter(pk=group.pk).exists()
    assert f"/cms/spaces/delete/{group.pk}/" not in cms_client.get(f"/cms/spaces/edit/{group.pk}/").content.decode()


@pytest.mark.parametrize("path", ["edit/999/", "archive/999/", "archive/99999999999999999999/"])
def test_absent_group_is_not_found(cms_client, path):
    assert cms_client.get(f"/cms/spaces/{path}").status_code == 404


def test_permissions_given_to_a_role_open_no_group(client, group):
    from django.contrib.auth.models import Permission

    editor = cms.editor()
    editor.groups.get().permissions.add(*Permission.objects.filter(content_type__app_label="groups"))
    client = cms.enter(client, editor)
    edit(client, group, name="Pris")
    client.post(f"/cms/spaces/archive/{group.pk}/")
    group.refresh_from_db()
    assert (group.name, group.is_archived) == ("Réussite éducative", False)


def test_update_card_knows_its_fields(group):
    with pytest.raises(ValueError, match="member_count"):
        update_card(group=group, by=cms.administrator(), member_count=9)


def test_who_runs_the_network_opens_a_group_and_reads_nothing_of_it_in_silence(cms_client, group, facilitator):
    """Open to the network, it lets everybody in but those who opened it: they ask; and its facilitators are told."""
    boss = MembershipFactory(group=group, role="facilitator").user
    thread = ThreadFactory(group=group, title="CNRY-titre")
    edit(cms_client, group, name=group.name, entry="open")
    assert Event.objects.get(kind="doors-changed").scope == group.scope
    person, admin = Client(), Client()
    person.force_login(facilitator)
    admin.force_login(User.objects.get(is_superuser=True))
    for visitor, is_let_in in ((person, True), (admin, False)):
        visitor.post(f"/groupes/{group.slug}/demande/", {"message": "", "key": uuid.uuid4()})
        assert ("CNRY" in visitor.get(thread.url).content.decode()) == is_let_in
    asked = group.join_requests.get(state="pending")
    assert asked.user.is_superuser
    accept_request(request=asked, by=boss)
    assert "CNRY" in admin.get(thread.url).content.decode()


def test_the_room_for_files_is_on_the_card(cms_client, group):
    edit(cms_client, group, files_megabytes="300")
    group.refresh_from_db()
    assert group.files_megabytes == 300 and "mégaoctets" in cms_client.get(f"/cms/spaces/edit/{group.pk}/").text
    for refused in ("0", "-5", "beaucoup"):
        assert "files_megabytes" in edit(cms_client, group, files_megabytes=refused).context["form"].errors
    edit(cms_client, group, files_megabytes="")
    group.refresh_from_db()
    assert group.files_megabytes is None
