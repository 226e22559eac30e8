import uuid

import pytest

from groups.meetings import actions
from groups.meetings.models import MeetingFile, Minutes, Point
from groups.spaces.models import Draft
from tests.factories import AgendaItemFactory
from tests.groups.meetings.conftest import CANARY

pytestmark = pytest.mark.django_db


def url(minutes, *more):
    return f"{minutes.meeting.url}compte-rendu/redaction/{''.join(more)}"


def test_minutes_begin_from_the_page_of_the_meeting(facilitator_client, meeting):
    AgendaItemFactory(meeting=meeting, title="Bilan annuel")
    page = facilitator_client.get(meeting.url).content.decode()
    assert "Commencer le compte rendu" in page and "Noter les présences" in page
    answer = facilitator_client.post(
        f"{meeting.url}compte-rendu/redaction/debut/", {"key": str(uuid.uuid4())}, follow=True
    )
    assert "Bilan annuel" in answer.content.decode() and Minutes.objects.get().meeting == meeting
    assert "Commencer le compte rendu" not in facilitator_client.get(meeting.url).content.decode()


def test_member_sees_no_door_to_a_draft(client, member, minutes):
    client.force_login(member.user)
    page = client.get(minutes.meeting.url).content.decode()
    assert "Comité de rentrée" in page and "compte-rendu/redaction" not in page
    type(minutes).objects.update(writer=member.user)
    assert "compte-rendu/redaction" in client.get(minutes.meeting.url).content.decode()
    assert client.get(url(minutes)).status_code == 200


def test_minutes_edit_costs_the_same_with_more_points(
    facilitator_client, minutes, facilitator, django_assert_num_queries
):
    def add(count):
        for _ in range(count):
            point = Point.objects.create(minutes=minutes, title="Un sujet")
            row = {"id": None, "what": "Recenser", "owner": "Nadia", "owner_id": None, "due": ""}
            words = {"title": "Un sujet", "presenter": "", "exchanges": "<p>Un.</p>", "open": [], "actions": [row]}
            words["decisions"] = [{"id": None, "text": "Oui"}]
            actions.save_point(point=point, by=facilitator, words=words, seen=1, is_over=True)

    add(1)
    facilitator_client.get(url(minutes))
    with django_assert_num_queries(19) as first:
        facilitator_client.get(url(minutes))
    add(2)
    with django_assert_num_queries(len(first)):
        assert facilitator_client.get(url(minutes)).content.decode().count("Recenser") == 3


def test_head_is_saved_and_a_stale_one_shows_both(facilitator_client, minutes, writer):
    first = facilitator_client.post(
        url(minutes), {"summary": "Trois phrases.", "version": "1", "next_on": "2027-01-21"}
    )
    assert first.status_code == 302 and Minutes.objects.get().summary == "Trois phrases."
    late = facilitator_client.post(url(minutes), {"summary": "D’autres phrases.", "version": "1"})
    page = late.content.decode()
    assert late.status_code == 409 and "Trois phrases." in page and "D’autres phrases." in page
    assert 'name="version" value="2"' in page
    kept = facilitator_client.post(url(minutes), {"summary": "D’autres phrases.", "version": ["1", "2"]})
    assert kept.status_code == 302 and Minutes.objects.get().summary == "D’autres phrases."


def test_head_autosave_answers_its_version(facilitator_client, minutes):
    answer = facilitator_client.post(
        url(minutes, "enregistrement/"), {"summary": "Trois phrases.", "version": "1"}
    ).json()
    assert answer["version"] == 2 and answer["said"].startswith("Enregistré à")
    stale = facilitator_client.post(url(minutes, "enregistrement/"), {"summary": "Autre.", "version": "1"})
    assert (stale.status_code, stale.json()["why"]) == (409, "changed")
    assert Minutes.objects.get().summary == "Trois phrases."


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"summary": "x" * 501}, "500"),
        ({"next_on": "demain"}, "17/12/2026"),
        ({"next_on": "0027-01-21"}, "17/12/2026"),
    ],
)
def test_head_that_can_t_be_read_is_said(facilitator_client, minutes, changed, said):
    answer = facilitator_client.post(url(minutes), {"summary": "Gardé", "version": "1", **changed})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert Minutes.objects.get().version == 1


def test_draft_of_the_head_comes_back_to_its_author_only(client, facilitator_client, minutes, facilitator, writer):
    Draft.objects.create(membership=facilitator, name=f"minutes:{minutes.meeting_id}", content={"summary": "Secret"})
    assert "Secret" in facilitator_client.get(url(minutes)).content.decode()
    client.force_login(writer.user)
    assert "Secret" not in client.get(url(minutes)).content.decode()


