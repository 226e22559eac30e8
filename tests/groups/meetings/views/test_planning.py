import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from groups.meetings.models import AgendaItem, Meeting, MeetingFile, Series
from groups.meetings.queries import version_of
from groups.spaces.models import Group
from tests.factories import AgendaItemFactory, MeetingFactory, MembershipFactory
from tests.groups.meetings.conftest import CANARY

pytestmark = pytest.mark.django_db
DAY = timezone.localdate() + timedelta(days=30)


@pytest.fixture
def facilitating(client, facilitator):
    client.force_login(facilitator.user)
    return client


@pytest.fixture
def series(group):
    outline = [{"title": "Actualités", "minutes": 20}]
    return Series.objects.create(group=group, title="Comité", place="Hautes-Rives", outline=outline, minutes=150)


def rooms(group):
    return f"/groupes/{group.slug}/reunions/"


def sent(**words):
    about = {"title": "Comité de décembre", "day": DAY.isoformat(), "begins": "09:30", "ends": "12:00"}
    notes = {"notes": "Apportez *tout*.", "notes_format": "plain", "place": "Valombre"}
    return {"key": str(uuid.uuid4()), **about, **notes, **words}


def test_meeting_new_plans_it(facilitating, group):
    answer = facilitating.post(f"{rooms(group)}nouvelle/", sent())
    meeting = Meeting.objects.get()
    assert answer.url.startswith(f"{meeting.url}?sent=")
    page = facilitating.get(meeting.url).text
    assert "Comité de décembre" in page and "Valombre" in page and "Apportez" in page
    assert "Personne n’en est encore prévenu" in page


def test_meeting_new_says_when_its_date_is_past(facilitating, group):
    past = timezone.localdate() - timedelta(days=3)
    page = facilitating.post(f"{rooms(group)}nouvelle/", sent(day=past.isoformat()), follow=True).text
    assert Meeting.objects.exists() and "Sa date est passée" in page


def test_meeting_edit_offers_to_tell_it_before_anything_else(facilitating, meeting, convene):
    """Whoever changed the place of a meeting that people were convened to sees at once that nobody knows."""
    assert "Envoyer la convocation" in facilitating.get(meeting.url).text
    convene(meeting)
    sent_again = sent(day=timezone.localdate(meeting.starts_at).isoformat(), version=version_of(meeting))
    page = facilitating.post(f"{meeting.url}modification/", sent_again, follow=True).text
    assert "ne le savent pas encore" in page
    assert page.index("Prévenir") < page.index("Ordre du jour</h2>")


def test_another_agenda_is_offered_to_be_sent(facilitating, meeting, convene, client):
    AgendaItemFactory(meeting=meeting, title="Bilan")
    convene(meeting)
    assert "Envoyer l’ordre du jour" not in facilitating.get(meeting.url).text
    facilitating.post(f"{meeting.url}ordre-du-jour/", {"key": str(uuid.uuid4()), "title": "Budget"})
    assert "Envoyer l’ordre du jour" in facilitating.get(meeting.url).text
    sent_now = facilitating.post(f"{meeting.url}changement/", {"key": str(uuid.uuid4())}, follow=True).text
    assert "L’ordre du jour part" in sent_now and "Envoyer l’ordre du jour" not in sent_now


def test_meeting_new_sent_twice_plans_one(facilitating, group):
    form = sent()
    first = facilitating.post(f"{rooms(group)}nouvelle/", form)
    assert facilitating.post(f"{rooms(group)}nouvelle/", form).url == first.url
    other = facilitating.post(f"{rooms(group)}nouvelle/", {**form, "title": "Un autre"})
    assert other.status_code == 409 and "Un autre" in other.text
    assert Meeting.objects.count() == 1


def test_meeting_new_keeps_what_was_typed(facilitating, group):
    wrong = sent(ends="08:00", visio_url="http://visio.example.org", notes="<p>Gardez <strong>ceci</strong></p>")
    page = facilitating.post(f"{rooms(group)}nouvelle/", {**wrong, "notes_format": "html"})
    assert page.status_code == 422 and not Meeting.objects.exists()
    for kept in ("Comité de décembre", DAY.isoformat(), "09:30", "08:00", "http://visio.example.org", "ceci"):
        assert kept in page.text
    assert "avant de commencer" in page.text and "https://" in page.text


def test_meeting_new_from_a_series(facilitating, group, series):
    MeetingFactory(group=group, series=series, starts_at=timezone.now() - timedelta(days=20))
    address = f"{rooms(group)}nouvelle/?serie={series.pk}"
    page = facilitating.get(address).text
    assert "Hautes-Rives" in page and "suggestion" in page and 'name="day" value="' in page
    facilitating.post(address, sent())
    meeting = Meeting.objects.get(title="Comité de décembre")
    assert meeting.series == series and [item.title for item in meeting.items.all()] == ["Actualités"]


