import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connections
from django.http import Http404
from django.utils import timezone

from groups.files import actions
from groups.files.actions import uploads
from groups.files.enums import OnSame
from groups.files.models import SharedFile, Shelf, Upload
from groups.spaces.actions import archive_group, remove_member
from network.kit import private_files, unfinished
from network.kit.errors import Away, KeyReused, NoRoom, Refused
from tests.factories import GroupFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def aside():
    return sorted(path.read_bytes() for path in private_files.upload_dir().iterdir())


def add(upload, offset, words):
    return actions.add_piece(upload=upload, offset=offset, blocks=[words], length=len(words))


def finish(member, upload, on_same=OnSame.ASK):
    return actions.finish_upload(member=member, upload=upload, on_same=on_same)


def late(upload, **by):
    by = by or {"hours": 25}
    Upload.objects.filter(pk=upload.pk).update(touched_at=timezone.now() - timedelta(**by))


def test_a_file_is_sent_in_pieces_and_kept(member, announce, words_of, fold):
    folder = fold(member)
    upload = announce(member, "../Notice.txt", 9, folder=folder)
    assert [add(upload, 0, b"Des "), add(upload, 4, b"mots.")] == [4, 9]
    file = finish(member, upload)
    assert (file.name, file.folder, file.size, file.created_by, words_of(file)) == (
        "Notice.txt", folder, 9, member.user, "Des mots.",
    )  # fmt: skip
    assert Shelf.objects.get().used == 9 and aside() == []


def test_announced_twice_is_one_and_finished_twice_is_one_file(member, announce):
    """RC-02."""
    key = uuid.uuid4()
    first, again = (announce(member, key=key) for _ in range(2))
    assert first == again
    with pytest.raises(KeyReused):
        announce(member, size=10, key=key)
    add(first, 0, b"Des mots.")
    assert finish(member, first) == finish(member, again) == SharedFile.objects.get()
    assert aside() == []


@pytest.mark.parametrize("about", [("Page.html", 9), ("Vide.txt", 0), ("Sans", 3)])
def test_what_would_be_refused_is_refused_before_a_byte(member, announce, about):
    with pytest.raises(Refused):
        announce(member, *about)
    assert not Upload.objects.exists()


def test_what_is_too_large_is_refused_before_a_byte(member, announce, settings):
    settings.MAX_FILE_BYTES = 1000
    with pytest.raises(actions.TooLarge):
        announce(member, size=1001)
    assert announce(member, size=1000).size == 1000


def test_what_is_being_sent_holds_room_until_it_is_given_up_or_late(member, announce, bring, settings):
    """FI-06: a promise counts as much as a file, for files sent in one go too."""
    settings.GROUP_FILES_BYTES = 20
    first = announce(member, size=15)
    for refused in (lambda: announce(member, size=6), lambda: bring(member, "Un.txt", "x" * 6)):
        with pytest.raises(Refused, match="plus de place"):
            refused()
    actions.give_up_upload(upload=first)
    second = announce(member, size=20)
    late(second, minutes=61)
    bring(member, "Un.txt", "x" * 20)
    assert Shelf.objects.get().used == 20


def test_one_person_does_not_fill_a_group_with_promises(member, colleague, announce, settings, monkeypatch):
    """A quarter of the room at most for what is to come, unless it is one file; what is there counts no longer."""
    settings.GROUP_FILES_BYTES = 80
    first = announce(member, "Un.txt", 15)
    with pytest.raises(actions.TooManyBegun):
        announce(member, "Deux.txt", 6)
    elsewhere = MembershipFactory(group=GroupFactory(slug="autre"), user=member.user)
    with pytest.raises(actions.TooManyBegun):
        announce(elsewhere, "Deux.txt", 6)
    add(first, 0, b"x" * 15)
    assert announce(member, "Deux.txt", 6) and announce(colleague, "Trois.txt", 59)


def test_an_hour_of_silence_leaves_the_room_to_others_and_what_arrived_stays(
    member, announce, bring, settings, words_of
):
    settings.GROUP_FILES_BYTES = 20
    upload = announce(member, "Notice.txt", 9)
    add(upload, 0, b"Des ")
    late(upload, minutes=61)
    with pytest.raises(Refused, match="plus de place"):
        bring(member, "Trop.txt", "x" * 17)
    other = bring(member, "Autre.txt", "x" * 12)
    with pytest.raises(Refused, match="plus de place"):
        add(upload, 4, b"mots.")
    actions.delete_file(member=member, file=other)
    Shelf.objects.update(used=0)
    assert add(upload, 4, b"mots.") == 9 and Upload.objects.holding().get() == upload
    assert words_of(finish(member, Upload.objects.get())) == "Des mots."


