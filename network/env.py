"""The only file that reads the environment: name, type, default and one line of documentation each."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VARIABLES: list["Variable"] = []


@dataclass(frozen=True)
class Variable:
    name: str
    kind: str
    default: str
    doc: str

    def __post_init__(self) -> None:
        VARIABLES.append(self)

    @property
    def raw(self) -> str:
        """The value given, or the contents of the file that `<NAME>_FILE` names, or the default."""
        if path := os.environ.get(f"{self.name}_FILE"):
            return Path(path).read_text(encoding="utf-8").strip()
        return os.environ.get(self.name, self.default)


def _reader(kind: str, convert: Callable[[str], Any]) -> Callable[[str, str, str], Any]:
    def read(name: str, default: str, doc: str) -> Any:
        variable = Variable(name, kind, default, doc)
        try:
            return convert(variable.raw)
        except ValueError as error:
            raise SystemExit(f"{name}: {error} (expected: {kind}; {doc})") from error

    return read


def _as_bool(value: str) -> bool:
    if value.lower() in {"1", "true", "yes", "on"}:
        return True
    if value.lower() in {"", "0", "false", "no", "off"}:
        return False
    raise ValueError(f"{value!r} is neither yes nor no")


text = _reader("text", str)
number = _reader("number", int)
boolean = _reader("yes/no", _as_bool)
names = _reader("comma-separated list", lambda value: [item.strip() for item in value.split(",") if item.strip()])

DATABASE_URL = text("DATABASE_URL", "", "Database address; empty: an SQLite file under VAR_DIR")
REDIS_URL = text(
    "REDIS_URL", "", "Redis for the cache, rate limits and live hints; empty: database cache and one web process"
)
SECRET_KEY = text("SECRET_KEY", "", "At least 50 random characters; required in production")
SECRET_KEY_FALLBACKS = names("SECRET_KEY_FALLBACKS", "", "Former secret keys, still accepted while you rotate")
ALLOWED_HOSTS = names("ALLOWED_HOSTS", "127.0.0.1,localhost", "Exact host names the site answers to; never a wildcard")
BASE_URL = text("BASE_URL", "http://127.0.0.1:8000", "Public address of the site; every link in a mail starts with it")
EMAIL_URL = text(
    "EMAIL_URL", "", "smtp://user:password@host:587, smtps://…:465; empty: mails are kept as files under VAR_DIR/mail"
)
EMAIL_FROM = text("EMAIL_FROM", "Traverse <ne-pas-repondre@example.org>", "Sender of every mail")
MAIL_PAUSE_SECONDS = number(
    "MAIL_PAUSE_SECONDS",
    "45",
    "Mails about a message wait so long: who reads it meanwhile gets none, and what is deleted at once is not mailed",
)
STORAGE_DIR = text("STORAGE_DIR", "", "Folder of the public site's images and documents; empty: VAR_DIR/media")
VAR_DIR = text("VAR_DIR", "", "Folder of the local database, secret key, mails and logs; empty: var/ in the project")
DEMO = boolean(
    "DEMO", "", "Demonstration mode: banner, one-click sign-in, local mail page; refused by production settings"
)
PORT = number("PORT", "8000", "Port of the local web server")
TRUSTED_PROXY_COUNT = number(
    "TRUSTED_PROXY_COUNT", "0", "How many proxies of yours stand in front; 0 ignores X-Forwarded-For"
)
RATE_FACTOR = number("RATE_FACTOR", "1", "Multiplies the limits of our own forms: for measuring, not for daily use")
PRIVATE_DIR = text("PRIVATE_DIR", "", "Folder of the shared files of groups; empty: VAR_DIR/private")
STORAGE_URL = text(
    "STORAGE_URL", "", "Bucket of the shared files, s3://key:secret@host:port/bucket?region=…; empty: PRIVATE_DIR"
)
X_ACCEL_PREFIX = text(
    "X_ACCEL_PREFIX",
    "",
    "Internal address under which nginx sends the shared files itself; empty: the application does",
)
MAX_FILE_BYTES = number("MAX_FILE_BYTES", "50000000", "Largest shared file accepted, in bytes")
GROUP_FILES_BYTES = number("GROUP_FILES_BYTES", "2000000000", "Room for the shared files of one group, in bytes")
MAX_BODY_BYTES = number("MAX_BODY_BYTES", "2097152", "Largest request body accepted, in bytes")
LOGIN_CODE_SECONDS = number("LOGIN_CODE_SECONDS", "600", "How long a six-digit code works, in seconds")
INVITATION_DAYS = number("INVITATION_DAYS", "14", "How long an invitation works, in days")
BREAK_GLASS_SECONDS = number(
    "BREAK_GLASS_SECONDS", "3600", "How long an administrator's exceptional entry into a group lasts"
)
SESSION_IDLE_SECONDS = number(
    "SESSION_IDLE_SECONDS", "1209600", "A session ends after this long without a visit (14 days)"
)
SESSION_MAX_SECONDS = number("SESSION_MAX_SECONDS", "7776000", "A session ends after this long in any case (90 days)")
SOCKET_RECHECK_SECONDS = number(
    "SOCKET_RECHECK_SECONDS", "30", "How often an open live connection checks its session and rights again"
)
TEST_DATABASE_URL = text("TEST_DATABASE_URL", "", "Database of the test suite; empty: SQLite in a temporary file")
TEST_REDIS_URL = text("TEST_REDIS_URL", "", "Redis of the test suite; empty: tests that need it say that they skip")
REQUIRE_SERVICES = boolean(
    "REQUIRE_SERVICES", "", "Tests fail instead of skipping when PostgreSQL, Redis or Chromium is missing"
)