def test_late_items_are_offered_and_pulled(facilitator_client, meeting, facilitator):
    minutes = actions.start_minutes(meeting=meeting, by=facilitator, key=uuid.uuid4())
    AgendaItemFactory(meeting=meeting, title="Tardif")
    assert "1 sujet s’est ajouté" in facilitator_client.get(url(minutes)).content.decode()
    page = facilitator_client.post(url(minutes, "ordre-du-jour/"), follow=True).content.decode()
    assert "Tardif" in page and "1 point a été ajouté" in page


def test_point_without_a_title_is_said_and_the_same_form_makes_one(facilitator_client, minutes):
    path, key = url(minutes, "points/"), str(uuid.uuid4())
    assert "Donnez un titre au point." in facilitator_client.post(path, {"title": " ", "key": key}).content.decode()
    for _ in range(2):
        facilitator_client.post(path, {"title": "Questions diverses", "key": key})
    assert Point.objects.get().title == "Questions diverses"


def test_news_are_what_everybody_did_and_who_writes(facilitator_client, point, writer):
    actions.hold_point(point=point, by=writer)
    head = actions.Head(summary="Trois phrases.", writer=writer.user)
    actions.change_head(minutes=point.minutes, by=writer, head=head, seen=1)
    news = facilitator_client.get(url(point.minutes, "etat/")).content.decode()
    assert "Bilan" in news and "Sonia rédige avec vous" in news and "<html" not in news
    assert '"summary": "Trois phrases."' in news and "par Sonia Ferrand" in news
    assert "L’essentiel est rédigé" in news and "ne sont pas encore relevées" in news


def test_news_cost_the_same_with_more_points(facilitator_client, minutes, django_assert_num_queries):
    facilitator_client.get(url(minutes, "etat/"))
    for count in (1, 3):
        while Point.objects.count() < count:
            Point.objects.create(minutes=minutes, title="Un sujet", exchanges="<p>Un.</p>")
        with django_assert_num_queries(14):
            assert facilitator_client.get(url(minutes, "etat/")).content.decode().count("<p>Un.</p>") == count


def test_history_of_the_head_leads_back_and_is_for_those_who_write(client, facilitator_client, minutes, writer, member):
    for version, summary in ((1, "Trois phrases pour commencer."), (2, "Une seule.")):
        actions.change_head(minutes=minutes, by=writer, head=actions.Head(summary=summary), seen=version)
    page = facilitator_client.get(url(minutes, "versions/")).content.decode()
    assert "Trois" in page and "Reprendre cette version" in page
    facilitator_client.post(url(minutes, "versions/2/"))
    assert Minutes.objects.get().summary == "Trois phrases pour commencer."
    client.force_login(member.user)
    refused = client.get(url(minutes, "versions/"))
    assert refused.status_code == 404 and "commencer" not in refused.content.decode()
    assert client.post(url(minutes, "versions/1/")).status_code == 404
    assert Minutes.objects.get().summary == "Trois phrases pour commencer."


def test_documents_are_chosen_brought_and_taken_away(facilitator_client, minutes, facilitator, bring, tmp_path):
    first, path = bring(facilitator), url(minutes, "documents/")
    brought = tmp_path / "Bilan.txt"
    brought.write_text("Des mots.")
    with brought.open("rb") as given:
        facilitator_client.post(path, {"key": str(uuid.uuid4()), "attached_more": first.pk, "attach_new": given})
    assert [one.file.name for one in MeetingFile.objects.all()] == ["Notice.txt", "Bilan.txt"]
    assert "Bilan" in facilitator_client.get(url(minutes)).content.decode()
    kept = ",".join(str(one.file_id) for one in MeetingFile.objects.all())
    facilitator_client.post(path, {"key": str(uuid.uuid4()), "attached": kept, "attached_less": first.pk})
    assert [one.file.name for one in MeetingFile.objects.all()] == ["Bilan.txt"]


def test_minutes_of_another_group_are_absent(facilitator_client, minutes, secret_meeting):
    through_own = f"/groupes/{minutes.meeting.group.slug}/reunions/{secret_meeting.pk}/compte-rendu/redaction/"
    assert facilitator_client.get(url(minutes)).status_code == 200
    for path in (through_own, f"{secret_meeting.url}compte-rendu/redaction/"):
        answer = facilitator_client.get(path)
        assert answer.status_code == 404 and CANARY not in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_history_of_the_head_costs_the_same_with_more_versions(
    facilitator_client, minutes, facilitator, writer, count, django_assert_num_queries
):
    for seen in range(1, count + 1):
        by = writer if seen % 2 else facilitator
        actions.change_head(minutes=minutes, by=by, head=actions.Head(summary=f"Mot {seen}."), seen=seen)
    facilitator_client.get(url(minutes, "versions/"))
    with django_assert_num_queries(9):
        page = facilitator_client.get(url(minutes, "versions/")).content.decode()
    assert page.count("Reprendre cette version") == count