def test_what_was_announced_and_never_sent_makes_way_for_the_next(member, announce):
    """The same file of the same device at once, anything else after a few minutes; what has begun stays."""
    again, waiting, begun = announce(member, mark="1"), announce(member, "Un.txt"), announce(member, "Deux.txt")
    add(begun, 0, b"Des ")
    for upload in (waiting, begun):
        late(upload, minutes=6)
    announced = announce(member, mark="1")
    assert set(Upload.objects.all()) == {begun, announced} and again != announced


def test_announced_and_never_sent_goes_after_an_hour(member, announce):
    empty, begun = announce(member, "Un.txt"), announce(member, "Deux.txt")
    add(begun, 0, b"Des ")
    for upload in (empty, begun):
        late(upload, minutes=61)
    assert list(Upload.objects.expected()) == [begun] and actions.forget_late_uploads() == 1
    assert list(Upload.objects.all()) == [begun] and aside() == [b"Des "]


def test_room_held_is_room_to_finish(member, sent, settings):
    settings.GROUP_FILES_BYTES = 9
    finish(member, sent(member))
    assert Shelf.objects.get().used == 9


def test_a_disk_that_is_full_refuses_what_it_could_not_hold(member, announce, monkeypatch):
    """RL-11: what others announced counts, what they sent is on the disk already."""
    free = 100
    monkeypatch.setattr(private_files.uploads, "has_room", lambda size: size <= free)
    first = announce(member, size=60)
    with pytest.raises(NoRoom):
        announce(member, "Autre.txt", size=50)
    free = 40
    add(first, 0, b"x" * 60)
    assert announce(member, "Autre.txt", size=40)


def test_a_disk_that_fills_up_keeps_what_was_acknowledged(member, announce):
    upload = announce(member, size=9)
    add(upload, 0, b"Des ")

    def full():
        yield b"mo"
        raise OSError(28, "No space left on device")

    with pytest.raises(NoRoom):
        actions.add_piece(upload=upload, offset=4, blocks=full(), length=5)
    assert aside() == [b"Des "] and add(upload, 4, b"mots.") == 9
    assert finish(member, upload).size == 9


def test_one_person_begins_a_limited_number_in_all_groups(member, announce, monkeypatch):
    monkeypatch.setattr(uploads, "AT_ONCE", 2)
    elsewhere = MembershipFactory(group=GroupFactory(slug="autre"), user=member.user)
    first = announce(member, "Un.txt")
    announce(elsewhere, "Deux.txt")
    with pytest.raises(actions.TooManyBegun, match="en partie"):
        announce(member, "Trois.txt")
    add(first, 0, b"Des mots.")
    announce(member, "Trois.txt")


@pytest.mark.parametrize("offset", [0, 3, 5])
def test_a_piece_that_begins_elsewhere_is_told_where(member, announce, offset):
    upload = announce(member)
    add(upload, 0, b"Des ")
    with pytest.raises(actions.ElsewhereError) as refused:
        add(upload, offset, b"mots.")
    assert refused.value.offset == 4 and aside() == [b"Des "]


def test_an_empty_piece_holds_no_room_longer(member, announce):
    upload = announce(member)
    before = Upload.objects.get().touched_at
    assert add(upload, 0, b"") == 0 and Upload.objects.get().touched_at == before


def test_more_than_was_announced_is_not_written(member, announce):
    """FI-06: a lying length."""
    upload = announce(member, size=5)
    with pytest.raises(actions.TooLarge):
        add(upload, 0, b"Des mots.")
    assert aside() == [b""]


def test_what_was_written_but_not_acknowledged_is_written_again(member, announce, words_of):
    """RL-09: the process was killed between the disk and the row."""
    upload = announce(member)
    add(upload, 0, b"Des ")
    with unfinished.path_of(upload.key).open("ab") as kept:
        kept.write(b"ratures")
    assert actions.offset_of(upload=upload) == 4
    add(upload, 4, b"mots.")
    assert words_of(finish(member, upload)) == "Des mots."


def test_what_was_taken_from_aside_but_not_kept_is_sent_again(member, sent, words_of):
    """RL-09: killed between the bytes and the commit that would have kept them; they are swept after a day."""
    upload = sent(member)
    unfinished.path_of(upload.key).unlink()
    with pytest.raises(Refused, match="pas encore entier"):
        finish(member, upload)
    assert actions.offset_of(upload=upload) == 0
    add(upload, 0, b"Des mots.")
    assert words_of(finish(member, upload)) == "Des mots."


def test_of_two_pieces_at_once_one_is_written(member, announce):
    upload = announce(member)

    def slow():
        with pytest.raises(unfinished.BusyError):
            add(upload, 0, b"Les mots.")
        yield b"Des mots."

    assert actions.add_piece(upload=upload, offset=0, blocks=slow(), length=9) == 9
    assert aside() == [b"Des mots."]


def test_an_upload_that_is_given_up_meanwhile_leaves_nothing(member, announce):
    upload = announce(member)

    def given_up():
        actions.give_up_upload(upload=upload)
        yield b"Des mots."

    with pytest.raises(Http404):
        actions.add_piece(upload=upload, offset=0, blocks=given_up(), length=9)
    assert aside() == []


