import base64
import io
import uuid
from types import SimpleNamespace

import pytest
from django.test import Client

from groups.files import actions
from groups.files.models import Folder, SharedFile, Upload
from groups.spaces.actions import archive_group, remove_member
from network.kit import private_files, rate, unfinished
from tests.factories import MembershipFactory, UserFactory
from tests.groups.files.conftest import CANARY
from tests.groups.files.views.test_lists import FILES

pytestmark = pytest.mark.django_db
UPLOADS = f"{FILES}envois/"
TUS = {"tus-resumable": "1.0.0"}
PIECE = "application/offset+octet-stream"


def announce(client, name="Notice.txt", size=9, url=UPLOADS, **said):
    said = {"filename": name, "key": str(uuid.uuid4()), **said}
    pairs = [f"{word} {base64.b64encode(value.encode()).decode()}" for word, value in said.items()]
    return client.post(url, headers={**TUS, "upload-length": str(size), "upload-metadata": ",".join(pairs)})


def piece(client, url, words, offset=0, content_type=PIECE, **headers):
    return client.patch(url, words, content_type, headers={**TUS, "upload-offset": str(offset), **headers})


def finish(client, url, **sent):
    return client.post(f"{url}fin/", sent)


@pytest.fixture
def theirs(member, announce):
    """What a member of the group is sending, under a name that tells."""
    return announce(member, f"{CANARY}.txt", 9, mark=CANARY)


def test_a_file_goes_from_its_announcement_to_the_list(member_client, member, fold, words_of):
    folder = fold(member)
    begun = announce(member_client, url=f"{UPLOADS}?folder={folder.pk}")
    assert (begun.status_code, begun["Tus-Resumable"], begun["Upload-Offset"]) == (201, "1.0.0", "0")
    url = begun["Location"]
    first = piece(member_client, url, b"Des ")
    assert (first.status_code, first["Upload-Offset"]) == (204, "4") and first["Upload-Expires"].endswith("GMT")
    stands = member_client.head(url, headers=TUS)
    assert (stands["Upload-Offset"], stands["Upload-Length"]) == ("4", "9") and "no-store" in stands["Cache-Control"]
    assert finish(member_client, url).status_code == 409 and not SharedFile.objects.exists()
    assert piece(member_client, url, b"mots.", 4).status_code == 204
    for _ in range(2):
        assert finish(member_client, url).json()["name"] == "Notice.txt"
    file = SharedFile.objects.get()
    assert (file.folder, words_of(file)) == (folder, "Des mots.")


def test_options_say_what_is_spoken(member_client, settings):
    told = member_client.options(UPLOADS)
    assert (told["Tus-Version"], told["Tus-Max-Size"]) == ("1.0.0", str(settings.MAX_FILE_BYTES))
    assert set(told["Tus-Extension"].split(",")) == {"creation", "expiration", "termination"}


@pytest.mark.parametrize("about", [("Page.html", 9), ("Vide.txt", 0), ("Gros.txt", 10**12), ("", 9), ("Sans.txt", -1)])
def test_what_is_not_taken_is_said_before_a_byte(member_client, about):
    response = announce(member_client, *about)
    assert response.status_code in {400, 409, 413} and response.json()["said"][0].isupper()
    assert not Upload.objects.exists()


def test_a_full_disk_says_so_and_reading_goes_on(member_client, member, bring, monkeypatch):
    """RL-11."""
    file = bring(member)
    monkeypatch.setattr(private_files.uploads, "has_room", lambda size: False)
    refused = announce(member_client)
    assert refused.status_code == 507 and "plus de place pour les fichiers" in refused.json()["said"]
    assert b"".join(member_client.get(f"{file.url}telechargement/").streaming_content) == b"Des mots."
    assert member_client.post(f"{file.url}suppression/").status_code == 302 and not Upload.objects.exists()


def test_metadata_that_can_not_be_read_begins_nothing(member_client):
    for said in ("filename", "filename %%%", "filename /w==", "é"):
        headers = {**TUS, "upload-length": "9", "upload-metadata": said}
        assert member_client.post(UPLOADS, headers=headers).status_code == 400, said
    assert not Upload.objects.exists()


def test_announced_ten_times_with_one_key_is_one(member_client):
    """RC-02."""
    key = str(uuid.uuid4())
    places = {announce(member_client, key=key)["Location"] for _ in range(10)}
    assert len(places) == 1 and Upload.objects.count() == 1
    assert announce(member_client, "Autre.txt", key=key).status_code == 409


