"""How much a request may carry: refused before anything is read."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .csp import CMS_PREFIX

CMS_BODY_BYTES = 25 * 1024 * 1024
MOST_HEADERS = 100
TAKES_FILES = re.compile(
    r"/groupes/[^/]+/(?:fichiers/(?:depot|pieces-jointes|[0-9]+/versions)"
    r"|discussions/(?:nouvelle|programmees/[0-9]+/modification|[0-9]+/reponses|[0-9]+/messages/[0-9]+/modification)"
    r"|reunions/[0-9]+/(?:fichiers|compte-rendu/redaction/documents))/"
)
FORM_BYTES = 1024 * 1024
"""Around the files: the other fields of their form."""
FILES_IN_A_FORM_BYTES = 50_000_000
"""What is larger comes piece by piece, so that a cut loses one piece and no request is large."""
TAKES_A_PIECE = re.compile(r"/groupes/[^/]+/fichiers/envois/[0-9a-f-]{36}/")
PIECE_BYTES = 8 * 1024 * 1024


def most_in_a_form() -> int:
    """What the files of one form may weigh together, in bytes."""
    return min(settings.MAX_FILE_BYTES, FILES_IN_A_FORM_BYTES)


def limit_of(path: str) -> int:
    """In bytes. The CMS takes documents and pictures, groups take files; everything else takes text."""
    if path.startswith(CMS_PREFIX):
        return CMS_BODY_BYTES
    if TAKES_A_PIECE.fullmatch(path):
        return PIECE_BYTES
    return most_in_a_form() + FORM_BYTES if TAKES_FILES.fullmatch(path) else settings.MAX_BODY_BYTES


class BodyLimitMiddleware:
    """413 for a body announced too large, 411 for one that does not say its size, 400 for too many headers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        status = _refusal(request.META, request.path_info)
        if status is None:
            return self.get_response(request)
        response = render(None, "413.html" if status == 413 else "400.html", _reference(request), status=status)
        response.headers["Connection"] = "close"
        return response


def _reference(request: HttpRequest) -> dict:
    return {"request_id": getattr(request, "id", "")}


def _refusal(meta: dict, path: str) -> int | None:
    length = meta.get("CONTENT_LENGTH") or ""
    if sum(name.startswith("HTTP_") for name in meta) > MOST_HEADERS:
        return 400
    if "HTTP_TRANSFER_ENCODING" in meta:
        return 411
    if not length:
        return None
    if not (length.isascii() and length.isdigit()):
        return 400
    return 413 if int(length) > limit_of(path) else None
