"""The files of a group, and its bin."""

from django.conf import settings
from django.core.paginator import Paginator
from django.views import View

from groups.files import access, forms, queries
from groups.spaces.access import get_passage_or_404

from .base import FILES_A_PAGE, file_room, of_member


class FileListView(View):
    """The files at the top, or in a folder. `?sort=`, `?page=`."""

    def get(self, request, group_slug, folder_id=None):
        passage = get_passage_or_404(request.user, group_slug)
        folder = access.get_folder_or_404(passage, folder_id) if folder_id else None
        sort = forms.SortForm(request.GET).chosen
        found = queries.files_for_list(passage.group, folder, sort)
        context = {
            "place": queries.place_for_page(passage.group, folder),
            "page": Paginator(found, FILES_A_PAGE).get_page(request.GET.get("page")),
            "sort": sort,
            "room": queries.room_of(passage.group),
            "most": settings.MAX_FILE_BYTES,
            "can_add": access.can_add_file(passage.membership),
            "can_change_folder": folder and access.can_change_folder(passage.membership, folder),
        }
        return file_room(request, "file_list.html", passage, **context)


class FileBinView(View):
    def get(self, request, group_slug):
        membership, passage = of_member(request, group_slug)
        found = Paginator(queries.bin_for_list(membership), FILES_A_PAGE).get_page(request.GET.get("page"))
        return file_room(request, "file_bin.html", passage, page=found)
