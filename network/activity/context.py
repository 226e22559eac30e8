from functools import cache

from django.http import HttpRequest

from .queries import COUNTED, unread_count


class Count(int):
    """A number said as "99+" when counting stopped there; it stays a number for plurals."""

    def __str__(self) -> str:
        return int.__repr__(self) if self < COUNTED else f"{COUNTED - 1}+"


def bell(request: HttpRequest) -> dict:
    """`unread_notifications`: one query, when a template first asks; 0 for a visitor who is not signed in.

    A function that templates call, not a lazy object: plural rules calculate with real numbers.
    """
    return {"unread_notifications": cache(lambda: _unread(request))}


def _unread(request: HttpRequest) -> Count:
    user = getattr(request, "user", None)
    return Count(unread_count(user) if user is not None and user.is_authenticated else 0)
