import os

import pytest
from django.contrib.auth.models import Group as Permissions
from django.core import mail
from django.core.mail.backends.filebased import EmailBackend

from network.people import demo
from network.people.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
LOGIN, MAILS = "/demonstration/connexion/", "/demonstration/courriels/"


@pytest.fixture
def people(db):
    found = {persona.slug: UserFactory(email=persona.email, first_name=persona.slug) for persona in demo.PERSONAS}
    User.objects.filter(email="patrice.odoul@example.org").update(is_superuser=True)
    found["solene"].groups.add(Permissions.objects.get(name="Editors"))
    return found


@pytest.fixture
def demonstration(settings, people):
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.network.people.demo_urls"
    return people


@pytest.fixture
def mail_files(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def write_mail(folder, subject: str, body: str, at: int) -> None:
    backend = EmailBackend(file_path=folder)
    backend.send_messages([mail.EmailMultiAlternatives(subject, body, to=["claire@example.org"])])
    for path in folder.glob("*.log"):
        if subject.encode() in path.read_bytes():
            os.utime(path, (at, at))


@pytest.mark.parametrize("path", [LOGIN, MAILS])
def test_addresses_do_not_exist_without_demonstration(client, people, path, settings):
    assert client.get(path).status_code == 404
    assert client.post(path, {"persona": "patrice"}).status_code == 404
    settings.ROOT_URLCONF = "tests.network.people.demo_urls"
    assert client.post(path, {"persona": "patrice"}).status_code == 404
    assert client.get("/compte/").status_code == 302


def test_sign_in_page_offers_the_five_people_in_demonstration_only(client, demonstration, settings):
    page = client.get("/compte/login/").content.decode()
    for persona in demo.PERSONAS:
        assert persona.name in page
    settings.DEMO = False
    assert "Coulibaly" not in client.get("/compte/login/").content.decode()


@pytest.mark.parametrize("slug", [persona.slug for persona in demo.PERSONAS])
def test_demo_login_opens_with_one_click(client, demonstration, slug):
    assert client.get(LOGIN).status_code == 405
    assert client.post(LOGIN, {"persona": slug})["Location"] == "/tableau-de-bord/"
    assert demonstration[slug].email in client.get("/compte/").content.decode()
    assert (client.get("/cms/").status_code == 200) is (slug in {"patrice", "solene"})
    assert client.get("/compte/sessions/").context["session_count"] == 1


@pytest.mark.parametrize("slug", ["", "personne", "patrice.odoul@example.org", "\x00"])
def test_demo_login_knows_nobody_else(client, demonstration, slug):
    assert client.post(LOGIN, {"persona": slug}).status_code == 404
    assert client.get("/compte/").status_code == 302


def test_demo_login_refuses_the_suspended(client, demonstration):
    User.objects.filter(email="aminata.coulibaly@example.org").update(is_active=False)
    assert client.post(LOGIN, {"persona": "aminata"}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_mailbox_shows_the_last_mails_as_text(client, demonstration, mail_files):
    write_mail(mail_files, "Le premier", "Lien : http://127.0.0.1:8000/invitation/abc/", at=1000)
    write_mail(mail_files, "Le second", "<script>alert(1)</script>", at=2000)
    page = client.get(MAILS).content.decode()
    assert page.index("Le second") < page.index("Le premier")
    assert "<script>alert" not in page
    assert 'href="http://127.0.0.1:8000/invitation/abc/"' in page


def test_mailbox_reads_strange_files(client, demonstration, mail_files):
    (mail_files / "a.log").write_bytes(b"\xff\xfe\n" + demo.SEPARATOR + b"Date: hier\nSubject: Sans date\n\nBonjour")
    (mail_files / "b.log").write_bytes(b"Content-Type: text/html\n\n<b>gras</b>")
    found = demo.mails()
    assert {mail.subject for mail in found} == {"", "Sans date"}
    assert all(mail.sent_at is None for mail in found)
    assert client.get(MAILS).status_code == 200


def test_mailbox_says_when_the_mail_left(demonstration, mail_files):
    (mail_files / "a.log").write_bytes(b"Date: Sun, 22 Nov 2026 23:00:00 -0000\nSubject: A\n\nBonjour")
    assert demo.mails()[0].sent_at.isoformat() == "2026-11-22T23:00:00+00:00"


def test_mailbox_is_empty_when_mails_leave_by_a_server(client, demonstration):
    assert demo.mails() == []
    assert client.get(MAILS).status_code == 200


def test_personas_have_initials():
    assert demo.persona_named("aminata").initials == "AC"
    assert demo.persona_named("x") is None
