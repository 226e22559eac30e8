import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from groups.meetings.models import DateOption, DatePoll, DateVote, Meeting, Series
from groups.meetings.queries import version_of
from groups.spaces.models import Membership
from tests.factories import MembershipFactory
from tests.groups.meetings.conftest import CANARY

pytestmark = pytest.mark.django_db
DAYS = [(timezone.localdate() + timedelta(days=20 + n)).isoformat() for n in range(3)]


@pytest.fixture
def facilitating(client, facilitator):
    client.force_login(facilitator.user)
    return client


def make_poll(group, dates=2, **words):
    poll = DatePoll.objects.create(group=group, title="Prochain comité", **words)
    begins = timezone.now() + timedelta(days=20)
    for n in range(dates):
        start = begins + timedelta(days=n)
        DateOption.objects.create(poll=poll, starts_at=start, ends_at=start + timedelta(hours=2))
    return poll


@pytest.fixture
def poll(group):
    return make_poll(group)


def new(group):
    return f"/groupes/{group.slug}/reunions/sondages/nouveau/"


def sent(**words):
    lines = {"day_0": DAYS[0], "begins_0": "09:30", "ends_0": "12:00", "day_1": DAYS[1]}
    return {"key": str(uuid.uuid4()), "title": "Prochain comité", **lines, **words}


def votes(poll, *said):
    names = (f"vote_{option.pk}" for option in poll.options.all())
    return {"key": str(uuid.uuid4()), **dict(zip(names, said, strict=True))}


def test_poll_is_opened_once(facilitating, group):
    form = sent()
    first = facilitating.post(new(group), form)
    assert facilitating.post(new(group), form).url == first.url
    assert DatePoll.objects.get().options.count() == 2
    other = facilitating.post(new(group), {**form, "title": "Un autre"})
    assert other.status_code == 409 and "Un autre" in other.text and DAYS[1] in other.text


def test_poll_takes_dates_far_down_and_keeps_them(facilitating, group):
    page = facilitating.post(new(group), sent(title="", day_12=DAYS[1], begins_12="15:00", ends_12="16:00"))
    assert page.status_code == 422 and '<details class="mt-3" open>' in page.text and 'value="15:00"' in page.text
    facilitating.post(new(group), sent(day_12=DAYS[1], begins_12="15:00", ends_12="16:00"))
    assert DatePoll.objects.get().options.count() == 3


def test_poll_refused_keeps_what_was_typed(facilitating, group):
    page = facilitating.post(new(group), sent(day_1="", words="Dites-nous."))
    assert page.status_code == 422 and "au moins deux dates" in page.text
    assert DAYS[0] in page.text and "Dites-nous." in page.text and not DatePoll.objects.exists()


def test_poll_from_a_series(facilitating, group):
    series = Series.objects.create(group=group, title="Comité mensuel", place="Valombre")
    address = f"{new(group)}?serie={series.pk}"
    assert "Valombre" in facilitating.get(address).text
    facilitating.post(address, sent())
    assert DatePoll.objects.get().series == series


def test_members_vote_and_change_their_votes(client, member, colleague, poll):
    for membership, said in ((member, ("yes", "no")), (colleague, ("no", "yes")), (member, ("maybe", "yes"))):
        client.force_login(membership.user)
        assert client.post(poll.url, votes(poll, *said)).url == poll.url
    page = client.get(poll.url).text
    assert "Élise Moreau" in page and "Claire Vasseur" in page
    assert page.count("Convient le mieux") == 1 and page.count("checked") == 2
    assert DateVote.objects.filter(membership=member).count() == 2
    assert "Retenir cette date" not in page


def test_vote_that_makes_no_sense_changes_nothing(member_client, member, poll):
    member_client.post(poll.url, votes(poll, "yes", "no"))
    page = member_client.post(poll.url, votes(poll, "peut-être", "no"))
    assert page.status_code == 422
    assert list(DateVote.objects.order_by("option").values_list("vote", flat=True)) == ["yes", "no"]


def test_date_is_chosen_once(facilitating, poll):
    option = poll.options.first()
    assert "Retenir cette date" in facilitating.get(poll.url).text
    form = {"key": str(uuid.uuid4()), "option": str(option.pk)}
    first = facilitating.post(f"{poll.url}reunion/", form)
    assert facilitating.post(f"{poll.url}reunion/", form).url == first.url == Meeting.objects.get().url
    again = facilitating.post(f"{poll.url}reunion/", {**form, "key": str(uuid.uuid4())})
    assert again.status_code == 409 and Meeting.objects.count() == 1
    assert first.url in facilitating.get(poll.url).text


def test_date_of_another_poll_is_not_chosen(facilitating, group, poll):
    foreign = make_poll(group).options.first()
    page = facilitating.post(f"{poll.url}reunion/", {"key": str(uuid.uuid4()), "option": str(foreign.pk)})
    assert page.status_code == 422 and "l’une des dates" in page.text and not Meeting.objects.exists()


def test_poll_is_closed_without_a_date(facilitating, client, member, poll):
    facilitating.post(f"{poll.url}fermeture/")
    page = facilitating.post(f"{poll.url}fermeture/", follow=True).text
    assert "Ce sondage est clos" in page and "Enregistrer mes réponses" not in page
    client.force_login(member.user)
    late = client.post(poll.url, votes(poll, "yes", "yes"))
    assert late.status_code == 409 and "clos" in late.text and not DateVote.objects.exists()


