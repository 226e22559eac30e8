"""How often something may be tried: the same counters as the doors of the house, in the shared cache."""

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

HOUR = 3600


def allowed(request: HttpRequest, name: str, rate: str, *, look_only: bool = False, key: str | None = None) -> bool:
    """Whether `name` may be tried once more at this `rate` ("30/h/ip", "60/m/user", "60/h/key" for a `key`); counts
    unless `look_only`.
    """
    usage = ratelimit.consume(
        request, app="network", action=name, config={name: rate}, dry_run=look_only, limit_get=True, key=key
    )
    return usage is not None


def too_many(request: HttpRequest, *, seconds: int = HOUR) -> HttpResponse:
    """The answer to somebody who tried too often: 429, and when to come back."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(seconds)
    return response
