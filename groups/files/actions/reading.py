"""What the worker does with each version: it asks the virus scanner, reads the words, makes pictures of it.

In this order, and nothing of the last two before the first is done. All of it may run twice.
"""

import datetime as dt
import logging
import shutil
import uuid
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from groups.files.access import can_give_out, version_to_read
from groups.files.enums import Shown, VersionState
from groups.files.models import FileVersion, Preview, Reading, SharedFile
from groups.spaces.actions.sequence import lock_group
from groups.spaces.models import Group
from network.activity.actions import record
from network.kit import antivirus, private_files
from network.kit.documents import reading, soffice
from network.kit.documents.found import Outcome
from network.kit.errors import Refused
from network.kit.mail import backoff
from network.kit.worker import waiting_arguments

from .room import give_room_back, take_room

log = logging.getLogger("traverse.files")
TRIES = 5
LONGEST_WAIT = dt.timedelta(minutes=30)
"""Longer than any pause between two tries."""
AT_ONCE = 200


def first_state() -> str:
    """The state of bytes that have just arrived: clean where no virus scanner is asked."""
    return VersionState.WAITING if settings.CLAMD_URL else VersionState.CLEAN


def queue_reading(*, version: FileVersion, attempt: int = 0, broken: int = 0) -> None:
    """Ask the worker to look at a version, in the caller's transaction. `attempt` counts the tries so far, `broken`
    those that the document itself made fail.
    """
    from groups.files.tasks import read_version

    at = timezone.now() + (backoff(attempt - 1) if attempt else dt.timedelta())
    read_version.using(run_after=at).enqueue(version.pk, attempt, broken)


def queue_unread() -> int:
    """Queue again the versions that the worker has not finished with and that wait for no task: something stopped it
    without a trace, or they came back from the bin. Those of the last minute may be on their way. Returns how many.
    """
    from groups.files.tasks import read_version

    before = timezone.now() - dt.timedelta(minutes=1)
    pending = FileVersion.objects.filter(pending=True, created_at__lt=before, file__deleted_at=None)
    found = {version.pk: version for version in pending.order_by("created_at", "id")[:AT_ONCE]}
    missing = found.keys() - waiting_arguments(read_version, within=LONGEST_WAIT) if found else ()
    for version_id in missing:
        queue_reading(version=found[version_id])
    return len(missing)


def look_at(*, version_id: int) -> None:
    """Check a version, then read its words and make its pictures if it is the current one; nothing when that is done,
    or when it is gone. Raises antivirus.Unreachable while the scanner gives no verdict; the version stays closed.
    """
    version = version_to_read(version_id)
    if version is None:
        return
    if not can_give_out(version):
        version = _checked(version)
    if version is not None and can_give_out(version):
        _read(version)


def wait_for_scanner(*, version_id: int, attempt: int, broken: int) -> None:
    """The scanner gave no verdict: the version says so, and is queued again, later each time, for as long as it takes.
    `attempt` counts the waits so far, `broken` the times that the document broke its reader.
    """
    version = version_to_read(version_id)
    if version is not None and _settle(version, VersionState.UNREACHED) is not None:
        queue_reading(version=version, attempt=attempt + 1, broken=broken)


def retry_or_give_up(*, version_id: int, broken: int) -> None:
    """The document broke its reader, once more than `broken` times: queue it again, later each time; after TRIES of
    that it is given up, without preview. What waited for something else before is not held against it.
    """
    version = version_to_read(version_id)
    if version is None:
        return
    if broken + 1 >= TRIES and can_give_out(version):
        log.error("version %s of file %s can't be read", version.number, version.file_id)
        _keep_reading(version, reading.Read(Outcome.DAMAGED), Shown.NOTHING, [])
        return
    queue_reading(version=version, attempt=broken + 1, broken=broken + 1)


def wait_for_files(*, version_id: int, attempt: int, broken: int) -> None:
    """What keeps the files did not answer: that says nothing of the document, which is tried again for as long as it
    takes. Numbers as of `wait_for_scanner`.
    """
    version = version_to_read(version_id)
    if version is not None:
        queue_reading(version=version, attempt=attempt + 1, broken=broken)


def _checked(version: FileVersion) -> FileVersion | None:
    """The version as it is after the scanner's verdict; None when it is gone."""
    if not settings.CLAMD_URL:
        return _settle(version, VersionState.CLEAN)
    with private_files.opened(version.bytes_key) as data:
        verdict = antivirus.scan(data, url=settings.CLAMD_URL)
    return _settle(version, VersionState.CLEAN if verdict.is_clean else VersionState.QUARANTINED, verdict.finding)


