"""What a list of files is asked for, and what it costs."""

import datetime as dt

import pytest
from django.utils import timezone

from groups.files import actions, queries
from groups.files.models import Folder, SharedFile, named, sort_key
from groups.files.queries import Wanted
from groups.spaces.queries import known_tags
from tests.factories import ThreadFactory

pytestmark = pytest.mark.django_db


def names(group, folder=None, **asked):
    place = queries.place_for_page(group, folder and folder.pk)
    return [file.name for file in queries.files_for_list(group, place, Wanted(**asked))]


@pytest.fixture
def shelves(member, colleague, bring, fold):
    """Évaluation holds Bilan.txt and Annexes / Élèves.csv; Notice.txt stands at the top."""
    outer = fold(member, "Évaluation")
    inner = fold(member, "Annexes", parent=outer)
    bilan = bring(member, "Bilan.txt", folder=outer)
    bring(colleague, "Élèves de l’école.csv", "a;b\n", folder=inner)
    notice = bring(colleague, "Notice.txt")
    actions.set_tags(file=bilan, names=["École", "Santé"])
    SharedFile.objects.filter(pk=notice.pk).update(updated_at=timezone.now() - dt.timedelta(days=40))
    return outer, inner


@pytest.mark.parametrize(
    ("asked", "everywhere", "inside"),
    [
        ({}, ["Notice.txt"], ["Bilan.txt"]),
        ({"words": "ELEVES ecole"}, ["Élèves de l’école.csv"], ["Élèves de l’école.csv"]),
        ({"words": "notice"}, ["Notice.txt"], []),
        ({"words": "100%"}, [], []),
        ({"family": "text"}, ["Bilan.txt", "Notice.txt"], ["Bilan.txt"]),
        ({"tag": "ecole"}, ["Bilan.txt"], ["Bilan.txt"]),
        ({"tag": "ecole", "family": "sheet"}, [], []),
        ({"days": 7}, ["Bilan.txt", "Élèves de l’école.csv"], ["Bilan.txt", "Élèves de l’école.csv"]),
        ({"everywhere": True}, ["Bilan.txt", "Élèves de l’école.csv", "Notice.txt"],
         ["Bilan.txt", "Élèves de l’école.csv"]),
    ],
)  # fmt: skip
def test_files_that_are_asked_for(member, shelves, asked, everywhere, inside):
    assert (names(member.group, **asked), names(member.group, shelves[0], **asked)) == (everywhere, inside)


def test_files_of_one_person(member, colleague, shelves):
    assert names(member.group, person=member.user_id) == ["Bilan.txt"]
    assert names(member.group, shelves[0], person=colleague.user_id) == ["Élèves de l’école.csv"]
    assert [str(person) for person in queries.people_of_files(member.group)] == ["Élise Moreau", "Claire Vasseur"]


def test_folders_are_found_by_their_names_too(member, shelves):
    place = queries.place_for_page(member.group, None)
    assert queries.folders_found(place, Wanted(words="evaluation")) == [shelves[0]]
    assert queries.folders_found(place, Wanted(words="evaluation", family="pdf")) == []
    assert place.path_of(shelves[1].pk) == "Évaluation / Annexes"


def test_nothing_of_another_group_is_found(member, secret_file):
    actions.set_tags(file=secret_file, names=["École"])
    person = secret_file.created_by_id
    asked = [{"words": "cnry"}, {"tag": "ecole"}, {"person": person}, {"everywhere": True}, {"days": 1}]
    assert [names(member.group, **one) for one in asked] == [[]] * len(asked)
    assert queries.names_asked(member.group, Wanted(tag="ecole", person=person)) == {
        "tag_asked": "", "person_asked": "",
    }  # fmt: skip
    assert not queries.people_of_files(member.group) and not known_tags(member.group)


def test_themes_are_those_of_the_whole_group(member, shelves, bring):
    """One vocabulary: a discussion's word is proposed for a file, and keeps its spelling there."""
    thread = ThreadFactory(group=member.group)
    actions.set_tags(file=bring(member, "Un.txt"), names=["sante"])
    thread.tags.add(member.group.tags.get(slug="ecole"))
    assert [tag.name for tag in known_tags(member.group)] == ["École", "Santé"]
    assert [(tag.name, tag.uses) for tag in queries.tags_of(member.group)] == [("Santé", 2), ("École", 1)]


