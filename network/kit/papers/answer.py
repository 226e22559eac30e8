"""A paper that was just made, as a download that nobody keeps on the way."""

from django.http import HttpResponse

from network.kit.downloads import as_download
from network.kit.file_types import clean_name


def download(data: bytes, *, name: str, content_type: str) -> HttpResponse:
    """These bytes under this name, made safe for every system. Whoever calls has decided that this person may have
    them.
    """
    return as_download(HttpResponse(data, content_type=content_type), clean_name(name))
