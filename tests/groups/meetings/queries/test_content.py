from groups.files.actions import delete_file
from groups.meetings.enums import Presence
from groups.meetings.models import ActionItem, Attendance, Decision, MeetingFile, OpenPoint, Point
from groups.meetings.queries import content_of
from tests.factories import AgendaItemFactory, UserFactory


def fill(minutes, points=1):
    for number in range(points):
        point = Point.objects.create(minutes=minutes, title=f"Point {number}", exchanges="<p>Dit.</p>", position=number)
        AgendaItemFactory(meeting=minutes.meeting, title=f"Point {number}", presenter=UserFactory())
        group = minutes.meeting.group
        Decision.objects.create(group=group, minutes=minutes, point=point, text="On décide.")
        ActionItem.objects.create(group=group, minutes=minutes, point=point, what="Faire.", owner=UserFactory())
        OpenPoint.objects.create(minutes=minutes, point=point, text="À reprendre")
        Attendance.objects.create(meeting=minutes.meeting, user=UserFactory(), presence=Presence.PRESENT)


def test_content_says_what_was_decided_under_its_point(minutes):
    fill(minutes)
    content = content_of(minutes)
    point = content["points"][0]
    assert (point["title"], point["exchanges"]) == ("Point 0", "<p>Dit.</p>")
    assert [one["text"] for one in point["decisions"]] == ["On décide."]
    assert point["actions"][0]["what"] == "Faire." and point["actions"][0]["owner"].startswith("Camille")
    assert [one["text"] for one in point["open"]] == ["À reprendre"]
    assert content["loose"] == {"decisions": [], "actions": [], "open": []}


def test_content_keeps_what_hangs_on_no_point(minutes):
    Decision.objects.create(group=minutes.meeting.group, minutes=minutes, text="Sans point.")
    assert content_of(minutes)["loose"]["decisions"][0]["text"] == "Sans point."


def test_content_says_who_came_by_name(minutes):
    meeting = minutes.meeting
    Attendance.objects.create(meeting=meeting, user=UserFactory(first_name="Zoé"), presence=Presence.PRESENT)
    Attendance.objects.create(meeting=meeting, name="Ancien membre", presence=Presence.ABSENT)
    Attendance.objects.create(meeting=meeting, is_guest=True, name="Une juriste", presence=Presence.PRESENT)
    Attendance.objects.create(meeting=meeting, user=UserFactory())
    found = content_of(minutes)["attendance"]
    assert [(one["name"], one["guest"]) for one in found["present"]][0:1] == [("Une juriste", True)]
    assert len(found["present"]) == 2
    assert [one["name"] for one in found["absent"]] == ["Ancien membre"]


def test_content_lists_names_whatever_their_accents(minutes):
    for name in ("Zoé", "Élise", "anne"):
        Attendance.objects.create(meeting=minutes.meeting, is_guest=True, name=name, presence=Presence.PRESENT)
    assert [one["name"] for one in content_of(minutes)["attendance"]["present"]] == ["anne", "Élise", "Zoé"]


def test_content_says_where_people_work_in_their_own_words(minutes):
    person = UserFactory()
    person.profile.function, person.profile.organisation_name = "Médiatrice", "Ville de Valombre"
    person.profile.save()
    Attendance.objects.create(meeting=minutes.meeting, user=person, presence=Presence.PRESENT)
    assert content_of(minutes)["attendance"]["present"][0]["role"] == "Médiatrice, Ville de Valombre"


def test_content_names_its_files_but_those_in_the_bin(minutes, bring, facilitator):
    files = [bring(facilitator), bring(facilitator, "Retirée.txt")]
    for place, file in enumerate(files):
        MeetingFile.objects.create(meeting=minutes.meeting, file=file, for_minutes=True, place=place)
    delete_file(member=facilitator, file=files[1], even_used=True)
    assert [one["name"] for one in content_of(minutes)["files"]] == ["Notice.txt"]


def test_content_costs_the_same_with_more_in_it(minutes, django_assert_max_num_queries):
    fill(minutes, 1)
    with django_assert_max_num_queries(8):
        content_of(minutes)
    fill(minutes, 3)
    with django_assert_max_num_queries(8):
        assert len(content_of(minutes)["points"]) == 4
