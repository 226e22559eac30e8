"""An act whose outcome is a sentence on the page that follows."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest

from .errors import Refused


def acted(request: HttpRequest, act: Callable[[], object], done: str = "", *, undo: str = "") -> bool:
    """Whether it could be done. The page that follows says why not or, where `done` says it, that it is; with a button
    that sends to the address `undo`, where it is given.
    """
    try:
        act()
    except Refused as reason:
        messages.error(request, str(reason))
        return False
    if done:
        messages.success(request, done, extra_tags=undo)
    return True
