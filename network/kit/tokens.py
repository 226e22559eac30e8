"""Secrets that travel in a mail. The database holds their fingerprint and a nonce: neither opens anything alone."""

import base64
import hashlib
import secrets

from django.conf import settings
from django.utils.crypto import salted_hmac


def new_nonce() -> str:
    """128 random bits, to be kept beside what the token opens."""
    return secrets.token_urlsafe(16)


def token_of(nonce: str, *, salt: str, secret: str | None = None) -> str:
    """The token of a nonce: 256 bits that nobody makes without the secret key, so that a mail may be built again."""
    digest = salted_hmac(salt, nonce, secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def fingerprint(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_token(nonce: str, *, salt: str, expected: str) -> str | None:
    """The token whose fingerprint is `expected`, also when the secret key was rotated since; None when renewed."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        token = token_of(nonce, salt=salt, secret=secret)
        if secrets.compare_digest(fingerprint(token), expected):
            return token
    return None
