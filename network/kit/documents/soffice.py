"""Office documents as PDF, by LibreOffice where it is installed: no macro, no network, a profile thrown away."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .confine import Limits, confine
from .reading import ROOT, run_apart

ENDINGS = {"doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "ppt", "pptx", "odp"}
SECONDS = 60
ALLOWED = Limits(seconds=50, memory=3000, written=60, programs=True)
START = (
    "import sys; sys.path.insert(0, {root!r}); from network.kit.documents.soffice import become; become(*sys.argv[1:])"
)
ASKED = ("/etc/passwd", "/etc/group", "/etc/nsswitch.conf", "/proc")
"""It wants to know who runs it, and itself; the memory and the environment of other processes stay closed to it."""
PIPES = ("/tmp", "/var/tmp")  # noqa: S108 - where its parts speak to each other: sockets, no file
SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
CHOSEN = {
    "MacroSecurityLevel": "3",
    "DisableMacrosExecution": "true",
    "DisableActiveContent": "true",
    "BlockUntrustedRefererLinks": "true",
}


def program() -> str:
    """Where LibreOffice is; "" when it is not installed."""
    return shutil.which("soffice") or ""


@contextmanager
def as_pdf(document: Path, ending: str) -> Iterator[Path | None]:
    """The document as a PDF, for as long as the block lasts; None without LibreOffice, or when it failed."""
    office = program()
    if not office or ending not in ENDINGS:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="traverse-office-") as name:
        folder = Path(name)
        _write_profile(folder / "profile")
        (folder / f"document.{ending}").symlink_to(document)
        run_apart(_command(office, document, folder, ending), folder=folder, seconds=SECONDS)
        made = folder / "made" / "document.pdf"
        yield made if made.is_file() and made.stat().st_size else None


def _write_profile(profile: Path) -> None:
    """The most careful of its own settings, in a profile that nothing else uses."""
    items = "".join(
        f'<item oor:path="{SCRIPTING}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for name, value in CHOSEN.items()
    )
    said = f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>'
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(said, encoding="utf-8")


def _command(office: str, document: Path, folder: Path, ending: str) -> list[str]:
    return [
        *(sys.executable, "-I", "-c", START.format(root=str(ROOT)), str(document), str(folder)),
        *(office, "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard"),
        *(
            f"-env:UserInstallation=file://{folder / 'profile'}",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder / "made"),
        ),
        str(folder / f"document.{ending}"),
    ]


def become(document: str, folder: str, *command: str) -> None:
    """In the new process: give up rights, then be LibreOffice."""
    import os

    confine(ALLOWED, reads=[document, command[0], *ASKED], writes=[folder], sockets=PIPES)
    os.nice(10)
    os.execv(command[0], command)  # noqa: S606
