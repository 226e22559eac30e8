import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from groups.files.models import FileVersion, SharedFile
from groups.spaces.actions import enter_exceptionally, remove_member
from network.kit import private_files
from network.kit.errors import Away
from tests.documents import picture
from tests.factories import UserFactory
from tests.pages import main_of
from tests.worker import run_tasks

pytestmark = pytest.mark.django_db


def add(client, to, words="Deux.", name="Trame v2.txt", **changed):
    given = SimpleUploadedFile(name, words.encode())
    sent = {"file": given, "comment": "Corrigée", "key": str(uuid.uuid4()), **changed}
    return client.post(f"{to.url}versions/", sent)


def test_another_version_becomes_the_current_one(member_client, member, bring):
    file = bring(member, "Trame.txt", "Un.")
    key = str(uuid.uuid4())
    for _ in range(2):
        assert add(member_client, file, key=key).url == file.url
    assert [version.comment for version in FileVersion.objects.filter(file=file)] == ["Corrigée", ""]
    assert member_client.get(f"{file.url}telechargement/").getvalue() == b"Deux."
    assert member_client.get(f"{file.url}versions/1/").getvalue() == b"Un."


@pytest.mark.parametrize(
    ("changed", "status"), [({"file": ""}, 422), ({"key": "x"}, 422), ({"name": "Trame.csv"}, 409)]
)
def test_another_version_that_is_not_taken_says_why(member_client, member, bring, changed, status):
    file = bring(member, "Trame.txt")
    response = add(member_client, file, **changed)
    assert response.status_code == status and "Corrigée" in main_of(response)
    assert FileVersion.objects.get().file == file


def test_another_version_is_not_for_everybody(client, colleague, member, bring):
    """AZ-03."""
    file = bring(member)
    client.force_login(colleague.user)
    assert add(client, file).status_code == 404 and FileVersion.objects.count() == 1
    assert client.post(f"{file.url}versions/1/reprise/").status_code == 404


def test_an_earlier_version_is_taken_up(member_client, member, bring, renew):
    file = renew(member, bring(member, words="Un."), "Deux.")
    page = member_client.post(f"{file.url}versions/1/reprise/", follow=True).text
    assert "de nouveau l’actuelle" in page and "Reprise de la version 1" in page
    assert member_client.get(f"{file.url}telechargement/").getvalue() == b"Un."


def test_bytes_come_as_a_download_that_runs_nothing(member_client, member, bring):
    """FI-02, FI-03: under a clean name, with nothing that a browser would show or keep."""
    file = bring(member, 'Notice "à lire"\u202e.txt', "Du texte, puis <script>alert(1)</script>")
    response = member_client.get(f"{file.url}telechargement/")
    assert response["Content-Disposition"].startswith("attachment; ")
    assert "filename*=utf-8''Notice%20%C3%A0%20lire.txt" in response["Content-Disposition"]
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"] and "script-src" not in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"


