"""Who tries the doors: strangers who guess addresses and codes, stolen sessions, other doors, recycled addresses."""

import base64
import statistics
import time
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from network.people import actions
from network.people.models import User
from tests.adversarial.doors import (
    CODE,
    CONFIRM,
    LOGIN,
    NEW,
    PASSWORD,
    RESET,
    SIGNUP,
    is_in,
    sign_in,
)
from tests.factories import InvitationFactory, MembershipFactory, UserFactory
from tests.network.people import second_factor
from tests.network.people.letters import forget_letters, last_code, letters

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nothing_tried_yet")]


def told(response, email: str) -> tuple:
    """All that a stranger learns from an answer, but the address they typed and the secrets of their own form."""
    words = response.content.decode().replace(email, "ADDRESS")
    lines = [line for line in words.splitlines() if "csrfmiddlewaretoken" not in line and "Reference" not in line]
    return response.status_code, response.headers.get("Location"), lines


SIGNUP_FORM = {"first_name": "A", "last_name": "B", "function": "c", "organisation": "d", "password1": NEW}
DOORS = [
    (LOGIN, lambda email: {"login": email, "password": "ce n'est pas elle"}, None),
    (CODE, lambda email: {"email": email}, CONFIRM),
    (RESET, lambda email: {"email": email}, "/compte/password/reset/confirm/"),
    (SIGNUP, lambda email: {"email": email, **SIGNUP_FORM}, reverse("account_email_verification_sent")),
]


@pytest.mark.parametrize(("door", "form", "then"), DOORS, ids=["login", "code", "reset", "signup"])
def test_doors_answer_alike_for_known_unknown_and_suspended(door, form, then, known, suspended):
    answers, mails = [], []
    for email in [known.email, "inconnue@example.org", suspended.email]:
        client = Client()
        forget_letters()
        answers.append(told(client.post(door, form(email)), email))
        if then:
            answers[-1] += told(client.get(then), email) + told(client.post(then, {"code": "000000"}), email)
            mails.append(len(letters(email)))
    assert answers[0] == answers[1] == answers[2]
    assert set(mails) <= {1}


def test_login_with_the_right_password_of_a_suspended_person_is_a_wrong_one(suspended):
    client, wrong = Client(), Client()
    right = client.post(LOGIN, {"login": suspended.email, "password": PASSWORD})
    other = wrong.post(LOGIN, {"login": suspended.email, "password": "autre chose encore"})
    assert told(right, suspended.email) == told(other, suspended.email)
    assert not is_in(client)


def test_suspended_between_the_code_and_its_typing(known, administrator):
    client = Client()
    client.post(CODE, {"email": known.email})
    actions.suspend(person=known, by=administrator)
    response = client.post(CONFIRM, {"code": last_code(known.email)}, follow=True)
    assert response.redirect_chain[-1][0].startswith(LOGIN)
    assert not is_in(client)


def test_there_is_no_page_for_the_suspended(client):
    assert client.get("/compte/inactive/").status_code == 404


@pytest.mark.parametrize(("door", "form", "then"), DOORS, ids=["login", "code", "reset", "signup"])
def test_doors_hash_as_often_for_known_as_for_unknown(door, form, then, known, suspended, monkeypatch):
    """Hashing is most of the time that an answer takes."""
    counts, encode = [], MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *args: counts.append(1) or encode(*args))
    seen = []
    for email in [known.email, "inconnue@example.org", suspended.email]:
        counts.clear()
        Client().post(door, form(email))
        seen.append(len(counts))
    assert seen == [seen[0]] * 3


