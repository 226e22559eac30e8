"""The demonstration: five people to be for a while, and the mails that the house has written. Only while DEMO is on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext_lazy as _

MARK = "demonstration"
SEPARATOR = b"\n" + b"-" * 79 + b"\n"
FILES_READ, FILE_BYTES, MAILS_SHOWN, MAIL_CHARACTERS = 60, 512 * 1024, 50, 20_000


@dataclass(frozen=True)
class Persona:
    """Somebody of the demonstration content, and what they show."""

    slug: str
    email: str
    name: str
    role: str

    @property
    def initials(self) -> str:
        return "".join(word[0] for word in self.name.split())


PERSONAS = (
    Persona("aminata", "aminata.coulibaly@example.org", "Aminata Coulibaly", _("Member of two groups")),
    Persona("helene", "helene.marchetti@example.org", "Hélène Marchetti", _("Runs three groups")),
    Persona("patrice", "patrice.odoul@example.org", "Patrice Odoul", _("Administrator of the network")),
    Persona("solene", "solene.kerviel@example.org", "Solène Kerviel", _("Editor of the public site")),
    Persona("isabelle", "isabelle.granger@example.org", "Isabelle Granger", _("Elected official, member of one group")),
)


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    sent_at: datetime | None
    body: str


def persona_named(slug: str) -> Persona | None:
    return next((persona for persona in PERSONAS if persona.slug == slug), None)


def is_demonstration(request) -> bool:
    """Whether this session was opened by the one-click door, which exists only while DEMO is on."""
    return bool(settings.DEMO and request.session.get(MARK))


def mails() -> list[Mail]:
    """The last mails written to files, the latest first. Empty when mails leave by a server."""
    if not settings.EMAIL_BACKEND.endswith("filebased.EmailBackend"):
        return []
    folder = Path(settings.EMAIL_FILE_PATH)
    files = sorted(folder.glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)[:FILES_READ]
    return [mail for path in files for mail in reversed(list(_mails_of(path)))][:MAILS_SHOWN]


def _mails_of(path: Path) -> Iterator[Mail]:
    with path.open("rb") as file:
        raw = file.read(FILE_BYTES)
    for part in raw.split(SEPARATOR):
        if part.strip():
            yield _mail(message_from_bytes(part.lstrip(), policy=policy.default))


def _mail(message: EmailMessage) -> Mail:
    text = message.get_body(("plain",))
    body = text.get_content()[:MAIL_CHARACTERS] if text else ""
    return Mail(str(message["to"] or ""), str(message["subject"] or ""), _date(message), body)


def _date(message: EmailMessage) -> datetime | None:
    try:
        sent_at = parsedate_to_datetime(str(message["date"]))
    except ValueError:
        return None
    return sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC)
