"""Logs: one line per record, whatever it contains, with the reference that error pages show."""

import logging
import re
import time
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="-")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
QUERY = re.compile(r"(?<=[/\w])\?[^\s\"'<>]*=[^\s\"'<>]*")
MAILBOX = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
ROW = "\nDETAIL:"
"""Behind it PostgreSQL says what the row held."""
TOKEN = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[A-Za-z0-9_-]{24,}(?![\w-])", re.ASCII)


def one_line(text: str) -> str:
    """Text whose control characters are written out (`\\n`, `\\x1b`), so that nobody can forge a line or a colour."""
    return CONTROL.sub(lambda found: found.group().encode("unicode_escape").decode(), text)


def without_secrets(text: str) -> str:
    """Addresses lose their query; whatever looks like a token is hidden, and whose mailbox it is."""
    return TOKEN.sub("[…]", MAILBOX.sub("[…@…]", QUERY.sub("?[…]", text)))


class OursOrSerious(logging.Filter):
    """Lets through our own lines, and of other people's code what went wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno >= logging.WARNING or record.name.startswith("traverse")


class LineFormatter(logging.Formatter):
    """ "2026-11-22T21:30:00Z WARNING traverse.live 5f2c… message", in UTC; a traceback stays on the same line."""

    converter = time.gmtime
    default_time_format = "%Y-%m-%dT%H:%M:%SZ"
    default_msec_format = ""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record.request_id = request_id.get()
        if record.name.startswith("django.security"):
            record.exc_info = record.exc_text = None  # the sentence says it all, and strangers trigger it at will
        return one_line(without_secrets(super().format(record)))

    def formatException(self, ei) -> str:  # noqa: N802 - logging's own name
        """Without what a database says of the row that it refused: the words of people."""
        text = super().formatException(ei)
        for said in rows_told(ei[1]):
            text = text.replace(said, " […]")
        return text


def rows_told(error: BaseException | None) -> list[str]:
    """What this error, and those that it came from, say of a row."""
    told, seen = [], set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        _said, _mark, row = str(error).partition(ROW)
        told += [row] if row else []
        error = error.__cause__ or error.__context__
    return told