def test_meeting_new_from_the_series_of_another_group_is_absent(facilitating, group, series):
    foreign = Series.objects.create(group=MeetingFactory().group, title=CANARY)
    assert facilitating.get(f"{rooms(group)}nouvelle/?serie={series.pk}").status_code == 200
    refused = facilitating.get(f"{rooms(group)}nouvelle/?serie={foreign.pk}")
    assert refused.status_code == 404 and CANARY not in refused.text
    facilitating.post(f"{rooms(group)}nouvelle/?serie={foreign.pk}", sent())
    assert Meeting.objects.get(title="Comité de décembre").series is None


def test_meeting_new_outlives_its_series(facilitating, group, series):
    """Whoever was filling in the form loses no word when somebody deletes the series."""
    address = f"{rooms(group)}nouvelle/?serie={series.pk}"
    series.delete()
    facilitating.post(address, sent())
    assert Meeting.objects.get().title == "Comité de décembre"


def test_meeting_edit_changes_it(facilitating, meeting):
    page = facilitating.get(f"{meeting.url}modification/")
    form = page.context["form"]
    words = {name: form[name].value() for name in ("title", "version", "place")}
    facilitating.post(f"{meeting.url}modification/", sent(**words | {"title": "Un autre titre"}))
    assert "Un autre titre" in facilitating.get(meeting.url).text


def test_meeting_edit_meanwhile_changed_shows_what_was_typed(facilitating, meeting):
    version = facilitating.get(f"{meeting.url}modification/").context["form"]["version"].value()
    Meeting.objects.update(place="Ailleurs")
    page = facilitating.post(f"{meeting.url}modification/", sent(version=version))
    assert page.status_code == 409 and "Valombre" in page.text and "pendant votre saisie" in page.text
    assert ("Lieu", "Ailleurs") in page.context["theirs"]
    again = page.context["form"]["version"].value()
    assert facilitating.post(f"{meeting.url}modification/", sent(version=again)).status_code == 302
    assert Meeting.objects.get().place == "Valombre"


def test_meeting_cancel_asks_why_and_restore(facilitating, meeting):
    assert "Annuler la réunion" in facilitating.get(f"{meeting.url}annulation/").text
    key = str(uuid.uuid4())
    empty = facilitating.post(f"{meeting.url}annulation/", {"key": key, "reason": " "})
    assert empty.status_code == 422 and not Meeting.objects.get().is_cancelled
    facilitating.post(f"{meeting.url}annulation/", {"key": key, "reason": "Grève des trains"})
    page = facilitating.get(meeting.url).text
    assert "Grève des trains" in page and "Elle a lieu finalement" in page
    facilitating.post(f"{meeting.url}retablissement/")
    assert not Meeting.objects.get().is_cancelled


def test_meeting_delete(facilitating, group, meeting):
    assert "définitivement" in facilitating.get(f"{meeting.url}suppression/").text
    answer = facilitating.post(f"{meeting.url}suppression/")
    assert answer.url == f"/groupes/{group.slug}/agenda/" and not Meeting.objects.exists()


def test_meeting_delete_of_a_convened_one_says_why_not(facilitating, meeting):
    Meeting.objects.update(convened_at=timezone.now())
    answer = facilitating.post(f"{meeting.url}suppression/", follow=True)
    assert "annulez-la plutôt" in answer.text and Meeting.objects.exists()
    assert "suppression/" not in answer.text


def test_member_sees_no_tool_of_those_who_plan(member_client, member, meeting, facilitator):
    page = member_client.get(meeting.url).text
    assert "Comité d’animation" in page and "modification/" not in page and "annulation/" not in page
    member_client.force_login(facilitator.user)
    assert "annulation/" in member_client.get(meeting.url).text


def test_archived_group_plans_nothing(facilitating, group, meeting):
    Group.objects.filter(pk=group.pk).update(archived_at=timezone.now())
    assert facilitating.get(f"{rooms(group)}nouvelle/").status_code == 404
    page = facilitating.get(meeting.url)
    assert page.status_code == 200 and "modification/" not in page.text and "proposition/" not in page.text


@pytest.mark.parametrize("count", [1, 3])
def test_meeting_detail_costs_the_same(client, facilitator, meeting, bring, count, django_assert_num_queries):
    """Session, person, membership, meeting, groups, site, bell; agenda, files, proposals; three of answers."""
    for number in range(count):
        AgendaItemFactory(meeting=meeting, presenter=facilitator.user)
        AgendaItemFactory(meeting=meeting, state="proposed", proposed_by=MembershipFactory().user)
        MeetingFile.objects.create(meeting=meeting, file=bring(facilitator, f"{number}.txt"), place=number)
    client.force_login(facilitator.user)
    client.get(meeting.url)
    with django_assert_num_queries(17):
        page = client.get(meeting.url).text
    assert page.count("/reponse/") == count + 1 and f"{count - 1}" in page


