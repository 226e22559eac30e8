import uuid

import pytest
from django.urls import reverse
from django.utils import timezone

from groups.meetings import actions
from groups.meetings.models import Attendance, Meeting
from groups.spaces.models import Group
from network.activity.actions import choose_mail
from network.activity.models import Event
from tests.factories import MembershipFactory
from tests.groups.meetings.conftest import CANARY

KEY = str(uuid.uuid4())


def path(name, meeting, **more):
    return reverse(f"groups:{name}", kwargs={"group_slug": meeting.group.slug, "meeting_id": meeting.pk, **more})


@pytest.fixture
def helene(client, facilitator):
    """The browser of those who facilitate."""
    client.force_login(facilitator.user)
    return client


def text(response):
    return response.content.decode()


def test_meeting_convene_shows_who_gets_it_and_what_it_says(helene, meeting, member, guest):
    choose_mail(user=member.user, by_mail=False)
    Attendance.objects.create(meeting=meeting, is_guest=True, name="Sans adresse")
    page = text(helene.get(path("meeting-convene", meeting)))
    assert "Claire Vasseur" in page and "juriste@example.org" in page
    assert "1 personne ne reçoit pas de courriel" in page
    assert "1 personne invitée ne peut pas être prévenue" in page
    assert "Envoyer à 4 personnes" in page
    assert "Hautes-Rives" in page and "Convocation\u00a0: «\u00a0Comité d’animation\u00a0»" in page
    assert "L’ordre du jour n’est pas encore écrit" in page and "Ni lieu ni visio" not in page


def test_meeting_convene_shows_a_confidential_mail_as_it_leaves(helene, meeting, member):
    Group.objects.update(confidential=True)
    page = text(helene.get(path("meeting-convene", meeting)))
    assert "Réunion du groupe Réussite éducative" in page and "Hautes-Rives" not in page
    assert "pas encore" not in page


def test_meeting_convene_sends_once(helene, meeting, member):
    for _ in range(2):
        answer = helene.post(path("meeting-convene", meeting), {"key": KEY}, follow=True)
    assert "La convocation part à 2 personnes." in text(answer)
    assert Event.objects.filter(kind=actions.CONVENED).count() == 1
    assert "Tout le monde a déjà reçu la convocation" in text(helene.get(path("meeting-convene", meeting)))


@pytest.mark.parametrize("name", ["meeting-convene", "meeting-tell", "meeting-remind"])
def test_an_act_without_its_key_does_nothing(helene, meeting, member, convene, name):
    Meeting.objects.update(told={"revision": 0})
    answer = helene.post(path(name, meeting), {"key": "x"}, follow=True)
    assert "appuyez de nouveau" in text(answer)
    assert not Event.objects.exists()


def test_meeting_convene_says_why_it_is_too_late(helene, meeting, member):
    Meeting.objects.update(cancelled_at=timezone.now())
    assert "passée ou annulée" in text(helene.get(path("meeting-convene", meeting)))
    answer = helene.post(path("meeting-convene", meeting), {"key": KEY}, follow=True)
    assert "Cette réunion est annulée" in text(answer)
    assert not Attendance.objects.exists()


def test_meeting_detail_offers_to_tell_a_change(helene, meeting, member, convene):
    convene(meeting)
    assert "Prévenir les participants" not in text(helene.get(meeting.url))
    Meeting.objects.update(place="Valombre", revision=1)
    assert "Prévenir les participants" in text(helene.get(meeting.url))
    answer = helene.post(path("meeting-tell", meeting), {"key": KEY}, follow=True)
    assert "Les participants sont prévenus" in text(answer) and "Prévenir les participants" not in text(answer)
    assert Event.objects.filter(kind=actions.CHANGED).count() == 1


def test_meeting_detail_says_how_many_came_since(helene, meeting, member, convene):
    convene(meeting)
    MembershipFactory(group=meeting.group)
    page = text(helene.get(meeting.url))
    assert "1 personne ne l’a pas encore reçue." in page and "Envoyer la convocation" in page


def test_meeting_answer_from_the_page_keeps_the_word(client, member, meeting):
    client.force_login(member.user)
    answer = client.post(path("meeting-answer", meeting), {"reply": "yes", "words": "Vers 10 h"}, follow=True)
    page = text(answer)
    assert "Votre réponse est enregistrée" in page and "Vers 10 h" in page
    assert 'value="yes" aria-pressed="true"' in page and "1 oui, 0 non, 0 sans réponse" in page


def test_meeting_answer_from_a_row_comes_back_to_it(client, member, meeting):
    client.force_login(member.user)
    here = reverse("groups:meeting-list", args=[meeting.group.slug])
    answer = client.post(
        path("meeting-answer", meeting), {"reply": "no"}, headers={"referer": f"http://testserver{here}"}
    )
    assert answer["Location"] == here
    assert Attendance.objects.get().reply == "no"


