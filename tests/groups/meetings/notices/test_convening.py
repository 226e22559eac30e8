import smtplib
import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from groups.meetings import actions, queries
from groups.meetings.models import Attendance, Meeting, MeetingFile
from groups.spaces.actions import leave_group
from groups.spaces.models import Group
from network.activity.actions import choose_mail
from network.activity.models import Event
from network.activity.notices import lines_for
from network.kit import dates
from network.kit.errors import Refused
from tests.factories import AgendaItemFactory
from tests.groups.meetings.notices.conftest import calendar_of, sent, told
from tests.mailbox import LINKABLE, Failing, links_of, parsed, words_of

pytestmark = pytest.mark.slow

VISIO = "https://visio.example/salle?pwd=1"


@pytest.fixture
def full(meeting):
    """The meeting with everything that a mail may say of it."""
    AgendaItemFactory(meeting=meeting, title="Bilan des ateliers", presenter_name="Sonia")
    Meeting.objects.update(notes="<p>Apportez vos tableaux.</p>", visio_url=VISIO)
    meeting.refresh_from_db()
    return meeting


def test_convocation_says_when_where_and_what(full, facilitator, member, guest, convene):
    convene(full)
    mails = sent()
    assert mails.keys() == {facilitator.user.email, member.user.email, "juriste@example.org"}
    wire, text, page = parsed(mails[member.user.email])
    assert str(wire["Subject"]).strip().startswith("Convocation\u00a0: «\u00a0Comité d’animation\u00a0»")
    for said in ("Hautes-Rives", "Bilan des ateliers", "Sonia", "Apportez vos tableaux", "Réussite éducative"):
        assert said in text and said in page
    assert VISIO in text
    links = links_of(mails[member.user.email])
    assert VISIO in links and f"http://testserver{full.url}" in links
    answers = {link for link in links if "/reunion/" in link}
    assert sorted(link.partition("?reponse=")[2] for link in answers) == ["excuse", "non", "oui"]
    assert len({link.partition("?")[0] for link in answers}) == 1


def test_convocation_of_a_guest_leads_nowhere_into_the_group(full, facilitator, guest, convene):
    convene(full)
    message = sent()["juriste@example.org"]
    inside = {link for link in links_of(message) if "/groupes/" in link}
    assert inside == set()
    assert "ne-plus-recevoir" in message.extra_headers["List-Unsubscribe"]
    _method, _calendar, event = calendar_of(message)
    assert "url" not in event.contents and "/reunion/" not in event.description.value


def test_files_are_named_to_those_who_may_open_them(full, facilitator, member, guest, bring, convene):
    MeetingFile.objects.create(meeting=full, file=bring(facilitator, "Familles suivies.txt"))
    convene(full)
    mails = sent()
    assert "Familles suivies" in parsed(mails[member.user.email])[1]
    assert "Familles suivies" not in " ".join(parsed(mails["juriste@example.org"])[1:])


def test_calendars_follow_through_change_and_cancellation(full, facilitator, member, guest, convene, change, cancel):
    """One entry from the first mail to the last, told apart by its number."""
    seen = []
    for act in (
        convene,
        lambda m: change(m, place="Valombre", revision=1),
        lambda m: change(m, title="Séminaire"),
        cancel,
    ):
        act(full)
        for message in (mails := sent()).values():
            method, calendar, event = calendar_of(message)
            assert calendar.method.value == method
            assert [one.value for one in event.contents["attendee"]] == [f"mailto:{message.to[0]}"]
        _method, calendar, event = calendar_of(mails[member.user.email])
        seen.append((calendar.method.value, event.sequence.value, event.status.value, event.uid.value))
        full.refresh_from_db()
    uid = f"{full.uid}@testserver"
    assert seen == [
        ("REQUEST", "0", "CONFIRMED", uid),
        ("REQUEST", "1", "CONFIRMED", uid),
        ("REQUEST", "2", "CONFIRMED", uid),
        ("CANCEL", "3", "CANCELLED", uid),
    ]


