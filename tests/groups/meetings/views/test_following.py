import uuid

import pytest

from groups.meetings.models import ActionItem, AgendaItem, Minutes, OpenPoint
from tests.factories import AgendaItemFactory, MeetingFactory, MinutesFactory
from tests.groups.meetings.conftest import CANARY
from tests.groups.meetings.filled import add_point, in_days, publish


@pytest.fixture
def action(minutes, facilitator, colleague):
    add_point(minutes, owner=colleague.user, due=in_days(10))
    publish(minutes, facilitator)
    return ActionItem.objects.select_related("group").get()


def test_the_owner_ticks_it_from_a_list_and_comes_back_there(client, action, colleague):
    client.force_login(colleague.user)
    listed = f"http://testserver/groupes/{action.group.slug}/reunions/actions/?state=all"
    response = client.post(f"{action.url}etat/", {"state": "done"}, headers={"referer": listed})
    assert response.url.endswith("/reunions/actions/?state=all") and not ActionItem.objects.get().is_open
    undo = f"{action.url}etat/?state=open"
    assert f'formaction="{undo}"' in client.get(listed).content.decode()
    client.post(undo)
    assert ActionItem.objects.get().is_open


def test_the_page_of_an_action_takes_a_word(client, action, colleague):
    client.force_login(colleague.user)
    assert "C’est fait" in client.get(action.url).content.decode()
    client.post(f"{action.url}etat/", {"state": "done", "words": "Envoyée lundi"})
    page = client.get(action.url).content.decode()
    assert "Envoyée lundi" in page and "C’est à faire, finalement" in page
    client.post(f"{action.url}etat/", {"state": "done", "words": "Envoyée mardi"})
    page = client.get(action.minutes.url).content.decode()
    assert "Envoyée mardi" in page and "Faite le" in page


def test_others_read_it_and_can_not_change_it(client, action, member):
    client.force_login(member.user)
    page = client.get(action.url).content.decode()
    assert "Envoyer Bilan annuel" in page and "C’est fait" not in page and "échéance</a>" not in page
    for path in ("etat/", "modification/"):
        assert client.post(f"{action.url}{path}", {"state": "done"}).status_code == 404
    assert ActionItem.objects.get().is_open


def test_an_action_of_a_draft_or_another_group_is_absent(client, action, facilitator, secret_meeting):
    add_point(secret_meeting.report, CANARY)
    ActionItem.objects.filter(what__contains=CANARY).update(published_at=secret_meeting.created_at)
    add_point(MinutesFactory(meeting=MeetingFactory(group=action.group)), CANARY)
    client.force_login(facilitator.user)
    assert client.get(action.url).status_code == 200
    for hidden in ActionItem.objects.filter(what__contains=CANARY):
        answer = client.get(f"/groupes/{action.group.slug}/reunions/actions/{hidden.pk}/")
        assert answer.status_code == 404 and CANARY not in answer.content.decode()


def test_facilitators_change_owner_and_date(client, action, facilitator, member):
    client.force_login(facilitator.user)
    path = f"{action.url}modification/"
    assert "Élise Moreau" in client.get(path).content.decode()
    wrong = client.post(path, {"owner": str(member.user.pk), "due": "0027-01-21"})
    assert wrong.status_code == 422 and "Indiquez un jour" in wrong.content.decode()
    client.post(path, {"owner": str(member.user.pk), "due": f"{in_days(4):%Y-%m-%d}"})
    changed = ActionItem.objects.get()
    assert (changed.owner, changed.due) == (member.user, in_days(4))


def test_leftovers_are_all_ticked_and_go_to_the_agenda(client, action, meeting, facilitator):
    client.force_login(facilitator.user)
    assert "Reprendre 2 points" in client.get(meeting.url).content.decode()
    path = f"{meeting.url}reprise/"
    page = client.get(path).content.decode()
    assert page.count(" checked") == 2
    assert client.post(path, {"key": str(uuid.uuid4())}).status_code == 422
    chosen = [f"point-{OpenPoint.objects.get().pk}"]
    assert client.post(path, {"key": str(uuid.uuid4()), "chosen": chosen}).url == meeting.url
    assert list(meeting.items.values_list("title", flat=True)) == ["Reste de Bilan annuel"]
    gone = client.post(path, {"key": str(uuid.uuid4()), "chosen": chosen})
    assert gone.status_code == 422 and "reprise entre-temps" in gone.content.decode()