def test_series_are_listed_created_changed_and_deleted(facilitating, group, series):
    page = facilitating.get(f"{rooms(group)}series/").text
    assert "Hautes-Rives" in page and "2 h 30" in page.replace("\u00a0", " ")
    words = {"key": str(uuid.uuid4()), "title": "Échange de pratiques", "minutes": "90", "outline": "Tour, 10 min"}
    for _twice in range(2):
        facilitating.post(f"{rooms(group)}series/nouvelle/", words)
    made = Series.objects.get(title="Échange de pratiques")
    assert made.outline == [{"title": "Tour", "minutes": 10}]
    assert "Tour, 10 min" in facilitating.get(f"{rooms(group)}series/{made.pk}/").text
    drawn = version_of(made)
    facilitating.post(f"{rooms(group)}series/{made.pk}/", {**words, "place": "Valombre", "version": drawn})
    assert Series.objects.get(pk=made.pk).place == "Valombre"
    late = {**words, "outline": "Bilan\nDivers", "place": "Clairmont", "version": drawn}
    page = facilitating.post(f"{rooms(group)}series/{made.pk}/", late)
    assert page.status_code == 409 and "Clairmont" in page.text
    assert page.context["theirs"] == [("Lieu", "Valombre"), ("Ordre du jour habituel", "Tour, 10 min")]
    assert Series.objects.get(pk=made.pk).place == "Valombre"
    facilitating.post(f"{rooms(group)}series/{made.pk}/suppression/")
    assert list(Series.objects.all()) == [series]


def test_series_form_keeps_what_was_typed(facilitating, group):
    page = facilitating.post(
        f"{rooms(group)}series/nouvelle/", {"key": str(uuid.uuid4()), "outline": "Un\nDeux, 5 min"}
    )
    assert page.status_code == 422 and "Deux, 5 min" in page.text and not Series.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_series_list_costs_the_same(facilitating, group, count, django_assert_num_queries):
    for number in range(count):
        MeetingFactory(group=group, series=Series.objects.create(group=group, title=f"Série {number}"))
    facilitating.get(f"{rooms(group)}series/")
    with django_assert_num_queries(7):
        assert facilitating.get(f"{rooms(group)}series/").text.count("1 réunion<") == count


def test_items_go_with_a_meeting_only(facilitating, group, meeting):
    other = AgendaItemFactory(meeting=MeetingFactory(group=group), title=CANARY)
    own = AgendaItemFactory(meeting=meeting)
    assert facilitating.get(f"{meeting.url}ordre-du-jour/{own.pk}/").status_code == 200
    refused = facilitating.get(f"{meeting.url}ordre-du-jour/{other.pk}/")
    assert refused.status_code == 404 and CANARY not in refused.text
    facilitating.post(f"{meeting.url}ordre-du-jour/{other.pk}/suppression/")
    assert AgendaItem.objects.count() == 2


def test_minutes_of_a_meeting_that_nobody_planned_are_begun_in_one_go(facilitating, group, series):
    """The day after, from the list of minutes: when it took place, then write; the same form again begins nothing."""
    assert f"{rooms(group)}nouvelle/?pour=compte-rendu" in facilitating.get(rooms(group)).text
    past = timezone.localdate() - timedelta(days=1)
    address, form = f"{rooms(group)}nouvelle/?serie={series.pk}&pour=compte-rendu", sent(day=past.isoformat())
    answers = [facilitating.post(address, form) for _ in range(2)]
    meeting = Meeting.objects.get()
    assert {answer.url for answer in answers} == {f"{meeting.url}compte-rendu/redaction/?sent={form['key']}"}
    page = facilitating.get(answers[0].url).text
    assert "Actualités" in page and meeting.report.writer == meeting.created_by


def test_new_minutes_offer_the_meetings_that_nobody_wrote_of(facilitating, member, group):
    over = MeetingFactory(group=group, days=-2, title="Comité passé")
    MeetingFactory(days=-2, title=f"{CANARY}-autre groupe")
    page = facilitating.get(f"{rooms(group)}nouvelle/?pour=compte-rendu").text
    assert over.url in page and CANARY not in page
    assert "Nouveau compte rendu" in facilitating.get(rooms(group)).text
    facilitating.force_login(member.user)
    assert "Nouveau compte rendu" not in facilitating.get(rooms(group)).text