def test_calendar_says_hours_place_agenda_and_who_asks(full, facilitator, member, convene):
    Group.objects.update(contact_email="contact@example.org")
    convene(full)
    _method, _calendar, event = calendar_of(sent()[member.user.email])
    assert event.dtstart.value == full.starts_at.replace(microsecond=0)
    assert event.dtend.value == full.ends_at.replace(microsecond=0)
    assert (event.location.value, event.url.value) == ("Hautes-Rives", f"http://testserver{full.url}")
    assert event.organizer.value == "mailto:contact@example.org"
    assert "1. Bilan des ateliers" in event.description.value and VISIO in event.description.value


def test_a_confidential_group_says_only_when(full, facilitator, member, guest, convene, change, cancel):
    Group.objects.update(confidential=True, contact_email="contact@example.org")
    for act in (convene, lambda m: change(m, place="Valombre"), cancel):
        act(full)
        for message in sent().values():
            words, _tags = words_of(message)
            calendar = message.alternatives[1].content
            for secret in ("animation", "Hautes", "Valombre", "Bilan", "tableaux", "visio", "Grève", "contact@"):
                assert secret not in words.replace("\u2060", "") and secret not in calendar
            assert "Réunion du groupe Réussite éducative" in words
            assert calendar_of(message)[2].summary.value == "Réunion du groupe Réussite éducative"


def test_calendar_keeps_what_somebody_answered(full, facilitator, member, colleague, convene, change):
    convene(full)
    answers = {mail: calendar_of(message)[2].attendee.params["PARTSTAT"] for mail, message in sent().items()}
    assert set(map(tuple, answers.values())) == {("NEEDS-ACTION",)}
    actions.answer_as_member(meeting=full, by=member, reply="yes")
    actions.answer_as_member(meeting=full, by=colleague, reply="excused")
    change(full, place="Valombre")
    answers = {mail: calendar_of(message)[2].attendee.params["PARTSTAT"] for mail, message in sent().items()}
    assert answers == {
        facilitator.user.email: ["NEEDS-ACTION"],
        member.user.email: ["ACCEPTED"],
        colleague.user.email: ["DECLINED"],
    }


def test_change_of_the_date_asks_again_whoever_had_answered(full, facilitator, member, client, convene, token_for):
    token = token_for(full, member.user)
    actions.answer_as_member(meeting=full, by=member, reply="yes")
    sent()
    day, later = full.starts_at, timedelta(days=7)
    words = {"starts_at": day + later, "ends_at": full.ends_at + later}
    full.refresh_from_db()
    actions.change_meeting(meeting=full, by=facilitator, version=queries.version_of(full), **words)
    client.force_login(facilitator.user)
    assert "répondu pour l’ancienne date : leur réponse leur est" in client.get(full.url).text.replace("\u00a0", " ")
    actions.tell_change(meeting=full, by=facilitator, key=uuid.uuid4())
    mails = sent()
    _wire, text, page = parsed(mails[member.user.email])
    said = f"Vous aviez répondu «\u00a0Je viens\u00a0» pour le {dates.full(day)}. La date a changé"
    assert said in text and said in page and "Vous avez répondu" not in text
    assert "Vous aviez répondu" not in parsed(mails[facilitator.user.email])[1]
    assert calendar_of(mails[member.user.email])[2].attendee.params["PARTSTAT"] == ["NEEDS-ACTION"]
    assert said in client.get(f"/reunion/{token}/").text
    client.force_login(member.user)
    assert said in client.get(full.url).text and "dont 1 pour l’ancienne date" in client.get(full.url).text
    assert "La date a changé" in client.get("/agenda/").text
    client.force_login(facilitator.user)
    assert "1 personne avait répondu pour l’ancienne date" in client.get(f"{full.url}reponses/").text


def test_change_says_what_was_known_before(full, facilitator, member, convene, change):
    before = full.starts_at
    convene(full)
    sent()
    later = timedelta(days=7)
    change(full, place="Valombre", starts_at=before + later, ends_at=full.ends_at + later)
    actions.answer_as_member(meeting=full, by=member, reply="yes")
    _, text, page = parsed(sent()[member.user.email])
    assert "Changement" in text and "Avant\u00a0:" in text and "Lieu, avant\u00a0: Hautes-Rives" in text
    assert "Je viens" in text and "Valombre" in page


