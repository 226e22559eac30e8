import pytest
from django.urls import reverse

from groups.files import actions
from groups.files.models import Shelf
from tests.factories import MembershipFactory, UserFactory
from tests.groups.files.conftest import CANARY
from tests.pages import main_of

pytestmark = pytest.mark.django_db
FILES = "/groupes/reussite-educative/fichiers/"


def test_file_list_shows_folders_then_files(member_client, member, bring, fold):
    folder = fold(member)
    bring(member, "Dedans.txt", folder=folder)
    bring(member, "Trame <b>.txt", "x" * 84_000)
    page = main_of(member_client.get(FILES))
    assert page.index("Évaluation") < page.index("Trame b")
    assert "1 élément" in page and "Texte, 84\u00a0Ko" in page and "Dedans" not in page
    inside = main_of(member_client.get(folder.url))
    assert "Dedans" in inside and "Trame" not in inside and f'href="{FILES}"' in inside


def test_file_list_of_a_new_group_proposes_a_first_step(member_client, group):
    page = main_of(member_client.get(FILES))
    assert "Aucun fichier ici" in page and f'href="{FILES}depot/"' in page


def test_an_empty_folder_proposes_to_add_to_it(member_client, member, fold):
    folder = fold(member)
    page = main_of(member_client.get(folder.url)).split('class="empty"')[1]
    assert f'href="{FILES}depot/?folder={folder.pk}"' in page


@pytest.mark.parametrize(("sort", "first"), [("", "Ancien"), ("recent", "Zèle"), ("size", "Moyen"), ("x", "Ancien")])
def test_file_list_is_sorted(member_client, member, bring, sort, first):
    for name, words in (("Ancien.txt", "a"), ("Moyen.txt", "a" * 9), ("Zèle.txt", "a")):
        bring(member, name, words)
    page = main_of(member_client.get(f"{FILES}?sort={sort}"))
    assert min(("Ancien", "Moyen", "Zèle"), key=page.index) == first


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "\x00"])
def test_file_list_survives_any_page(member_client, member, bring, page):
    bring(member)
    assert "Notice" in main_of(member_client.get(FILES, {"page": page, "sort": page}))


@pytest.mark.parametrize("count", [1, 3])
def test_file_list_costs_nine_queries(client, member, bring, fold, count, django_assert_num_queries):
    """Session, person, membership, groups, bell, site; folders, how many files, files, room."""
    for number in range(count):
        bring(member, f"Notice {number}.txt", folder=fold(member, f"Dossier {number}"))
        bring(member, f"Autre {number}.txt")
    client.force_login(member.user)
    with django_assert_num_queries(10):
        client.get(FILES)


def test_files_are_for_members(client, member, outsider, bring, fold):
    """AZ-01: the list, a folder, a file, its bytes."""
    folder = fold(member, f"{CANARY}-dossier")
    file = bring(member, f"{CANARY}-nom.txt", f"{CANARY}-mots", folder=folder)
    paths = [FILES, folder.url, file.url, f"{file.url}telechargement/", f"{file.url}versions/1/", f"{FILES}depot/"]
    client.force_login(outsider)
    for path in paths:
        refused = client.get(path)
        assert refused.status_code == 404 and CANARY not in refused.text, path
    client.force_login(member.user)
    assert CANARY in client.get(folder.url).text
    assert f"{CANARY}-mots" in client.get(f"{file.url}telechargement/").getvalue().decode()


def test_files_of_another_group_by_their_ids(member_client, member, secret_file, fold):
    """AZ-01: an id of another group inside the address of one's own."""
    theirs = fold(secret_file.group.memberships.get(), f"{CANARY}-dossier")
    for name, ids in (
        ("file-detail", {"file_id": secret_file.pk}),
        ("file-download", {"file_id": secret_file.pk}),
        ("version-download", {"file_id": secret_file.pk, "version_number": 1}),
        ("folder-detail", {"folder_id": theirs.pk}),
        ("file-detail", {"file_id": 10**30}),
    ):
        path = reverse(f"groups:{name}", kwargs={"group_slug": member.group.slug, **ids})
        refused = member_client.get(path)
        assert refused.status_code == 404 and CANARY not in refused.text
    assert member_client.get(f"{FILES}depot/?folder={theirs.pk}").status_code == 404


def test_file_bin_shows_what_one_may_bring_back(client, member, colleague, facilitator, bring):
    for person, name in ((member, "Le mien.txt"), (colleague, "Le sien.txt")):
        actions.delete_file(member=person, file=bring(person, name))
    seen = {}
    for person in (member, facilitator):
        client.force_login(person.user)
        page = main_of(client.get(f"{FILES}corbeille/"))
        seen[person] = [name for name in ("Le mien", "Le sien") if name in page]
    assert seen == {member: ["Le mien"], facilitator: ["Le mien", "Le sien"]}


