"""LibreOffice, played by a small program: what it is asked, what it may do, and that it is ended."""

import time
from pathlib import Path

import pytest

from network.kit.documents import soffice
from tests.documents import docx, opened, paragraph

HONEST = """#!/bin/sh
for word in "$@"; do last=$word; case $word in -env*) profile=${{word#*file://}};; esac; done
mkdir made; cp {pdf} made/document.pdf
cat "$profile/user/registrymodifications.xcu" > {told}; cat "$last" >> {told}; env >> {told}
"""
ENDLESS = """#!/bin/sh
(sleep 60; touch {told}) &
sleep 60
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """install(script): LibreOffice is this one; what it writes into `told`."""
    folder, told, pdf = tmp_path / "bin", tmp_path / "told", tmp_path / "some.pdf"
    folder.mkdir()
    pdf.write_bytes(opened("Charte", ["Bonjour"], "pdf"))

    def put(script):
        (folder / "soffice").write_text(script.format(told=told, pdf=pdf))
        (folder / "soffice").chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
        return told

    return put


@pytest.fixture
def document(tmp_path):
    path = tmp_path / ("0" * 32)
    path.write_bytes(docx(paragraph("CNRY")))
    return path


def test_a_document_becomes_pages_without_macros_or_secrets(install, document, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "CNRY-key")
    told = install(HONEST)
    with soffice.as_pdf(document, "docx") as made:
        assert made.read_bytes().startswith(b"%PDF-")
    said = told.read_bytes()
    assert b"DisableMacrosExecution" in said and document.read_bytes() in said and b"CNRY-key" not in said
    assert not made.parent.exists()


def test_one_that_does_not_come_back_is_ended_with_all_it_started(install, document, monkeypatch):
    monkeypatch.setattr(soffice, "SECONDS", 0.5)
    told = install(ENDLESS)
    started = time.monotonic()
    with soffice.as_pdf(document, "docx") as made:
        assert made is None
    assert time.monotonic() - started < 10 and not told.exists()
    assert not [one for one in Path("/proc").glob("[0-9]*/cmdline") if str(told).encode() in _read(one)]


def _read(path):
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_one_that_fails_gives_nothing(install, document):
    install("#!/bin/sh\nexit 1\n")
    with soffice.as_pdf(document, "docx") as made:
        assert made is None


def test_where_it_is_not_installed_or_of_no_use_nothing_is_started(install, document, monkeypatch):
    told = install(HONEST)
    with soffice.as_pdf(document, "png") as made:
        assert made is None and not told.exists()
    monkeypatch.setenv("PATH", "/nowhere")
    with soffice.as_pdf(document, "docx") as made:
        assert made is None
