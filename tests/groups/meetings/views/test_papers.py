import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from groups.files.models import SharedFile
from groups.meetings.models import MeetingFile
from groups.spaces.models import AdminEntry
from tests.documents import unpacked
from tests.factories import MembershipFactory, UserFactory
from tests.groups.meetings.conftest import CANARY

pytestmark = pytest.mark.django_db


def files(meeting, then=""):
    return f"{meeting.url}fichiers/{then}"


def test_files_are_found_chosen_and_taken_away(facilitator_client, meeting, member, bring):
    wanted, _other = bring(member, "Bilan.txt"), bring(member, "Trame.txt")
    page = facilitator_client.get(files(meeting, "?q=bilan")).text
    assert "Bilan" in page and "Trame" not in page
    for _twice in range(2):
        facilitator_client.post(files(meeting), {"key": str(uuid.uuid4()), "attached_more": str(wanted.pk)})
    assert [paper.file for paper in MeetingFile.objects.all()] == [wanted]
    page = facilitator_client.get(files(meeting)).text
    assert f'value="{wanted.pk}"' in page.partition("attached_more")[0]
    assert f'name="attached_more" value="{wanted.pk}"' not in page and "Trame" in page
    nothing = facilitator_client.post(files(meeting), {"key": str(uuid.uuid4())})
    assert nothing.status_code == 422 and "Cochez des fichiers du groupe" in nothing.text
    assert "Bilan" in facilitator_client.get(meeting.url).text
    facilitator_client.post(files(meeting, "retrait/"), {"file": str(wanted.pk)})
    assert not MeetingFile.objects.exists() and SharedFile.objects.count() == 2


def test_looking_for_files_keeps_what_was_ticked(facilitator_client, meeting, member, bring):
    first, second, third = (bring(member, name) for name in ("Bilan.txt", "Trame.txt", "Plan.txt"))
    sent = {"key": str(uuid.uuid4()), "attached_more": [first.pk, second.pk], "q": "plan", "look": "1"}
    page = facilitator_client.post(files(meeting), sent)
    assert page.status_code == 200 and not MeetingFile.objects.exists() and "Cochez" not in page.text
    assert [file.pk for file in page.context["ticked"]] == [first.pk, second.pk]
    assert [file.pk for file in page.context["choices"]] == [third.pk] and page.text.count(" checked") == 2
    foreign = bring(MembershipFactory(), f"{CANARY}.txt")
    full = {"key": str(uuid.uuid4()), "attached_more": [first.pk, foreign.pk], "look": "1"}
    page = facilitator_client.post(files(meeting), full)
    assert [file.pk for file in page.context["ticked"]] == [first.pk] and CANARY not in page.text
    refused = facilitator_client.post(files(meeting), {"key": "faux", "attached_more": [first.pk]})
    assert refused.status_code == 422 and [file.pk for file in refused.context["ticked"]] == [first.pk]


def test_files_of_the_device_come_once(facilitator_client, meeting):
    key = str(uuid.uuid4())
    for _twice in range(2):
        given = SimpleUploadedFile("Plan.txt", b"Des mots.", "text/plain")
        facilitator_client.post(files(meeting), {"key": key, "new": given})
    assert [paper.file.name for paper in MeetingFile.objects.all()] == ["Plan.txt"]
    assert SharedFile.objects.count() == 1


def test_file_that_is_not_taken_says_why_and_the_others_come(facilitator_client, meeting):
    good, bad = SimpleUploadedFile("Plan.txt", b"Des mots."), SimpleUploadedFile("virus.exe", b"MZ\x90\x00")
    page = facilitator_client.post(files(meeting), {"key": str(uuid.uuid4()), "new": [good, bad]})
    assert page.status_code == 422 and "virus.exe" in page.text
    assert [paper.file.name for paper in MeetingFile.objects.all()] == ["Plan.txt"]


def test_file_of_another_group_is_not_taken(facilitator_client, meeting, bring):
    foreign = bring(MembershipFactory(), f"{CANARY}.txt")
    page = facilitator_client.post(files(meeting), {"key": str(uuid.uuid4()), "attached_more": str(foreign.pk)})
    assert page.status_code == 409 and CANARY not in page.text and not MeetingFile.objects.exists()


def test_archive_holds_the_files_of_the_meeting(member_client, member, meeting, bring):
    for place, name in enumerate(("Un.txt", "Deux.txt")):
        MeetingFile.objects.create(meeting=meeting, file=bring(member, name), place=place)
    MeetingFile.objects.create(meeting=meeting, file=bring(member, "Brouillon.txt"), for_minutes=True)
    bring(member, "Ailleurs.txt")
    response = member_client.post(files(meeting, "archive/"))
    assert response["Content-Disposition"].startswith("attachment")
    assert unpacked(response) == {"Un.txt": "Des mots.", "Deux.txt": "Des mots."}
    assert SharedFile.objects.filter(downloads=1).count() == 2


def test_archive_without_a_file_says_so(member_client, meeting):
    answer = member_client.post(files(meeting, "archive/"), follow=True)
    assert "pas de fichier à télécharger" in answer.text
    assert member_client.get(files(meeting, "archive/")).url == meeting.url


def test_archive_of_an_exceptional_entry_counts_nothing(client, member, meeting, bring):
    administrator = UserFactory(is_superuser=True)
    MeetingFile.objects.create(meeting=meeting, file=bring(member, "Un.txt"))
    client.force_login(administrator)
    assert client.post(files(meeting, "archive/")).status_code == 404
    AdminEntry.objects.create(
        group=meeting.group, user=administrator, reason="x", expires_at=timezone.now() + timedelta(hours=1)
    )
    assert unpacked(client.post(files(meeting, "archive/"))) == {"Un.txt": "Des mots."}
    assert SharedFile.objects.get().downloads == 0


@pytest.mark.parametrize("count", [1, 3])
def test_files_page_costs_the_same(facilitator_client, facilitator, meeting, bring, count, django_assert_num_queries):
    for place in range(count):
        MeetingFile.objects.create(meeting=meeting, file=bring(facilitator, f"{place}.txt"), place=place)
    facilitator_client.get(files(meeting))
    with django_assert_num_queries(9):
        assert facilitator_client.get(files(meeting)).text.count('name="file"') == count
