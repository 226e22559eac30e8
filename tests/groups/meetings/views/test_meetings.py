from tests.factories import AgendaItemFactory
from tests.groups.meetings.conftest import CANARY


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
