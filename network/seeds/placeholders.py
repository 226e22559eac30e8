"""Small true documents for the demonstration: a page of text, a sheet, in formats that office programs open."""

import io
import textwrap
import zipfile
from xml.sax.saxutils import escape

ODF = "application/vnd.oasis.opendocument"
SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("text", "text"), ("table", "table"), ("manifest", "manifest"))
)
LINE, WIDE = 16, 88
BANDS = "0.06 0.36 0.40", "0.22 0.36 0.54", "0.47 0.28 0.43", "0.52 0.27 0.26", "0.49 0.31 0.14", "0.15 0.41 0.29"


def document(title: str, lines: list[str], ending: str) -> bytes:
    """A file of that type (odt, ods or pdf) that says these lines under a title. In a sheet, a line with tabs is a row;
    in a PDF a long one goes on on the next line.
    """
    makers = {"odt": _text, "ods": _sheet, "pdf": _pdf}
    return makers[ending](title, lines)


def _text(title: str, lines: list[str]) -> bytes:
    said = f'<text:h text:outline-level="1">{escape(title)}</text:h>'
    said += "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    return _open_document("text", f"<office:text>{said}</office:text>")


def _sheet(title: str, lines: list[str]) -> bytes:
    said = [line.split("\t") if "\t" in line else [str(number), line] for number, line in enumerate(lines, 1)]
    cells = ("".join(_cell(words) for words in row) for row in said)
    rows = "".join(f"<table:table-row>{pair}</table:table-row>" for pair in cells)
    table = f'<table:table table:name="{escape(title[:30])}">{rows}</table:table>'
    return _open_document("spreadsheet", f"<office:spreadsheet>{table}</office:spreadsheet>")


def _cell(words: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{escape(words)}</text:p></table:table-cell>'


def _open_document(kind: str, body: str) -> bytes:
    mime = f"{ODF}.{kind}"
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    manifest = f'<manifest:manifest {SPACES} manifest:version="1.2">{entry.format("/", mime)}'
    manifest += f"{entry.format('content.xml', 'text/xml')}</manifest:manifest>"
    content = f'<office:document-content {SPACES} office:version="1.2"><office:body>{body}</office:body>'
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", mime, zipfile.ZIP_STORED)
        made.writestr("META-INF/manifest.xml", manifest)
        made.writestr("content.xml", f"{content}</office:document-content>")
    return kept.getvalue()


def _pdf(title: str, lines: list[str]) -> bytes:
    """One page under a band of colour, the title larger. Letters of Western Europe only, as its built-in font has
    them.
    """
    lines = [part for line in lines for part in textwrap.wrap(line, WIDE) or [""]]
    band = BANDS[sum(title.encode()) % len(BANDS)]
    said = [f"{band} rg 0 806 595 36 re f 0 g", f"BT /F1 20 Tf 60 770 Td ({_in_pdf(title)}) Tj ET"]
    said += [f"BT /F1 11 Tf 60 {730 - LINE * n} Td ({_in_pdf(line)}) Tj ET" for n, line in enumerate(lines)]
    stream = "\n".join(said).encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, inside in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 7\n0000000000 65535 f \n%strailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return made + end % (table, len(made))


def _in_pdf(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