def test_another_agenda_is_sent_when_it_is_asked_for(full, facilitator, member, convene, change):
    """The mail says it whole, the calendar gets it under a greater number; nothing is offered when nothing is new."""
    convene(full)
    first = calendar_of(sent()[member.user.email])[2]
    full.refresh_from_db()
    with pytest.raises(Refused):
        change(full)
    AgendaItemFactory(meeting=full, title="Budget", position=999)
    change(full)
    message = sent()[member.user.email]
    _wire, text, _page = parsed(message)
    assert "Ordre du jour de la réunion" in text and "2. Budget" in text and "Changement" not in text
    event = calendar_of(message)[2]
    assert "2. Budget" in event.description.value and int(event.sequence.value) > int(first.sequence.value)
    with pytest.raises(Refused):
        change(full)


def test_a_meeting_that_takes_place_after_all_says_so(full, facilitator, member, convene, change, cancel):
    convene(full)
    cancel(full)
    gone = calendar_of(sent()[member.user.email])[2]
    actions.restore_meeting(meeting=full, by=facilitator)
    change(full)
    message = sent()[member.user.email]
    method, _calendar, back = calendar_of(message)
    assert (method, back.status.value) == ("REQUEST", "CONFIRMED")
    assert int(back.sequence.value) > int(gone.sequence.value)
    assert "elle a lieu finalement" in parsed(message)[1]


def test_two_changes_in_a_row_are_one_mail(full, facilitator, member, convene, change):
    convene(full)
    sent()
    change(full, place="Valombre")
    change(full, place="Montfleury")
    [text] = [parsed(message)[1] for to, message in sent().items() if to == member.user.email]
    assert "Montfleury" in text


def test_the_mail_switch_stops_members_only(full, facilitator, member, guest, convene):
    choose_mail(user=member.user, by_mail=False)
    assert [person.pk for person in queries.called_for_page(full).silent] == [member.user_id]
    convene(full)
    assert sent().keys() == {facilitator.user.email, "juriste@example.org"}
    assert told() == [("Claire", "meeting-convened")]


def test_a_guest_who_stopped_hears_no_more(full, facilitator, guest, convene, change, cancel):
    convene(full)
    sent()
    actions.refuse_mails(guest=guest)
    actions.remove_guest(meeting=full, by=facilitator, guest_id=guest.pk)
    words = {"name": "Une juriste", "role": "", "email": guest.email, "gets_minutes": True}
    actions.add_guest(meeting=full, by=facilitator, key=uuid.uuid4(), **words)
    convene(full)
    change(full, place="Valombre")
    cancel(full)
    assert sent().keys() == {facilitator.user.email}


def invite(meeting, facilitator, email):
    words = {"name": "Une juriste", "role": "", "email": email, "gets_minutes": True}
    actions.add_guest(meeting=meeting, by=facilitator, key=uuid.uuid4(), **words)


def test_a_guest_who_is_removed_is_told_and_can_come_back(full, facilitator, member, guest, convene, change):
    """Their calendar takes the entry away; a second invitation has a greater number than what took it away."""
    convene(full)
    first = calendar_of(sent()[guest.email])[2]
    actions.remove_guest(meeting=full, by=facilitator, guest_id=guest.pk)
    assert not Meeting.objects.get().has_changed_since_told
    [(address, message)] = sent().items()
    method, _calendar, gone = calendar_of(message)
    assert (address, method, gone.status.value) == (guest.email, "CANCEL", "CANCELLED")
    assert gone.uid.value == first.uid.value and int(gone.sequence.value) > int(first.sequence.value)
    words, _tags = words_of(message)
    assert "Votre invitation est retirée" in words and "Bilan des ateliers" not in words and "/reunion/" not in words
    invite(full, facilitator, guest.email)
    convene(full)
    again = calendar_of(sent()[guest.email])[2]
    assert int(again.sequence.value) >= int(gone.sequence.value) and again.status.value == "CONFIRMED"
    full.refresh_from_db()
    change(full, place="Valombre")
    assert int(calendar_of(sent()[member.user.email])[2].sequence.value) > int(gone.sequence.value)


