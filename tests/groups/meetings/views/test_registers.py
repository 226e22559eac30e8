import csv
import io

import pytest
from django.utils import timezone

from groups.meetings.models import ActionItem, Decision, Minutes
from groups.models import Membership
from tests.factories import MeetingFactory, MinutesFactory, UserFactory
from tests.groups.meetings.conftest import CANARY
from tests.groups.meetings.filled import add_point, in_days, publish


def at(group, path=""):
    return f"/groupes/{group.slug}/reunions/{path}"


@pytest.fixture
def kept(minutes, facilitator, colleague):
    """Published minutes with two points, another meeting's draft, and a secret group beside."""
    add_point(minutes, "Bilan", owner=colleague.user, due=in_days(-2), words="Une trame commune.")
    add_point(minutes, "Locaux", owner=facilitator.user, due=in_days(9), words="Un comité sur deux en présence.")
    publish(minutes, facilitator)
    add_point(MinutesFactory(meeting=MeetingFactory(group=facilitator.group)), "CNRY-brouillon", words="CNRY-brouillon")
    return minutes


def page_of(client, person, path):
    client.force_login(person)
    return client.get(path).content.decode()


def rows_of(client, path):
    body = b"".join(client.get(path).streaming_content).decode()
    return list(csv.reader(io.StringIO(body.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_meeting_list_shows_what_comes_and_what_is_published(client, kept, member, meeting, secret_meeting):
    page = page_of(client, member.user, at(member.group))
    assert "Comité d’animation" in page and "Hautes-Rives" in page
    assert "Comité de rentrée" in page and "2 décisions" in page and "2 actions" in page
    assert "Brouillon" not in page and "CNRY" not in page and CANARY not in page


def test_meeting_list_shows_drafts_and_what_is_to_be_written(client, kept, facilitator, colleague):
    MeetingFactory(group=facilitator.group, title="Sans compte rendu", days=-20)
    page = page_of(client, facilitator.user, at(facilitator.group))
    assert "Brouillon" in page and "Sans compte rendu" in page and "Nouveau compte rendu" in page
    Minutes.objects.filter(state="draft").update(writer=colleague.user)
    page = page_of(client, colleague.user, at(facilitator.group))
    assert "Brouillon" in page and "Sans compte rendu" not in page and "Nouveau compte rendu" not in page


def test_meeting_list_says_first_what_is_mine(client, kept, colleague):
    page = page_of(client, colleague.user, at(colleague.group))
    assert page.index("Envoyer Bilan") < page.index("Envoyer Locaux") and "Vous" in page
    assert page.count('name="state" value="done"') == 1


@pytest.mark.parametrize("count", [1, 3])
def test_meeting_list_costs_the_same_with_more(client, member, facilitator, count, django_assert_num_queries):
    for _ in range(count):
        minutes = MinutesFactory(meeting=MeetingFactory(group=member.group, days=-4))
        add_point(minutes, owner=UserFactory())
        publish(minutes, facilitator)
        MeetingFactory(group=member.group)
        MinutesFactory(meeting=MeetingFactory(group=member.group), writer=member.user)
        MeetingFactory(group=member.group, days=-4)
    client.force_login(member.user)
    client.get(at(member.group))
    with django_assert_num_queries(13):
        client.get(at(member.group))
    client.force_login(facilitator.user)
    client.get(at(member.group))
    with django_assert_num_queries(14):
        client.get(at(member.group))


def test_decisions_are_found_by_words_meeting_and_period(client, kept, member, secret_meeting):
    path = at(member.group, "decisions/")
    Decision.objects.create(
        group=secret_meeting.group, minutes=secret_meeting.report, text=CANARY, published_at=timezone.now()
    )
    page = page_of(client, member.user, path)
    assert "trame" in page and "présence" in page and "CNRY" not in page
    page = page_of(client, member.user, f"{path}?q=TRAME commune")
    assert "Une trame commune." in page and "présence" not in page
    assert "trame commune" not in page_of(client, member.user, f"{path}?since={in_days(1):%Y-%m-%d}")
    assert "trame commune" in page_of(client, member.user, f"{path}?until={in_days(1):%Y-%m-%d}")
    assert "Une trame" in page_of(client, member.user, f"{path}?meeting={kept.meeting_id}")
    assert "Une trame" in page_of(client, member.user, f"{path}?meeting={secret_meeting.pk}&since=x")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Bilan", "Locaux"]),
        ("?state=late", ["Bilan"]),
        ("?state=done", ["Fini"]),
        ("?state=all", ["Bilan", "Locaux", "Fini", "Parti"]),
        ("?state=dropped", ["Parti"]),
        ("?owner=me", ["Bilan"]),
        ("?q=locaux", ["Locaux"]),
        ("?owner=0", ["Bilan", "Locaux"]),
    ],
)
def test_actions_are_found_by_state_owner_and_words(client, kept, colleague, facilitator, query, found):
    about = {"group": kept.meeting.group, "minutes": kept, "published_at": timezone.now(), "done_at": timezone.now()}
    ActionItem.objects.create(what="Envoyer Fini", state="done", **about)
    ActionItem.objects.create(what="Envoyer Parti", state="dropped", **about)
    page = page_of(client, colleague.user, at(colleague.group, f"actions/{query}"))
    assert [name for name in ("Bilan", "Locaux", "Fini", "Parti") if f"Envoyer {name}<" in page] == found
    assert "CNRY" not in page


def test_actions_whose_owner_left_are_found(client, kept, colleague, facilitator):
    Membership.objects.filter(pk=colleague.pk).delete()
    page = page_of(client, facilitator.user, at(facilitator.group, "actions/?owner=nobody"))
    assert "Envoyer Bilan" in page and "Envoyer Locaux" not in page


@pytest.mark.parametrize("path", ["decisions/", "actions/"])
@pytest.mark.parametrize("count", [1, 3])
def test_registers_cost_the_same_with_more(client, minutes, facilitator, path, count, django_assert_num_queries):
    for n in range(count):
        add_point(minutes, f"Point {n}", owner=UserFactory())
    publish(minutes, facilitator)
    client.force_login(facilitator.user)
    client.get(at(facilitator.group, path))
    with django_assert_num_queries(10 if path == "decisions/" else 11):
        client.get(at(facilitator.group, path))


def test_spreadsheets_hold_what_was_found_and_calculate_nothing(client, kept, member):
    Decision.objects.filter(text__startswith="Une trame").update(said='=HYPERLINK("http://evil";"x")')
    client.force_login(member.user)
    head, *rows = rows_of(client, at(member.group, "decisions/export/"))
    assert head[0] == "Décision" and {row[0][:3] for row in rows} == {"'=H", "Un "}
    assert rows[0][1] == "Comité de rentrée" and rows[0][3] == "1"
    ActionItem.objects.filter(what="Envoyer Bilan").update(owner=None, owner_name="+33 1 23 45 67 89")
    _head, *rows = rows_of(client, at(member.group, "actions/export/?state=late"))
    assert [(row[0], row[1], row[3]) for row in rows] == [("Envoyer Bilan", "+33 1 23 45 67 89", "En retard")]


@pytest.mark.parametrize("path", ["decisions/export/", "actions/export/"])
@pytest.mark.parametrize("count", [1, 3])
def test_spreadsheets_cost_the_same_with_more(client, minutes, facilitator, path, count, django_assert_num_queries):
    for n in range(count):
        add_point(minutes, f"Point {n}", owner=UserFactory())
    publish(minutes, facilitator)
    client.force_login(facilitator.user)
    rows_of(client, at(facilitator.group, path))
    with django_assert_num_queries(5 if path == "decisions/export/" else 6):
        assert len(rows_of(client, at(facilitator.group, path))) == count + 1


@pytest.mark.parametrize("path", ["decisions/export/", "actions/export/", "decisions/", "actions/"])
def test_registers_are_denied_like_the_group(client, kept, member, outsider, path):
    client.force_login(member.user)
    assert client.get(at(member.group, path)).status_code == 200
    client.force_login(outsider)
    refused = client.get(at(member.group, path))
    assert refused.status_code == 404 and "trame" not in refused.content.decode()
