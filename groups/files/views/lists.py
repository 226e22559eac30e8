"""The files of a group, what narrows their list, and the bin."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.utils.decorators import method_decorator
from django.views import View

from groups.files import access, forms, queries
from groups.files.enums import Display, Family
from groups.spaces.access import get_passage_or_404
from network.kit.fields import whole_number
from network.kit.rate import limited

from .base import FILES_A_PAGE, file_room, of_member, see_news

DISPLAY_COOKIE, DISPLAY_KEPT = "files", 365 * 24 * 3600


@method_decorator(limited("searches", asking="q"), name="dispatch")
class FileListView(View):
    """The files at the top, or in a folder: what `forms.wanted_of` reads from the address, `?page=` of it, shown as
    `?view=` asks, which this device remembers.
    """

    def get(self, request, group_slug, folder_id=None):
        passage = get_passage_or_404(request.user, group_slug)
        see_news(request)
        context = list_context(request, passage, folder_id)
        context |= room_context(passage, context["place"].folder)
        response = file_room(request, "file_list.html", passage, **context)
        if request.GET.get("view") in Display.values:
            remember(response, request.GET["view"])
        return response


def list_context(request, passage, folder_id):
    wanted = forms.wanted_of(request.GET)
    place = place_or_404(passage, folder_id, counted=not wanted.is_narrowed)
    found = queries.files_for_list(passage.group, place, wanted)
    page = Paginator(found, FILES_A_PAGE).get_page(request.GET.get("page"))
    for file in page:
        file.where = place.path_of(file.folder_id) if wanted.is_narrowed else ""
    names = queries.names_asked(passage.group, wanted)
    folders = queries.folders_found(place, wanted) if wanted.is_narrowed else place.folders
    shown = {"themes": queries.themes_of(page), "families": Family.choices, "asked": asked_of(request), **names}
    display = forms.display_of(request.GET.get("view"), request.COOKIES.get(DISPLAY_COOKIE))
    return {"wanted": wanted, "place": place, "page": page, "folders": folders, "display": display, **shown}


def place_or_404(passage, folder_id, **how):
    """Every folder is asked for anyway, to say where one stands: this one among them, or 404."""
    place = queries.place_for_page(passage.group, folder_id and min(folder_id, access.BIGGEST_ID), **how)
    if folder_id is not None and place.folder is None:
        raise Http404
    return place


def room_context(passage, folder):
    return {
        "selection": forms.SelectionForm(),
        "room": queries.room_of(passage.group),
        "most": settings.MAX_FILE_BYTES,
        "can_add": access.can_add_file(passage.membership),
        "can_change_folder": folder and access.can_change_folder(passage.membership, folder),
    }


def asked_of(request):
    """The filters of the address as they are, for a link that keeps them."""
    kept = request.GET.copy()
    for name in ("page", "news", "view", "folder"):
        kept.pop(name, None)
    return kept.urlencode()


def remember(response, display):
    about = {"max_age": DISPLAY_KEPT, "samesite": "Lax", "httponly": True, "secure": settings.SESSION_COOKIE_SECURE}
    response.set_cookie(DISPLAY_COOKIE, display, **about)


class FileFiltersView(View):
    """The form that narrows the list, in the folder of `?folder=` or in the whole group: a page of its own."""

    def get(self, request, group_slug):
        passage = get_passage_or_404(request.user, group_slug)
        asked = whole_number(request.GET.get("folder", ""))
        folder = access.get_folder_or_404(passage, asked) if asked is not None else None
        lists = {"tags": queries.tags_of(passage.group), "people": queries.people_of_files(passage.group)}
        context = {"folder": folder, "wanted": forms.wanted_of(request.GET), "families": Family.choices, **lists}
        return file_room(request, "file_filters.html", passage, **context)


class FileBinView(View):
    def get(self, request, group_slug):
        membership, passage = of_member(request, group_slug)
        found = Paginator(queries.bin_for_list(membership), FILES_A_PAGE).get_page(request.GET.get("page"))
        folders = queries.folders_in_bin(membership) if found.number == 1 else []
        return file_room(request, "file_bin.html", passage, page=found, folders=folders)
