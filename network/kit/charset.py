"""Words arrive in UTF-8, as every page asks: anything else is refused before the house tries to read it.

Django reads a form in the charset that its sender names, codecs that give no text included: that ends in an error that
no page explains.
"""

from collections.abc import Callable, Iterable

from django.utils.http import parse_header_parameters

UTF_8 = {"utf-8", "utf8", "us-ascii", "ascii"}
REFUSED = b"Send this as UTF-8.\n"


class Utf8Only:
    """Around a WSGI application: 400 for a request that says that it is written otherwise."""

    def __init__(self, app: Callable) -> None:
        self.app = app

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if _charset(environ.get("CONTENT_TYPE", "")) in UTF_8:
            return self.app(environ, start_response)
        headers = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(REFUSED))}
        start_response("400 Bad Request", [*headers.items(), ("X-Content-Type-Options", "nosniff")])
        return [REFUSED]


def _charset(content_type: str) -> str:
    """As Django reads it; nothing for what it could not read."""
    try:
        _type, said = parse_header_parameters(content_type)
    except ValueError:
        return ""
    return said.get("charset", "utf-8").lower()
