import uuid

import pytest

from groups.meetings.models import AgendaItem
from groups.meetings.queries import version_of
from tests.factories import AgendaItemFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitating(client, facilitator):
    client.force_login(facilitator.user)
    return client


def agenda(meeting, then=""):
    return f"{meeting.url}ordre-du-jour/{then}"


def sent(**words):
    return {"key": str(uuid.uuid4()), "title": "Bilan annuel", **words}


def test_agenda_is_written_and_shown(facilitating, meeting, member):
    words = sent(minutes="90", presenter=str(member.user_id), presenter_name="Quelqu’un")
    for _twice in range(2):
        facilitating.post(agenda(meeting), words)
    facilitating.post(agenda(meeting), sent(title="Questions", minutes="45", presenter_name="La PMI"))
    page = facilitating.get(meeting.url).text.replace("\u00a0", " ")
    assert AgendaItem.objects.count() == 2 and "Présenté par Claire Vasseur, 90 minutes" in page
    assert "La PMI" in page and "Quelqu’un" not in page
    assert "2 h 15 sur 2 h" in page and "15 min de trop" in page


def test_agenda_refuses_a_presenter_from_elsewhere_and_keeps_the_rest(facilitating, meeting):
    stranger = MembershipFactory(user=UserFactory(last_name="Ailleurs"))
    page = facilitating.post(agenda(meeting), sent(presenter=str(stranger.user_id)))
    assert page.status_code == 422 and "Bilan annuel" in page.text and "Ailleurs" not in page.text
    assert not AgendaItem.objects.exists()


def test_agenda_key_with_other_words(facilitating, meeting):
    words = sent()
    facilitating.post(agenda(meeting), words)
    page = facilitating.post(agenda(meeting), {**words, "title": "Autre chose"})
    assert page.status_code == 409 and "Autre chose" in page.text and AgendaItem.objects.count() == 1


def test_items_move_and_go(facilitating, meeting):
    first, second = (AgendaItemFactory(meeting=meeting, title=title, position=n) for n, title in enumerate("AB"))
    page = facilitating.get(agenda(meeting)).text
    assert "Monter « B »".replace(" »", "\u00a0»").replace("« ", "«\u00a0") in page and page.count("/place/") == 2
    answer = facilitating.post(agenda(meeting, f"{second.pk}/place/"), {"place": "0"})
    assert answer.url == agenda(meeting, f"#p{second.pk}")
    assert list(AgendaItem.objects.values_list("title", flat=True)) == ["B", "A"]
    facilitating.post(agenda(meeting, f"{first.pk}/place/"), {"place": "x"})
    facilitating.post(agenda(meeting, f"{first.pk}/suppression/"))
    assert list(AgendaItem.objects.all()) == [second]


def test_item_is_changed(facilitating, meeting):
    item = AgendaItemFactory(meeting=meeting, title="Avant", presenter=UserFactory(last_name="Parti"))
    page = facilitating.get(agenda(meeting, f"{item.pk}/")).text
    assert 'value="Avant"' in page and "Parti" in page
    wrong = facilitating.post(agenda(meeting, f"{item.pk}/"), sent(title="", minutes="15"))
    assert wrong.status_code == 422 and 'value="15"' in wrong.text
    again = {"presenter": str(item.presenter_id), "version": version_of(item)}
    facilitating.post(agenda(meeting, f"{item.pk}/"), sent(title="Après", **again))
    item.refresh_from_db()
    assert item.title == "Après" and item.presenter.last_name == "Parti"


def test_member_proposes_and_hears_the_answer(client, meeting, member, facilitator):
    client.force_login(member.user)
    assert "Proposer un point" in client.get(meeting.url).text
    words = sent(title="Les vacances", words="On en a besoin.", presents="on")
    for _twice in range(2):
        client.post(agenda(meeting, "proposition/"), words)
    item = AgendaItem.objects.get()
    assert "Votre point est proposé" in client.get(meeting.url).text
    assert "Les vacances" in client.get(meeting.url).text
    client.force_login(facilitator.user)
    page = client.get(agenda(meeting, f"{item.pk}/reponse/")).text
    assert "On en a besoin." in page and "Claire Vasseur" in page
    wrong = client.post(agenda(meeting, f"{item.pk}/reponse/"), {"key": str(uuid.uuid4()), "words": "Plus tard."})
    assert wrong.status_code == 422 and "Plus tard." in wrong.text
    decided = {"key": str(uuid.uuid4()), "words": "Plus tard.", "decision": "decline"}
    client.post(agenda(meeting, f"{item.pk}/reponse/"), {**decided, "version": version_of(item)})
    client.force_login(member.user)
    page = client.get(meeting.url).text
    assert "Plus tard." in page and "Pas retenu cette fois" in page


