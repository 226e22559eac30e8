from datetime import timedelta

import pytest
from django.utils import timezone

from groups.files import actions
from groups.files.models import FileVersion, SharedFile
from groups.spaces.models import AdminEntry
from network.kit import zip_out
from tests.documents import unpacked
from tests.factories import MembershipFactory, UserFactory
from tests.groups.files.conftest import CANARY
from tests.groups.files.views.test_lists import FILES
from tests.pages import main_of

pytestmark = pytest.mark.django_db
ARCHIVE = f"{FILES}archive/"


@pytest.fixture
def shelf(member, bring, renew, fold):
    """Bilan/Un.txt (second version), Bilan/2026/Deux.txt, Trois.txt at the top; the folders by name."""
    bilan = fold(member, "Bilan")
    year = fold(member, "2026", parent=bilan)
    renew(member, bring(member, "Un.txt", "Avant.", folder=bilan), "Mots un.")
    bring(member, "Deux.txt", "Mots deux.", folder=year)
    bring(member, "Trois.txt", "Mots trois.")
    return {"Bilan": bilan, "2026": year}


def ids(*names):
    return [file.pk for file in SharedFile.objects.filter(name__in=names)]


def test_a_selection_is_one_archive_of_current_versions(member_client, shelf):
    response = member_client.post(ARCHIVE, {"files": ids("Un.txt", "Trois.txt")})
    assert response["Content-Disposition"].startswith("attachment;")
    assert unpacked(response) == {"Un.txt": "Mots un.", "Trois.txt": "Mots trois."}
    counted = dict(SharedFile.objects.values_list("name", "downloads"))
    assert counted == {"Un.txt": 1, "Trois.txt": 1, "Deux.txt": 0}


def test_a_selection_takes_folders_with_what_is_in_them(member_client, shelf):
    response = member_client.post(ARCHIVE, {"files": ids("Trois.txt"), "folders": [shelf["Bilan"].pk]})
    found = {"Bilan/Un.txt": "Mots un.", "Bilan/2026/Deux.txt": "Mots deux.", "Trois.txt": "Mots trois."}
    assert unpacked(response) == found
    again = member_client.post(ARCHIVE, {"folders": [shelf["2026"].pk]})
    assert unpacked(again) == {"2026/Deux.txt": "Mots deux."}


def test_a_folder_says_what_it_weighs_before(member_client, shelf):
    url = f"{shelf['Bilan'].url}archive/"
    assert f'href="{url}"' in main_of(member_client.get(shelf["Bilan"].url))
    assert "2 fichiers" in main_of(member_client.get(url)).replace("\u00a0", " ")
    response = member_client.post(url)
    assert response["Content-Disposition"] == 'attachment; filename="Bilan.zip"'
    assert set(unpacked(response)) == {"Bilan/Un.txt", "Bilan/2026/Deux.txt"}


def test_an_empty_folder_and_nothing_chosen_say_so(member_client, member, fold):
    url = f"{fold(member).url}archive/"
    assert "aucun fichier" in main_of(member_client.get(url)) and "<form" not in main_of(member_client.get(url))
    assert member_client.post(url).status_code == 409
    for nothing in ({}, {"files": ["x", "-1", "9" * 40]}, {"folders": ["0"]}):
        response = member_client.post(ARCHIVE, nothing)
        assert response.url == FILES and "pas de fichier à télécharger" in member_client.get(FILES).text


def test_nothing_of_another_group_or_of_the_bin_goes_out(member_client, member, bring, secret_file, shelf):
    gone = bring(member, f"{CANARY}-jeté.txt", CANARY)
    actions.delete_file(member=member, file=gone)
    theirs = {"files": [secret_file.pk, gone.pk], "folders": [secret_file.folder_id or 10**6]}
    assert member_client.post(ARCHIVE, theirs).status_code == 302
    response = member_client.post(ARCHIVE, {**theirs, "files": [*theirs["files"], *ids("Trois.txt")]})
    assert unpacked(response) == {"Trois.txt": "Mots trois."}
    assert set(SharedFile.objects.filter(pk__in=theirs["files"]).values_list("downloads", flat=True)) == {0}


def test_a_selection_over_another_groups_address_finds_nothing(client, member, secret_file, shelf):
    client.force_login(member.user)
    response = client.post(f"/groupes/{secret_file.group.slug}/fichiers/archive/", {"files": [secret_file.pk]})
    assert response.status_code == 404 and CANARY not in response.text


@pytest.mark.parametrize("who", ["removed", "suspended", "outsider"])
def test_archives_are_closed_to_who_lost_the_group(client, member, outsider, shelf, who):
    person = outsider if who == "outsider" else MembershipFactory(group=member.group).user
    if who == "removed":
        person.memberships.all().delete()
    client.force_login(person)
    if who == "suspended":
        type(person).objects.filter(pk=person.pk).update(is_active=False)
    for url in (ARCHIVE, f"{shelf['Bilan'].url}archive/"):
        response = client.post(url, {"files": ids("Trois.txt")})
        assert response.status_code in {302, 404} and not response.streaming and "Trois" not in response.text
    assert set(SharedFile.objects.values_list("downloads", flat=True)) == {0}


def test_an_exceptional_entry_downloads_without_counting(client, member, shelf):
    person = UserFactory(is_superuser=True)
    later = timezone.now() + timedelta(hours=1)
    AdminEntry.objects.create(group=member.group, user=person, reason="Un signalement", expires_at=later)
    client.force_login(person)
    assert len(unpacked(client.post(f"{shelf['Bilan'].url}archive/"))) == 2
    assert set(SharedFile.objects.values_list("downloads", flat=True)) == {0}


def test_more_than_an_archive_holds_is_refused_in_words(member_client, shelf, monkeypatch):
    monkeypatch.setattr(zip_out, "MOST_FILES", 1)
    response = member_client.post(f"{shelf['Bilan'].url}archive/")
    assert response.status_code == 409 and "Une archive contient 1 fichiers au plus" in main_of(response)
    assert set(SharedFile.objects.values_list("downloads", flat=True)) == {0}


@pytest.mark.parametrize("count", [1, 3])
def test_an_archive_costs_the_same_however_many(member_client, member, bring, fold, count, django_assert_num_queries):
    """Authorised once for all of them; the bytes are read afterwards."""
    folder = fold(member)
    for number in range(count):
        bring(member, f"{number}.txt", folder=folder)
    with django_assert_num_queries(6):
        response = member_client.post(ARCHIVE, {"folders": [folder.pk]})
    assert len(unpacked(response)) == count


@pytest.mark.parametrize("state", ["quarantined", "waiting"])
def test_what_may_not_go_out_is_left_out_and_said(member_client, shelf, state):
    SharedFile.objects.filter(name="Un.txt").update(state=state)
    FileVersion.objects.filter(file__name="Un.txt").update(state=state)
    url = f"{shelf['Bilan'].url}archive/"
    page = main_of(member_client.get(url)).replace("\u00a0", " ")
    assert "1 fichier, " in page and "1 fichier n’en fait pas partie" in page
    assert unpacked(member_client.post(url)) == {"Bilan/2026/Deux.txt": "Mots deux."}
    nothing = member_client.post(ARCHIVE, {"files": ids("Un.txt"), "from": shelf["Bilan"].pk})
    assert nothing.url == shelf["Bilan"].url
