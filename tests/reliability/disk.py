"""A disk that fills to the last byte under a running site, and empties again. Needs the right to mount (root)."""

import http.client
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.servers import HTTPS

SIZE, WORDS = "900m", b"Quarante millions d'octets. " * 1_428_571
GROUP = "/groupes/groupe-1"
REFUSED, DONE = {503, 507}, {302}


@contextmanager
def small_disk(folder: str) -> Iterator[Path]:
    """All that the site writes, its temporary files included, goes to a disk of its own."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=True)
    temporary = Path(folder) / "tmp"
    temporary.mkdir()
    os.environ.update({"VAR_DIR": folder, "TMPDIR": str(temporary)})
    try:
        yield Path(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


class Visitor:
    def __init__(self, port: int, person):
        self.port, self.person, self.said = port, person, []

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {**HTTPS, "Cookie": self.person.cookie, "Referer": "https://127.0.0.1/", "Content-Type": kind}
        with suppress(BrokenPipeError, ConnectionResetError):  # answered before it heard all of it
            connection.request(method, path, body, headers)
        response = connection.getresponse()
        answer = response.status, response.read()
        connection.close()
        return answer

    def form(self, path: str, **fields: str) -> int:
        sent = {"csrfmiddlewaretoken": self.person.csrf, "key": str(uuid.uuid4()), **fields}
        return self.ask("POST", path, urlencode(sent).encode(), "application/x-www-form-urlencoded")[0]

    def bring(self) -> int:
        fields = {"csrfmiddlewaretoken": self.person.csrf, "key": str(uuid.uuid4()), "on_same": "both"}
        parts = [f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{fields[name]}\r\n' for name in fields]
        named = '--x\r\nContent-Disposition: form-data; name="files"; filename="Notice.txt"\r\n'
        body = "".join([*parts, f"{named}Content-Type: text/plain\r\n\r\n"]).encode() + WORDS + b"\r\n--x--\r\n"
        return self.ask("POST", f"{GROUP}/fichiers/depot/", body, "multipart/form-data; boundary=x")[0]

    def answer(self) -> int:
        path = f"{GROUP}/discussions/{self.person.reply_thread_id}/reponses/"
        return self.form(path, body="Réponse", body_format="plain")

    def note(self, what: str, found: object, *, fine: bool) -> None:
        self.said.append(fine)
        sys.stdout.write(f"{'ok  ' if fine else 'BAD '} {what}: {found}\n")
        sys.stdout.flush()

    def expect(self, what: str, status: int, wanted: set[int]) -> None:
        self.note(what, status, fine=status in wanted)


def fill(folder: Path, name: str) -> Path:
    """To the last byte."""
    ballast, block = folder / name, b"x" * 1024 * 1024
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(block)
        except OSError:
            return ballast


def story(visitor: Visitor, folder: Path) -> bool:
    from groups.files.models import SharedFile

    brought = 0
    while (status := visitor.bring()) in DONE and brought < 30:
        brought += 1
    visitor.expect(f"upload {brought + 1} of 40 MB, 500 MB left", status, {507})
    small, large = folder / "small", fill(folder, "large")
    large.rename(small)
    os.truncate(small, small.stat().st_size - 30_000_000)
    large = fill(folder, "large")
    file = SharedFile.objects.latest("pk")
    look(visitor, f"{GROUP}/fichiers/{file.pk}/telechargement/")
    for what, act in (("upload", visitor.bring), ("answer", visitor.answer)):
        visitor.expect(f"{what} on a full disk", act(), REFUSED)
    large.unlink()
    visitor.expect("delete, 30 MB left", visitor.form(f"{GROUP}/fichiers/{file.pk}/suppression/"), DONE)
    visitor.expect("answer, 30 MB left", visitor.answer(), DONE)
    visitor.expect("upload, 30 MB left", visitor.bring(), {507})
    small.unlink()
    for old in SharedFile.objects.all()[:3]:
        clear(old)
    visitor.expect("upload with room again", visitor.bring(), DONE)
    return sound(visitor, folder)


def look(visitor: Visitor, download: str) -> None:
    status, body = visitor.ask("GET", download)
    visitor.note("download on a full disk", (status, len(body)), fine=(status, body) == (200, WORDS))
    for path in (f"{GROUP}/fichiers/", f"{GROUP}/discussions/{visitor.person.thread_id}/", "/livez"):
        visitor.expect(f"{path} on a full disk", visitor.ask("GET", path)[0], {200})
    visitor.expect("/readyz on a full disk", visitor.ask("GET", "/readyz")[0], {503})


def clear(file) -> None:
    """As the daily sweep does with what was deleted long ago."""
    from groups.files.actions.bin import _purge
    from network.kit import private_files

    file.group.refresh_from_db()
    for key in _purge(file):
        private_files.delete(key)


def sound(visitor: Visitor, folder: Path) -> bool:
    from groups.files.models import FileVersion
    from network.kit import private_files
    from tests.reliability import check

    rows = dict(FileVersion.objects.values_list("bytes_key", "size"))
    on_disk = {key: private_files.path_of(key).stat().st_size for key in private_files.keys_on_disk()}
    visitor.note("rows and bytes", (len(rows), len(on_disk)), fine=rows == on_disk)
    left = [path.name for path in (folder / "private" / "uploads").iterdir()]
    visitor.note("unfinished uploads", left, fine=not left)
    # That one takes every form received for an answer; these were files.
    wrong = {name: number for name, number in check.broken().items() if number and "their event" not in name}
    visitor.note("half-written things", wrong, fine=not wrong)
    return all(visitor.said)
