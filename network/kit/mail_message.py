"""One mail made from its templates: a text and an HTML twin, safe headers, links to this site only.

Words of people never become links: what a mail program would turn into one is broken by an invisible joiner.
"""

import re
import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context
from django.template.loader import get_template
from django.utils import translation
from django.utils.crypto import salted_hmac

from .fields import BIDI, single_line
from .typography import cut, nb

JOINER = "\u2060"
TEXT_MAX, SUBJECT_MAX = 2000, 150
_LINKABLE = re.compile(
    r"(?<=\w:)(?=//)|(?<=/)(?=/)|(?<=\\)(?=\\)"  # a scheme, //host, \\host
    r"|(?<=\w[.。．｡@])(?=[^\W\d_])"  # a domain, an address
    r"|(?<=[^\W\d_]:)(?=[^\W\d_])"  # mailto:, javascript:
    r"|(?<=\])(?=\()|(?<=<)(?=[!/?\w])"  # the markup of links and tags
)
ALWAYS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@dataclass(frozen=True)
class CalendarPart:
    """What a mail program offers to put into a calendar: iCalendar text, and its method (REQUEST, CANCEL)."""

    content: str
    method: str
    file_name: str = "invitation.ics"


class Outside(str):
    """The address of another site that a mail leads to because somebody gave it for that: https, and shown in full, so
    that one sees where it leads. Raises ValueError for anything else.
    """

    def __new__(cls, url: str) -> "Outside":
        if not re.fullmatch(r"https://[^\s/?#@\\\"'<>`]+(?:[/?#][^\s\\\"'<>`]*)?", url) or not url.isprintable():
            raise ValueError("a mail leads to other sites by https only")
        return super().__new__(cls, url)


def plain(text: str) -> str:
    """Words of a person for a mail: bounded, without control characters, and with nothing that turns into a link."""
    kept = "".join(
        c for c in text if c == "\n" or (unicodedata.category(c) not in {"Cc", "Cs", "Co"} and c not in BIDI)
    )
    return _LINKABLE.sub(JOINER, cut(kept, TEXT_MAX))


def absolute(url: str) -> str:
    """The full address of a path of this site. Raises ValueError for an address that leads elsewhere."""
    if re.match(r"/(?![/\\])", url):
        url = settings.BASE_URL + url
    if not url.startswith(f"{settings.BASE_URL}/") or not url.isprintable():
        raise ValueError("a mail links to this site only")
    return url


def mail_host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def new_message_id() -> str:
    """A Message-ID that says nothing of what the mail is about. Kept with the mail, so that each try has the same."""
    return f"<{uuid.uuid4().hex}@{mail_host()}>"


def conversation_id(name: str) -> str:
    """What mails about one object ("thread:12") refer to, so that mail programs keep them together."""
    return f"<{salted_hmac('network.kit.mail.conversation', name).hexdigest()[:40]}@{mail_host()}>"


def compose(
    *,
    template: str,
    to: str,
    context: Mapping[str, Any],
    language: str,
    message_id: str,
    headers: Mapping[str, str] | None = None,
    calendar: CalendarPart | None = None,
) -> EmailMultiAlternatives:
    """The mail that `templates/email/<template>.{subject.txt,txt,html}` make of `context`, in `language`.

    Values named `url` or `…_url` are paths of this site and become full addresses; every other text is taken for the
    words of a person (`plain`), but for addresses marked `Outside`. `calendar`: as a third twin, which mail programs
    show as an invitation, and as a file, for those that do not.
    """
    with translation.override(language):
        known = {"base_url": settings.BASE_URL, "site_name": settings.WAGTAIL_SITE_NAME, "language": language}
        values = {"unsubscribe_url": "", **_made_safe(dict(context)), **known}
        subject = single_line(_render(f"email/{template}.subject.txt", values, autoescape=False))
        text = _render(f"email/{template}.txt", values, autoescape=False)
        page = _render(f"email/{template}.html", values, autoescape=True)
    mail = EmailMultiAlternatives(
        cut(subject, SUBJECT_MAX),
        _tidy_lines(text),
        to=[single_line(to)],
        headers={**ALWAYS, "Message-ID": message_id, **(headers or {})},
    )
    mail.attach_alternative(page, "text/html")
    if calendar:
        mail.attach_alternative(calendar.content, f"text/calendar; method={calendar.method}")
        mail.attach(calendar.file_name, calendar.content.encode(), "application/ics")
    return mail


def _made_safe(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _made_safe(item, key) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_made_safe(item, name) for item in value]
    if not isinstance(value, str) or isinstance(value, Outside):
        return value
    return absolute(value) if value and re.search(r"(^|_)url$", name) else nb(plain(str(value)))


def _render(name: str, values: dict, *, autoescape: bool) -> str:
    return get_template(name).template.render(Context(dict(values), autoescape=autoescape))


def _tidy_lines(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.strip().split("\n"))) + "\n"
