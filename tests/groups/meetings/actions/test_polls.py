import uuid
from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from groups.meetings import actions
from groups.meetings.models import DatePoll, DateVote, Meeting, Series
from groups.meetings.queries import standing_of, version_of
from groups.spaces.actions import remove_member
from groups.spaces.enums import Level
from groups.spaces.models import Group, Membership
from network.activity.models import Event
from network.kit.errors import KeyReused, Refused

pytestmark = pytest.mark.django_db


def open_one(by, key=None, series=None, **words):
    begins = timezone.now().replace(microsecond=0) + timedelta(days=20)
    options = [(begins + timedelta(days=n), begins + timedelta(days=n, hours=2)) for n in range(3)]
    said = {"title": "Prochain comité", "place": "Valombre", "visio_url": "", "words": "", "answer_by": None, **words}
    return actions.open_poll(by=by, series=series, options=options, key=key or uuid.uuid4(), **said)


@pytest.fixture
def poll(facilitator):
    return open_one(facilitator)


def vote(poll, by, *said):
    options = poll.options.all()
    actions.vote(poll=poll, by=by, votes=dict(zip((option.pk for option in options), said, strict=True)))


def choose(poll, by, index=1, key=None):
    return actions.choose_date(poll=poll, by=by, option=poll.options.all()[index], key=key or uuid.uuid4())


def test_open_poll_once_and_tells_of_it(facilitator):
    key = uuid.uuid4()
    Group.objects.filter(pk=facilitator.group_id).update(last_seq=0)
    first = open_one(facilitator, key)
    with pytest.raises(KeyReused):
        open_one(facilitator, key, title="Autre")
    assert first.options.count() == 3 and DatePoll.objects.count() == 1
    assert Event.objects.get(kind="date-poll-opened").target == first.target


def test_vote_replaces_what_was_said_before(poll, member, colleague):
    vote(poll, member, "yes", "maybe", "no")
    vote(poll, colleague, "", "yes", "yes")
    vote(poll, member, "no", "yes", "")
    standing = standing_of(poll, member)
    assert [tally.mine for tally in standing.tallies] == ["no", "yes", ""]
    assert [len(tally.yes) for tally in standing.tallies] == [0, 2, 1]
    assert [tally.is_best for tally in standing.tallies] == [False, True, False]
    assert member.user not in standing.waiting and colleague.user not in standing.waiting


def test_no_date_suits_best_while_all_are_alike(poll, member, colleague):
    vote(poll, member, "yes", "yes", "yes")
    assert not any(tally.is_best for tally in standing_of(poll, member).tallies)
    vote(poll, colleague, "", "", "maybe")
    assert [tally.is_best for tally in standing_of(poll, member).tallies] == [False, False, True]


def test_a_date_that_is_past_becomes_no_meeting(poll, facilitator):
    option = poll.options.all()[1]
    begun = timezone.now() - timedelta(minutes=1)
    poll.options.filter(pk=option.pk).update(starts_at=begun)
    with pytest.raises(Refused, match="passée"):
        actions.choose_date(poll=poll, by=facilitator, option=poll.options.get(pk=option.pk), key=uuid.uuid4())
    assert DatePoll.objects.get().is_open and not Meeting.objects.exists()


def test_vote_of_a_date_that_is_not_of_the_poll_is_left_out(poll, facilitator, member):
    other = open_one(facilitator).options.first()
    actions.vote(poll=poll, by=member, votes={other.pk: "yes"})
    assert not DateVote.objects.exists()


def test_choose_date_makes_the_meeting_once(poll, facilitator, member):
    vote(poll, member, "", "yes", "")
    key = uuid.uuid4()
    meeting = choose(poll, facilitator, key=key)
    assert choose(poll, facilitator, key=key) == meeting
    assert Meeting.objects.count() == 1
    assert (meeting.title, meeting.place, meeting.starts_at) == (
        "Prochain comité",
        "Valombre",
        poll.options.all()[1].starts_at,
    )
    poll.refresh_from_db()
    assert poll.meeting == meeting and not poll.is_open
    assert Event.objects.filter(kind="date-poll-chosen").count() == 1
    with pytest.raises(Refused, match="clos"):
        choose(poll, facilitator, index=0)


def test_chosen_date_brings_the_agenda_of_its_series(facilitator):
    outline = [{"title": "Actualités", "minutes": 10}]
    series = Series.objects.create(group=facilitator.group, title="Comité", outline=outline, notes="<p>Venez.</p>")
    meeting = choose(open_one(facilitator, series=series), facilitator)
    assert (meeting.series, meeting.notes) == (series, "<p>Venez.</p>")
    assert [item.title for item in meeting.items.all()] == ["Actualités"]


