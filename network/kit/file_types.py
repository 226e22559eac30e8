"""What files are taken, and whether what is inside agrees with the name: an allow-list, never a list of what is bad.

Nothing of a file is run, rendered or unpacked here: its first bytes, the list of what an archive holds, and the size
that a picture declares are enough.
"""

import io
import re
import struct
import unicodedata
import warnings
import zipfile
import zlib
from pathlib import Path
from typing import NamedTuple

import filetype
from django.utils.translation import gettext as _
from PIL import Image

from .errors import Refused
from .fields import single_line
from .picture_head import is_modest

HEAD, TAIL = 8192, 1024
PIXELS_MAX, FRAMES_MAX = 40_000_000, 500
ENTRIES_MAX, UNPACKED_MAX, RATIO_MAX = 10_000, 200_000_000, 100
LIST_MAX = ENTRIES_MAX * 300
BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, struct.error, zlib.error)
"""How an archive says that it is none, or that it is damaged."""
LONGEST = 180
OOXML = "application/vnd.openxmlformats-officedocument"
ODF = "application/vnd.oasis.opendocument"


class FileType(NamedTuple):
    """What a file is: how it is served, and the family that pages show."""

    ending: str
    content_type: str
    family: str


TYPES = {
    kind.ending: kind
    for kind in (
        FileType("pdf", "application/pdf", "pdf"),
        FileType("doc", "application/msword", "document"),
        FileType("docx", f"{OOXML}.wordprocessingml.document", "document"),
        FileType("odt", f"{ODF}.text", "document"),
        FileType("rtf", "application/rtf", "document"),
        FileType("xls", "application/vnd.ms-excel", "sheet"),
        FileType("xlsx", f"{OOXML}.spreadsheetml.sheet", "sheet"),
        FileType("ods", f"{ODF}.spreadsheet", "sheet"),
        FileType("csv", "text/csv", "sheet"),
        FileType("ppt", "application/vnd.ms-powerpoint", "slides"),
        FileType("pptx", f"{OOXML}.presentationml.presentation", "slides"),
        FileType("odp", f"{ODF}.presentation", "slides"),
        FileType("txt", "text/plain", "text"),
        FileType("md", "text/markdown", "text"),
        FileType("png", "image/png", "image"),
        FileType("jpg", "image/jpeg", "image"),
        FileType("jpeg", "image/jpeg", "image"),
        FileType("gif", "image/gif", "image"),
        FileType("webp", "image/webp", "image"),
        FileType("zip", "application/zip", "archive"),
        FileType("mp3", "audio/mpeg", "audio"),
        FileType("m4a", "audio/mp4", "audio"),
        FileType("ogg", "audio/ogg", "audio"),
        FileType("wav", "audio/x-wav", "audio"),
        FileType("mp4", "video/mp4", "video"),
        FileType("webm", "video/webm", "video"),
    )
}
PARTS = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PAGE_LIKE = re.compile(rb"^\s*(?:<!doctype|<html|<head|<script|<svg|<\?xml|<iframe|mime-version:)", re.IGNORECASE)
HIDDEN_PAGE = re.compile(rb"<(?:script|html|!doctype|iframe|svg)", re.IGNORECASE)
NO_NAME = re.compile(r'[<>:"/\\|?*]')
DEVICES = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


def type_of_name(name: str) -> FileType | None:
    """By its last ending alone; None for what is not taken."""
    stem, dot, ending = name.rpartition(".")
    return TYPES.get(ending.lower()) if dot and stem.strip(" .") else None