def test_members_take_nothing_up(client, action, meeting, colleague):
    client.force_login(colleague.user)
    assert "Reprendre" not in client.get(meeting.url).content.decode()
    assert client.get(f"{meeting.url}reprise/").status_code == 404
    assert meeting.items.count() == 0


@pytest.fixture
def chain(group, facilitator):
    """One topic at three meetings: published, published, to come; each item continues the one before."""
    made, item = [], None
    for days, title in ((-30, "Premier"), (-10, "Deuxième"), (5, "Troisième")):
        meeting = MeetingFactory(group=group, days=days, title=f"Réunion {title}")
        item = AgendaItemFactory(meeting=meeting, title=f"Sujet {title}", carried_from=item)
        minutes = MinutesFactory(meeting=meeting)
        add_point(minutes, f"Sujet {title}", item=item, words=f"Décidé {title}.")
        add_point(minutes, f"{CANARY}-autre")
        if days < 0:
            publish(minutes, facilitator)
        made.append(item)
    return made


@pytest.mark.parametrize("start", [0, 1, 2])
def test_a_topic_is_followed_through_meetings(client, chain, member, start):
    client.force_login(member.user)
    page = (
        client.get(f"/groupes/{member.group.slug}/reunions/sujets/{chain[start].pk}/").content.decode().split("<h1")[1]
    )
    assert page.index("Réunion Troisième") < page.index("Réunion Deuxième") < page.index("Réunion Premier")
    assert "Décidé Premier." in page and "Décidé Deuxième." in page
    assert "Décidé Troisième." not in page and CANARY not in page


def test_a_topic_of_another_group_or_only_proposed_is_absent(client, chain, member, secret_meeting):
    other = AgendaItemFactory(meeting=secret_meeting, title=CANARY)
    AgendaItem.objects.filter(pk=chain[2].pk).update(state="proposed", title=CANARY)
    client.force_login(member.user)
    for item in (other, chain[2]):
        answer = client.get(f"/groupes/{member.group.slug}/reunions/sujets/{item.pk}/")
        assert answer.status_code == 404 and CANARY not in answer.content.decode()
    assert CANARY not in client.get(f"/groupes/{member.group.slug}/reunions/sujets/{chain[0].pk}/").content.decode()


def test_a_topic_costs_the_same_with_more_meetings(client, chain, member, django_assert_num_queries):
    client.force_login(member.user)
    path = f"/groupes/{member.group.slug}/reunions/sujets/{chain[0].pk}/"
    client.get(path)
    with django_assert_num_queries(12):
        client.get(path)
    AgendaItem.objects.filter(pk=chain[1].pk).update(carried_from=None)
    with django_assert_num_queries(12):
        client.get(path)


@pytest.mark.parametrize("count", [1, 3])
def test_what_is_left_open_costs_the_same_with_more(
    client, minutes, meeting, facilitator, count, django_assert_num_queries
):
    for n in range(count):
        add_point(minutes, f"Point {n}")
    publish(minutes, facilitator)
    client.force_login(facilitator.user)
    client.get(f"{meeting.url}reprise/")
    with django_assert_num_queries(10):
        assert client.get(f"{meeting.url}reprise/").content.decode().count("Reste de Point") == count


def test_the_page_of_a_meeting_leads_to_its_minutes_and_topics(client, chain, member, facilitator):
    client.force_login(member.user)
    coming, past = chain[2].meeting, chain[1].meeting
    page = client.get(coming.url).content.decode()
    assert f"/sujets/{chain[2].pk}/" in page and "En préparation" not in page
    assert "Lire le compte rendu" in client.get(past.url).content.decode()
    client.force_login(facilitator.user)
    assert "En préparation" in client.get(coming.url).content.decode()
    assert Minutes.objects.filter(state="draft").count() == 1
