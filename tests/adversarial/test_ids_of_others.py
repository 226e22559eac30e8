"""AZ-03, AZ-04: every form of a group, found where people find it, sent with the ids of another group in each of its
fields that holds one: nothing of that group changes, is named, or hangs on the first one from then on.
"""

import re
import uuid

import pytest
from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Replace
from django.test import Client

from groups.models import Group, LogLine
from groups.spaces.enums import Role
from network.seeds.dump import GROUPS, dump
from tests.adversarial.test_forms_as_drawn import Forms
from tests.architecture.access_table import TABLE
from tests.architecture.test_urls import rows
from tests.factories import MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.sqlite]
ID = re.compile(r"(?:\w+-)?[0-9]+")
MAY_BE_EMPTY = {"attached", "folder", "from", "owner", "parent", "presenter", "to"}
NO_IDS = re.compile(
    r"key|version|begins|ends|day|minutes|half|was|seen|due|lines|on$|place$|.*_FORMS|preview|choose|look|turn|shown|every"
)
HERE, THERE = "canari", "zanzibar"


def ways_to_the_group(model: type[models.Model], seen: tuple = ()) -> list[str]:
    """How a row is of a group, by the names of its foreign keys; several ways must lead to the same one."""
    found = []
    for field in model._meta.concrete_fields:
        related = field.related_model if isinstance(field, models.ForeignKey) else None
        if related is Group:
            found.append(field.name)
        elif related in GROUPS and related not in seen:
            found += [f"{field.name}__{way}" for way in ways_to_the_group(related, (*seen, model))]
    return found


WAYS = {model: ways_to_the_group(model) for model in GROUPS if model is not Group}


def groups_by_row() -> dict[tuple[str, int], set[int]]:
    return {
        (model._meta.label, pk): set(of) - {None}
        for model, ways in WAYS.items()
        for pk, *of in model._base_manager.order_by().values_list("pk", *ways)
    }


def rows_of(group: Group) -> dict:
    mine = {row for row, of in groups_by_row().items() if group.pk in of}
    return {
        (label, line["id"]): line
        for label, lines in dump().items()
        for line in lines
        if "id" in line and (label, line["id"]) in mine
    }


@pytest.fixture
def other(world):
    """A group that whoever attacks knows nothing of; its words are its own."""
    group = world.spaces["hidden"].group
    for model, ways in WAYS.items():
        texts = [field.name for field in model._meta.concrete_fields if type(field).__name__ in TEXTS]
        changed = {name: Replace(F(name), Value(HERE), Value(THERE)) for name in texts}
        if changed and model is not LogLine:  # its lines do not change
            mine = model._base_manager.filter(**{ways[0]: group}).order_by().values("pk")
            model._base_manager.filter(pk__in=list(mine.values_list("pk", flat=True))).update(**changed)
    Group.objects.filter(pk=group.pk).update(name=THERE, short_name=THERE, description=THERE)
    return group


TEXTS = {"SingleLineField", "CharField", "TextField"}


def forms_of(client: Client, world) -> dict[tuple[str, str], dict[str, str]]:
    """The fields of every form by (name of the page, address): as the table sends them, and as pages draw them."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows(TABLE):
        if not row.name.startswith("groups:") or row.place != "listed":
            continue
        path = row.path(world)
        if row.method == "POST":
            found.setdefault((row.name, path), {}).update(row.data(world))
        elif row.method == "GET":
            answer = client.get(path, row.data(world))
            for form in [] if answer.streaming else Forms(answer.content.decode(errors="replace")).forms:
                if form["method"] == "post" and "/groupes/" in (form["action"] or path):
                    found.setdefault((row.name, form["action"] or path), {}).update(form["fields"])
    return found


def fields_with_ids(forms: dict) -> list[tuple[str, dict, str]]:
    """(address, fields, name of the one that holds an id), each name once a page."""
    found = {
        (name, field): (path, fields, field)
        for (name, path), fields in forms.items()
        for field, value in fields.items()
        if (ID.fullmatch(value or "") or field in MAY_BE_EMPTY) and not NO_IDS.match(field)
    }
    return list(found.values())


def test_ids_of_another_group_in_a_form_reach_nothing(world, other, settings):
    settings.RATE_FACTOR = 100_000
    before, mixed = rows_of(other), {row for row, of in groups_by_row().items() if len(of) > 1}
    ids = {str(pk) for _label, pk in before} | {str(other.pk)}
    ids |= {str(pk) for pk in other.memberships.values_list("user", flat=True)}
    client = Client()
    client.force_login(MembershipFactory(group=world.spaces["listed"].group, role=Role.FACILITATOR).user)
    attacked = fields_with_ids(forms_of(client, world))
    known = {"attached", "file", "files", "folder", "group", "option", "owner", "presenter", "thread"}
    assert known <= {field for _path, _fields, field in attacked}
    for path, fields, field in attacked:
        with transaction.atomic():
            for one in ids:
                response = client.post(path, {**fields, "key": str(uuid.uuid4()), field: one})
                body = b"".join(response.streaming_content) if response.streaming else response.content
                assert THERE.encode() not in body, (path, field, one)
            assert {row for row, of in groups_by_row().items() if len(of) > 1} == mixed, (path, field)
            assert rows_of(other) == before, (path, field)
            transaction.set_rollback(True)
