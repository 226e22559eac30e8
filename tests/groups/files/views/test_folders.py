import uuid

import pytest

from groups.files.models import Folder
from tests.groups.files.views.test_lists import FILES
from tests.pages import main_of

pytestmark = pytest.mark.django_db
NEW = f"{FILES}dossiers/nouveau/"


def send(client, url=NEW, **changed):
    return client.post(url, {"name": "Bilan 2026", "parent": "", "key": str(uuid.uuid4()), **changed})


def test_a_folder_is_made_where_one_stands(member_client, member, fold):
    top = fold(member)
    assert f'value="{top.pk}" selected' in main_of(member_client.get(f"{NEW}?folder={top.pk}"))
    response = send(member_client, parent=str(top.pk))
    made = Folder.objects.get(name="Bilan 2026")
    assert (made.parent, response.url) == (top, made.url)
    assert "Évaluation" in main_of(member_client.get(made.url))


@pytest.mark.parametrize(
    ("changed", "status"),
    [({"name": ""}, 422), ({"name": "x" * 81}, 422), ({"parent": "999"}, 422), ({"name": "évaluation"}, 409)],
)
def test_a_folder_that_is_not_made_says_why(member_client, member, fold, changed, status):
    fold(member)
    response = send(member_client, **changed)
    assert response.status_code == status and 'role="alert"' in main_of(response)
    assert Folder.objects.count() == 1


def test_a_folder_is_renamed_and_moved(member_client, member, fold):
    one, two = fold(member, "Un"), fold(member, "Deux")
    assert 'value="Un"' in main_of(member_client.get(f"{one.url}modification/"))
    assert send(member_client, f"{one.url}modification/", name="Premier", parent=str(two.pk)).url == one.url
    one.refresh_from_db()
    assert (one.name, one.parent) == ("Premier", two)
    refused = send(member_client, f"{two.url}modification/", name="Deux", parent=str(one.pk))
    assert refused.status_code == 422 and 'role="alert"' in main_of(refused)


def test_a_folder_is_deleted_and_comes_back(member_client, member, colleague, fold, bring):
    empty, full = fold(member, "Vide"), fold(member, "Plein")
    bring(colleague, folder=full)
    answer = member_client.post(f"{empty.url}suppression/", follow=True)
    undo = f"{FILES}selection/restauration/?folders={empty.pk}"
    assert answer.redirect_chain[0][0] == FILES and undo in answer.text
    assert "d’autres ont apporté" in member_client.post(f"{full.url}suppression/", follow=True).text
    assert list(Folder.objects.alive()) == [full]
    bin_page = main_of(member_client.get(f"{FILES}corbeille/"))
    assert "Vide" in bin_page and undo in bin_page
    assert "est revenu" in member_client.post(undo, follow=True).text and empty in Folder.objects.alive()


def test_a_folder_is_not_offered_a_place_in_itself(member_client, member, fold):
    one, other = fold(member, "Un"), fold(member, "Autre")
    inside = fold(member, "Dedans", parent=one)
    page = main_of(member_client.get(f"{one.url}modification/"))
    assert f'value="{other.pk}"' in page
    assert not any(f'<option value="{folder.pk}"' in page for folder in (one, inside))
    assert "facultatif" not in page


def test_a_folder_is_changed_by_who_made_it(client, member, colleague, fold):
    folder = fold(member)
    client.force_login(colleague.user)
    assert "modification/" not in main_of(client.get(folder.url))
    for path in ("modification/", "suppression/"):
        assert send(client, f"{folder.url}{path}").status_code == 404
    assert Folder.objects.get().name == "Évaluation"