# What narrows it ----------------------------------------------------------------


@pytest.fixture
def found(member, colleague, bring, fold):
    """A file with a theme in a folder, by somebody, and another one at the top, by somebody else."""
    folder = fold(member)
    file = bring(member, "Bilan de l’année.txt", folder=folder)
    actions.set_tags(file=file, names=["École"])
    bring(colleague, "Liste.csv", "a;b\n")
    return folder


def test_file_list_narrows_and_each_filter_can_be_taken_away(member_client, member, found):
    asked = {"q": "bilan", "kind": "text", "tag": "ecole", "author": member.user_id, "days": "30"}
    page = main_of(member_client.get(FILES, asked))
    assert "Bilan de l’année" in page and "Liste" not in page and "dans Évaluation" in page
    for name, chip in {"q": "bilan", "kind": "Texte", "tag": "École", "author": "Claire Vasseur", "days": "30"}.items():
        left = [f"{other}={value}" for other, value in asked.items() if other != name]
        assert f'href="?{"&amp;".join(left)}"' in page and chip in page


def test_file_list_without_a_match_shows_a_way_out(member_client, found):
    page = main_of(member_client.get(FILES, {"q": "introuvable"}))
    assert "Aucun fichier de ce genre" in page and f'href="{FILES}"' in page
    inside = main_of(member_client.get(found.url, {"q": "liste"}))
    assert "Chercher dans tout le groupe" in inside and f'href="{FILES}?q=liste"' in inside


def test_file_list_remembers_the_grid_on_this_device(member_client, found):
    assert "file-grid" in main_of(member_client.get(f"{FILES}?view=grid"))
    assert "file-grid" in main_of(member_client.get(found.url))
    assert "table--files" in main_of(member_client.get(f"{FILES}?view=list"))
    assert "table--files" in main_of(member_client.get(f"{FILES}?view=<b>"))


def test_file_list_says_nothing_of_another_group(member_client, secret_file):
    actions.set_tags(file=secret_file, names=[CANARY])
    asked = {"tag": CANARY.lower(), "author": secret_file.created_by_id, "q": "nom"}
    page = main_of(member_client.get(FILES, asked)).replace(CANARY.lower(), "")
    assert CANARY not in page and "Un thème" in page and "Une personne" in page
    assert CANARY not in main_of(member_client.get(f"{FILES}filtres/", asked)).replace(CANARY.lower(), "")


def test_file_filters_offer_what_the_group_has(member_client, member, found):
    page = main_of(member_client.get(f"{FILES}filtres/?folder={found.pk}&tag=ecole"))
    assert 'value="ecole" selected' in page and "Claire Vasseur" in page and "Élise Moreau" in page
    assert f'action="{found.url}"' in page and f'formaction="{FILES}"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_file_bin_costs_the_same_with_more(member_client, member, bring, fold, count, django_assert_num_queries):
    for n in range(count):
        actions.delete_file(member=member, file=bring(member, f"Parti {n}.txt"))
        actions.delete_folder(member=member, folder=fold(member, f"Rangé {n}"))
    member_client.get(f"{FILES}corbeille/")
    with django_assert_num_queries(9):
        page = main_of(member_client.get(f"{FILES}corbeille/"))
    assert f"Parti {count - 1}" in page and f"Rangé {count - 1}" in page


@pytest.mark.parametrize("count", [1, 3])
def test_file_filters_cost_the_same_with_more(member_client, group, bring, count, django_assert_num_queries):
    for n in range(count):
        somebody = MembershipFactory(group=group, user=UserFactory(last_name=f"Daoud {n}"))
        actions.set_tags(file=bring(somebody, f"Note {n}.txt"), names=[f"Thème {n}"])
    member_client.get(f"{FILES}filtres/")
    with django_assert_num_queries(8):
        page = main_of(member_client.get(f"{FILES}filtres/"))
    assert f"Daoud {count - 1}" in page and f"Thème {count - 1}" in page


@pytest.mark.parametrize(("used", "said"), [(70, ""), (85, "manquera bientôt"), (96, "presque plus de place")])
def test_file_list_warns_those_who_facilitate(client, member, facilitator, group, bring, used, said):
    bring(member)
    Shelf.objects.filter(group=group).update(used=used * 10_000)
    type(group).objects.filter(pk=group.pk).update(files_megabytes=1)
    client.force_login(facilitator.user)
    for path in (FILES, f"/groupes/{group.slug}/animation/"):
        page = main_of(client.get(path))
        assert f'value="{used}"' in page
        assert all((words in page) is (words == said) for words in ("manquera bientôt", "presque plus de place"))
    client.force_login(member.user)
    assert "place pour ses fichiers" not in main_of(client.get(FILES))