@pytest.mark.parametrize("sent", [{}, {"reply": "perhaps"}, {"reply": "yes", "words": "a" * 501}])
def test_meeting_answer_refuses_what_is_none(client, member, meeting, sent):
    client.force_login(member.user)
    page = text(client.post(path("meeting-answer", meeting), sent, follow=True))
    assert "n’a pas été enregistrée" in page and not Attendance.objects.exists()


def test_meeting_answer_says_when_it_is_too_late(client, member, meeting):
    client.force_login(member.user)
    Meeting.objects.update(cancelled_at=timezone.now())
    assert "ne prend plus de réponses" in text(
        client.post(path("meeting-answer", meeting), {"reply": "yes"}, follow=True)
    )
    assert not Attendance.objects.exists()


def test_members_see_counts_and_nothing_of_who_said_what(client, member, colleague, meeting):
    actions.answer_as_member(meeting=meeting, by=colleague, reply="no", words="Arrêt de travail")
    client.force_login(member.user)
    page = text(client.get(meeting.url))
    assert "0 oui, 1 non, 1 sans réponse" in page
    assert "Arrêt de travail" not in page and "Moreau" not in page


def test_meeting_replies_say_who_and_why(helene, meeting, member, colleague, guest, convene):
    convene(meeting)
    actions.answer_as_member(meeting=meeting, by=colleague, reply="excused", words="Congés")
    page = text(helene.get(path("meeting-replies", meeting)))
    assert "Élise Moreau" in page and "Congés" in page and "Relancer 2 personnes" in page
    said = text(helene.post(path("meeting-remind", meeting), {"key": KEY}, follow=True))
    assert "Le rappel part à 2 personnes." in said and "recommencer demain" in said


def test_meeting_replies_cost_the_same_with_more_people(helene, meeting, member, convene, django_assert_num_queries):
    helene.get(path("meeting-replies", meeting))
    with django_assert_num_queries(10) as first:
        helene.get(path("meeting-replies", meeting))
    for _ in range(3):
        MembershipFactory(group=meeting.group)
        actions.answer_as_member(meeting=meeting, by=MembershipFactory(group=meeting.group), reply="yes")
    with django_assert_num_queries(len(first)):
        helene.get(path("meeting-replies", meeting))


def test_guest_list_adds_and_removes(helene, meeting):
    form = {"key": KEY, "name": "Une juriste", "role": "Avocate", "email": "juriste@example.org", "gets_minutes": "on"}
    page = text(helene.post(path("guest-list", meeting), form, follow=True))
    assert "juriste@example.org" in page and "recevra le compte rendu" in page
    guest = Attendance.objects.get()
    for _ in range(2):
        page = text(helene.post(path("guest-remove", meeting, guest_id=guest.pk), follow=True))
        assert "juriste@example.org" not in page
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_guest_list_costs_the_same_with_more_guests(helene, meeting, count, django_assert_num_queries):
    for n in range(count):
        Attendance.objects.create(meeting=meeting, is_guest=True, name=f"Juriste {n}", email=f"j{n}@example.org")
    helene.get(path("guest-list", meeting))
    with django_assert_num_queries(8):
        assert text(helene.get(path("guest-list", meeting))).count("@example.org</span>") == count


@pytest.mark.parametrize(
    ("wrong", "said", "status"),
    [
        ({"name": ""}, "Indiquez de qui", 422),
        ({"email": "juriste@"}, "Vérifiez cette adresse", 422),
        ({"email": "a@example.org\r\nBcc: b@example.org"}, "Vérifiez cette adresse", 422),
        ({"email": "", "gets_minutes": "on"}, "Le compte rendu part par courriel", 422),
        ({"email": "deja@example.org"}, "a déjà cette adresse", 409),
    ],
)
def test_guest_list_keeps_what_was_typed(helene, meeting, wrong, said, status):
    Attendance.objects.create(meeting=meeting, is_guest=True, name="Déjà", email="deja@example.org")
    form = {"key": KEY, "name": "Une juriste", "role": "Avocate du barreau", "email": "juriste@example.org"} | wrong
    answer = helene.post(path("guest-list", meeting), form)
    assert answer.status_code == status and said in text(answer) and "Avocate du barreau" in text(answer)
    assert Attendance.objects.count() == 1


def test_guests_of_another_group_stay(helene, meeting, secret_meeting):
    theirs = Attendance.objects.create(meeting=secret_meeting, is_guest=True, name=f"{CANARY}-invitee")
    helene.post(path("guest-remove", meeting, guest_id=theirs.pk))
    assert Attendance.objects.get().pk == theirs.pk
    for address in (path("guest-list", secret_meeting), path("meeting-replies", secret_meeting)):
        refused = helene.get(address)
        assert refused.status_code == 404 and CANARY not in text(refused)
