"""LibreOffice, played by a small program: what it is asked, what it may do, and that it is ended."""

import time
from pathlib import Path

import pytest

from network.kit.documents import soffice
from tests.documents import docx, paragraph

HONEST = """#!/bin/sh
for word in "$@"; do last=$word; case $word in -env*) profile=${{word#*file://}};; esac; done
mkdir made; echo "%PDF-1.4" > made/document.pdf; exec > made/told
cat "$profile/user/registrymodifications.xcu" "$last" {other}; env
"""
ENDLESS = """#!/bin/sh
sleep 61.37 &
sleep 61.37
"""


@pytest.fixture
def install(tmp_path, monkeypatch):
    """install(script): LibreOffice is this one."""
    folder, other = tmp_path / "bin", tmp_path / "other"
    folder.mkdir()
    other.write_text("CNRY-other")

    def put(script):
        (folder / "soffice").write_text(script.format(other=other))
        (folder / "soffice").chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    return put


@pytest.fixture
def document(tmp_path):
    path = tmp_path / ("0" * 32)
    path.write_bytes(docx(paragraph("CNRY")))
    return path


def test_a_document_becomes_pages_without_macros_or_secrets(install, document, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "CNRY-key")
    install(HONEST)
    with soffice.as_pdf(document, "docx") as made:
        assert made.read_bytes().startswith(b"%PDF-")
        said = (made.parent / "told").read_bytes()
    assert b"DisableMacrosExecution" in said and document.read_bytes() in said
    assert b"CNRY-key" not in said and b"CNRY-other" not in said
    assert not made.parent.exists()


def test_one_that_does_not_come_back_is_ended_with_all_it_started(install, document, monkeypatch):
    monkeypatch.setattr(soffice, "SECONDS", 0.5)
    install(ENDLESS)
    started = time.monotonic()
    with soffice.as_pdf(document, "docx") as made:
        assert made is None
    assert time.monotonic() - started < 10
    assert not [one for one in Path("/proc").glob("[0-9]*/cmdline") if b"61.37" in _read(one)]


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
    install(HONEST)
    with soffice.as_pdf(document, "png") as made:
        assert made is None
    monkeypatch.setenv("PATH", "/nowhere")
    with soffice.as_pdf(document, "docx") as made:
        assert made is None
