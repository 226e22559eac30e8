import pytest
from django.db import IntegrityError
from django.utils import timezone

from groups.models import Group, Membership
from groups.spaces import actions
from groups.spaces.actions import groups as module
from network.kit.errors import Refused
from tests.factories import GroupFactory


def create(name="Réussite éducative", **fields):
    return actions.create_group(by=None, name=name, short_name=name[:40], **fields)


def test_create_group_with_its_facilitator(outsider):
    group = create(facilitator=outsider, visibility="hidden", audience="PRE")
    group.refresh_from_db()
    assert (group.slug, group.visibility, group.audience) == ("reussite-educative", "hidden", "PRE")
    assert group.member_count == 1
    assert Membership.objects.get(group=group).is_facilitator


@pytest.mark.parametrize("visibility", ["listed", "hidden"])
def test_create_group_clash_is_silent(db, visibility):
    GroupFactory(slug="reussite-educative", visibility=visibility)
    assert [create().slug for _ in range(3)] == [f"reussite-educative-{n}" for n in (2, 3, 4)]


def test_create_group_without_a_usable_name(db):
    assert create("!!!").slug == "groupe"
    assert len(create("a" * 120).slug) <= 80
    assert create("Un nom", slug="autre-adresse").slug == "autre-adresse"


def test_create_group_taken_between_look_and_write(db, monkeypatch):
    GroupFactory(slug="reussite-educative")
    monkeypatch.setattr(module, "_addresses", lambda wanted: iter([wanted, f"{wanted}-2"]))
    assert create().slug == "reussite-educative-2"


def test_create_group_says_what_else_is_wrong(db):
    with pytest.raises(IntegrityError):
        create(hue=99)


def test_archive_and_restore_group(group):
    assert actions.archive_group(group=group)
    assert group.is_archived
    assert not actions.archive_group(group=group)
    assert actions.restore_group(group=group)
    assert not actions.restore_group(group=group)
    assert Group.objects.get(pk=group.pk).archived_at is None


def test_update_welcome(facilitator):
    version = facilitator.group.welcome_version
    group = actions.update_welcome(membership=facilitator, welcome="<p>Bonjour</p>", version=version)
    assert Group.objects.get().welcome == "<p>Bonjour</p>"
    assert group.welcome_version != version
    actions.update_welcome(membership=facilitator, welcome="", version=group.welcome_version)
    assert Group.objects.get().welcome == ""


def test_update_welcome_keeps_what_somebody_else_wrote(facilitator):
    version = facilitator.group.welcome_version
    Group.objects.update(welcome="<p>Autre</p>")
    with pytest.raises(Refused, match="entre-temps"):
        actions.update_welcome(membership=facilitator, welcome="<p>Le mien</p>", version=version)
    assert Group.objects.get().welcome == "<p>Autre</p>"
    actions.update_welcome(membership=facilitator, welcome="<p>Autre</p>", version=version)


def test_update_welcome_of_an_archived_group(facilitator):
    Group.objects.update(archived_at=timezone.now())
    with pytest.raises(Refused, match="archivé"):
        actions.update_welcome(membership=facilitator, welcome="<p>x</p>", version=facilitator.group.welcome_version)