@pytest.mark.slow
@pytest.mark.parametrize(("door", "form", "then"), DOORS, ids=["login", "code", "reset", "signup"])
def test_doors_take_as_long_for_known_as_for_unknown(door, form, then, known, suspended, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    times = {"known": [], "unknown": [], "suspended": []}
    for number in range(22):
        addresses = {"known": known.email, "suspended": suspended.email, "unknown": f"inconnue{number}@example.org"}
        for who, email in addresses.items():
            client, start = Client(), time.process_time()
            client.post(door, form(email))
            times[who].append(time.process_time() - start)
    medians = [statistics.median(values[2:]) for values in times.values()]
    assert max(medians) - min(medians) < 0.02


def test_signup_of_a_known_address_changes_nothing(known, client):
    before = User.objects.values().get(pk=known.pk)
    client.post(SIGNUP, {"email": known.email.upper(), **SIGNUP_FORM})
    assert User.objects.values().get(pk=known.pk) == before
    assert User.objects.count() == 1
    assert [letter["template"] for letter in letters(known.email)] == ["people/account_already_exists"]


def test_wrong_passwords_are_throttled_and_addresses_cannot_be_feigned(known):
    statuses = []
    for number in range(12):
        forged = {
            "X-Forwarded-For": f"10.0.0.{number}",
            "X-Real-IP": f"10.0.1.{number}",
            "Forwarded": f"for=10.0.2.{number}",
        }
        form = {"login": known.email, "password": f"tentative {number} ratée"}
        statuses.append(Client().post(LOGIN, form, headers=forged).status_code)
    assert statuses == [422] * 5 + [429] * 7


def test_many_accounts_from_one_connection_are_throttled(db):
    statuses = [
        Client().post(LOGIN, {"login": f"p{n}@example.org", "password": "tentative ratée"}).status_code
        for n in range(14)
    ]
    assert statuses == [422] * 10 + [429] * 4


def test_the_owner_still_enters_while_their_password_is_attacked(known):
    for number in range(8):
        Client().post(LOGIN, {"login": known.email, "password": f"tentative {number} ratée"})
    refused = Client().post(LOGIN, {"login": known.email, "password": PASSWORD})
    assert (refused.status_code, refused["Retry-After"]) == (429, "300")
    client = Client()
    client.post(CODE, {"email": known.email})
    client.post(CONFIRM, {"code": last_code(known.email)})
    assert is_in(client)


def test_codes_are_guessed_three_times_at_most(known):
    client = Client()
    client.post(CODE, {"email": known.email})
    right = last_code(known.email)
    for guess in ["000000", "٣٣٣٣٣٣", "9" * 19]:
        client.post(CONFIRM, {"code": guess})
    client.post(CONFIRM, {"code": right})
    assert not is_in(client)


def test_codes_are_asked_a_few_times_then_refused(known):
    statuses = [Client().post(CODE, {"email": known.email}).status_code for _ in range(5)]
    assert statuses == [302] * 3 + [429] * 2
    assert len(letters(known.email)) == 3


def test_codes_work_once_in_one_browser_and_the_latest_only(known):
    thief, client = Client(), Client()
    client.post(CODE, {"email": known.email})
    first = last_code(known.email)
    thief.post(CODE, {"email": "voleur@example.org"})
    thief.post(CONFIRM, {"code": first})
    assert not is_in(thief)
    again = Client()
    again.post(CODE, {"email": known.email})
    assert last_code(known.email) != first
    again.post(CONFIRM, {"code": first})
    assert not is_in(again)
    client.post(CONFIRM, {"code": first})
    assert is_in(client)
    client.post(reverse("account_logout"))
    client.post(CONFIRM, {"code": first})
    assert not is_in(client)


def test_codes_run_out(known, client, time_machine):
    client.post(CODE, {"email": known.email})
    time_machine.move_to(timezone.now() + timedelta(seconds=601))
    client.post(CONFIRM, {"code": last_code(known.email)})
    assert not is_in(client)


def test_nothing_opens_on_get(known, client):
    client.post(CODE, {"email": known.email})
    client.get(CONFIRM, {"code": last_code(known.email)})
    assert not is_in(client)
    signed_in = sign_in(known)
    signed_in.get(reverse("account_logout"))
    assert is_in(signed_in)


@pytest.mark.parametrize(
    "path", ["/cms/login/", "/cms/login/?next=/cms/", "/cms/password_reset/", "/admin/", "/accounts/login/"]
)
def test_no_other_door_takes_a_password(path, administrator, client):
    form = {"username": administrator.email, "login": administrator.email, "password": PASSWORD}
    response = client.post(path, form)
    assert response.status_code in {302, 403, 404, 405}
    assert response.headers.get("Location", LOGIN).startswith(LOGIN)
    assert not is_in(client)


def test_basic_authentication_opens_nothing(known, client):
    sent = base64.b64encode(f"{known.email}:{PASSWORD}".encode()).decode()
    response = client.get("/compte/", headers={"Authorization": f"Basic {sent}"})
    assert response["Location"].startswith(LOGIN) and "WWW-Authenticate" not in response
    assert not is_in(client)


def test_reset_takes_the_code_once_and_ends_every_session(known):
    thief, owner = sign_in(known), Client()
    owner.post(RESET, {"email": known.email})
    code = last_code(known.email)
    owner.post("/compte/password/reset/confirm/", {"code": code})
    owner.post("/compte/password/reset/complete/", {"password1": NEW})
    assert not is_in(thief)
    assert not is_in(owner)
    assert is_in(sign_in(known, NEW))
    again = Client()
    again.post(RESET, {"email": known.email})
    again.post("/compte/password/reset/confirm/", {"code": code})
    response = again.get("/compte/password/reset/complete/")
    assert response.status_code == 302
    assert "people/notice" in [letter["template"] for letter in letters(known.email)]


def test_changing_the_password_ends_the_other_sessions_only(known):
    mine, other = sign_in(known), sign_in(known)
    response = mine.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW})
    assert response.status_code == 302
    assert is_in(mine)
    assert not is_in(other)


