import pytest
from django.urls import reverse
from django.utils import timezone

from groups.meetings import queries
from groups.meetings.enums import ItemState
from groups.meetings.models import Attendance, RefusedAddress
from groups.spaces.models import Group
from tests.factories import AgendaItemFactory, MeetingFactory, MembershipFactory


@pytest.fixture
def page_of(token_for):
    def address(*whose, name="convocation-answer", **more):
        return reverse(f"groups:{name}", args=[token_for(*whose, **more)])

    return address


def text(response):
    return response.content.decode()


def test_convocation_answer_shows_the_meeting_and_no_more(client, meeting, member, facilitator, page_of):
    AgendaItemFactory(meeting=meeting, title="Bilan des ateliers", presenter=facilitator.user)
    AgendaItemFactory(meeting=meeting, title="Pas encore accepté", state=ItemState.PROPOSED)
    type(meeting).objects.update(notes="<p>Pour les membres</p>", visio_url="https://visio.example/salle")
    page = text(client.get(page_of(meeting, member.user)))
    for said in ("Comité d’animation", "Hautes-Rives", "Bilan des ateliers", "Participez-vous", "Réussite éducative"):
        assert said in page
    for kept in ("Hélène", "Claire", "Pour les membres", "visio.example", "Pas encore accepté", meeting.url):
        assert kept not in page


def test_convocation_answer_of_a_confidential_group(client, meeting, member, facilitator, page_of):
    AgendaItemFactory(meeting=meeting, title="Bilan des ateliers")
    Group.objects.update(confidential=True)
    page = text(client.get(page_of(meeting, member.user)))
    assert "Réunion du groupe Réussite éducative" in page
    assert not [secret for secret in ("animation", "Hautes-Rives", "Bilan") if secret in page]


@pytest.mark.parametrize(("asked", "value"), [("oui", "yes"), ("non", "no"), ("excuse", "excused"), ("autre", "")])
def test_convocation_answer_is_chosen_beforehand(client, meeting, member, facilitator, page_of, asked, value):
    page = text(client.get(page_of(meeting, member.user), {"reponse": asked}))
    assert page.count(" checked") == (1 if value else 0)
    assert ("n’est pas encore enregistrée" in page) is bool(value)
    assert not value or f'value="{value}"' in page.partition(" checked")[0][-200:]
    assert Attendance.objects.get(user=member.user).reply == ""


def test_convocation_answer_is_kept_and_changed(client, meeting, facilitator, guest, page_of):
    address = page_of(meeting, email=guest.email)
    answer = client.post(address, {"reply": "yes", "words": "Avec deux collègues"})
    assert answer["Location"] == address and "sessionid" not in client.cookies
    page = text(client.get(address))
    assert "Votre réponse est enregistrée" in page and "Je viens" in page and "Avec deux collègues" in page
    other = text(client.get(address, {"reponse": "non"}))
    assert "n’est pas encore enregistrée" in other and "Votre réponse est enregistrée" not in other
    client.post(address, {"reply": "no", "words": ""})
    guest.refresh_from_db()
    assert (guest.reply, guest.words) == ("no", "")


def test_convocation_answer_keeps_a_word_that_is_too_long(client, meeting, facilitator, guest, page_of):
    long = "Un mot. " * 70
    answer = client.post(page_of(meeting, email=guest.email), {"reply": "yes", "words": long})
    assert answer.status_code == 422 and long.strip() in text(answer)
    missing = client.post(page_of(meeting, email=guest.email), {"words": "Sans réponse"})
    assert missing.status_code == 422 and "Choisissez une des trois réponses" in text(missing)
    guest.refresh_from_db()
    assert (guest.reply, guest.words) == ("", "")


def test_convocation_answer_speaks_english(client, meeting, facilitator, guest, page_of):
    client.cookies["language"] = "en"
    client.post(reverse("set_language"), {"language": "en"})
    page = text(client.get(page_of(meeting, email=guest.email)))
    assert "Are you coming?" in page and "I am coming" in page


def test_convocation_answer_costs_three_queries(
    client, meeting, facilitator, guest, page_of, django_assert_num_queries
):
    address = page_of(meeting, email=guest.email)
    client.get(address)
    for number in (1, 3):
        for _ in range(number):
            AgendaItemFactory(meeting=meeting)
        with django_assert_num_queries(3):
            client.get(address)


def test_guest_stop_is_for_guests_and_takes_the_post_of_a_mail_program(
    client, meeting, member, facilitator, guest, page_of
):
    client.handler.enforce_csrf_checks = True
    mine = page_of(meeting, email=guest.email, name="guest-stop")
    assert "Ne plus recevoir" in text(client.get(mine)) and not RefusedAddress.objects.exists()
    answer = client.post(mine, {"List-Unsubscribe": "One-Click"})
    assert "Vous ne recevrez plus" in text(answer)
    assert RefusedAddress.objects.get().email == guest.email
    other = client.post(page_of(meeting, member.user, name="guest-stop"))
    assert other.status_code == 404 and RefusedAddress.objects.count() == 1


def test_a_refusal_holds_for_the_group_and_no_other_and_can_be_taken_back(client, facilitator, guest, page_of):
    """Nor does another group learn of it: the same address is convened there as anybody is."""
    mine = page_of(guest.meeting, email=guest.email, name="guest-stop")
    client.post(mine)
    later = MeetingFactory(group=facilitator.group)
    elsewhere = MeetingFactory(group=MembershipFactory(role="facilitator").group)
    for meeting in (later, elsewhere):
        about = {"meeting": meeting, "is_guest": True, "gets_minutes": True, "invited_at": timezone.now()}
        Attendance.objects.create(name="Une juriste", email=guest.email, **about)

    def heard():
        return [queries.people_told(meeting).filter(is_guest=True).count() for meeting in (later, elsewhere)]

    assert heard() == [0, 1] and not queries.guests_for_minutes(later) and queries.hears_of(later, guest.email)
    marks = [queries.guests_of(meeting)[0].refuses_mails for meeting in (later, elsewhere)]
    assert marks == [True, False]
    assert "Recevoir de nouveau ces courriels" in text(client.get(mine)) and heard() == [0, 1]
    assert "de nouveau" in text(client.post(mine, {"again": "1"})) and heard() == [1, 1]