def test_what_was_given_up_is_announced_as_another_one(member, announce, sent):
    key = uuid.uuid4()
    upload = sent(member, key=key)
    actions.give_up_upload(upload=Upload.objects.get(pk=upload.pk))
    with pytest.raises(Refused, match="abandonné"):
        announce(member, key=key)
    for late_act in (lambda: add(upload, 9, b""), lambda: finish(member, upload)):
        with pytest.raises(Http404):
            late_act()
    assert announce(member) and aside() == []


def test_a_name_that_is_taken_asks_and_loses_nothing(member, bring, sent, words_of):
    bring(member, "Notice.txt", "Un.")
    upload = sent(member, "Notice.txt", "Deux.")
    with pytest.raises(actions.NameTaken):
        finish(member, upload)
    upload = Upload.objects.get(pk=upload.pk)
    upload.group = member.group
    file = finish(member, upload, OnSame.VERSION)
    assert (file.version_count, words_of(file)) == (2, "Deux.")


def test_what_is_not_what_its_name_says_is_given_up(member, sent):
    """FI-02."""
    upload = sent(member, "Notice.pdf", "<html>")
    with pytest.raises(Refused, match="son nom"):
        finish(member, upload)
    assert not SharedFile.objects.exists() and not Upload.objects.exists() and aside() == []


def test_a_folder_that_was_deleted_meanwhile_loses_nothing(member, sent, fold):
    folder = fold(member)
    upload = sent(member, folder=folder)
    actions.delete_folder(member=member, folder=folder)
    assert finish(member, Upload.objects.get(pk=upload.pk)).folder is None


def test_who_lost_the_group_finishes_nothing(member, facilitator, sent):
    """RV-01."""
    upload = sent(member)
    remove_member(membership=member, by=facilitator.user)
    with pytest.raises(Http404):
        finish(member, upload)
    assert not SharedFile.objects.exists()


def test_an_archived_group_takes_nothing(member, announce, sent):
    upload = sent(member)
    archive_group(group=member.group)
    for refused in (lambda: announce(member), lambda: finish(member, upload)):
        with pytest.raises(Refused, match="archivé"):
            refused()


def test_what_nobody_went_on_with_goes_after_a_day(member, announce, sent):
    """RL-09: no row, no bytes, no room; what was finished stays."""
    kept = finish(member, sent(member))
    stopped, going_on = announce(member, "Un.txt"), announce(member, "Deux.txt")
    add(stopped, 0, b"Des ")
    add(going_on, 0, b"Les ")
    for upload in Upload.objects.exclude(pk=going_on.pk):
        late(upload)
    assert actions.forget_late_uploads() == 2
    assert list(Upload.objects.all()) == [going_on] and aside() == [b"Les "]
    assert SharedFile.objects.get() == kept and Shelf.objects.get().used == 9


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_at_the_edge_of_the_room_keep_within_it(member, announce, settings, monkeypatch):
    """FI-06: twenty promises at once, room for three of them."""
    monkeypatch.setattr(uploads, "PART", 1)
    settings.GROUP_FILES_BYTES = 3_500
    told, together = [], threading.Barrier(20)

    def send(number):
        together.wait()
        try:
            upload = announce(member, f"{number}.txt", 1000)
            add(upload, 0, b"x" * 1000)
            told.append(finish(member, upload).size)
        except Refused:
            told.append(0)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(number,)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [0] * 17 + [1000] * 3
    assert Shelf.objects.get().used == 3000 and len(list(private_files.keys_on_disk())) == 3 and aside() == []


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_finished_ten_times_at_once_is_one_file(member, sent):
    """RC-02: who comes while another finishes is told to come again, and gets the same file."""
    upload, told, together = sent(member), [], threading.Barrier(10)

    def end():
        mine = Upload.objects.get(pk=upload.pk)
        mine.group = member.group
        together.wait()
        try:
            told.append(finish(member, mine).pk)
        except unfinished.BusyError:
            told.append(None)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=end) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    file = SharedFile.objects.get()
    assert set(told) - {None} == {file.pk} and file.version_count == 1 and Shelf.objects.get().used == 9
    assert finish(member, upload) == file and aside() == []


@pytest.mark.parametrize("reason", [Away, NoRoom])
def test_what_is_all_there_stays_while_the_place_of_files_does_not_answer(member, sent, words_of, monkeypatch, reason):
    """Nobody sends a large file again because of an outage that ends."""
    upload, send_ahead = sent(member), private_files.send_ahead

    def refuse(_path):
        raise reason("plus tard")

    monkeypatch.setattr(private_files, "send_ahead", refuse)
    with pytest.raises(reason):
        finish(member, upload)
    monkeypatch.setattr(private_files, "send_ahead", send_ahead)
    assert words_of(finish(member, Upload.objects.get(pk=upload.pk))) == "Des mots."