def test_an_old_session_is_asked_again_before_the_address_changes(known):
    client = sign_in(known)
    asked = client.post(reverse("account_email"), {"email": "autre@example.org", "action_add": "1"})
    assert asked["Location"].startswith(reverse("account_reauthenticate"))
    assert letters("autre@example.org") == []
    client.post(reverse("account_reauthenticate") + "?next=" + reverse("account_email"), {"password": "pas la bonne"})
    assert letters("autre@example.org") == []
    client.post(reverse("account_reauthenticate") + "?next=" + reverse("account_email"), {"password": PASSWORD})
    assert User.objects.get(pk=known.pk).email == known.email
    client.post(reverse("account_email_verification_sent"), {"code": last_code("autre@example.org")})
    assert User.objects.get(pk=known.pk).email == "autre@example.org"
    assert {letters(known.email)[-1]["template"], letters("autre@example.org")[-1]["template"]} == {"people/notice"}


def change_address(client):
    client.post(reverse("account_email"), {"email": "autre@example.org", "action_add": "1"})
    client.post(reverse("account_email_verification_sent"), {"code": last_code("autre@example.org")})


def add_factor(client):
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": second_factor.code_of(secret)})


@pytest.mark.parametrize(
    ("change", "kept"), [(change_address, "autre@example.org"), (add_factor, "connue@example.org")]
)
def test_another_way_in_ends_the_sessions_that_the_former_one_opened(
    known, change, kept, django_capture_on_commit_callbacks
):
    """RV-04: whoever holds an old cookie; the session that made the change stays."""
    mine, thief = sign_in(known), sign_in(known)
    mine.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    with django_capture_on_commit_callbacks(execute=True):
        change(mine)
    assert "people/notice" in [letter["template"] for letter in letters(kept)]
    assert is_in(mine) and not is_in(thief)


def test_an_address_that_belongs_to_somebody_else_cannot_be_taken(known, outsider):
    client = sign_in(outsider)
    url = reverse("account_email")
    client.post(url, {"email": known.email, "action_add": "1"})
    client.post(f"{reverse('account_reauthenticate')}?next={url}", {"password": PASSWORD})
    client.post(reverse("account_email_verification_sent"), {"code": last_code(known.email)})
    assert User.objects.get(pk=outsider.pk).email != known.email
    assert EmailAddress.objects.get(email=known.email).user == known


