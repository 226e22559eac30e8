"""What the worker does with each version: check it, read it, make pictures of it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from groups.files import actions
from groups.files.actions import reading
from groups.files.models import BIN_KEPT, FileVersion, Preview, Reading, SharedFile, Shelf
from groups.files.tasks import read_version
from network.activity.models import Event
from network.kit import private_files
from network.kit.antivirus import Unreachable
from network.kit.errors import Away
from tests import clamd
from tests.documents import docx, opened, paragraph, picture
from tests.worker import let_time_pass, run_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.slow]  # documents are read in processes of their own


@pytest.fixture
def away(settings):
    settings.CLAMD_URL = "unix:/nowhere/clamd.ctl"


def now(file):
    """(state of the file, state of its current version, whether the worker still has to see it)."""
    file.refresh_from_db()
    version = FileVersion.objects.get(file=file, number=file.version_count)
    return file.state, version.state, version.pending


def kept_on_disk():
    return len(list(private_files.keys_on_disk()))


# Reading ------------------------------------------------------------------------


def test_words_of_the_current_version_are_kept(member, bring, renew):
    file = bring(member, "Charte.docx", docx(paragraph("Réussite")))
    run_tasks()
    kept = Reading.objects.get(file=file)
    assert (kept.text, kept.outcome, kept.shown, kept.version_number) == ("Réussite", "done", "text", 1)
    assert now(file) == ("clean", "clean", False)
    renew(member, file, docx(paragraph("Autre")), name="Charte.docx")
    run_tasks()
    assert Reading.objects.get().text == "Autre" and Reading.objects.get().version_number == 2


def test_a_version_that_is_no_longer_the_current_one_is_not_read(member, bring, renew):
    file = renew(member, bring(member, words="Un."), "Deux.")
    run_tasks()
    assert Reading.objects.get().text == "Deux."
    assert not FileVersion.objects.filter(file=file, pending=True).exists()


def test_pictures_take_room_and_give_it_back(member, bring, renew):
    """And with another version, or after the bin, their bytes go."""
    file = bring(member, "Photo.jpg", picture(place="CNRY-appareil"))
    run_tasks()
    file.refresh_from_db()
    before = Shelf.objects.get().used
    assert file.has_thumbnail and file.thumbnail_url.endswith("/apercu/0/")
    assert before == file.size + sum(Preview.objects.values_list("size", flat=True)) and kept_on_disk() == 3
    renew(member, file, picture(size=(90, 10)), name="Photo.jpg")
    file.refresh_from_db()
    assert not file.has_thumbnail and file.thumbnail_url == ""
    run_tasks()
    assert kept_on_disk() == 6 and set(Preview.objects.values_list("version_number", flat=True)) == {1, 2}
    sizes = [*FileVersion.objects.values_list("size", flat=True), *Preview.objects.values_list("size", flat=True)]
    assert Shelf.objects.get().used == sum(sizes)
    actions.delete_file(member=member, file=file)
    SharedFile.objects.update(deleted_at=timezone.now() - BIN_KEPT * 2)
    assert actions.purge_bin() == 1 and kept_on_disk() == 0 and Shelf.objects.get().used == 0


def test_bytes_of_pictures_are_not_swept(member, bring, monkeypatch):
    bring(member, "Charte.pdf", opened("Charte", ["Bonjour"], "pdf"))
    run_tasks()
    monkeypatch.setattr(actions.bin, "LEFT", timedelta())
    assert kept_on_disk() == 3 and actions.sweep_bytes() == 0 and kept_on_disk() == 3


def test_a_full_group_has_words_but_no_pictures(member, bring, settings):
    file = bring(member, "Charte.pdf", opened("Charte", ["Bonjour"], "pdf"))
    settings.GROUP_FILES_BYTES = file.size
    run_tasks()
    kept = Reading.objects.get()
    assert (kept.shown, kept.page_count, kept.text) == ("text", 1, "Charte\nBonjour")
    assert not Preview.objects.exists() and kept_on_disk() == 1 and Shelf.objects.get().used == file.size


def test_what_was_purged_meanwhile_leaves_nothing(member, bring, monkeypatch):
    file = bring(member, "Photo.jpg", picture())
    aside = reading._aside

    def late(path):
        SharedFile.objects.filter(pk=file.pk).delete()
        return aside(path)

    monkeypatch.setattr(reading, "_aside", late)
    run_tasks()
    assert not Preview.objects.exists() and kept_on_disk() == 1
    assert list(private_files.upload_dir().iterdir()) == []


def test_a_version_taken_up_again_is_shown_again(member, bring, renew):
    file = renew(member, bring(member, words="Un."), "Deux.")
    run_tasks()
    actions.take_up_version(member=member, file=file, number=1)
    run_tasks()
    assert Reading.objects.get().text == "Un." and now(file) == ("clean", "clean", False)


def test_what_comes_back_from_the_bin_is_read_then(member, bring):
    file = bring(member)
    actions.delete_file(member=member, file=file)
    run_tasks()
    assert not Reading.objects.exists()
    actions.bring_back(member=member, file=file)
    FileVersion.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    assert [actions.queue_unread() for _ in range(2)] == [1, 0]
    run_tasks()
    assert Reading.objects.get().text == "Des mots." and actions.queue_unread() == 0


def test_an_outage_of_the_files_says_nothing_of_a_document(member, bring, monkeypatch):
    """However long it lasts: read once they answer again."""
    file, on_disk = bring(member, "Charte.docx", docx(paragraph("Réussite"))), private_files.on_disk

    def away(_key):
        raise Away("plus tard")

    monkeypatch.setattr(private_files, "on_disk", away)
    for _try in range(12):
        run_tasks()
        let_time_pass(days=1)
    assert now(file)[2] and not Reading.objects.exists()
    monkeypatch.setattr(private_files, "on_disk", on_disk)
    run_tasks()
    assert Reading.objects.get().text == "Réussite"


def test_a_document_that_breaks_its_reader_is_given_up(member, bring, monkeypatch):
    file = bring(member)
    tried = []
    monkeypatch.setattr(reading.reading, "words_of", lambda *_: tried.append(1) or 1 / 0)
    for _ in range(reading.TRIES + 2):
        run_tasks()
        let_time_pass(hours=1)
    assert len(tried) == reading.TRIES and now(file) == ("clean", "clean", False)
    assert Reading.objects.get().outcome == "damaged"


def test_an_outage_takes_nothing_from_the_tries_of_a_document(member, bring, monkeypatch):
    """Neither of the files nor of the scanner: what broke the reader is counted by itself."""
    file, on_disk, tried = bring(member), private_files.on_disk, []

    def away(_key):
        raise Away("plus tard")

    monkeypatch.setattr(private_files, "on_disk", away)
    for _try in range(reading.TRIES + 2):
        run_tasks()
        let_time_pass(days=1)
    monkeypatch.setattr(private_files, "on_disk", on_disk)
    monkeypatch.setattr(reading.reading, "words_of", lambda *_: tried.append(1) or 1 / 0)
    for _try in range(reading.TRIES - 1):
        run_tasks()
        let_time_pass(days=1)
    assert len(tried) == reading.TRIES - 1 and now(file)[2]
    run_tasks()
    assert len(tried) == reading.TRIES and not now(file)[2]


# The virus scanner -----------------------------------------------------------------


def test_nothing_is_open_before_it_is_checked(member, bring, scanner):
    file = bring(member)
    assert now(file) == ("waiting", "waiting", True)
    run_tasks()
    assert now(file) == ("clean", "clean", False) and scanner.seen == [b"Des mots."]
    assert Reading.objects.get().text == "Des mots."


def test_a_virus_stays_in_quarantine_and_is_said_once(member, colleague, bring, scanner):
    file = bring(member, "Reçu.txt", clamd.EICAR)
    run_tasks()
    read_version.enqueue(FileVersion.objects.get().pk)
    run_tasks()
    assert now(file) == ("quarantined", "quarantined", False)
    assert FileVersion.objects.get().finding == "Eicar-Test-Signature"
    assert Event.objects.filter(kind="file-quarantined").count() == 1
    assert not Reading.objects.exists() and len(scanner.seen) == 1


def test_a_healthy_version_after_a_bad_one_is_open_and_the_bad_one_is_not_taken_up(member, bring, renew, scanner):
    file = bring(member, "Reçu.txt", clamd.EICAR)
    run_tasks()
    renew(member, file, "Sain.")
    run_tasks()
    assert now(file) == ("clean", "clean", False) and Reading.objects.get().text == "Sain."
    with pytest.raises(actions.files.Refused, match="quarantaine"):
        actions.take_up_version(member=member, file=file, number=1)
    assert now(file)[0] == "clean"


def test_a_bad_version_closes_only_itself(member, bring, renew, scanner):
    file = renew(member, bring(member, "Reçu.txt", "Sain."), clamd.EICAR)
    run_tasks()
    assert now(file)[0] == "quarantined"
    assert FileVersion.objects.get(file=file, number=1).state == "clean"
    assert actions.take_up_version(member=member, file=file, number=1) and now(file)[0] == "clean"


def test_a_scanner_that_is_away_keeps_it_closed_and_is_asked_again(member, bring, away, settings):
    """Fails closed."""
    file = bring(member)
    for _ in range(reading.TRIES + 3):
        run_tasks()
        let_time_pass(hours=1)
    assert now(file) == ("unreached", "unreached", True) and not Reading.objects.exists()
    with clamd.running() as scanner:
        settings.CLAMD_URL = scanner.url
        run_tasks()
    assert now(file) == ("clean", "clean", False) and Reading.objects.get().text == "Des mots."


def test_a_lost_task_is_queued_again_but_not_beside_another(member, bring, away):
    bring(member)
    with pytest.raises(Unreachable):
        actions.look_at(version_id=FileVersion.objects.get().pk)
    FileVersion.objects.update(created_at=timezone.now() - timedelta(minutes=2))
    assert actions.queue_unread() == 0
    DBTaskResult.objects.all().delete()
    assert actions.queue_unread() == 1


def test_what_waited_is_open_where_nobody_is_asked_any_more(member, bring, away, settings):
    file = bring(member)
    run_tasks()
    settings.CLAMD_URL = ""
    let_time_pass(hours=1)
    run_tasks()
    assert now(file) == ("clean", "clean", False)
