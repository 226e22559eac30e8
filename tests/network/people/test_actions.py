import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction

from network.kit import broadcast
from network.kit.errors import Refused
from network.people import actions
from network.people.models import Profile, User
from network.reference.models import Organisation
from tests.factories import UserFactory
from tests.network.people.letters import last_mail, letters

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(db):
    return UserFactory(is_superuser=True, last_name="Administre")


@pytest.fixture
def told(monkeypatch):
    """What the live hints were asked, in order."""
    calls = []
    monkeypatch.setattr(broadcast, "disconnect", lambda user_id, scope=None: calls.append(("disconnect", user_id)))
    monkeypatch.setattr(broadcast, "recheck", lambda user_id: calls.append(("recheck", user_id)))
    return calls


def open_session(person) -> str:
    store = SessionStore()
    store["_auth_user_id"] = str(person.pk)
    store.create()
    UserSession.objects.create(user=person, ip="127.0.0.1", session_key=store.session_key, user_agent="Firefox")
    return store.session_key


def test_suspend_ends_every_session_and_closes_sockets(administrator, outsider, told):
    keys = [open_session(outsider), open_session(outsider)]
    kept = open_session(administrator)
    actions.suspend(person=outsider, by=administrator)
    outsider.refresh_from_db()
    assert not outsider.is_active
    assert not Session.objects.filter(session_key__in=keys).exists()
    assert Session.objects.filter(session_key=kept).exists()
    assert ("disconnect", outsider.pk) in told


def test_suspend_refuses_somebody_who_does_not_administer(outsider, told):
    other = UserFactory()
    key = open_session(other)
    with pytest.raises(Refused):
        actions.suspend(person=other, by=outsider)
    other.refresh_from_db()
    assert other.is_active
    assert Session.objects.filter(session_key=key).exists()
    assert told == []


def test_suspend_refuses_oneself_and_the_last_administrator(administrator):
    with pytest.raises(Refused):
        actions.suspend(person=administrator, by=administrator)
    second = UserFactory(is_superuser=True)
    actions.suspend(person=administrator, by=second)
    User.objects.filter(pk=second.pk).update(is_superuser=False)
    last = UserFactory(is_superuser=True)
    with pytest.raises(Refused):
        actions.suspend(person=last, by=second)
    last.refresh_from_db()
    assert last.is_active


def test_two_administrators_who_put_each_other_out_leave_one(administrator):
    """The second of the two, who did not know yet: what they hold says that they still administer the network."""
    second = UserFactory(is_superuser=True)
    late = User.objects.get(pk=second.pk)
    actions.set_administrator(person=second, is_one=False, by=administrator)
    for act in (
        lambda: actions.set_administrator(person=administrator, is_one=False, by=late),
        lambda: actions.suspend(person=administrator, by=late),
        lambda: actions.leave_an_administrator(without=administrator),
    ):
        with transaction.atomic(), pytest.raises(Refused, match="dernière"):
            act()
    administrator.refresh_from_db()
    assert administrator.is_network_admin
    with pytest.raises(Refused, match="Seule"):
        actions.set_administrator(person=second, is_one=True, by=User.objects.get(pk=second.pk))
    actions.set_administrator(person=second, is_one=True, by=administrator)
    assert User.objects.get(pk=second.pk).is_network_admin


def test_restore_lets_in_again(administrator, outsider):
    actions.suspend(person=outsider, by=administrator)
    with pytest.raises(Refused):
        actions.restore(person=outsider, by=UserFactory())
    actions.restore(person=outsider, by=administrator)
    outsider.refresh_from_db()
    assert outsider.is_active


def test_approve_tells_once(administrator):
    person = UserFactory(approved_at=None, language="fr", first_name="Zoé")
    actions.approve(person=person, by=administrator)
    actions.approve(person=person, by=administrator)
    person.refresh_from_db()
    assert person.is_approved
    assert len(letters(person.email)) == 1
    mail = last_mail(person.email)
    assert "Zoé" in mail.body
    assert "http://testserver/tableau-de-bord/" in mail.body


def test_approve_refuses_somebody_who_does_not_administer(outsider):
    person = UserFactory(approved_at=None)
    with pytest.raises(Refused):
        actions.approve(person=person, by=outsider)
    person.refresh_from_db()
    assert not person.is_approved
    assert letters() == []


def test_open_account_is_confirmed_and_has_no_password():
    person = actions.open_account(email="Nadia@Example.org", first_name="Nadia", last_name="Roux")
    assert person.email == "nadia@example.org"
    assert not person.has_usable_password()
    assert person.is_approved
    assert EmailAddress.objects.get(user=person).verified
    with pytest.raises(IntegrityError):
        actions.open_account(email="NADIA@example.org", first_name="N", last_name="R")


def test_update_profile_keeps_what_was_said(outsider):
    Organisation.objects.create(name="Ville de Sarcelles")
    profile = actions.update_profile(
        person=outsider, first_name="Karim", last_name="Benali", language="en", organisation="VILLE DE sarcelles",
        function="Coordonnateur santé", bio="Douze ans de terrain.",
    )  # fmt: skip
    assert str(profile.organisation) == "Ville de Sarcelles"
    assert profile.organisation_name == ""
    outsider.refresh_from_db()
    assert (outsider.last_name, outsider.language) == ("Benali", "en")
    actions.update_profile(
        person=outsider, first_name="K", last_name="B", language="fr", organisation="Une petite association"
    )
    kept = Profile.objects.get(user=outsider)
    assert kept.organisation is None
    assert kept.organisation_label == "Une petite association"
    assert kept.function == "Coordonnateur santé"
    assert not Organisation.objects.filter(name="Une petite association").exists()


def test_discard_never_confirmed_spares_everybody_else(outsider):
    stranger = User.objects.create_user("qui@example.org", "une phrase de passage", first_name="Qui", last_name="Va")
    EmailAddress.objects.create(user=stranger, email=stranger.email, verified=False, primary=True)
    actions.discard_never_confirmed(email=outsider.email)
    actions.discard_never_confirmed(email="QUI@example.org")
    assert User.objects.filter(pk=outsider.pk).exists()
    assert not User.objects.filter(pk=stranger.pk).exists()


def test_rehearse_sign_up_keeps_nothing():
    actions.rehearse_sign_up(password="une phrase quelconque")
    assert not User.objects.exists()
    assert not EmailAddress.objects.exists()


def test_end_sessions_keeps_one(outsider, told):
    kept, ended = open_session(outsider), open_session(outsider)
    actions.end_sessions(person=outsider, keep=kept)
    assert Session.objects.filter(session_key=kept).exists()
    assert not Session.objects.filter(session_key=ended).exists()
    assert [row.session_key for row in UserSession.objects.filter(user=outsider)] == [kept]
    assert told == [("recheck", outsider.pk)]
