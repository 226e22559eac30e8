"""Minutes and attendance sheets as files: what is in them, and LK-06: who never gets them."""

import io
import zipfile
from urllib.parse import unquote

import pypdfium2
import pytest
from docx import Document

from groups.meetings.models import Edition, Point
from groups.meetings.queries import content_of
from network.kit.errors import Refused
from network.kit.papers import pdf
from network.kit.rate import LIMITS
from tests.factories import MinutesFactory
from tests.groups.meetings.conftest import CANARY

pytestmark = pytest.mark.slow

WAYS = ("pdf", "word", "opendocument", "impression")
DRAFT = "CNRY-brouillon"


def path_of(meeting, way, slug=""):
    return f"/groupes/{slug or meeting.group.slug}/reunions/{meeting.pk}/compte-rendu/{way}/"


@pytest.fixture
def published(past_meeting):
    """Minutes with two editions, and a working copy that nobody was shown yet."""
    minutes = MinutesFactory(meeting=past_meeting, summary="Première lecture.", published=True)
    minutes.summary = "Deuxième lecture."
    minutes.edition = 2
    minutes.save()
    Edition.objects.create(minutes=minutes, number=2, content=content_of(minutes), reason="le vote")
    Point.objects.create(minutes=minutes, title=DRAFT)
    return minutes


def said(way, answer):
    if way == "impression":
        return answer.content.decode()
    if way == "pdf":
        document = pypdfium2.PdfDocument(answer.content)
        words = "\n".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
        return words
    with zipfile.ZipFile(io.BytesIO(answer.content)) as files:
        return files.read("word/document.xml" if way == "word" else "content.xml").decode()


@pytest.mark.parametrize("way", WAYS)
def test_members_take_the_last_edition_or_the_one_they_ask_for(client, member, published, way):
    client.force_login(member.user)
    path = path_of(published.meeting, way)
    last, first = said(way, client.get(path)), said(way, client.get(f"{path}?version=1"))
    assert "Deuxième lecture." in last and "Première lecture." in first
    assert DRAFT not in last and DRAFT not in first


@pytest.mark.parametrize("way", WAYS)
def test_drafts_leave_with_those_who_write_them_only(client, member, facilitator, minutes, way):
    Point.objects.create(minutes=minutes, title=DRAFT)
    client.force_login(facilitator.user)
    assert DRAFT in said(way, client.get(path_of(minutes.meeting, way)))
    client.force_login(member.user)
    refused = client.get(path_of(minutes.meeting, way))
    assert refused.status_code == 404 and DRAFT not in refused.content.decode()


@pytest.mark.parametrize("way", WAYS)
def test_minutes_of_another_group_are_absent(client, member, published, secret_meeting, way):
    client.force_login(member.user)
    assert client.get(path_of(published.meeting, way)).status_code == 200
    for path in (path_of(secret_meeting, way), path_of(secret_meeting, way, member.group.slug)):
        for query in ("", "?version=1"):
            refused = client.get(path + query)
            assert refused.status_code == 404 and CANARY not in refused.content.decode()


@pytest.mark.parametrize("version", ["0", "3", "-1", "x", "", "9" * 30, "1%00"])
def test_editions_that_are_not_there_are_absent(client, facilitator, published, version):
    client.force_login(facilitator.user)
    refused = client.get(f"{path_of(published.meeting, 'impression')}?version={version}")
    assert refused.status_code == 404 and DRAFT not in refused.content.decode()


def test_a_draft_has_no_edition(client, facilitator, minutes):
    client.force_login(facilitator.user)
    assert "Brouillon" in client.get(path_of(minutes.meeting, "impression")).content.decode()
    assert client.get(f"{path_of(minutes.meeting, 'impression')}?version=0").status_code == 404


def test_who_left_takes_nothing_more(client, colleague, published):
    client.force_login(colleague.user)
    path = path_of(published.meeting, "word")
    assert client.get(path).status_code == 200
    colleague.delete()
    refused = client.get(path)
    assert refused.status_code == 404 and b"lecture" not in refused.content


