"""Small documents of every type that is read, honest and hostile."""

import io
import struct
import zipfile

import openpyxl
from PIL import Image

from network.seeds.placeholders import document

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAWING = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def archive(entries: dict[str, str | bytes], *, method=zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as made:
        for name, inside in entries.items():
            made.writestr(name, inside, zipfile.ZIP_STORED if name == "mimetype" else None)
    return kept.getvalue()


def unpacked(response) -> dict[str, str]:
    """The files of an archive that a page sends, by name, as text."""
    sent = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    return {name: sent.read(name).decode() for name in sent.namelist()}


def docx(body: str, *, start: str = "", **more: str | bytes) -> bytes:
    """`body`: the XML inside; `start`: what stands before the root element."""
    page = f"<?xml version='1.0'?>{start}<w:document {WORD}><w:body>{body}</w:body></w:document>"
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": page, **more})


def paragraph(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def pptx(*slides: str) -> bytes:
    page = "<p:sld xmlns:p='p' {}><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>"
    named = {f"ppt/slides/slide{n}.xml": page.format(DRAWING, words) for n, words in enumerate(slides, 1)}
    return archive({"[Content_Types].xml": "<Types/>", **named})


def xlsx(*rows: list) -> bytes:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(kept)
    return kept.getvalue()


def opened(title: str, lines: list[str], ending: str) -> bytes:
    """pdf, odt or ods."""
    return document(title, lines, ending)


def pages(count: int, words: str = "Bonjour") -> bytes:
    """A PDF of so many pages."""
    kids = " ".join(f"{n + 5} 0 R" for n in range(count))
    stream = f"BT /F1 20 Tf 60 700 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R "
    page += b"/Resources << /Font << /F1 4 0 R >> >> >>"
    made, places = bytearray(b"%PDF-1.4\n"), []
    for number, inside in enumerate([*objects, *[page] * count], 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    at, size = len(made), len(places) + 1
    made += b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(made) + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, at)


def picture(form="JPEG", size=(40, 20), *, place: str = "") -> bytes:
    """Red at its left, blue at its right. `place`: taken somewhere by that camera, held on its side."""
    made, kept, about = Image.new("RGB", size, "red"), io.BytesIO(), Image.Exif()
    made.paste("blue", (size[0] // 2, 0, *size))
    if place:
        about[0x010F], about[0x0112] = place, 6
        about.get_ifd(0x8825).update({1: "N", 2: (49.0, 2.0, 0.0), 3: "E", 4: (2.0, 4.0, 0.0)})
    made.save(kept, form, exif=about)
    return kept.getvalue()


def listed(count: int, *, says: int) -> bytes:
    """A zip whose list names so many files, and whose end record says another number."""
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, *[0] * 7, 5, *[0] * 6)
    names = b"".join(entry + b"%05d" % (number % 100_000) for number in range(count))
    return (
        b"PK\x03\x04" + bytes(26) + names + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, says, says, len(names), 30, 0)
    )