def edit(poll, **words):
    about = {"key": str(uuid.uuid4()), "title": poll.title, "version": version_of(poll), **words}
    return {"place": poll.place, "answer_by": poll.answer_by or "", **about}


def test_poll_edit_adds_dates_and_keeps_answers(facilitating, client, member, facilitator, poll):
    client.force_login(member.user)
    client.post(poll.url, votes(poll, "yes", "no"))
    assert "Modifier le sondage" not in client.get(poll.url).text
    client.force_login(facilitator.user)
    first = poll.options.first()
    address = f"{poll.url}modification/"
    assert address in client.get(poll.url).text and "(1 réponse)" in client.get(address).text
    added = {"day_0": DAYS[2], "begins_0": "14h", "ends_0": "16h"}
    refused = client.post(address, edit(poll, begins_0="14h", day_0=DAYS[2], words="Enfin\u00a0!"))
    assert refused.status_code == 422 and "Enfin" in refused.text and DAYS[2] in refused.text
    few = client.post(address, edit(poll, removed=[first.pk]))
    assert few.status_code == 422 and "au moins deux dates" in few.text
    past = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert "passé" in client.post(address, edit(poll, answer_by=past)).text
    done = client.post(address, edit(poll, removed=[first.pk], answer_by=DAYS[0], **added), follow=True)
    assert "le groupe est prévenu des nouvelles dates" in done.text
    assert DateVote.objects.get().vote == "no" and DatePoll.objects.get().answer_by.isoformat() == DAYS[0]
    client.force_login(member.user)
    page = client.get(poll.url).text
    assert "1 date a été ajoutée" in page and "Nouvelle" in page
    assert "Nouvelles dates" in client.get(f"/groupes/{poll.group.slug}/agenda/").text


def test_a_page_that_was_open_before_dates_joined_takes_no_word_of_them_back(member_client, poll):
    page = member_client.get(poll.url)
    old = votes(poll, "yes", "no") | {"shown": page.context["form"]["shown"].value()}
    later = poll.options.last().starts_at + timedelta(days=3)
    added = poll.options.create(starts_at=later, ends_at=later + timedelta(hours=2), added_at=timezone.now())
    member_client.post(poll.url, {"key": str(uuid.uuid4()), f"vote_{added.pk}": "maybe", "shown": str(added.pk)})
    member_client.post(poll.url, old)
    assert list(DateVote.objects.order_by("option").values_list("vote", flat=True)) == ["yes", "no", "maybe"]
    member_client.post(poll.url, votes(poll, "", "no", "maybe"))
    assert DateVote.objects.count() == 2


def test_poll_edit_says_what_somebody_else_changed(facilitating, poll):
    stale = edit(poll, title="Comité d’été", day_0=DAYS[2], begins_0="14h", ends_0="16h")
    DatePoll.objects.update(title="Comité de printemps")
    page = facilitating.post(f"{poll.url}modification/", stale)
    assert page.status_code == 409 and page.context["theirs"] == [("Titre", "Comité de printemps")]
    assert "Comité d’été" in page.text and DAYS[2] in page.text
    again = {**stale, "version": page.context["form"]["version"].value(), "key": str(uuid.uuid4())}
    assert facilitating.post(f"{poll.url}modification/", again).status_code == 302
    DatePoll.objects.update(closed_at=timezone.now())
    late = facilitating.post(f"{poll.url}modification/", {**again, "title": "Trop tard"})
    assert late.status_code == 409 and "Trop tard" in late.text
    assert facilitating.get(f"{poll.url}modification/").url == poll.url


def test_poll_reminds_those_who_said_nothing(facilitating, member, poll):
    assert "Relancer 1 personne" in facilitating.get(poll.url).text
    page = facilitating.post(f"{poll.url}rappel/", {"key": str(uuid.uuid4())}, follow=True).text
    assert "Le rappel part à 1 personne" in page and "recommencer demain" in page
    again = facilitating.post(f"{poll.url}rappel/", {"key": str(uuid.uuid4())}, follow=True).text
    assert "moins d’un jour" in again


def test_poll_of_a_lost_group_is_absent(client, member, poll, secret_meeting):
    hidden = make_poll(secret_meeting.group, words=CANARY)
    client.force_login(member.user)
    assert client.get(poll.url).status_code == 200
    through_own = f"/groupes/{member.group.slug}/reunions/sondages/{hidden.pk}/"
    for address in (hidden.url, through_own):
        assert client.get(address).status_code == client.post(address, votes(hidden, "yes", "no")).status_code == 404
        assert CANARY not in client.get(address).text
    Membership.objects.filter(pk=member.pk).delete()
    assert client.get(poll.url).status_code == client.post(poll.url, votes(poll, "yes", "no")).status_code == 404
    assert not DateVote.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_poll_costs_the_same(facilitating, group, count, django_assert_num_queries):
    """Session, person, membership, poll, groups, site, bell; dates, votes, silent members."""
    poll = make_poll(group, dates=count)
    for _ in range(count):
        voter = MembershipFactory(group=group)
        DateVote.objects.bulk_create(
            DateVote(option=option, membership=voter, vote="yes") for option in poll.options.all()
        )
    facilitating.get(poll.url)
    with django_assert_num_queries(10):
        page = facilitating.get(poll.url).text
    assert page.count('name="option"') == count and page.count("Camille") >= count
