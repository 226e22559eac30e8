import pytest
from django.http import Http404

from groups.files.actions import delete_file
from groups.meetings import actions
from groups.meetings.models import Meeting, MeetingFile
from groups.meetings.queries import papers_of
from groups.spaces.access import Passage
from network.kit import uses
from network.kit.errors import Refused
from tests.factories import MeetingFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def names(meeting, member):
    return [file.name for file in papers_of(meeting, Passage.of(member))]


def test_add_papers_in_order_and_once(meeting, facilitator, member, bring):
    first, second = bring(member, "Un.txt"), bring(member, "Deux.txt")
    assert actions.add_papers(meeting=meeting, by=facilitator, ids=[second.pk]) == 1
    assert actions.add_papers(meeting=meeting, by=facilitator, ids=[first.pk, second.pk]) == 1
    assert actions.add_papers(meeting=meeting, by=facilitator, ids=[]) == 0
    assert names(meeting, member) == ["Deux.txt", "Un.txt"]


def test_add_papers_after_one_was_taken_away(meeting, facilitator, bring):
    files = [bring(facilitator, f"{n}.txt") for n in range(3)]
    actions.add_papers(meeting=meeting, by=facilitator, ids=[file.pk for file in files[:2]])
    actions.remove_paper(meeting=meeting, by=facilitator, file_id=files[0].pk)
    actions.add_papers(meeting=meeting, by=facilitator, ids=[files[2].pk, files[0].pk])
    assert names(meeting, facilitator) == ["1.txt", "2.txt", "0.txt"]


def test_add_papers_of_another_group_is_refused(meeting, facilitator, bring):
    foreign = bring(MembershipFactory(role="facilitator"), "Ailleurs.txt")
    with pytest.raises(Refused):
        actions.add_papers(meeting=meeting, by=facilitator, ids=[foreign.pk])
    assert not MeetingFile.objects.exists()


def test_papers_are_twenty_at_most(meeting, facilitator, bring):
    files = [bring(facilitator, f"{n}.txt") for n in range(21)]
    with pytest.raises(Refused, match="Vingt fichiers"):
        actions.add_papers(meeting=meeting, by=facilitator, ids=[file.pk for file in files])
    assert actions.add_papers(meeting=meeting, by=facilitator, ids=[file.pk for file in files[:20]]) == 20


def test_papers_are_chosen_by_those_who_facilitate(meeting, facilitator, member, bring):
    file = bring(member)
    with pytest.raises(Http404):
        actions.add_papers(meeting=meeting, by=member, ids=[file.pk])
    actions.add_papers(meeting=meeting, by=facilitator, ids=[file.pk])
    with pytest.raises(Http404):
        actions.remove_paper(meeting=meeting, by=member, file_id=file.pk)
    assert names(meeting, member) == ["Notice.txt"]


def test_file_of_a_meeting_does_not_vanish_and_says_where_it_is(meeting, facilitator, member, bring):
    file = bring(member)
    actions.add_papers(meeting=meeting, by=facilitator, ids=[file.pk])
    with pytest.raises(Refused):
        delete_file(member=member, file=file)
    (place,) = uses.places("file", Passage.of(member), file.pk)
    assert (place.title, place.url) == ("Comité d’animation", meeting.url)
    outside = MembershipFactory()
    assert uses.places("file", Passage.of(outside), file.pk) == []


def test_file_of_a_draft_is_said_to_those_who_facilitate_only(minutes, facilitator, member, bring):
    file = bring(member)
    MeetingFile.objects.create(meeting=minutes.meeting, file=file, for_minutes=True)
    assert uses.places("file", Passage.of(member), file.pk) == []
    assert len(uses.places("file", Passage.of(facilitator), file.pk)) == 1


def test_file_that_goes_for_good_goes_with_no_meeting(meeting, facilitator, bring):
    file = bring(facilitator)
    actions.add_papers(meeting=meeting, by=facilitator, ids=[file.pk])
    before = Meeting.objects.get(pk=meeting.pk).change
    uses.changed("file", file.pk)
    assert Meeting.objects.get(pk=meeting.pk).change > before
    uses.forget("file", file.pk)
    assert names(meeting, facilitator) == []


def test_papers_of_another_meeting_stay_there(meeting, facilitator, bring):
    file, other = bring(facilitator), MeetingFactory(group=facilitator.group)
    actions.add_papers(meeting=meeting, by=facilitator, ids=[file.pk])
    actions.add_papers(meeting=other, by=facilitator, ids=[file.pk])
    actions.remove_paper(meeting=other, by=facilitator, file_id=file.pk)
    assert (names(meeting, facilitator), names(other, facilitator)) == (["Notice.txt"], [])
