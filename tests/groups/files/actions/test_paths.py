import pytest
from django.http import Http404

from groups.files import actions
from groups.files.models import Folder
from groups.spaces.actions import remove_member
from network.kit.errors import Refused

pytestmark = pytest.mark.django_db


def make(member, *names, parent=None):
    return actions.make_path(member=member, names=list(names), parent=parent)


def test_a_path_is_made_once(member, colleague, fold):
    there = fold(member, "Bilan")
    folder = make(colleague, "bilan", "2026", "Annexes")
    assert (folder.name, folder.parent.name, folder.parent.parent) == ("Annexes", "2026", there)
    assert make(member, "Bilan", "2026", "ANNEXES") == folder and Folder.objects.count() == 3
    assert make(member, "2026", parent=there) == folder.parent


def test_a_path_that_would_stand_too_deep_is_not_made_at_all(member, fold):
    there = make(member, *"abcd")
    for names, parent in (("efg", there), ("abcdefg", None)):
        with pytest.raises(Refused, match="trop imbriqués"):
            make(member, *names, parent=parent)
    assert Folder.objects.count() == 4


def test_who_lost_the_group_makes_nothing(member, facilitator):
    remove_member(membership=member, by=facilitator.user)
    with pytest.raises(Http404):
        make(member, "Bilan")
    assert not Folder.objects.exists()
