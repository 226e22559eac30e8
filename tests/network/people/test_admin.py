"""Accounts in the CMS."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group as Role
from django.core import mail
from django.test import Client

from groups.models import Post
from groups.spaces.actions import enter_exceptionally
from network.people import actions
from network.people.models import User
from tests import cms
from tests.factories import GroupFactory, MembershipFactory, PostFactory, ThreadFactory, UserFactory
from tests.worker import run_tasks

NEW = {"email": "rachid@example.org", "first_name": "Rachid", "last_name": "Aït", "language": "fr"}


@pytest.fixture
def admin(db):
    return cms.administrator()


@pytest.fixture
def cms_client(client, admin):
    return cms.enter(client, admin)


@pytest.fixture
def person(db):
    return UserFactory(first_name="Inès", last_name="Martin", email="ines@example.org")


def form_of(person, **changes):
    form = {
        "email": person.email, "first_name": person.first_name, "last_name": person.last_name, "language": "fr",
        "function": "Cheffe de projet", "organisation": "", "active": "on" if person.is_active else "",
        "approved": "on", "is_superuser": "on" if person.is_superuser else "",
    }  # fmt: skip
    return {name: value for name, value in {**form, **changes}.items() if value != ""}


def edit(cms_client, person, **changes):
    return cms_client.post(f"/cms/users/edit/{person.pk}/", form_of(person, **changes))


def test_the_administration_is_given_and_taken_away(cms_client, person):
    edit(cms_client, person, is_superuser="on")
    person.refresh_from_db()
    assert person.is_network_admin
    edit(cms_client, person, is_superuser="", first_name="Nadège")
    person.refresh_from_db()
    assert (person.is_network_admin, person.first_name) == (False, "Nadège")


def test_a_refused_change_of_the_administration_keeps_nothing(cms_client, admin, person, monkeypatch):
    """The other administrator left the administration between the page and the form."""
    edit(cms_client, person, is_superuser="on")
    taken = actions.set_administrator

    def late(**words):
        User.objects.filter(pk=admin.pk).update(is_superuser=False)
        return taken(**words)

    monkeypatch.setattr(actions, "set_administrator", late)
    page = edit(cms_client, person, is_superuser="", first_name="Nadège")
    assert "C’est la dernière personne qui administre le réseau" in page.text
    person.refresh_from_db()
    assert (person.is_network_admin, person.first_name) == (True, "Inès")


def test_the_last_administrator_is_not_deleted(cms_client, admin, monkeypatch):
    """Whoever deletes left the administration at the same moment."""
    other, check = UserFactory(is_superuser=True), actions.leave_an_administrator

    def late(**words):
        User.objects.filter(pk=admin.pk).update(is_superuser=False)
        return check(**words)

    monkeypatch.setattr(actions, "leave_an_administrator", late)
    page = cms_client.post(f"/cms/users/delete/{other.pk}/", follow=True)
    assert "C’est la dernière personne qui administre le réseau" in page.text
    assert User.objects.get(pk=other.pk).is_network_admin
    monkeypatch.setattr(actions, "leave_an_administrator", check)
    cms_client.post(f"/cms/users/delete/{other.pk}/")
    assert not User.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("people", [1, 3])
def test_people_list_costs_the_same_for_all(cms_client, people, django_assert_num_queries):
    for _ in range(people):
        UserFactory()
    cms_client.get("/cms/users/")
    with django_assert_num_queries(10):
        html = cms_client.get("/cms/users/").content.decode()
    assert "bulk" not in html.split("<main")[1]


def test_people_are_found_by_name_and_address(cms_client, person):
    UserFactory(last_name="CNRY")
    for words in ("marti", "ines@"):
        html = cms_client.get("/cms/users/results/", {"q": words}).content.decode()
        assert "Inès Martin" in html
        assert "CNRY" not in html


def test_opening_an_account_sets_no_password_and_sends_none(cms_client):
    response = cms_client.post("/cms/users/new/", {**NEW, "function": "Coordinateur", "organisation": "Ville de Cergy"})
    assert response.status_code == 302
    person = User.objects.get(email="rachid@example.org")
    assert not person.has_usable_password()
    assert person.is_approved
    assert (person.profile.function, person.profile.organisation_label) == ("Coordinateur", "Ville de Cergy")
    assert EmailAddress.objects.get(user=person).verified
    assert "password" not in cms_client.get("/cms/users/new/").content.decode()
    assert mail.outbox == []


def test_opened_account_signs_in_with_a_code(cms_client):
    cms_client.post("/cms/users/new/", NEW)
    Client().post("/compte/login/code/", {"email": "rachid@example.org"})
    run_tasks()
    assert [message.to for message in mail.outbox] == [["rachid@example.org"]]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "INES@example.org"), ("email", "pas une adresse"), ("first_name", ""), ("last_name", "x" * 61),
        ("first_name", "a\x00b"), ("language", "xx"), ("groups", "999999"),
    ],
)  # fmt: skip
def test_opening_an_account_refuses_bad_input(cms_client, person, field, value):
    response = cms_client.post("/cms/users/new/", {**NEW, field: value})
    assert field in response.context["form"].errors
    assert User.objects.count() == 2


def test_a_sign_up_that_nobody_confirmed_keeps_no_address(cms_client):
    """Anybody can have typed it; whoever an account is opened for does not get what they chose."""
    stranger = UserFactory(email=NEW["email"], password="le mot de passe d’une autre")
    stranger.emailaddress_set.update(verified=False)
    page = cms_client.post("/cms/users/new/", {**NEW, "first_name": ""})
    assert "email" not in page.context["form"].errors and User.objects.filter(pk=stranger.pk).exists()
    cms_client.post("/cms/users/new/", NEW)
    opened = User.objects.get(email=NEW["email"])
    assert opened.pk != stranger.pk and not opened.has_usable_password() and opened.is_approved


def test_address_held_beside_another_account_is_refused(cms_client, person):
    EmailAddress.objects.create(user=person, email="rachid@example.org", verified=True)
    assert "email" in cms_client.post("/cms/users/new/", NEW).context["form"].errors


def test_editing_changes_names_profile_and_roles(cms_client, person):
    role = Role.objects.get(name="Editors")
    asked = cms_client.get(f"/cms/users/edit/{person.pk}/").text
    assert "Écrit des pages et les propose" in asked
    assert "Moderators" not in asked
    edit(cms_client, person, last_name="Mar\u202etin ", function="Directrice", organisation="MJC", groups=role.pk)
    person = User.objects.get(pk=person.pk)
    assert (person.last_name, person.profile.function, person.profile.organisation_label) == (
        "Martin",
        "Directrice",
        "MJC",
    )
    assert list(person.groups.all()) == [role]


def test_editing_keeps_what_it_does_not_show(cms_client, person):
    person.profile.bio = "Je partage volontiers."
    person.profile.save()
    edit(cms_client, person, function="Directrice")
    person.profile.refresh_from_db()
    assert person.profile.bio == "Je partage volontiers."


def test_new_address_opens_the_account_and_both_are_told(cms_client, person):
    theirs = Client()
    theirs.force_login(person)
    edit(cms_client, person, email="ines.martin@example.org")
    assert list(EmailAddress.objects.filter(user=person).values_list("email", "verified", "primary")) == [
        ("ines.martin@example.org", True, True)
    ]
    run_tasks()
    assert {message.to[0] for message in mail.outbox} == {"ines@example.org", "ines.martin@example.org"}


def test_suspending_ends_sessions_and_keeps_what_was_written(cms_client, person):
    membership = MembershipFactory(user=person)
    ThreadFactory(group=membership.group, author=person)
    theirs = Client()
    theirs.post("/compte/login/", {"login": person.email, "password": "une phrase assez longue"})
    assert theirs.get("/tableau-de-bord/").status_code == 200
    edit(cms_client, person, active="")
    assert theirs.get("/tableau-de-bord/").status_code == 302
    assert not User.objects.get(pk=person.pk).is_active
    assert Post.objects.get().author == person
    edit(cms_client, User.objects.get(pk=person.pk), active="on")
    assert User.objects.get(pk=person.pk).is_active


def test_nobody_suspends_or_demotes_themselves(cms_client, admin):
    edit(cms_client, admin, active="", is_superuser="", first_name="Nadège")
    admin.refresh_from_db()
    assert (admin.first_name, admin.is_active, admin.is_superuser) == ("Nadège", True, True)


def test_refusal_of_an_action_keeps_nothing(cms_client, person, monkeypatch):
    from network.kit.errors import Refused
    from network.people import actions

    def refuse(**kwargs):
        raise Refused("Pas maintenant.")

    monkeypatch.setattr(actions, "suspend", refuse)
    response = edit(cms_client, person, active="", first_name="Autre")
    assert "Pas maintenant." in str(response.context["form"].non_field_errors())
    person.refresh_from_db()
    assert person.first_name == "Inès"


def test_approving_sends_one_welcome(cms_client):
    person = UserFactory(approved_at=None)
    edit(cms_client, person, approved="on")
    run_tasks()
    assert [message.to for message in mail.outbox] == [[person.email]]
    assert User.objects.get(pk=person.pk).is_approved


def test_who_waits_for_approval_is_on_the_first_page(cms_client):
    asked = UserFactory(first_name="Néo", last_name="<b>Venue", email="neo@example.org", approved_at=None)
    suspended = UserFactory(email="loin@example.org", approved_at=None, is_active=False)
    unconfirmed = UserFactory(email="jamais@example.org", approved_at=None)
    EmailAddress.objects.filter(user=unconfirmed).update(verified=False)
    page = cms_client.get("/cms/").text
    assert f"/cms/users/edit/{asked.pk}/" in page and "Néo &lt;b&gt;Venue" in page and "neo@example.org" in page
    assert suspended.email not in page and unconfirmed.email not in page
    assert asked.email not in cms.enter(Client(), cms.editor()).get("/cms/").text
    edit(cms_client, asked, approved="on")
    assert asked.email not in cms_client.get("/cms/").text


def test_leaving_approval_unticked_changes_nothing(cms_client):
    person = UserFactory(approved_at=None)
    edit(cms_client, person, approved="")
    assert not User.objects.get(pk=person.pk).is_approved


def test_deleting_leaves_the_words_without_the_name(cms_client, person):
    membership = MembershipFactory(user=person)
    group = membership.group
    MembershipFactory(group=group, role="facilitator")
    thread = ThreadFactory(group=group, author=person)
    PostFactory(thread=thread, author=person, body="<p>Gardé.</p>")
    response = cms_client.post(f"/cms/users/delete/{person.pk}/")
    assert response.status_code == 302
    group.refresh_from_db()
    assert group.member_count == 1
    reader = MembershipFactory(group=group).user
    client = Client()
    client.force_login(reader)
    html = client.get(f"/groupes/{group.slug}/discussions/{thread.pk}/").content.decode()
    assert "Gardé." in html
    assert "Ancien membre" in html
    assert "Inès" not in html


def test_deleting_asks_first(cms_client, person):
    assert cms_client.get(f"/cms/users/delete/{person.pk}/").status_code == 200
    assert User.objects.filter(pk=person.pk).exists()


def test_deleting_who_alone_facilitates_is_refused(cms_client, person):
    MembershipFactory(user=person)
    alone = MembershipFactory(user=person, role="facilitator", group=GroupFactory())
    response = cms_client.post(f"/cms/users/delete/{person.pk}/", follow=True)
    assert "anime" in cms.words_of(response)
    assert User.objects.filter(pk=person.pk).exists()
    assert person.memberships.count() == 2
    alone.group.refresh_from_db()
    assert alone.group.member_count == 1


def test_deleting_who_entered_exceptionally_is_refused(cms_client, admin, group):
    import uuid

    other = cms.administrator(last_name="Autre")
    enter_exceptionally(user=other, group=group, reason="Plainte reçue.", key=uuid.uuid4())
    response = cms_client.post(f"/cms/users/delete/{other.pk}/", follow=True)
    assert "registre" in cms.words_of(response)
    assert User.objects.filter(pk=other.pk).exists()


def test_nobody_deletes_their_own_account_here(cms_client, admin):
    cms_client.post(f"/cms/users/delete/{admin.pk}/")
    assert User.objects.filter(pk=admin.pk).exists()


@pytest.mark.parametrize("action", ["set_active_state", "assign_role", "delete"])
def test_bulk_changes_of_people_are_refused(cms_client, person, action):
    form = {"mark_as_active": "", "role": Role.objects.get(name="Editors").pk}
    cms_client.post(f"/cms/bulk/people/user/{action}/?id={person.pk}", form)
    person = User.objects.get(pk=person.pk)
    assert person.is_active
    assert not person.groups.exists()


def test_permissions_given_to_a_role_open_no_account(client, person):
    from django.contrib.auth.models import Permission

    editor = cms.editor()
    role = editor.groups.get()
    role.permissions.add(*Permission.objects.filter(content_type__app_label__in=["people", "auth", "groups"]))
    client = cms.enter(client, editor)
    for path in ("/cms/users/", f"/cms/users/edit/{person.pk}/", "/cms/groups/", f"/cms/groups/edit/{role.pk}/"):
        assert "ines@example.org" not in client.get(path, follow=True).content.decode()
    client.post(f"/cms/users/edit/{editor.pk}/", form_of(editor, is_superuser="on"))
    client.post(f"/cms/groups/edit/{role.pk}/", {"name": "Editors", "is_superuser": "on"})
    assert not User.objects.get(pk=editor.pk).is_superuser