@pytest.mark.parametrize("why", ["not convened", "no address", "refused", "back", "confidential"])
def test_who_is_told_of_being_removed(full, facilitator, guest, convene, why):
    if why == "no address":
        Attendance.objects.filter(pk=guest.pk).update(email="")
    if why != "not convened":
        convene(full)
    sent()
    if why == "refused":
        actions.refuse_mails(guest=guest)
    Group.objects.update(confidential=why == "confidential")
    actions.remove_guest(meeting=full, by=facilitator, guest_id=guest.pk)
    if why == "back":
        invite(full, facilitator, guest.email)
        convene(full)
    found = sent()
    if why == "confidential":
        words, _tags = words_of(found[guest.email])
        assert "Réunion du groupe Réussite éducative" in words and "animation" not in words
    elif why == "back":
        assert calendar_of(found[guest.email])[0] == "REQUEST"
    else:
        assert found == {}


def gone(why, member, guest):
    if why == "left":
        leave_group(membership=member)
        guest.delete()
    elif why == "cancelled":
        Meeting.objects.update(cancelled_at=timezone.now())
    elif why == "archived":
        Group.objects.update(archived_at=timezone.now())
    else:
        member.user.is_active = False
        member.user.save()
        actions.refuse_mails(guest=guest)


@pytest.mark.parametrize("why", ["left", "cancelled", "archived", "stopped"])
def test_what_ended_before_the_mail_left_is_not_told(full, facilitator, member, guest, convene, why):
    convene(full)
    gone(why, member, guest)
    found = sent()
    assert member.user.email not in found
    assert "juriste@example.org" not in found
    assert ("Claire", "meeting-convened") not in told()


def test_reminder_leaves_alone_who_answered_meanwhile(full, facilitator, member, colleague, guest, convene):
    convene(full)
    sent()
    actions.remind(meeting=full, by=facilitator, key=uuid.uuid4())
    actions.answer_as_member(meeting=full, by=colleague, reply="no")
    found = sent()
    assert found.keys() == {member.user.email, "juriste@example.org"}
    assert "Participez-vous" in parsed(found[member.user.email])[1]


@pytest.mark.usefixtures("secret_meeting")
def test_lines_are_those_of_ones_groups(full, facilitator, member, outsider, convene, django_assert_max_num_queries):
    for _ in range(3):
        other = Meeting.objects.create(
            group=full.group, title="Suivante", starts_at=full.starts_at, ends_at=full.ends_at
        )
        convene(other)
    events = list(Event.objects.all())
    with django_assert_max_num_queries(2):
        lines = lines_for(events, member.user)
    assert {line.title for line in lines.values()} == {"Convocation\u00a0: «\u00a0Suivante\u00a0»"}
    assert len(lines) == 3 and lines_for(events, outsider) == {}


def test_mails_that_a_server_refuses_are_seen_by_those_who_facilitate(
    full, facilitator, member, guest, convene, monkeypatch
):
    fail = Failing(monkeypatch)
    for address in (member.user.email, guest.email):
        fail.on[address] = smtplib.SMTPRecipientsRefused({address: (550, b"no such user")})
    convene(full)
    assert sent().keys() == {facilitator.user.email}
    assert sorted(queries.undelivered_for_page(full)) == sorted(["Claire Vasseur", guest.email])


@pytest.mark.parametrize(
    "words", ["[x](http://evil.example/a)", "www.evil.com", "<a href=//evil.example>x</a>", "x\r\nBcc: a@evil.com"]
)
@pytest.mark.parametrize("place", ["title", "place", "notes", "cancel_reason", "item"])
def test_words_of_people_make_no_link(full, facilitator, member, convene, words, place):
    convene(full)
    clean = links_of(sent()[member.user.email])
    if place == "item":
        full.items.update(title=words)
    else:
        Meeting.objects.update(**{place: words})
    Attendance.objects.update(invited_at=None)
    convene(full)
    message = sent()[member.user.email]
    assert {link.partition("/reunion/")[0] for link in links_of(message)} == {
        link.partition("/reunion/")[0] for link in clean
    }
    read, _tags = words_of(message)
    assert LINKABLE.findall(read.replace(VISIO, "")) == []
    assert message.message()["Bcc"] is None