def test_a_planted_session_is_not_the_one_that_opens(known):
    client = Client()
    client.get(CODE)
    client.post(CODE, {"email": known.email})
    planted = client.cookies["sid"].value
    client.post(CONFIRM, {"code": last_code(known.email)})
    assert client.cookies["sid"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_cookies_are_closed(known):
    client = sign_in(known)
    session = client.cookies["sid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert client.get(LOGIN, follow=True).cookies.get("csrf", {"samesite": "Lax"})["samesite"] == "Lax"


def test_sessions_are_listed_and_ended(known):
    mine, other = sign_in(known), sign_in(known, **{"User-Agent": "Mozilla/5.0 (Windows) Firefox/140"})
    page = mine.get(reverse("usersessions_list"))
    assert "Firefox" in page.content.decode()
    row = next(session for session in page.context["sessions"] if "Firefox" in session.user_agent)
    stranger = sign_in(UserFactory())
    assert stranger.post(reverse("people:session-end", args=[row.pk])).status_code == 404
    assert is_in(other)
    mine.post(reverse("people:session-end", args=[row.pk]))
    assert not is_in(other)
    assert is_in(mine)


@pytest.mark.parametrize("address", ["partie@example.org", "PARTIE@Example.org"])
def test_a_recycled_address_gets_nothing_of_the_former_person(group, address, client):
    gone = UserFactory(email="partie@example.org")
    MembershipFactory(group=group, user=gone)
    old = sign_in(gone)
    gone.delete()
    client.post(SIGNUP, {"email": address, **SIGNUP_FORM})
    client.post(reverse("account_email_verification_sent"), {"code": last_code("partie@example.org")})
    assert is_in(client)
    assert not is_in(old)
    person = User.objects.get(email="partie@example.org")
    assert not person.memberships.exists()
    assert not person.is_approved
    assert not person.is_superuser


@pytest.mark.parametrize("address", ["part\u0131e@example.org", "partie@examp\u217ce.org", "partie@ex\ufb01le.org"])
def test_addresses_that_only_look_alike_are_refused(address, client):
    UserFactory(email="partie@example.org")
    response = client.post(SIGNUP, {"email": address, **SIGNUP_FORM})
    assert response.status_code == 422
    assert User.objects.count() == 1


def test_a_sign_up_that_nobody_confirmed_holds_no_address_and_keeps_no_password(client):
    thief = Client()
    thief.post(SIGNUP, {"email": "victime@example.org", **SIGNUP_FORM, "password1": "le mot du voleur"})
    by_code = Client()
    by_code.post(CODE, {"email": "victime@example.org"})
    assert letters("victime@example.org")[-1]["template"] == "people/unknown_account"
    cache.clear()
    client.post(SIGNUP, {"email": "victime@example.org", **SIGNUP_FORM})
    client.post(reverse("account_email_verification_sent"), {"code": last_code("victime@example.org")})
    assert is_in(client)
    person = User.objects.get(email="victime@example.org")
    assert not is_in(sign_in(person, "le mot du voleur"))
    assert not is_in(thief)


def test_a_stranger_signs_no_administrator_away(administrator, client):
    """Made on the server, not confirmed yet: what may be signed up afresh is a sign-up, never that account."""
    EmailAddress.objects.filter(user=administrator).delete()
    sign_in(administrator)
    cache.clear()
    client.post(SIGNUP, {"email": administrator.email, **SIGNUP_FORM})
    administrator.refresh_from_db()
    assert administrator.is_superuser
    assert administrator.check_password(PASSWORD)
    assert [letter["template"] for letter in letters(administrator.email)][-1] == "people/account_already_exists"


def test_extra_fields_of_a_sign_up_change_nothing(client):
    InvitationFactory(email="neuve@example.org")
    extra = {
        "is_superuser": "1",
        "is_active": "1",
        "approved_at": "2026-01-01",
        "verified": "1",
        "groups": "1",
        "id": "1",
    }
    client.post(SIGNUP, {"email": "neuve@example.org", **SIGNUP_FORM, **extra})
    person = User.objects.get(email="neuve@example.org")
    assert (person.is_superuser, person.is_approved, person.groups.count()) == (False, False, 0)
    assert not EmailAddress.objects.get(user=person).verified


def test_two_sign_ups_of_one_address_at_the_same_moment(client, monkeypatch):
    monkeypatch.setattr(actions, "discard_never_confirmed", lambda *, email: UserFactory(email=email))
    response = client.post(SIGNUP, {"email": "double@example.org", **SIGNUP_FORM})
    assert response["Location"] == reverse("account_email_verification_sent")
    assert User.objects.filter(email="double@example.org").count() <= 1


def test_resetting_does_not_open_a_sign_up_that_nobody_confirmed(client):
    client.post(SIGNUP, {"email": "victime@example.org", **SIGNUP_FORM})
    Client().post(RESET, {"email": "victime@example.org"})
    assert letters("victime@example.org")[-1]["template"] == "people/unknown_account"
