"""An act whose outcome is a sentence: on the page that follows, or on its form, which is shown again."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest

from .errors import Refused
from .forms import KeptForm


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


def refused(form: Form, reason: Refused, field: str | None = None) -> int:
    """Say on a form, at a field of it or above them, why it was not taken. Its words can be sent again as another form:
    the key of one that arrived before would be refused for ever. Returns the status of the page.
    """
    form.add_error(field, str(reason))
    if isinstance(form, KeptForm):
        form.renew_key()
    return reason.status