@pytest.mark.parametrize(("way", "begins"), [("word", b"PK"), ("opendocument", b"PK")])
def test_files_have_a_safe_name_and_are_kept_by_nobody(client, member, published, way, begins):
    published.meeting.title = 'Bilan\r\nSet-Cookie: x "fin" ../..\u202egpj'
    published.meeting.save()
    Edition.objects.filter(number=2).update(content=content_of(published))
    client.force_login(member.user)
    answer = client.get(path_of(published.meeting, way))
    name = unquote(answer["Content-Disposition"])
    assert answer.content.startswith(begins) and answer["Cache-Control"] == "private, no-store"
    assert "\n" not in name and "/" not in name.split("''")[1] and "\u202e" not in name and "Bilan" in name


def test_word_file_holds_what_was_exchanged(client, facilitator, minutes):
    exchanges = "<p>Un <strong>tiers</strong> des <script>alert(1)</script>familles.</p><ul><li>appeler</li></ul>"
    Point.objects.create(minutes=minutes, title="Rendez-vous", exchanges=exchanges)
    client.force_login(facilitator.user)
    document = Document(io.BytesIO(client.get(path_of(minutes.meeting, "word")).content))
    lines = {line.text: line.style.name for line in document.paragraphs}
    assert lines["1. Rendez-vous"] == "Heading 2" and lines["appeler"] == "List Bullet"


def test_pdf_that_cannot_be_made_leads_back_with_a_sentence(client, member, published, monkeypatch):
    def refuse(paper):
        raise Refused("Le PDF n’a pas pu être fabriqué.")

    monkeypatch.setattr(pdf, "write", refuse)
    client.force_login(member.user)
    page = client.get(path_of(published.meeting, "pdf"), follow=True)
    assert page.redirect_chain[0][0] == published.meeting.url and "pas pu être fabriqué" in page.content.decode()


def test_papers_are_limited(client, member, published, settings):
    settings.RATE_FACTOR = 2 / LIMITS["papers"].amount
    client.force_login(member.user)
    path = path_of(published.meeting, "opendocument")
    assert [client.get(path).status_code for _time in range(2)] == [200, 200]
    refused = client.get(path)
    assert refused.status_code == 429 and refused["Retry-After"]


@pytest.mark.parametrize("way", ["word", "impression"])
def test_export_costs_the_same_with_more_in_it(client, member, past_meeting, django_assert_num_queries, way):
    minutes = MinutesFactory(meeting=past_meeting, published=True)
    client.force_login(member.user)
    path = path_of(past_meeting, way)
    client.get(path)
    with django_assert_num_queries(6) as first:
        client.get(path)
    for number in range(3):
        Point.objects.create(minutes=minutes, title=f"Point {number}", exchanges="<p>Dit.</p>")
    Edition.objects.filter(minutes=minutes).update(content=content_of(minutes))
    with django_assert_num_queries(len(first)):
        client.get(path)


def test_attendance_sheet_is_for_those_who_convene(client, member, facilitator, meeting):
    path = f"/groupes/{meeting.group.slug}/reunions/{meeting.pk}/emargement/"
    client.force_login(facilitator.user)
    answer = client.get(path)
    assert str(member.user) in said("pdf", answer) and "émargement" in unquote(answer["Content-Disposition"])
    client.force_login(member.user)
    refused = client.get(path)
    assert refused.status_code == 404 and b"%PDF" not in refused.content


def test_meeting_page_leads_to_papers(client, member, facilitator, published):
    client.force_login(member.user)
    page = client.get(published.meeting.url).content.decode()
    assert all(path_of(published.meeting, way) in page for way in WAYS) and "/emargement/" not in page
    client.force_login(facilitator.user)
    assert "/emargement/" in client.get(published.meeting.url).content.decode()


def test_meeting_page_does_not_lead_to_a_draft_of_others(client, member, facilitator, minutes):
    client.force_login(facilitator.user)
    assert path_of(minutes.meeting, "pdf") in client.get(minutes.meeting.url).content.decode()
    client.force_login(member.user)
    assert "compte-rendu" not in client.get(minutes.meeting.url).content.decode()


def test_links_of_a_version_lead_to_that_version(rf):
    from groups.meetings.templatetags.meetings import same_version

    asked = {"": "", "?version=2": "?version=2", "?version=x": "", "?version=%22%3E": ""}
    for query, expected in asked.items():
        assert same_version({"request": rf.get(f"/{query}")}) == expected
