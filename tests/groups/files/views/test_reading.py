"""Reading a file on its page; and that what may not go out goes out by no door."""

import pytest

from groups.files.models import FileVersion, Preview
from network.kit import private_files
from tests import clamd
from tests.documents import docx, opened, pages, paragraph, picture
from tests.groups.files.conftest import CANARY
from tests.groups.files.views.test_lists import FILES
from tests.pages import main_of
from tests.worker import run_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # documents are read in processes of their own


def reading_on(client, file):
    return main_of(client.get(file.url)).split('id="h-reading"')[1].split("</section>")[0]


def test_a_preview_is_announced_then_shown(member_client, member, bring):
    file = bring(member, "Notice.txt", "Un <b>mot</b>.\n\nUn autre.")
    assert "L’aperçu se prépare" in reading_on(member_client, file)
    run_tasks()
    shown = reading_on(member_client, file)
    assert "<p>Un &lt;b&gt;mot&lt;/b&gt;.</p>" in shown and "<p>Un autre.</p>" in shown


def test_a_picture_is_shown_without_what_it_carried(member_client, member, bring):
    """FI-04: the bytes that a browser gets."""
    file = bring(member, "Photo.jpg", picture(place=CANARY))
    run_tasks()
    assert f'src="{file.url}apercu/1/" width="20" height="40"' in reading_on(member_client, file)
    response = member_client.get(f"{file.url}apercu/1/")
    data = response.getvalue()
    assert data[:4] == b"RIFF" and CANARY.encode() not in data
    assert (response["Content-Type"], response["Content-Disposition"]) == ("image/webp", 'inline; filename="1.webp"')


@pytest.mark.parametrize("number", [0, 1])
def test_a_preview_goes_out_under_the_headers_of_a_file(member_client, member, bring, number):
    """FI-02: of a PDF that holds a script, nothing but points."""
    made = opened("Charte", ["Bonjour"], "pdf").replace(
        b"/Lang (fr-FR)", b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"
    )
    file = bring(member, "Charte.pdf", made)
    run_tasks()
    response = member_client.get(f"{file.url}apercu/{number}/")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (response["X-Content-Type-Options"], response["Cache-Control"]) == ("nosniff", "private, no-store")
    assert response["Cross-Origin-Resource-Policy"] == "same-origin" and response["ETag"] == f'"{file.pk}-1-{number}"'
    assert b"JavaScript" not in response.getvalue() and response["Content-Type"] == "image/webp"


def test_pages_of_a_document_are_read_one_under_the_other(member_client, member, bring):
    file = bring(member, "Bilan.pdf", pages(14, "Bonjour"))
    run_tasks()
    shown = reading_on(member_client, file)
    assert shown.count("<img") == 12 and 'alt="Page 12"' in shown and 'tabindex="0"' in shown
    assert "14 pages" in shown and "Les 12 premières" in shown and "<p>Bonjour</p>" in shown
    assert member_client.get(f"{file.url}apercu/13/").status_code == 404


def test_markdown_and_values_run_nothing(member_client, member, bring):
    """FI-02."""
    note = bring(member, "Note.md", "# Ordre du jour\n\n<img src=x onerror=alert(1)>\n\n[ici](javascript:alert(1))")
    table = bring(member, "Liste.csv", "nom;calcul\nÉlise;=cmd|' /C calc'!A0\n<script>alert(1)</script>;2\n")
    run_tasks()
    shown = reading_on(member_client, note)
    assert "<h3>Ordre du jour</h3>" in shown and "<img" not in shown and 'href="javascript' not in shown
    shown = reading_on(member_client, table)
    assert "<td>=cmd|&#39; /C calc&#39;!A0</td>" in shown.replace("'", "&#39;") and "<script" not in shown
    assert "&lt;script&gt;" in shown and 'scope="col"' in shown


@pytest.mark.parametrize(("count", "said"), [(4000, False), (5000, True)])
def test_long_words_are_cut_and_that_is_said(member_client, member, bring, count, said):
    file = bring(member, "Long.txt", "mot\n\n" * count)
    run_tasks()
    shown = reading_on(member_client, file)
    assert shown.count("<p>mot</p>") <= 4000 and ("Seul le début" in shown) is said


