import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from groups.models import Invitation, Membership, Post

pytestmark = pytest.mark.django_db


def test_scale_and_acceptance_refuse_a_database_in_use(outsider):
    for command in ("seed_scale", "seed_acceptance"):
        with pytest.raises(CommandError, match="already has people"):
            call_command(command)


def test_acceptance_cast_and_dump_without_secrets():
    said = StringIO()
    call_command("seed_acceptance", stdout=said)
    cast = json.loads(said.getvalue())
    assert set(cast["people"]) >= {"NM", "ME1", "ME2", "FA1", "FA2", "NA", "RM", "IN", "SU", "CE"}
    assert not Membership.objects.filter(user_id=cast["people"]["RM"]["id"]).exists()
    assert Post.objects.filter(author_id=cast["people"]["RM"]["id"]).exists()
    said = StringIO()
    call_command("acceptance_dump", stdout=said)
    rows = json.loads(said.getvalue())
    assert len(rows["groups.Post"]) == Post.objects.count()
    assert {row["id"] for row in rows["groups.Meeting"]} >= {found["over"] for found in cast["meetings"].values()}
    assert cast["invitations"]["G1"] not in said.getvalue()
    assert Invitation.objects.first().token_hash not in said.getvalue()
    assert "read_floor" not in rows["groups.Membership"][0]
