from datetime import timedelta

import pytest
from django.utils import timezone

from groups.meetings.enums import Presence
from groups.meetings.models import ActionItem, Amendment, Attendance, Decision, Minutes
from groups.models import AdminEntry, Membership
from network.activity.models import Notification
from tests.factories import AgendaItemFactory, MeetingFactory, MinutesFactory, UserFactory
from tests.groups.meetings.conftest import CANARY
from tests.groups.meetings.filled import add_point, correct, in_days, publish
from tests.worker import run_tasks


@pytest.fixture
def read(minutes, facilitator, colleague):
    """Minutes with two editions, and a working copy that goes on."""
    add_point(minutes, owner=colleague.user, due=in_days(-2))
    Attendance.objects.create(meeting=minutes.meeting, user=colleague.user, presence=Presence.PRESENT)
    Attendance.objects.create(meeting=minutes.meeting, name="Une juriste", is_guest=True, presence=Presence.PRESENT)
    publish(minutes, facilitator)
    correct(minutes, facilitator, "Le groupe a changé d’avis.", reason="Le résumé était faux")
    Decision.objects.update(text="CNRY-pas-encore")
    Minutes.objects.update(summary="CNRY-pas-encore")
    minutes.refresh_from_db()
    return minutes


def text_of(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def test_members_read_the_last_edition(client, read, colleague):
    client.force_login(colleague.user)
    page = text_of(client, read.url)
    for words in (
        "Le groupe a changé d’avis.",
        "Une trame commune.",
        "Échanges",
        "2 personnes présentes",
        "Une juriste",
    ):
        assert words in page
    assert "En retard" in page and "Version 2" in page and "Le résumé était faux" in page
    assert "CNRY" not in page


def test_reading_shows_what_became_of_actions(client, read, colleague):
    client.force_login(colleague.user)
    ActionItem.objects.update(state="done", done_at=timezone.now(), due=None)
    page = text_of(client, read.url)
    assert "1 action, 1 terminée" in page and "En retard" not in page


def test_reading_clears_the_line_of_the_bell(client, read, colleague):
    run_tasks()
    client.force_login(colleague.user)
    assert "is-unread" in text_of(client, f"/groupes/{colleague.group.slug}/reunions/")
    text_of(client, read.url)
    assert not Notification.objects.filter(user=colleague.user, target=read.target, read_at=None).exists()
    assert "is-unread" not in text_of(client, f"/groupes/{colleague.group.slug}/reunions/")


def test_a_draft_is_there_for_those_who_write_only(client, minutes, facilitator, colleague):
    Minutes.objects.update(summary="CNRY-brouillon")
    for path in ("", "versions/", "versions/1/", "comparaison/", "corrections/nouvelle/"):
        client.force_login(colleague.user)
        assert "CNRY" not in text_of(client, f"{minutes.url}{path}", 404)
    client.force_login(facilitator.user)
    assert "En préparation" in text_of(client, minutes.url)


def test_earlier_editions_can_be_read_and_compared(client, read, colleague):
    client.force_login(colleague.user)
    assert "Le groupe s’est mis d’accord" in text_of(client, f"{read.url}versions/1/")
    assert "Le résumé était faux" in text_of(client, f"{read.url}versions/")
    page = text_of(client, f"{read.url}comparaison/?de=1&a=2")
    assert "<ins>a changé d’avis.</ins>" in page and "<del>" in page
    assert text_of(client, f"{read.url}comparaison/?de=x").count("<ins>") == page.count("<ins>")
    assert client.get(f"{read.url}versions/2/").url == read.url
    for path in ("versions/3/", "versions/99999999999/", "comparaison/?de=1&a=9"):
        text_of(client, f"{read.url}{path}", 404)


@pytest.mark.parametrize("who", ["outsider", "removed", "elsewhere"])
def test_editions_are_denied_like_the_minutes(client, read, colleague, secret_meeting, outsider, who):
    """LK-06: with words that could leak, through the group that they belong to and through another one."""
    person = {"outsider": outsider, "removed": colleague.user, "elsewhere": outsider}[who]
    if who == "removed":
        Membership.objects.filter(pk=colleague.pk).delete()
    if who == "elsewhere":
        Membership.objects.create(group=secret_meeting.group, user=person)
    client.force_login(person)
    foreign = read.url.replace(read.meeting.group.slug, "secret")
    for base in (read.url, foreign):
        for path in ("", "versions/", "versions/1/", "comparaison/?de=1&a=2", "publication/", "corrections/nouvelle/"):
            page = text_of(client, f"{base}{path}", 404)
            assert "changé d’avis" not in page and "trame" not in page and CANARY not in page


def test_an_exceptional_entry_reads_what_is_published_and_changes_nothing(client, read, member):
    """No draft, no proposal of anybody, no door of those who write."""
    person = UserFactory(is_superuser=True)
    until = timezone.now() + timedelta(hours=1)
    AdminEntry.objects.create(group=member.group, user=person, reason="Un signalement", expires_at=until)
    Amendment.objects.create(minutes=read, by=member.user, text="CNRY-proposition")
    draft = MinutesFactory(meeting=MeetingFactory(group=member.group), summary="CNRY-brouillon")
    client.force_login(person)
    page = text_of(client, read.url)
    assert "Le groupe a changé d’avis." in page and "CNRY" not in page
    assert "CNRY" not in text_of(client, draft.url, 404)
    for path in ("publication/", "rectification/", "corrections/nouvelle/"):
        text_of(client, f"{read.url}{path}", 404)


def test_reading_a_chain_leads_to_its_topic(client, minutes, facilitator):
    item = AgendaItemFactory(meeting=minutes.meeting)
    AgendaItemFactory(carried_from=item)
    add_point(minutes, item=item)
    publish(minutes, facilitator)
    minutes.refresh_from_db()
    client.force_login(facilitator.user)
    assert f"/reunions/sujets/{item.pk}/" in text_of(client, minutes.url)


@pytest.mark.parametrize("count", [1, 3])
def test_reading_costs_the_same_with_more_in_it(client, minutes, facilitator, member, count, django_assert_num_queries):
    for n in range(count):
        add_point(minutes, f"Point {n}", owner=UserFactory())
        Attendance.objects.create(meeting=minutes.meeting, user=UserFactory(), presence=Presence.PRESENT)
    publish(minutes, facilitator)
    for n in range(count - 1):
        correct(minutes, facilitator, f"Autrement {n}")
    minutes.refresh_from_db()
    client.force_login(member.user)
    client.get(minutes.url)
    with django_assert_num_queries(16):
        client.get(minutes.url)


@pytest.mark.parametrize("count", [1, 3])
def test_edition_list_costs_the_same_with_more_editions(
    client, published, facilitator, member, count, django_assert_num_queries
):
    for n in range(count):
        correct(published, facilitator, f"Résumé {n}")
    client.force_login(member.user)
    client.get(f"{published.url}versions/")
    with django_assert_num_queries(8):
        assert client.get(f"{published.url}versions/").content.decode().count("Une coquille") == count
