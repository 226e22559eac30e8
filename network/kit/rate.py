"""How often one person may do what costs others their time: the numbers, and the answer beyond them.

The doors (sign-in, sign-up, codes) have allauth's own limits. These are for our write views and live searches.
"""

from collections.abc import Callable
from functools import wraps
from typing import NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from network.kit.given_back import typed_in

MINUTE, HOUR, DAY = 60, 3600, 86400


class Limit(NamedTuple):
    amount: int
    seconds: int


LIMITS = {
    "posts": Limit(20, 5 * MINUTE),
    "changes": Limit(60, 5 * MINUTE),
    "reactions": Limit(60, MINUTE),
    "writing": Limit(90, MINUTE),
    "drafts": Limit(60, MINUTE),
    "reports": Limit(20, DAY),
    "invitations": Limit(50, DAY),
    "join-requests": Limit(20, DAY),
    "group-changes": Limit(60, HOUR),
    "uploads": Limit(60, HOUR),
    "archives": Limit(20, HOUR),
    "papers": Limit(60, HOUR),
    "sendings": Limit(300, HOUR),
    "suggestions": Limit(60, MINUTE),
    "searches": Limit(60, MINUTE),
    "answers": Limit(60, 5 * MINUTE),
    "guests": Limit(50, HOUR),
    "mailings": Limit(30, HOUR),
    "asking": Limit(60, HOUR),
    "admin-entries": Limit(20, HOUR),
}


def limited(name: str, *, reads: bool = False, asking: str = "") -> Callable:
    """Decorator of a view: POST (with `reads`, every method) counts against LIMITS[name], for each person or address.
    With `asking`, what counts is an address that has words under this name: a list costs nobody much, words to look for
    in it do.

    Beyond it the answer is 429 with Retry-After, and a page that holds what was typed, ready to be sent again.
    """
    limit = LIMITS[name]

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def limited_view(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            counts = bool(request.GET.get(asking, "").strip()) if asking else reads or request.method == "POST"
            if counts and _hits(f"rate:{name}:{_who(request)}", limit) > limit.amount * settings.RATE_FACTOR:
                return _come_back(request, limit)
            return view(request, *args, **kwargs)

        return limited_view

    return decorate


def _who(request: HttpRequest) -> str:
    from allauth.core.internal.ratelimit import get_ip

    return f"user:{request.user.pk}" if request.user.is_authenticated else f"ip:{get_ip(request)}"


def _hits(key: str, limit: Limit) -> int:
    if hasattr(cache, "hit"):
        return cache.hit(key, limit.seconds)
    cache.add(key, 0, limit.seconds)
    return cache.incr(key)


def _come_back(request: HttpRequest, limit: Limit) -> HttpResponse:
    context = {"typed": typed_in(request), "minutes": -(-limit.seconds // MINUTE), "again": request.get_full_path()}
    response = render(request, "429_kept.html", context, status=429)
    response["Retry-After"] = str(limit.seconds)
    return response