def test_a_piece_that_does_not_fit_is_told_why(member_client):
    url = announce(member_client)["Location"]
    piece(member_client, url, b"Des ")
    elsewhere = piece(member_client, url, b"mots.", 3)
    assert (elsewhere.status_code, elsewhere["Upload-Offset"]) == (409, "4")
    assert piece(member_client, url, b"mots et plus", 4).status_code == 413
    assert piece(member_client, url, b"mots.", 4, "text/plain").status_code == 415
    assert piece(member_client, url, b"mots.", "x").status_code == 400
    assert member_client.patch(url, b"mots.", PIECE, headers={"upload-offset": "4"}).status_code == 412
    with unfinished.held(Upload.objects.get().key):
        assert piece(member_client, url, b"mots.", 4).status_code == 423
        assert finish(member_client, url).status_code == 423
    assert member_client.head(url, headers=TUS)["Upload-Offset"] == "4"


def test_a_piece_larger_than_pieces_are_is_refused_before_it_is_read(member_client):
    """FI-06: and everything else keeps its own limit."""
    url = announce(member_client)["Location"]
    assert member_client.generic("PATCH", url, b"", CONTENT_LENGTH=str(9 * 1024 * 1024)).status_code == 413
    assert member_client.generic("POST", f"{url}fin/", b"", CONTENT_LENGTH=str(3 * 1024 * 1024)).status_code == 413
    assert member_client.generic("POST", UPLOADS, b"", CONTENT_LENGTH=str(3 * 1024 * 1024)).status_code == 413
    assert Upload.objects.get().offset == 0 and not SharedFile.objects.exists()


def test_of_a_line_that_is_cut_what_came_is_kept(member_client):
    """RL-09: a server that reads as it goes keeps the beginning; the browser goes on from there."""

    class Cut(io.BytesIO):
        def read(self, *_size):
            if came := super().read():
                return came
            raise OSError("the browser left")

    url = announce(member_client)["Location"]
    answer = member_client.generic(
        "PATCH", url, headers={**TUS, "upload-offset": "0"},
        **{"wsgi.input": Cut(b"Des "), "CONTENT_LENGTH": "9", "CONTENT_TYPE": PIECE},
    )  # fmt: skip
    assert answer["Upload-Offset"] == "4" == member_client.head(url, headers=TUS)["Upload-Offset"]


def test_a_name_that_is_taken_asks_and_goes_on(member_client, member, bring):
    bring(member, "Notice.txt", "Un.")
    url = announce(member_client)["Location"]
    piece(member_client, url, b"Des mots.")
    asked = finish(member_client, url).json()
    assert asked["taken"] is asked["mine"] is True and "déjà ici" in asked["said"]
    assert finish(member_client, url, on_same="both").json()["name"] == "Notice (2).txt"


def test_a_name_that_somebody_else_took_offers_no_new_version(member_client, facilitator, bring):
    bring(facilitator, "Notice.txt", "Un.")
    url = announce(member_client)["Location"]
    piece(member_client, url, b"Des mots.")
    asked = finish(member_client, url).json()
    assert (asked["taken"], asked["mine"]) == (True, False)


def test_what_is_being_finished_is_not_given_up_meanwhile(member_client):
    url = announce(member_client)["Location"]
    piece(member_client, url, b"Des mots.")
    with unfinished.held(Upload.objects.get().key):
        assert member_client.delete(url, headers=TUS).status_code == 423
    assert finish(member_client, url).json()["name"] == "Notice.txt"


def test_what_is_not_what_its_name_says_is_refused_at_the_end(member_client):
    """FI-02."""
    url = announce(member_client, "Notice.pdf", 6)["Location"]
    piece(member_client, url, b"<html>")
    refused = finish(member_client, url)
    assert refused.status_code == 409 and "son nom" in refused.json()["said"]
    assert member_client.head(url, headers=TUS).status_code == 404 and not list(private_files.upload_dir().iterdir())


def test_what_is_given_up_is_gone(member_client):
    url = announce(member_client)["Location"]
    piece(member_client, url, b"Des ")
    assert member_client.delete(url, headers=TUS).status_code == 204
    assert member_client.head(url, headers=TUS).status_code == 404
    assert not list(private_files.upload_dir().iterdir())


def test_the_list_is_what_one_began_and_has_not_finished(client, member, facilitator, sent, theirs):
    kept = sent(member, "Fini.txt")
    actions.finish_upload(member=member, upload=kept, on_same="")
    client.force_login(member.user)
    (shown,) = client.get(UPLOADS).json()["uploads"]
    told = {"name": f"{CANARY}.txt", "mark": CANARY, "size": 9, "offset": 0, "folder": None, "url": theirs.url}
    assert shown == told
    client.force_login(facilitator.user)
    assert client.get(UPLOADS).json() == {"uploads": []}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_more(member_client, member, announce, count, django_assert_num_queries):
    for number in range(count):
        announce(member, f"{number}.txt")
    with django_assert_num_queries(4):
        member_client.get(UPLOADS)