HOSTILE = [
    "../../etc/passwd.txt", "/absolu.txt", "C:\\a\\b.txt", "a\r\nSet-Cookie: x=1.txt", "nul\x00.txt", "a\u2028b.txt",
    "-rf.txt", "CON.txt", "espaces   .txt", "é" * 300 + ".txt", "🙂.txt", 'a";filename=b.html;x=".txt', "a;b=c.txt",
    "%2e%2e%2fa.txt",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_changes_no_header_and_no_place(member_client, member, bring, name):
    """FI-03."""
    file = bring(member, name)
    response = member_client.get(f"{file.url}telechargement/")
    said = response["Content-Disposition"]
    usual = member_client.get(f"{bring(member, 'Usuel.txt').url}telechargement/")
    assert set(response.headers) == set(usual.headers) and response["Content-Type"] == usual["Content-Type"]
    assert said.startswith("attachment; filename") and said.isascii() and said.isprintable() and len(said) < 2000
    assert not {"/", "\\"} & set(file.name) and len(file.name) <= 180 and file.name.endswith(".txt")
    assert private_files.path_of(FileVersion.objects.get(file=file).bytes_key).is_file()


def test_downloads_are_counted_by_the_button_alone(member_client, member, bring):
    """HD-03: reading changes nothing. By whom is not kept."""
    file = bring(member)
    member_client.get(f"{file.url}telechargement/")
    assert SharedFile.objects.get().downloads == 0
    assert member_client.post(f"{file.url}telechargement/").getvalue() == b"Des mots."
    assert SharedFile.objects.get().downloads == 1
    assert "Téléchargé 1 fois" in main_of(member_client.get(file.url))


def test_downloads_of_an_exceptional_entry_are_not_counted(client, member, bring):
    """The members count their own: who came to look into something leaves another trace."""
    file, admin = bring(member), UserFactory(is_superuser=True)
    enter_exceptionally(user=admin, group=member.group, reason="Signalement reçu", key=uuid.uuid4())
    client.force_login(admin)
    assert client.post(f"{file.url}telechargement/").getvalue() == b"Des mots."
    assert SharedFile.objects.get().downloads == 0


def test_downloads_are_counted_once_by_their_beginning(member_client, member, bring):
    """The parts that follow, a question about it, and what was lost are no download."""
    file = bring(member)
    for asked, counted in (("bytes=0-3", 1), ("bytes=4-", 1), ("bytes=-2", 1), ("", 2)):
        member_client.post(f"{file.url}telechargement/", headers={"range": asked})
        assert SharedFile.objects.get().downloads == counted
    member_client.head(f"{file.url}telechargement/")
    private_files.delete(FileVersion.objects.get().bytes_key)
    assert member_client.post(f"{file.url}telechargement/").status_code == 410
    assert SharedFile.objects.get().downloads == 2


@pytest.mark.parametrize("path", ["telechargement/", "versions/1/"])
def test_bytes_that_are_lost_are_said_and_earlier_ones_still_come(member_client, member, bring, renew, path, caplog):
    file = renew(member, bring(member, words="Un."), "Deux.")
    lost, other = (1, "telechargement/") if "versions" in path else (2, "versions/1/")
    key = FileVersion.objects.get(number=lost).bytes_key
    private_files.delete(key)
    response = member_client.get(f"{file.url}{path}")
    assert response.status_code == 410 and "perdu son contenu" in response.text and "Prévenez" in response.text
    assert response["X-Request-ID"] in response.text and key[:8] in caplog.text
    assert member_client.get(f"{file.url}{other}").getvalue() in {b"Un.", b"Deux."}
    assert "Notice" in main_of(member_client.get(file.url))


def test_another_version_is_refused_while_the_place_of_files_is_away(member_client, member, bring, monkeypatch):
    file = bring(member)

    def away(_path):
        raise Away("Les fichiers sont injoignables.")

    monkeypatch.setattr(private_files, "send_ahead", away)
    response = add(member_client, file)
    assert response.status_code == 503
    assert "injoignables" in main_of(response) and "Corrigée" in main_of(response)
    assert FileVersion.objects.count() == 1 and list(private_files.upload_dir().iterdir()) == []


def test_bytes_are_gone_at_once_for_who_was_removed(member_client, member, facilitator, bring):
    """RV-01, FI-01: every address they saved."""
    file = bring(member)
    saved = [f"{file.url}{path}" for path in ("", "telechargement/", "versions/1/")]
    assert [member_client.get(url).status_code for url in saved] == [200] * 3
    remove_member(membership=member, by=facilitator.user)
    for url in saved:
        response = member_client.get(url)
        assert response.status_code == 404 and file.name not in response.text and "Des mots" not in response.text


@pytest.mark.parametrize("count", [1, 300])
def test_bytes_cost_the_same_among_many_files(client, member, bring, count, django_assert_num_queries):
    file = bring(member)
    about = {"group": member.group, "family": "text", "size": 1, "updated_at": file.updated_at}
    SharedFile.objects.bulk_create(SharedFile(name=f"{n}.txt", key=f"{n}.txt", **about) for n in range(count))
    client.force_login(member.user)
    with django_assert_num_queries(5):
        client.get(f"{file.url}telechargement/")


# Earlier versions on their page ---------------------------------------------------------------------------------------


def test_an_earlier_version_is_seen_as_it_was(member_client, member, bring, renew):
    file = bring(member, "Photo.jpg", picture())
    run_tasks()
    renew(member, file, picture(size=(90, 10)), name="Photo.jpg")
    run_tasks()
    assert f'href="{file.url}versions/1/apercu/"' in main_of(member_client.get(file.url))
    page = main_of(member_client.get(f"{file.url}versions/1/apercu/"))
    assert f'src="{file.url}versions/1/apercu/1/"' in page and f'formaction="{file.url}versions/1/reprise/"' in page
    old, new = (member_client.get(f"{file.url}{where}1/") for where in ("versions/1/apercu/", "apercu/"))
    assert old["Content-Type"] == "image/webp" and old.getvalue() != new.getvalue()


def test_an_earlier_version_without_pictures_says_so(member_client, member, bring, renew):
    file = renew(member, bring(member, words="Un."), "Deux.")
    run_tasks()
    page = main_of(member_client.get(f"{file.url}versions/1/apercu/"))
    assert "Téléchargez-la" in page and f'href="{file.url}versions/1/"' in page
    for missing in ("versions/3/apercu/", "versions/1/apercu/1/", "versions/3/apercu/1/"):
        assert member_client.get(f"{file.url}{missing}").status_code == 404


def test_pictures_of_a_version_in_quarantine_stay_closed(member_client, member, bring, renew):
    """FI-04."""
    file = bring(member, "Photo.jpg", picture())
    run_tasks()
    renew(member, file, picture(), name="Photo.jpg")
    FileVersion.objects.filter(file=file, number=1).update(state="quarantined", finding="Eicar")
    page = main_of(member_client.get(f"{file.url}versions/1/apercu/"))
    assert "En quarantaine" in page and "apercu/1/" not in page and "reprise" not in page
    assert member_client.get(f"{file.url}versions/1/apercu/1/").status_code == 404
