"""Pictures of a file, made by us, shown in its page."""

from django.utils.http import content_disposition_header

from groups.files import access
from network.kit import private_files

from .base import OneFileView

MADE_AS = "image/webp"


class FilePreviewView(OneFileView):
    """0 is the thumbnail, 1 and on are the pages: by the door of the bytes, under its own headers, but to be seen."""

    def get(self, request, group_slug, file_id, preview_number):
        _passage, file = self.file(group_slug, file_id)
        return picture_of(request, access.get_preview_or_404(file, preview_number))


class VersionPreviewView(OneFileView):
    """The same, of an earlier version."""

    def get(self, request, group_slug, file_id, version_number, preview_number):
        _passage, file = self.file(group_slug, file_id)
        version = access.get_version_or_404(file, version_number)
        return picture_of(request, access.get_preview_or_404(file, preview_number, version))


def picture_of(request, picture):
    about = {"name": f"{picture.number}.webp", "content_type": MADE_AS, "etag": picture.etag}
    response = private_files.serve(request, picture.bytes_key, **about)
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=about["name"])
    return response
