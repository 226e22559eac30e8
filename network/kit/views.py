from urllib.parse import urlencode, urlsplit

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.generic import TemplateView

from .styleguide import samples


def back_to(request: HttpRequest, otherwise: str) -> HttpResponse:
    """To the page of ours that the form stood on, when the browser says which one; else to `otherwise`."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}, require_https=request.is_secure()):
        return redirect(otherwise)
    parts = urlsplit(came_from)
    # One slash: two would begin the name of another site.
    return redirect(f"/{parts.path.lstrip('/')}" + (f"?{parts.query}" if parts.query else ""))


def arrived(form: forms.Form, url: str) -> HttpResponse:
    """To the page that follows a form that was taken: `sent`, its key, lets the browser forget the draft of this very
    form. A form without a key had none.
    """
    key = form.cleaned_data.get("key")
    return redirect(with_query(url, sent=key) if key else url)


def with_query(url: str, **values: object) -> str:
    """An address of ours with these values before its anchor."""
    address, _, anchor = url.partition("#")
    joint = "&" if "?" in address else "?"
    return f"{address}{joint}{urlencode(values)}{'#' if anchor else ''}{anchor}"


class StyleguideView(TemplateView):
    """Every component in every state, for whoever builds pages: in demonstration mode only."""

    template_name = "styleguide.html"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**samples(), **kwargs)
