import re
import uuid
from datetime import date, timedelta

from django.utils import timezone

from groups.meetings.enums import AmendmentState, MinutesState
from groups.meetings.models import ActionItem, Amendment, Attendance, Edition, Minutes, Point
from tests.groups.meetings.filled import add_point
from tests.pages import main_of


def sent(**words):
    return {"key": str(uuid.uuid4()), **words}


def test_publish_page_says_what_is_missing_and_who_is_told(facilitator_client, minutes, member, colleague):
    point = add_point(minutes)
    Point.objects.filter(pk=point.pk).update(held_by=colleague.user, held_until=timezone.now() + timedelta(minutes=1))
    about = {"meeting": minutes.meeting, "is_guest": True, "name": "Juriste", "email": "j@example.org"}
    Attendance.objects.create(gets_minutes=True, **about)
    page = facilitator_client.get(f"{minutes.url}publication/").content.decode()
    for words in (
        "Les présences ne sont pas encore relevées",
        "L’essentiel est rédigé",
        "1 décision",
        "1 action n’a pas de responsable",
        "1 action n’a pas d’échéance",
        "Élise Moreau écrit en ce moment",
        "2 membres du groupe",
        "1 personne invitée reçoit",
        "Aucune donnée sur des habitants",
    ):
        assert words in page, words


def test_publish_leads_to_the_minutes(facilitator_client, minutes):
    response = facilitator_client.post(f"{minutes.url}publication/", sent(days="3"))
    assert response.url == minutes.url and Edition.objects.count() == 1
    minutes.refresh_from_db()
    assert minutes.amend_days == 3


def test_publish_keeps_what_was_typed_when_it_is_refused(facilitator_client, published):
    response = facilitator_client.post(f"{published.url}publication/", sent(reason="Parce que le lieu"))
    page = response.content.decode()
    assert response.status_code == 409 and "Parce que le lieu" in page and "Rien n’a changé" in page
    response = facilitator_client.post(f"{published.url}publication/", sent(reason=""))
    assert response.status_code == 422 and "pourquoi" in response.content.decode()
    assert Edition.objects.count() == 1


def test_publish_again_proposes_a_reason(facilitator_client, published, colleague):
    about = {"minutes": published, "by": colleague.user, "text": "Le 12"}
    Amendment.objects.create(state=AmendmentState.ACCEPTED, decided_at=timezone.now(), **about)
    Minutes.objects.update(summary="Le 12, pas le 13.", next_on=date(2027, 1, 21))
    page = facilitator_client.get(f"{published.url}publication/").content.decode()
    assert "Élise Moreau</textarea>" in page
    assert "<ins>" in page and "13." in page and "2027" in page and "Échanges" not in page


def test_publish_page_says_that_nothing_changed(facilitator_client, published):
    page = facilitator_client.get(f"{published.url}publication/").content.decode()
    assert "Rien pour l’instant" in page and 'name="reason"' not in page


def test_approve_then_reopen(facilitator_client, published):
    facilitator_client.post(f"{published.url}approbation/")
    assert Minutes.objects.get().state == MinutesState.APPROVED
    assert "Approuvé et verrouillé" in facilitator_client.get(f"{published.url}publication/").content.decode()
    assert facilitator_client.post(f"{published.url}rectification/", {"reason": ""}).status_code == 422
    key = str(uuid.uuid4())
    begun = facilitator_client.post(f"{published.url}rectification/", {"reason": "La date", "key": key})
    assert begun.url == f"{published.url}redaction/?sent={key}"
    assert "La date" in facilitator_client.get(published.url).content.decode() and not Minutes.objects.get().is_locked
    assert "Clore la correction" in facilitator_client.get(f"{published.url}publication/").content.decode()
    facilitator_client.post(f"{published.url}rectification/fin/")
    assert Minutes.objects.get().is_locked and Edition.objects.count() == 1


def test_a_correction_with_changes_is_published_or_put_back(facilitator_client, published):
    facilitator_client.post(f"{published.url}approbation/")
    facilitator_client.post(f"{published.url}rectification/", {"reason": "La date"})
    Minutes.objects.update(summary="Autrement")
    page = facilitator_client.post(f"{published.url}rectification/fin/", follow=True).content.decode()
    assert "Le texte a changé" in page and not Minutes.objects.get().is_locked


