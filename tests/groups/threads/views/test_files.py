from datetime import timedelta

import pytest
from django.utils import timezone

from groups.files.models import FileVersion, SharedFile
from groups.spaces.models import AdminEntry
from groups.threads import actions
from groups.threads.models import Post
from network.kit import rate, zip_out
from tests.documents import unpacked
from tests.factories import GroupFactory, MembershipFactory, UserFactory
from tests.groups.threads.conftest import CANARY
from tests.pages import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(member, author, thread, reply, bring):
    """Two files under two messages, one of them twice."""
    first, second = bring(member, "Un.txt", "Mots un."), bring(author, "Deux.txt", "Mots deux.")
    reply(thread, member, attached=[first.pk])
    return reply(thread, author, attached=[second.pk, first.pk])


def all_of(client, thread):
    return client.post(f"{thread.url}pieces-jointes/archive/")


def test_thread_files_are_listed_with_their_messages(member_client, thread, shown):
    page = main_of(member_client.get(f"{thread.url}pieces-jointes/"))
    assert "2 fichiers, 1 Ko en tout" in page.replace("\u00a0", " ")
    assert page.count("telechargement/") == 3 and f"{thread.url}messages/{shown.number}/" in page


def test_thread_without_a_file_says_so(member_client, thread):
    page = main_of(member_client.get(f"{thread.url}pieces-jointes/"))
    assert "Aucun fichier n’est joint" in page and "archive/" not in page
    back = all_of(member_client, thread).url
    assert "pas de fichier à télécharger" in member_client.get(back).text


def test_thread_archive_holds_each_file_once_and_counts_it(member_client, thread, shown):
    response = all_of(member_client, thread)
    assert response["Content-Disposition"] == 'attachment; filename="Mobiliser les parents.zip"'
    assert unpacked(response) == {"Un.txt": "Mots un.", "Deux.txt": "Mots deux."}
    assert set(SharedFile.objects.values_list("downloads", flat=True)) == {1}


def test_thread_archive_without_what_is_hidden(member_client, facilitator, thread, shown):
    actions.hide_post(post=shown, by=facilitator, statement="x")
    assert unpacked(all_of(member_client, thread)) == {"Un.txt": "Mots un."}


def test_thread_archive_leaves_out_files_of_a_group_that_is_not_the_readers(client, facilitator, thread, reply, bring):
    reply(thread, facilitator, attached=[bring(facilitator, f"{CANARY}.txt", CANARY).pk])
    there = MembershipFactory(group=GroupFactory(slug="autre"), user=facilitator.user, role="facilitator")
    actions.move_thread(thread=thread, by=facilitator, to=there.group)
    moved = Post.objects.select_related("thread__group").latest("pk").thread
    stranger = MembershipFactory(group=there.group)
    client.force_login(stranger.user)
    page = main_of(client.get(moved.url))
    assert CANARY not in page and "Fichier d’un autre groupe" in page and "Toutes les pièces" not in page
    for response in (client.get(f"{moved.url}pieces-jointes/"), client.get(f"{moved.url}nouveautes/?since=0")):
        assert CANARY not in response.text
    assert all_of(client, moved).status_code == 302
    client.force_login(facilitator.user)
    assert CANARY in main_of(client.get(moved.url)) and unpacked(all_of(client, moved)) == {f"{CANARY}.txt": CANARY}


def test_thread_archive_says_what_it_leaves_out(member_client, thread, shown):
    first = SharedFile.objects.order_by("pk").first()
    SharedFile.objects.filter(pk=first.pk).update(state="quarantined")
    FileVersion.objects.filter(file=first).update(state="quarantined")
    page = main_of(member_client.get(f"{thread.url}pieces-jointes/"))
    assert "1 fichier n’en fait pas partie" in page and "En quarantaine" in page
    assert page.count("/telechargement/") == 1 and len(unpacked(all_of(member_client, thread))) == 1


def test_thread_archive_of_an_exceptional_entry_counts_nothing(client, thread, shown):
    person = UserFactory(is_superuser=True)
    later = timezone.now() + timedelta(hours=1)
    AdminEntry.objects.create(group=thread.group, user=person, reason="Un signalement", expires_at=later)
    client.force_login(person)
    assert len(unpacked(all_of(client, thread))) == 2
    one = client.post(f"{SharedFile.objects.select_related('group').first().url}telechargement/")
    assert b"".join(one.streaming_content).startswith(b"Mots")
    assert set(SharedFile.objects.values_list("downloads", flat=True)) == {0}


def test_thread_archive_says_when_it_would_be_too_large(member_client, thread, shown, monkeypatch):
    monkeypatch.setattr(zip_out, "MOST_BYTES", 10)
    response = all_of(member_client, thread)
    assert response.status_code == 302
    assert "Une archive contient" in member_client.get(response.url).text
    assert set(SharedFile.objects.values_list("downloads", flat=True)) == {0}


def test_archives_have_a_published_number(member_client, thread, shown, settings):
    settings.RATE_FACTOR = 1
    for _ in range(rate.LIMITS["archives"].amount):
        unpacked(all_of(member_client, thread))
    refused = all_of(member_client, thread)
    assert (refused.status_code, refused["Retry-After"]) == (429, str(rate.LIMITS["archives"].seconds))
    assert set(SharedFile.objects.values_list("downloads", flat=True)) == {rate.LIMITS["archives"].amount}


@pytest.mark.parametrize("count", [1, 3])
def test_thread_files_cost_the_same_however_many(
    member_client, member, thread, reply, bring, count, django_assert_num_queries
):
    for number in range(count):
        reply(thread, member, attached=[bring(member, f"{number}-{place}.txt").pk for place in range(count)])
    with django_assert_num_queries(10):
        member_client.get(f"{thread.url}pieces-jointes/")
    with django_assert_num_queries(6):
        unpacked(all_of(member_client, thread))
