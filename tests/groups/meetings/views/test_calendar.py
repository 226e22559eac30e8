from datetime import timedelta

import pytest
from django.utils import timezone

from groups.meetings.models import DateOption, DatePoll, DateVote
from tests.factories import AgendaItemFactory, MeetingFactory
from tests.groups.meetings.conftest import CANARY

pytestmark = pytest.mark.django_db


def calendar(group, asked=""):
    return f"/groupes/{group.slug}/agenda/{asked}"


def test_calendar_lists_what_is_to_come_by_month(member_client, group, meeting, past_meeting, secret_meeting):
    AgendaItemFactory(meeting=meeting)
    page = member_client.get(calendar(group)).text.replace("\u00a0", " ")
    assert "Comité d’animation" in page and "Hautes-Rives" in page and "Ordre du jour : 1 point" in page
    assert "Comité de rentrée" not in page and CANARY not in page and "nouvelle/" not in page


def test_calendar_shows_cancelled_meetings_as_such(member_client, group):
    MeetingFactory(group=group, title="Reportée", cancelled_at=timezone.now())
    page = member_client.get(calendar(group)).text
    assert "Reportée" in page and "Annulée" in page


def test_calendar_without_a_meeting_says_what_to_do(client, group, member, facilitator):
    client.force_login(member.user)
    page = client.get(calendar(group)).text
    assert "Aucune réunion à venir" in page and "nouvelle/" not in page
    assert "Aucune réunion passée" in client.get(calendar(group, "?vue=passees")).text
    client.force_login(facilitator.user)
    assert "reunions/nouvelle/" in client.get(calendar(group)).text


def test_calendar_as_a_month(member_client, group, meeting):
    month = timezone.localtime(meeting.starts_at)
    page = member_client.get(calendar(group, f"?vue=mois&mois={month:%Y-%m}")).text
    table, _end, beneath = page.partition("</table>")
    assert table.count(meeting.url) == beneath.count(meeting.url) == 1 and table.count('scope="col"') == 7
    elsewhere = member_client.get(calendar(group, "?vue=mois&mois=2031-02")).text
    assert "Février 2031" in elsewhere and "Aucune réunion ce mois-ci" in elsewhere and meeting.url not in elsewhere
    assert "mois=2031-01" in elsewhere and "mois=2031-03" in elsewhere


def test_a_full_day_of_the_month_leads_down_to_its_other_meetings(member_client, group, meeting):
    month = timezone.localtime(meeting.starts_at)
    asked = calendar(group, f"?vue=mois&mois={month:%Y-%m}")
    same_day = {"group": group, "starts_at": meeting.starts_at, "ends_at": meeting.ends_at}
    three = [meeting, *(MeetingFactory(**same_day, title=f"Réunion {n}") for n in range(2))]
    table, _end, beneath = member_client.get(asked).text.partition("</table>")
    assert all(one.url in table for one in three) and "is-full" not in beneath
    last = MeetingFactory(**same_day, title="Réunion de trop")
    table, _end, beneath = member_client.get(asked).text.partition("</table>")
    assert [one.url in table for one in (*three, last)] == [True, True, False, False]
    assert f'href="#reunion-{three[2].pk}">+\u00a02' in table.replace("&nbsp;", "\u00a0")
    assert "is-full" in beneath and f'id="reunion-{three[2].pk}"' in beneath and last.url in beneath


def test_calendar_pages_what_is_past(member_client, group, meeting):
    for days in range(1, 28):
        MeetingFactory(group=group, days=-days, title=f"Il y a {days} jours")
    page = member_client.get(calendar(group, "?vue=passees")).text
    assert "Il y a 1 jours" in page and "Il y a 27 jours" not in page and "Comité d’animation" not in page
    assert "Il y a 27 jours" in member_client.get(calendar(group, "?vue=passees&page=2")).text


def test_calendar_begins_with_polls_that_wait_for_votes(member_client, group, member):
    poll = DatePoll.objects.create(group=group, title="Prochain comité")
    begins = timezone.now() + timedelta(days=9)
    option = DateOption.objects.create(poll=poll, starts_at=begins, ends_at=begins + timedelta(hours=1))
    DatePoll.objects.create(group=group, title="Déjà clos", closed_at=timezone.now())
    page = member_client.get(calendar(group)).text
    assert poll.url in page and "Votre réponse est attendue" in page and "Déjà clos" not in page
    DateVote.objects.create(option=option, membership=member, vote="no")
    assert "Vous avez répondu" in member_client.get(calendar(group)).text


@pytest.mark.parametrize("asked", ["", "?vue=mois", "?vue=passees"])
@pytest.mark.parametrize("count", [1, 3])
def test_calendar_costs_the_same(member_client, group, count, asked, django_assert_max_num_queries):
    for n in range(count):
        for days in (-1, 0.01):
            AgendaItemFactory(meeting=MeetingFactory(group=group, days=days))
        DatePoll.objects.create(group=group, title=f"Sondage {n}")
    member_client.get(calendar(group))
    polls = 0 if "passees" in asked else count
    with django_assert_max_num_queries(11):
        assert member_client.get(calendar(group, asked)).text.count("sondages/") == polls


def test_calendar_takes_answers_in_its_rows(member_client, group, meeting, past_meeting):
    page = member_client.get(calendar(group)).text
    assert f"/reunions/{meeting.pk}/reponse/" in page and "0 oui, 0 non, 1 sans réponse" in page
    member_client.post(f"/groupes/{group.slug}/reunions/{meeting.pk}/reponse/", {"reply": "yes"})
    for address in (calendar(group), "/agenda/"):
        page = member_client.get(address).text
        assert 'value="yes" aria-pressed="true"' in page and "1 oui, 0 non, 0 sans réponse" in page
    assert "/reponse/" not in member_client.get(calendar(group, "?vue=passees")).text
