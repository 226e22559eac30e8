"""EMAIL_URL, read into Django's settings."""

from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BACKEND = "django.core.mail.backends.smtp.EmailBackend"
LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class MailSettings(NamedTuple):
    backend: str
    host: str
    port: int
    user: str
    password: str
    use_ssl: bool
    use_tls: bool


def mail_settings(url: str) -> MailSettings:
    """`smtps://` speaks TLS from the first byte; `smtp://` must change over to TLS, except on this same machine.

    Raises ImproperlyConfigured for any other address: mail is never sent in the clear over a network.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"EMAIL_URL cannot be read: {error}.") from None
    if parts.scheme not in {"smtp", "smtps"} or not host:
        raise ImproperlyConfigured("EMAIL_URL must be smtp://user:password@host:587 or smtps://user:password@host:465.")
    direct = parts.scheme == "smtps"
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return MailSettings(
        BACKEND, host, port or (465 if direct else 587), user, password, direct, not direct and host not in LOOPBACK
    )
