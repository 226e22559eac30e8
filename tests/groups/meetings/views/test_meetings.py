from tests.factories import AgendaItemFactory, MeetingFactory
from tests.groups.meetings.conftest import CANARY


def test_meeting_list_shows_the_meetings_of_the_group(client, member, meeting, secret_meeting):
    client.force_login(member.user)
    page = client.get(f"/groupes/{member.group.slug}/reunions/").content.decode()
    assert "Comité d’animation" in page and "Hautes-Rives" in page and CANARY not in page


def test_meeting_list_costs_the_same_with_more_meetings(client, member, meeting, django_assert_num_queries):
    client.force_login(member.user)
    path = f"/groupes/{member.group.slug}/reunions/"
    client.get(path)
    with django_assert_num_queries(7) as first:
        client.get(path)
    MeetingFactory(group=member.group)
    MeetingFactory(group=member.group)
    with django_assert_num_queries(len(first)):
        client.get(path)


def test_meeting_detail_shows_place_hours_and_agenda(client, member, meeting):
    AgendaItemFactory(meeting=meeting, title="Bilan annuel", presenter=member.user, minutes=30)
    client.force_login(member.user)
    page = client.get(meeting.url).content.decode()
    assert "Bilan annuel" in page and str(member.user) in page and "30 minutes" in page


def test_meeting_detail_of_another_group_is_absent(client, member, meeting, secret_meeting):
    client.force_login(member.user)
    assert client.get(meeting.url).status_code == 200
    through_own = client.get(f"/groupes/{member.group.slug}/reunions/{secret_meeting.pk}/")
    refused = client.get(secret_meeting.url)
    for answer in (through_own, refused):
        assert answer.status_code == 404
        assert CANARY not in answer.content.decode()