def test_item_changed_meanwhile_shows_both(facilitating, meeting):
    item = AgendaItemFactory(meeting=meeting, title="Avant", presenter_name="La PMI")
    drawn = version_of(item)
    AgendaItem.objects.update(title="Entre-temps", minutes=20)
    page = facilitating.post(agenda(meeting, f"{item.pk}/"), sent(title="Ma version", version=drawn))
    assert page.status_code == 409
    assert [said for _label, said in page.context["theirs"]] == ["Entre-temps", "20", "La PMI"]
    assert "Entre-temps" in page.text and 'value="Ma version"' in page.text
    again = page.context["form"]
    answer = facilitating.post(agenda(meeting, f"{item.pk}/"), dict(again.data.items()))
    assert answer.status_code == 302 and AgendaItem.objects.get().title == "Ma version"


def test_member_changes_and_withdraws_their_proposal(client, meeting, member, facilitator):
    item = AgendaItemFactory(meeting=meeting, title="Les vacances", state="proposed", proposed_by=member.user)
    mine = agenda(meeting, f"proposition/{item.pk}/")
    client.force_login(member.user)
    assert mine in client.get(meeting.url).text
    assert 'value="Les vacances"' in client.get(mine).text
    wrong = client.post(mine, sent(title="", words="Gardez ceci", version=version_of(item)))
    assert wrong.status_code == 422 and "Gardez ceci" in wrong.text
    client.post(mine, sent(title="L’été", version=version_of(item)))
    item.refresh_from_db()
    assert item.title == "L’été"
    client.force_login(facilitator.user)
    stale = {"key": str(uuid.uuid4()), "decision": "accept", "words": "Merci", "version": "old"}
    page = client.post(agenda(meeting, f"{item.pk}/reponse/"), stale)
    assert page.status_code == 409 and "L’été" in page.text and "Merci" in page.text
    client.force_login(member.user)
    assert "est retirée" in client.post(f"{mine}retrait/", follow=True).text
    assert not AgendaItem.objects.exists()


def test_an_answered_proposal_leads_to_its_answer(client, meeting, member):
    item = AgendaItemFactory(meeting=meeting, title="Les vacances", state="declined", proposed_by=member.user)
    mine = agenda(meeting, f"proposition/{item.pk}/")
    client.force_login(member.user)
    assert client.get(mine).url == meeting.url and mine not in client.get(meeting.url).text
    late = client.post(mine, sent(title="Trop tard", version=version_of(item)))
    assert late.status_code == 409 and "Trop tard" in late.text and "ont répondu" in late.text


def test_proposal_is_seen_by_its_author_and_those_who_plan_only(client, meeting, member, colleague, facilitator):
    AgendaItemFactory(meeting=meeting, title="Encore secret", state="proposed", proposed_by=member.user)
    seen = {}
    for membership in (member, colleague, facilitator):
        client.force_login(membership.user)
        seen[membership] = "Encore secret" in client.get(meeting.url).text
    assert seen == {member: True, colleague: False, facilitator: True}


def test_nobody_proposes_to_a_meeting_that_is_over(member_client, meeting, past_meeting):
    assert member_client.get(agenda(meeting, "proposition/")).status_code == 200
    assert member_client.get(agenda(past_meeting, "proposition/")).status_code == 404
    late = member_client.post(agenda(past_meeting, "proposition/"), sent(words="Trop tard ?"))
    assert late.status_code == 409 and "Trop tard ?" in late.text and not AgendaItem.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_agenda_page_costs_the_same(facilitating, meeting, count, django_assert_num_queries):
    """Session, person, membership, meeting, groups, site, bell; agenda, proposals, members to choose."""
    for _ in range(count):
        AgendaItemFactory(meeting=meeting, presenter=MembershipFactory(group=meeting.group).user)
        AgendaItemFactory(meeting=meeting, state="proposed", proposed_by=MembershipFactory().user)
    facilitating.get(agenda(meeting))
    with django_assert_num_queries(10):
        assert facilitating.get(agenda(meeting)).text.count("reponse/") == count