def test_an_office_document_is_read_by_its_words(member_client, member, bring):
    file = bring(member, "Compte rendu.docx", docx(paragraph("Décisions &lt;b&gt;")))
    run_tasks()
    shown = reading_on(member_client, file)
    assert "Décisions &lt;b&gt;" in shown and "Le texte seul" in shown


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("Vieux.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Ce type de fichier n’a pas d’aperçu"),
        ("Bombe.docx", docx("", **{"word/header1.xml": bytes(120_000_000)}), "trop de temps ou de mémoire"),
        ("Coupé.pdf", b"%PDF-1.7\n", "peut-être endommagé"),
    ],
)
def test_what_has_no_preview_says_why(member_client, member, bring, name, data, said):
    """FI-05: the outcome is clear, and the file can be downloaded all the same."""
    file = bring(member, name, data)
    run_tasks()
    assert said in reading_on(member_client, file)
    assert b"".join(member_client.get(f"{file.url}telechargement/")) == data


def test_previews_are_for_members_and_of_the_current_version(client, member, outsider, bring, renew):
    """AZ-01."""
    file = bring(member, "Photo.jpg", picture())
    run_tasks()
    client.force_login(outsider)
    assert client.get(f"{file.url}apercu/1/").status_code == 404
    client.force_login(member.user)
    assert client.get(f"{file.url}apercu/1/").getvalue()[:4] == b"RIFF"
    renew(member, file, picture(size=(9, 9)), name="Photo.jpg")
    assert client.get(f"{file.url}apercu/1/").status_code == 404
    assert client.get(f"{file.url}apercu/{'9' * 30}/").status_code == 404


def test_previews_of_another_group_by_their_ids(member_client, member, secret_file):
    """AZ-01."""
    made = private_files.upload_dir() / "made"
    made.write_bytes(CANARY.encode())
    sizes = {"size": 9, "width": 1, "height": 1}
    Preview.objects.create(file=secret_file, number=1, version_number=1, bytes_key=private_files.take(made), **sizes)
    refused = member_client.get(f"{FILES}{secret_file.pk}/apercu/1/")
    assert refused.status_code == 404 and CANARY not in refused.text


# Before and after the virus scanner ----------------------------------------------------


def doors(file):
    return [f"{file.url}telechargement/", f"{file.url}versions/1/", f"{file.url}apercu/0/", f"{file.url}apercu/1/"]


def leaks(client, file, words):
    answers = [client.get(path) for path in doors(file)] + [client.post(doors(file)[0])]
    return [response for response in answers if words in b"".join(response) or response.status_code == 200]


@pytest.mark.parametrize("state", ["waiting", "unreached", "quarantined"])
def test_no_door_gives_out_what_is_not_clean(client, member, facilitator, bring, state):
    """Nobody's: not who brought it, not who facilitates."""
    file = bring(member, "Photo.jpg", picture(place=CANARY))
    run_tasks()
    assert all(client.get(path).status_code != 200 for path in doors(file))
    FileVersion.objects.update(state=state)
    type(file).objects.update(state=state)
    for person in (member, facilitator):
        client.force_login(person.user)
        assert leaks(client, file, CANARY.encode()) == [] and leaks(client, file, b"RIFF") == []
        assert "/apercu/" not in client.get(file.url).text and "/telechargement/" not in main_of(client.get(FILES))
    file.refresh_from_db()
    assert file.downloads == 0 and file.thumbnail_url == ""


def test_a_file_that_is_being_checked_says_so(member_client, member, bring, scanner):
    file = bring(member)
    for path in (file.url, f"{file.url}telechargement/", FILES):
        assert "En cours de vérification" in main_of(member_client.get(path))
    assert member_client.get(f"{file.url}telechargement/").status_code == 409
    run_tasks()
    assert "En cours de vérification" not in main_of(member_client.get(file.url))
    assert b"".join(member_client.get(f"{file.url}telechargement/")) == b"Des mots."


def test_a_file_in_quarantine_says_so_and_its_other_versions_stay(client, member, colleague, bring, renew, scanner):
    file = renew(member, bring(member, "Reçu.txt", "Sain."), clamd.EICAR)
    run_tasks()
    client.force_login(colleague.user)
    page = main_of(client.get(file.url))
    assert "En quarantaine" in page and "Eicar-Test-Signature" in page and "version saine" not in page
    assert b"".join(client.get(f"{file.url}versions/1/")) == b"Sain."
    assert clamd.EICAR.encode() not in client.get(f"{file.url}versions/2/").content
    client.force_login(member.user)
    assert "version saine" in main_of(client.get(file.url))


def test_a_scanner_that_is_away_is_said(member_client, member, bring, settings):
    settings.CLAMD_URL = "unix:/nowhere/clamd.ctl"
    file = bring(member)
    run_tasks()
    for path in (file.url, f"{file.url}telechargement/"):
        assert "L’antivirus ne répond pas" in main_of(member_client.get(path))
