"""The small public files that are not pages."""

import mimetypes
from datetime import timedelta

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views import View

from network.kit import colours
from network.kit.templatetags.ui import asset_url

from . import queries

YEAR = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"


class TextFileView(View):
    """A text of the site's own, the same for everybody."""

    template = ""
    content_type = "text/plain; charset=utf-8"
    cache = HOUR

    def get_context(self) -> dict:
        return {"base_url": settings.BASE_URL}

    def get(self, request: HttpRequest) -> HttpResponse:
        response = render(request, self.template, self.get_context(), content_type=self.content_type)
        response["Cache-Control"] = self.cache
        return response


class AccentCssView(TextFileView):
    """The address changes with the colour: browsers may keep the file."""

    template = "home/pages/accent.css"
    content_type = "text/css; charset=utf-8"
    cache = YEAR

    def get_context(self) -> dict:
        accent = queries.site_settings().accent
        if not accent:
            raise Http404
        return {"tokens": colours.accent_tokens(accent)}


class RobotsView(TextFileView):
    template = "home/pages/robots.txt"


class SecurityTxtView(TextFileView):
    """RFC 9116: who to write to about a weakness. Its date must not be more than a year away."""

    template = "home/pages/security.txt"

    def get_context(self) -> dict:
        expires = (timezone.now() + timedelta(days=300)).replace(hour=0, minute=0, second=0, microsecond=0)
        return {**super().get_context(), "settings": queries.site_settings(), "expires": expires}


class FaviconView(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect(queries.site_settings().mark_url or asset_url("img/mark.svg"))


class RenditionView(View):
    """Images of the public pages in the sizes that pages use. Originals and documents have no address here."""

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        path = f"images/{name}"
        if not default_storage.exists(path):
            raise Http404
        content_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        response = FileResponse(default_storage.open(path), content_type=content_type)
        response["Cache-Control"] = YEAR
        return response
