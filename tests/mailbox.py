"""Mails as a mail program sees them, and a mail server that fails on demand."""

import email
import re
from email import policy
from html.parser import HTMLParser

from django.core.mail.backends import locmem

LINKABLE = re.compile(
    r"\w+://|//\w|www\.\w|\w@\w|(?<![\w/.-])[\w-]+\.(?:com|org|net|example|fr|evil)\b|mailto:\w", re.IGNORECASE
)


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.urls, self.text, self.tags, self.silent = [], [], [], False

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.silent = tag in {"style", "title"}
        self.urls += [value for name, value in attrs if name in {"href", "src", "background", "action"}]

    def handle_endtag(self, tag):
        self.silent = self.silent and tag not in {"style", "title"}

    def handle_data(self, data):
        if not self.silent:
            self.text.append(data)


def parsed(message):
    """(text twin, HTML twin) after a round trip through the wire format."""
    wire = email.message_from_bytes(message.message().as_bytes(), policy=policy.default)
    return wire, wire.get_body(("plain",)).get_content(), wire.get_body(("html",)).get_content()


def links_of(message) -> set[str]:
    """Every address found in a mail: hrefs, addresses written in the text twin, List-Unsubscribe."""
    wire, text, page = parsed(message)
    parser = Links()
    parser.feed(page)
    written = re.findall(r"https?://\S+", text)
    header = re.findall(r"<(http[^>]+)>", wire.get("List-Unsubscribe", ""))
    return {*parser.urls, *written, *header}


def words_of(message) -> tuple[str, list[str]]:
    """What people read in both twins and the subject, without our own addresses; and the tags of the HTML twin."""
    wire, text, page = parsed(message)
    parser = Links()
    parser.feed(page)
    words = "\n".join([str(wire["Subject"]), text, " ".join(parser.text)])
    return re.sub(r"http://testserver/\S*", "", words), parser.tags


class Failing:
    """Put in front of the test mail server: `fail.on["a@example.org"] = SMTPServerDisconnected()`; "*" for all."""

    def __init__(self, monkeypatch) -> None:
        self.on: dict[str, BaseException] = {}
        self.tried: list[tuple[str, str]] = []
        self.deliver = locmem.EmailBackend.send_messages
        monkeypatch.setattr(locmem.EmailBackend, "send_messages", self.as_backend())

    def as_backend(self):
        def send_messages(backend, mails):
            return self.send(backend, mails)

        return send_messages

    def send(self, backend, mails):
        for mail in mails:
            self.tried.append((mail.to[0], mail.extra_headers["Message-ID"]))
            error = self.on.get(mail.to[0]) or self.on.get("*")
            if error is not None:
                raise error
        return self.deliver(backend, mails)