def test_approve_waits_for_corrections(facilitator_client, published, colleague):
    Amendment.objects.create(minutes=published, by=colleague.user, text="Le 12")
    page = facilitator_client.post(f"{published.url}approbation/", follow=True).content.decode()
    assert "Des corrections attendent une réponse" in page and not Minutes.objects.get().is_approved


def test_members_approve_and_reopen_nothing(client, published, member):
    client.force_login(member.user)
    for path in ("approbation/", "rectification/", "rectification/fin/", "publication/"):
        assert client.post(f"{published.url}{path}", sent(reason="x", days="1")).status_code == 404
    assert (Minutes.objects.get().state, Edition.objects.count()) == (MinutesState.PUBLISHED, 1)


def test_a_member_proposes_a_correction_and_sees_only_their_own(client, published, colleague, member):
    client.force_login(colleague.user)
    point = Point.objects.get()
    form = client.get(f"{published.url}corrections/nouvelle/?point={point.pk}").content.decode()
    assert f'<option value="{point.pk}" selected>' in form and "Échanges : Bilan annuel." in form
    client.post(f"{published.url}corrections/nouvelle/", sent(point=str(point.pk), text="CNRY-le-12"))
    assert Amendment.objects.get().point == point
    assert "CNRY-le-12" in client.get(published.url).content.decode()
    client.force_login(member.user)
    assert "CNRY-le-12" not in client.get(published.url).content.decode()
    amendment = f"{published.url}corrections/{Amendment.objects.get().pk}/"
    for answer in (client.get(amendment), client.post(amendment, {"decision": "accept"})):
        assert answer.status_code == 404 and "CNRY" not in answer.content.decode()


def test_a_correction_that_comes_too_late_gives_its_words_back(client, published, colleague):
    Minutes.objects.update(amend_until=timezone.now())
    client.force_login(colleague.user)
    assert "On ne peut plus proposer" in client.get(f"{published.url}corrections/nouvelle/").content.decode()
    response = client.post(f"{published.url}corrections/nouvelle/", sent(point="", text="Mes mots"))
    assert response.status_code == 409 and "Mes mots" in response.content.decode()


def test_those_who_write_answer(facilitator_client, published, colleague):
    point = Point.objects.get()
    amendment = Amendment.objects.create(minutes=published, point=point, by=colleague.user, text="Le 12")
    path = f"{published.url}corrections/{amendment.pk}/"
    page = facilitator_client.get(path).content.decode()
    assert "Le 12" in page and "Échanges : Bilan annuel." in page
    refused = facilitator_client.post(path, {"decision": "decline", "answer": ""})
    assert refused.status_code == 409 and "pourquoi" in refused.content.decode()
    key = str(uuid.uuid4())
    answered = facilitator_client.post(path, {"decision": "decline", "answer": "C’était le 13.", "key": key})
    assert answered.url == f"{published.url}?sent={key}#corrections"
    assert "C’était le 13." in facilitator_client.get(published.url).content.decode()
    assert "a sa réponse" in facilitator_client.get(path).content.decode()


def test_an_amendment_of_other_minutes_is_absent(facilitator_client, published, secret_meeting):
    other = Amendment.objects.create(minutes=secret_meeting.report, text="CNRY-ailleurs")
    answer = facilitator_client.get(f"{published.url}corrections/{other.pk}/")
    assert answer.status_code == 404 and "CNRY" not in answer.content.decode()


def test_one_takes_back_ones_own(client, published, colleague):
    amendment = Amendment.objects.create(minutes=published, by=colleague.user, text="Le 12")
    client.force_login(colleague.user)
    client.post(f"{published.url}corrections/{amendment.pk}/retrait/")
    assert Amendment.objects.count() == 0 and ActionItem.objects.count() == 1


def test_what_was_taken_back_is_proposed_again_from_the_page_that_refused(client, published, colleague):
    """The browser's Back shows the form that arrived before: the refusal gives it another key."""
    client.force_login(colleague.user)
    path, form = f"{published.url}corrections/nouvelle/", sent(point="", text="Le 12")
    client.post(path, form)
    client.post(f"{published.url}corrections/{Amendment.objects.get().pk}/retrait/")
    refused = client.post(path, form)
    assert refused.status_code == 409 and not Amendment.objects.exists()
    another = re.search(r'name="key" value="([^"]+)"', main_of(refused))[1]
    client.post(path, form | {"key": another})
    assert Amendment.objects.get().text == "Le 12"