def doors(client, theirs):
    return [
        client.head(theirs.url, headers=TUS),
        piece(client, theirs.url, b"Les mots."),
        client.delete(theirs.url, headers=TUS),
        finish(client, theirs.url),
    ]


def test_nobody_else_reaches_what_somebody_sends(client, member, facilitator, colleague, outsider, theirs):
    """AZ-03: who facilitates neither; a stranger as somebody of the group; nothing is said or changed."""
    for person in (facilitator.user, colleague.user, outsider, UserFactory(is_superuser=True)):
        client.force_login(person)
        for response in doors(client, theirs):
            assert response.status_code in {302, 404} and CANARY not in response.text + str(response.headers)
    assert [response.status_code for response in doors(Client(), theirs)] == [302] * 4
    assert Upload.objects.get().offset == 0 and not SharedFile.objects.exists()


def test_who_left_the_group_goes_on_with_nothing(member_client, member, facilitator, theirs):
    """RV-01: with the browser that was sending a moment ago."""
    piece(member_client, theirs.url, b"Des ")
    remove_member(membership=member, by=facilitator.user)
    assert [response.status_code for response in doors(member_client, theirs)] == [404] * 4
    assert announce(member_client).status_code == 404 and Upload.objects.get().offset == 4


def test_an_archived_group_takes_no_piece(member_client, member, theirs):
    assert piece(member_client, theirs.url, b"Les ").status_code == 204
    archive_group(group=member.group)
    assert [response.status_code for response in doors(member_client, theirs)] == [404] * 4
    assert Upload.objects.get().offset == 4 and not SharedFile.objects.exists()


def test_another_group_is_no_way_round(member_client, member, theirs, fold):
    """AZ-04: one's own upload is reached in its own group only."""
    other, there = MembershipFactory(user=member.user), fold(member)
    url = theirs.url.replace(member.group.slug, other.group.slug)
    for response in doors(member_client, SimpleNamespace(url=url)):
        assert response.status_code == 404 and CANARY not in response.text
    announced = announce(member_client, url=f"{url.split('envois')[0]}envois/?folder={there.pk}")
    assert announced.status_code == 404 and Upload.objects.get().offset == 0
    assert piece(member_client, theirs.url, b"Les ").status_code == 204


def test_pieces_are_refused_to_a_page_of_somebody_else(member, theirs):
    """HD-03."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member.user)
    assert [response.status_code for response in doors(strict, theirs)[1:]] == [403] * 3
    assert announce(strict).status_code == 403 and Upload.objects.get().offset == 0


def test_announcements_are_counted_and_pieces_are_not(member_client, settings):
    """DS-04."""
    settings.RATE_FACTOR = 1 / rate.LIMITS["sendings"].amount
    url = announce(member_client, size=4)["Location"]
    for offset in range(3):
        assert piece(member_client, url, b"x", offset).status_code == 204
    assert announce(member_client, "Autre.txt").status_code == 429
    assert piece(member_client, url, b"x", 3).status_code == 204
    assert Upload.objects.get().offset == 4


def test_announcements_beyond_the_limit_come_back_later(member_client, settings):
    """DS-04."""
    settings.RATE_FACTOR = 0.01
    answers = [announce(member_client, f"{number}.txt") for number in range(4)]
    assert [answer.status_code for answer in answers] == [201, 201, 201, 429] and answers[3]["Retry-After"] == "3600"


def test_the_folders_of_a_dropped_folder_are_made_once(member_client, member, fold):
    there = fold(member, "Bilan")
    path, url = {"path": "2026/Annexes"}, f"{FILES}dossiers/chemin/?folder={there.pk}"
    made = [member_client.post(url, path).json() for _ in range(2)]
    assert made[0] == made[1] and made[0]["name"] == "Annexes"
    assert Folder.objects.get(pk=made[0]["id"]).parent.parent == there and Folder.objects.count() == 3


@pytest.mark.parametrize(("path", "status"), [("", 422), ("../..", 422), ("a/b/c/d/e/f/g", 409), ("a" * 1001, 422)])
def test_folders_that_can_not_be_made_are_refused(member_client, path, status):
    response = member_client.post(f"{FILES}dossiers/chemin/", {"path": path})
    assert response.status_code == status and response.json()["said"] and not Folder.objects.exists()
