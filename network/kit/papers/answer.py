"""A paper that was just made, as a download that nobody keeps on the way."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from network.kit.file_types import clean_name


def download(data: bytes, *, name: str, content_type: str) -> HttpResponse:
    """These bytes under this name, made safe for every system. Whoever calls has decided that this person may have
    them.
    """
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=clean_name(name))
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
