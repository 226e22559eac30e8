"""What a browser may load and do on our pages: one policy for the site, a looser one for the CMS."""

import secrets
from urllib.parse import urlsplit

CMS_PREFIX = "/cms/"
SITE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "object-src": "'none'",
    "frame-ancestors": "'none'",
}
# The CMS shows previews of our pages in frames; its own pages write styles and start their widgets inline.
PREVIEW = SITE | {"frame-ancestors": "'self'"}
CMS = PREVIEW | {
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
    "frame-src": "'self'",
    "media-src": "'self'",
    "worker-src": "'self' blob:",
}


class Nonce:
    """A number used once, for the rare page with an inline import map. Drawn only if a template asks for it."""

    def __init__(self) -> None:
        self.drawn = ""

    def __str__(self) -> str:
        self.drawn = self.drawn or secrets.token_urlsafe(16)
        return self.drawn


def policy(directives: dict[str, str], *, base_url: str, nonce: str = "") -> str:
    """The header's text. Browsers that do not count sockets among 'self' are given the address of ours."""
    scheme, host = urlsplit(base_url)[:2]
    socket = f"{'wss' if scheme == 'https' else 'ws'}://{host}"
    words = dict(directives)
    words["connect-src"] += f" {socket}"
    if nonce:
        words["script-src"] += f" 'nonce-{nonce}'"
    return "; ".join(f"{name} {value}" for name, value in words.items())