def test_closed_poll_takes_no_more_votes(poll, facilitator, member):
    vote(poll, member, "yes", "", "")
    actions.close_poll(poll=poll, by=facilitator)
    for act in (lambda: vote(poll, member, "no", "", ""), lambda: choose(poll, facilitator)):
        with pytest.raises(Refused, match="clos"):
            act()
    assert DateVote.objects.get().vote == "yes" and not Meeting.objects.exists()


def test_polls_are_opened_chosen_and_closed_by_those_who_facilitate(poll, member):
    for act in (
        lambda: open_one(member),
        lambda: change(poll, member, removed=[poll.options.first().pk]),
        lambda: remind(poll, member),
        lambda: choose(poll, member),
        lambda: actions.close_poll(poll=poll, by=member),
    ):
        with pytest.raises(Http404):
            act()
    assert DatePoll.objects.get().is_open and poll.options.count() == 3 and not DatePoll.objects.get().reminded_at


def change(poll, by, *, days=(), removed=(), **words):
    """As the form of the poll sends it, with dates so many days after the last one."""
    said = {name: getattr(poll, name) for name in ("title", "place", "visio_url", "words", "answer_by")}
    last = poll.options.last()
    options = [(last.starts_at + timedelta(days=n), last.ends_at + timedelta(days=n)) for n in days]
    about = {"options": options, "removed": removed, "version": version_of(poll), **said, **words}
    return actions.change_poll(poll=poll, by=by, **about)


def remind(poll, by, key=None):
    return actions.remind_of_poll(poll=poll, by=by, key=key or uuid.uuid4())


def test_change_poll_keeps_what_was_answered(poll, facilitator, member, colleague):
    vote(poll, member, "yes", "maybe", "no")
    vote(poll, colleague, "yes", "", "")
    first = poll.options.first()
    (added,) = change(poll, facilitator, days=[0, 5], removed=[first.pk], place="Hautes-Rives")
    assert (added.added_at is not None, DatePoll.objects.get().place) == (True, "Hautes-Rives")
    standing = standing_of(poll, member)
    assert [tally.mine for tally in standing.tallies] == ["maybe", "no", ""] and standing.new_to_me == 1
    assert colleague.user in standing.waiting and standing_of(poll, colleague).new_to_me == 0
    poll.refresh_from_db()
    assert change(poll, facilitator, days=[0], removed=[first.pk]) == []
    assert Event.objects.get(kind=actions.ADDED).data == {"options": [added.pk]}
    actions.vote(poll=poll, by=member, votes={added.pk: "no"})
    assert standing_of(poll, member).new_to_me == 0
    with pytest.raises(Refused, match="retirée"):
        actions.choose_date(poll=poll, by=facilitator, option=first, key=uuid.uuid4())


def test_change_poll_refuses_what_would_lose_something(poll, facilitator, writer):
    seen = DatePoll.objects.get()
    change(poll, writer, title="Comité de printemps")
    with pytest.raises(actions.ChangedSince):
        change(seen, facilitator, title="Comité d’été", days=[5])
    poll.refresh_from_db()
    for refused in (lambda: change(poll, facilitator, removed=[one.pk for one in poll.options.all()[:2]]),
                    lambda: change(poll, facilitator, days=range(1, 19))):  # fmt: skip
        with pytest.raises(Refused, match="de 2 à 20 dates"):
            refused()
    assert poll.options.count() == 3 and DatePoll.objects.get().title == "Comité de printemps"
    actions.close_poll(poll=poll, by=facilitator)
    for act in (lambda: change(poll, facilitator, days=[5]), lambda: remind(poll, facilitator)):
        with pytest.raises(Refused, match="clos"):
            act()


def test_remind_of_poll_once_a_day(poll, facilitator, member, colleague, writer, time_machine):
    vote(poll, member, "yes", "", "")
    Membership.objects.filter(pk=writer.pk).update(level=Level.MUTED)
    key = uuid.uuid4()
    event = remind(poll, facilitator, key)
    assert event.data == {"people": 1} and remind(poll, facilitator, key) == event
    with pytest.raises(Refused, match="demain"):
        remind(poll, facilitator)
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    vote(poll, colleague, "no", "", "")
    with pytest.raises(Refused, match="plus personne"):
        remind(poll, facilitator)


def test_suspended_people_are_in_no_poll(poll, facilitator, member):
    vote(poll, member, "yes", "", "")
    assert standing_of(poll, facilitator).tallies[0].yes == [member.user]
    type(member.user).objects.filter(pk=member.user_id).update(is_active=False)
    standing = standing_of(poll, facilitator)
    assert standing.tallies[0].count == 0 and member.user not in standing.waiting


def test_votes_leave_with_the_member(poll, facilitator, member):
    vote(poll, member, "yes", "yes", "yes")
    remove_member(membership=member, by=facilitator.user)
    assert [tally.count for tally in standing_of(poll, facilitator).tallies] == [0, 0, 0]
    with pytest.raises(Http404):
        vote(poll, member, "yes", "", "")