def clean_name(name: str) -> str:
    """A name to show and to download under: no path, no invisible or reserved character, 180 characters at most."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem, dot, ending = NO_NAME.sub("", single_line(last)).strip(" .").rpartition(".")
    if not dot:
        stem, ending = ending, ""
    stem = stem.strip(" .") or _("document")
    stem = f"_{stem}" if DEVICES.match(stem) else stem
    tail = f".{ending.strip()[:20]}" if ending.strip() else ""
    return f"{stem[: LONGEST - len(tail)].rstrip(' .')}{tail}"


def numbered(name: str, number: int) -> str:
    """numbered("Notice.pdf", 2) is "Notice (2).pdf", 180 characters at most."""
    stem, dot, ending = name.rpartition(".")
    tail = f" ({number}){dot}{ending}" if dot else f" ({number})"
    return f"{(stem if dot else name)[: LONGEST - len(tail)]}{tail}"


def check_name(name: str, size: int) -> FileType:
    """What can be said of a file before any of it is there: its type. Raises Refused, in words for whoever sends it."""
    kind = type_of_name(name)
    if kind is None:
        raise Refused(_("this type of file is not taken here. Send a document, a spreadsheet, a picture or a PDF."))
    if not size:
        raise Refused(_("this file is empty."))
    return kind


def check(path: Path, name: str) -> FileType:
    """The type of a file, when what is inside agrees with its name. Raises Refused, in words for whoever sent it."""
    kind = check_name(name, path.stat().st_size)
    head, tail = _ends(path)
    if not _agrees(kind, path, head):
        raise Refused(_("what it holds is not what its name says. Open it, save it again, and send it once more."))
    if kind.family == "image":
        _check_picture(path, kind, head + tail)
    return kind


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as data:
        head = data.read(HEAD)
        data.seek(max(0, path.stat().st_size - TAIL))
        return head, data.read()


def _agrees(kind: FileType, path: Path, head: bytes) -> bool:
    if kind.family == "text" or kind.ending == "csv":
        return _is_text(head)
    if kind.ending in {"docx", "xlsx", "pptx", "odt", "ods", "odp", "zip"}:
        return _is_archive(kind, path)
    starts = {"pdf": b"%PDF-", "rtf": b"{\\rtf", "doc": OLE, "xls": OLE, "ppt": OLE}
    if kind.ending in starts:
        return head.startswith(starts[kind.ending])
    found = filetype.guess(head)
    return found is not None and (found.mime == kind.content_type or {found.extension, kind.ending} == {"m4a", "mp4"})


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    return b"\x00" not in head and not PAGE_LIKE.match(head.removeprefix(b"\xef\xbb\xbf"))


def _is_archive(kind: FileType, path: Path) -> bool:
    """Read from the list of what it holds, which says how much it would unpack to."""
    try:
        with Listed(path) as data, zipfile.ZipFile(data) as archive:
            inside = archive.infolist()
            names = {entry.filename for entry in inside}
            declared = archive.read("mimetype") if _says_its_type(inside) else b""
    except (*BROKEN, OSError, ValueError):
        return False
    unpacked, packed = sum(entry.file_size for entry in inside), sum(entry.compress_size for entry in inside)
    if len(inside) > ENTRIES_MAX or (unpacked > UNPACKED_MAX and unpacked > RATIO_MAX * max(1, packed)):
        raise Refused(_("this archive would unpack to far more than it seems: it is not taken."))
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused(_("this document holds macros. Save it without them, and send it again."))
    if kind.ending in PARTS:
        return "[Content_Types].xml" in names and any(name.startswith(PARTS[kind.ending]) for name in names)
    return kind.ending == "zip" or declared.strip() == kind.content_type.encode()


def _says_its_type(inside: list[zipfile.ZipInfo]) -> bool:
    """In an entry that needs no unpacking, as the format wants it."""
    named = [entry for entry in inside if entry.filename == "mimetype"]
    return bool(named) and all(entry.file_size < 200 and entry.compress_type == zipfile.ZIP_STORED for entry in named)


class Listed(io.FileIO):
    """An archive whose list of contents is refused before it is read when it is longer than any that we take: its
    length is in the end record, and a true list of a million entries fills the memory.
    """

    def read(self, size: int | None = -1) -> bytes:
        if size is not None and size > LIST_MAX:
            raise Refused(_("this archive holds too many files: ten thousand at most. Send it in several parts."))
        return super().read(size)


def _check_picture(path: Path, kind: FileType, ends: bytes) -> None:
    """By its header alone: the pixels are never unpacked here."""
    if HIDDEN_PAGE.search(ends):
        raise Refused(_("this picture holds something else than a picture. Save it again, and send it once more."))
    unreadable = Refused(_("this picture can’t be read. Save it again, and send it once more."))
    if not is_modest(path, frames=FRAMES_MAX):
        raise unreadable
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=["PNG", "JPEG", "GIF", "WEBP"]) as picture:
                size, frames = picture.width * picture.height, getattr(picture, "n_frames", 1)
                # A photograph with its small copy inside, as telephones write them.
                found = "JPEG" if picture.format == "MPO" else picture.format
                agrees = Image.MIME[found] == kind.content_type
    except Exception:  # noqa: BLE001 - a damaged picture breaks its reader in whatever way
        raise unreadable from None
    if not agrees:
        raise Refused(_("what it holds is not what its name says. Open it, save it again, and send it once more."))
    if size > PIXELS_MAX or frames > FRAMES_MAX:
        raise Refused(_("this picture is too large: forty million points at most. Make it smaller, and send it again."))
