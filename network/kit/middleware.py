"""Layers around every request."""

import logging
import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from . import csp, health
from .logs import request_id

Handler = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("traverse.request")
QUIET_PATHS = ("/static/", "/livez", "/readyz")
CLOSED_DOORS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=()"


class RequestIdMiddleware:
    """Gives each request a reference: in its log line, in the answer's header and on error pages."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = secrets.token_hex(6)
        token, start = request_id.set(request.id), time.perf_counter()
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request.id
            if not request.path_info.startswith(QUIET_PATHS):
                log.info("%s %s %s %d ms", request.method, _door(request), response.status_code, _since(start))
            return response
        finally:
            request_id.reset(token)


def _door(request: HttpRequest) -> str:
    """The pattern of the address and who came: the address itself may hold a token."""
    match = getattr(request, "resolver_match", None)
    person = getattr(getattr(request, "_cached_user", None), "pk", None)
    return f"/{match.route if match else '-'} user={person or '-'}"


def _since(start: float) -> int:
    return int((time.perf_counter() - start) * 1000)


class SecurityHeadersMiddleware:
    """Says on every answer, errors and files included, what a browser may do with it. A view's own header wins."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.csp_nonce = csp.Nonce()
        response = self.get_response(request)
        # A preview is a request inside a request: the outer one knows that its page is shown in a frame.
        if getattr(request, "is_dummy", False):
            response.is_preview = True
            return response
        for name, value in _headers(request, response):
            response.headers.setdefault(name, value)
        return response


def _headers(request: HttpRequest, response: HttpResponse) -> list[tuple[str, str]]:
    cms = request.path_info.startswith(csp.CMS_PREFIX)
    words = csp.CMS if cms else csp.SITE
    if getattr(response, "is_preview", False):
        words = csp.PREVIEW
    return [
        ("Content-Security-Policy", csp.policy(words, base_url=settings.BASE_URL, nonce=request.csp_nonce.drawn)),
        ("X-Frame-Options", "SAMEORIGIN" if cms else "DENY"),
        ("Permissions-Policy", CLOSED_DOORS),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Referrer-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
    ]


class HealthMiddleware:
    """`/livez`: this process answers. `/readyz`: it can also serve. Neither opens a session nor checks the host."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info == "/livez":
            return health.alive()
        if request.path_info == "/readyz":
            return health.ready()
        return self.get_response(request)


class PrivateCacheMiddleware:
    """Nothing shown to somebody who has a session is kept by a browser or a proxy."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or request.session.modified:
            response.headers.setdefault("Cache-Control", "private, no-store")
        patch_vary_headers(response, ["Cookie"])
        return response
