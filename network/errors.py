"""Answers when the house cannot serve: every one says what to do next, and gives a reference to quote."""

import sys

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from network.kit.disk_full import is_disk_full
from network.kit.given_back import typed_in
from network.kit.throttle import too_many as throttled


def _bare(request: HttpRequest, template: str, status: int, **shown) -> HttpResponse:
    # Without the request: its session, its person or its database may be what failed.
    return render(None, template, {"request_id": getattr(request, "id", ""), **shown}, status=status)


def _framed(request: HttpRequest, template: str, status: int) -> HttpResponse:
    # The language switch leads home: no page repeats the address that failed, so a hidden group and none look alike.
    return render(request, template, {"next_url": "/"}, status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return _bare(request, "413.html", 413)
    return _bare(request, "400.html", 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _framed(request, "403.html", 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _framed(request, "404.html", 404)


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return throttled(request)


def server_error(request: HttpRequest) -> HttpResponse:
    if is_disk_full(sys.exception()):
        return _bare(request, "507.html", 507)
    return _bare(request, "500.html", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    # Words that another site sent are not shown as this person's own.
    is_ours = request.headers.get("Sec-Fetch-Site") == "same-origin"
    typed = [line for line in typed_in(request) if line["words"]] if is_ours else []
    return _bare(request, "403_csrf.html", 403, typed=typed, page_url=request.path if is_ours else "")
