"""What open pages hear of files: hints, without a word of content."""

import json

import pytest
from django.utils import timezone

from groups.files import actions
from groups.files.actions.telling import untell
from groups.files.models import SharedFile
from network.activity.models import Event
from network.kit import broadcast
from network.kit.errors import Refused
from tests.factories import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch, django_capture_on_commit_callbacks):
    """heard(act): the frames that leave once `act` is committed."""

    def frames(act):
        sent = []
        monkeypatch.setattr(broadcast.outlet, "send", sent.append)
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return [message["frame"] for message in sent if message["type"] == "hint"]

    return frames


def test_every_change_of_a_file_is_a_hint_to_its_group(member, bring, renew, heard):
    file = bring(member, "Confidentiel.txt")
    about = {"name": "Autre.txt", "description": "", "folder": None}
    acts = [
        lambda: renew(member, file),
        lambda: actions.take_up_version(member=member, file=file, number=1),
        lambda: actions.edit_file(member=member, file=file, **about),
        lambda: actions.delete_file(member=member, file=file),
        lambda: actions.bring_back(member=member, file=file),
        lambda: bring(member, "Encore.txt"),
    ]
    for act in acts:
        (frame,) = heard(act)
        assert (frame["scope"], frame["kind"]) == (member.group.scope, "file")
        assert len(json.dumps(frame)) < 200 and "Confidentiel" not in json.dumps(frame)


def test_every_change_of_a_folder_too(member, fold, heard):
    (made,) = heard(lambda: fold(member))
    folder = member.group.folders.get()
    (named,) = heard(lambda: actions.edit_folder(member=member, folder=folder, name="Autre", parent=None))
    (gone,) = heard(lambda: actions.delete_folder(member=member, folder=folder))
    assert [frame["kind"] for frame in (made, named, gone)] == ["folder"] * 3
    assert {frame["id"] for frame in (made, named, gone)} == {folder.pk}


def test_what_is_refused_is_no_hint(member, fold, heard):
    fold(member)

    def again():
        with pytest.raises(Refused):
            fold(member)

    assert heard(again) == []


@pytest.mark.parametrize("count", [1, 3])
def test_files_that_go_together_cost_the_same_whoever_brought_them(group, bring, count, django_assert_num_queries):
    brought = [bring(MembershipFactory(group=group), f"Notice {number}.txt") for number in range(count)]
    assert Event.objects.filter(kind=actions.BROUGHT).count() == count
    SharedFile.objects.update(deleted_at=timezone.now())
    with django_assert_num_queries(4):
        untell(files=brought)