@transaction.atomic
def _settle(version: FileVersion, state: str, finding: str = "") -> FileVersion | None:
    """Write the state of these bytes, on every version that names them; of a bad one, the event too. None: gone, or
    settled by another worker meanwhile.
    """
    group = version.file.group
    lock_group(group)
    waiting = FileVersion.objects.filter(file=version.file_id, bytes_key=version.bytes_key).exclude(
        state__in=[VersionState.CLEAN, VersionState.QUARANTINED]
    )
    numbers = set(waiting.values_list("number", flat=True))
    bad = state == VersionState.QUARANTINED
    if not numbers or not waiting.update(state=state, finding=finding, pending=not bad):
        return None
    SharedFile.objects.filter(pk=version.file.pk, version_count__in=numbers).update(state=state)
    if bad:
        log.warning("version %s of file %s is in quarantine: %s", version.number, version.file_id, finding)
        about = {"scope": f"group:{group.pk}", "target": f"file:{version.file_id}", "object_id": version.pk}
        record(kind="file-quarantined", **about)
    version.state, version.finding = state, finding
    return version


def _read(version: FileVersion) -> None:
    """Outside any transaction: the readers take their time."""
    file, ending = version.file, version.file.name.rpartition(".")[2].lower()
    if file.version_count != version.number:
        _keep_reading(version, None, Shown.NOTHING, [])
        return
    with private_files.on_disk(version.bytes_key) as path, soffice.as_pdf(path, ending) as made:
        source, seen_as = (made, "pdf") if made else (path, ending)
        read = reading.words_of(path, ending)
        if read.outcome == Outcome.NOTHING and made:
            read = reading.words_of(made, "pdf")
        with reading.pictures_of(source, seen_as) as seen:
            shown = _shown_as(read, seen, seen_as)
            outcome = seen.outcome if read.outcome == Outcome.NOTHING else read.outcome
            read = replace(read, outcome=outcome, pages=max(read.pages, seen.pages))
            _keep_reading(version, read, shown, seen.pictures)


def _shown_as(read: reading.Read, seen: reading.Seen, ending: str) -> str:
    if seen.pictures:
        return Shown.PAGES if ending == "pdf" else Shown.PICTURE
    if read.html:
        return Shown.HTML
    return Shown.TEXT if read.text else Shown.NOTHING


def _keep_reading(version: FileVersion, read: reading.Read | None, shown: str, pictures: list) -> None:
    """The bytes of earlier pictures go after their rows, as those of files do."""
    places = [_aside(picture.path) for picture in pictures]
    try:
        for key in _write_reading(version, read, shown, list(zip(pictures, places, strict=True))):
            private_files.delete(key)
    finally:
        for place in places:
            place.unlink(missing_ok=True)


def _aside(path: Path) -> Path:
    """On the disk of what is kept, which the folder of a reader may not be."""
    place = private_files.upload_dir() / uuid.uuid4().hex
    shutil.copyfile(path, place)
    return place


@transaction.atomic
def _write_reading(
    version: FileVersion, read: reading.Read | None, shown: str, pictures: list[tuple[reading.Picture, Path]]
) -> set[str]:
    """Returns the keys of bytes that nothing names any more. Writes nothing for a version that is no longer the current
    one, but that it is done with.
    """
    group = version.file.group
    lock_group(group)
    if not FileVersion.objects.filter(pk=version.pk, pending=True).update(pending=False):
        return set()
    file = SharedFile.objects.filter(pk=version.file.pk, version_count=version.number).first()
    if file is None or read is None:
        return set()
    stale = _drop_previews(group, file)
    kept = _take_pictures(group, version, pictures)
    if pictures and not kept:
        shown = Shown.HTML if read.html else Shown.TEXT if read.text else Shown.NOTHING
    about = {"outcome": read.outcome, "shown": shown, "text": read.text, "html": read.html, "page_count": read.pages}
    Reading.objects.update_or_create(file=file, defaults={"version_number": version.number, **about})
    SharedFile.objects.filter(pk=file.pk).update(has_thumbnail=kept)
    return stale


def _take_pictures(group: Group, version: FileVersion, pictures: list[tuple[reading.Picture, Path]]) -> bool:
    """Whether they could be kept: a group without room for them does without."""
    sizes = [place.stat().st_size for _picture, place in pictures]
    try:
        take_room(group=group, size=sum(sizes))
    except Refused:
        return False
    for (picture, place), size in zip(pictures, sizes, strict=True):
        Preview.objects.create(
            file=version.file, version_number=version.number, number=picture.number, size=size, width=picture.width,
            height=picture.height, bytes_key=private_files.take(place),
        )  # fmt: skip
    return bool(pictures)


def _drop_previews(group: Group, file: SharedFile) -> set[str]:
    """What was made of this version before goes, and the room it takes is free again; pictures of earlier versions stay
    with them. Returns the keys of their bytes.
    """
    gone = Preview.objects.filter(file=file, version_number=file.version_count)
    sizes = dict(gone.values_list("bytes_key", "size"))
    give_room_back(group=group, size=sum(sizes.values()))
    gone.delete()
    return set(sizes)