def test_themes_of_what_is_in_the_bin_are_not_proposed(member, bring):
    file = bring(member)
    actions.set_tags(file=file, names=["Passé"])
    actions.delete_file(member=member, file=file)
    assert not known_tags(member.group) and not queries.tags_of(member.group)


@pytest.mark.parametrize(("used", "short", "nearly_full"), [(79, False, False), (80, True, False), (95, True, True)])
def test_room_warns_in_time(group, used, short, nearly_full):
    room = queries.Room(used, 100)
    assert (room.is_short, room.is_nearly_full, room.left) == (short, nearly_full, 100 - used)


def test_room_is_what_the_administrators_gave(group):
    group.files_megabytes = 3
    assert queries.room_of(group).most == 3_000_000


# Names in order -----------------------------------------------------------------


NAMES = [
    "Accueil.txt", "Bilan.txt", "bilan 2.txt", "Bilan 10.csv", "Bilan 10.txt", "Bilan annuel.txt", "École.txt",
    "ecole 2.txt", "Œuvres.txt", "Page 9 (2).txt", "Page_10.txt", "Étude.txt", "zèbre.txt",
]  # fmt: skip


def test_names_stand_as_people_expect(group, member, bring):
    """Capitals, accents and how numbers are written do not matter; the same in every database."""
    for name in reversed(NAMES):
        bring(member, name)
    wanted = sorted(NAMES, key=sort_key)
    assert wanted == [
        "Accueil.txt", "Bilan.txt", "bilan 2.txt", "Bilan 10.csv", "Bilan 10.txt", "Bilan annuel.txt", "École.txt",
        "ecole 2.txt", "Étude.txt", "Œuvres.txt", "Page 9 (2).txt", "Page_10.txt", "zèbre.txt",
    ]  # fmt: skip
    place = queries.place_for_page(group, None)
    assert [file.name for file in queries.files_for_list(group, place, queries.Wanted())] == wanted


def test_folders_stand_as_files_do(group, member, fold):
    for name in ("Zones", "Étude", "Bilan 10", "bilan 2", "École", "Bilan"):
        fold(member, name)
    wanted = ["Bilan", "bilan 2", "Bilan 10", "École", "Étude", "Zones"]
    assert [one.name for one in queries.place_for_page(group, None).folders] == wanted
    assert [path for _pk, path in queries.places_to_choose(group)] == wanted


def test_very_long_numbers_and_odd_names_have_a_place(member, bring):
    for name in ("9" * 170 + ".txt", "---.txt", "日本.txt", "a.txt"):
        assert len(bring(member, name).sort_key) <= 400


# What it costs ------------------------------------------------------------------


def fill(member, number, folder=None):
    rows = [
        SharedFile(
            group=member.group, folder=folder, family="pdf", size=n, created_by=member.user, updated_by=member.user,
            updated_at=timezone.now(), **named(f"Pièce {n}.pdf"),
        )
        for n in range(number)
    ]  # fmt: skip
    SharedFile.objects.bulk_create(rows)


@pytest.mark.parametrize("number", [1, 3, pytest.param(3000, marks=pytest.mark.slow)])
def test_one_file_costs_the_same_beside_thousands(
    member_client, member, bring, fold, number, django_assert_num_queries
):
    file = bring(member, folder=fold(member))
    fill(member, number, Folder.objects.get())
    with django_assert_num_queries(5):
        member_client.get(f"{file.url}telechargement/")


@pytest.mark.parametrize("number", [1, 3, pytest.param(3000, marks=pytest.mark.slow)])
def test_list_costs_the_same_beside_thousands(member_client, member, fold, number, django_assert_max_num_queries):
    folder = fold(member)
    fill(member, number, folder)
    with django_assert_max_num_queries(10):
        page = member_client.get(f"{folder.url}?page=9999&sort=size").text
    assert "Pièce 0" in page
