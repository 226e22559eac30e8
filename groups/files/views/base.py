"""What the pages of files share."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views import View

from groups.files import access, queries
from groups.spaces.access import Passage, get_membership_or_404, get_passage_or_404
from network.activity.actions import mark_read
from network.activity.models import Event
from network.kit import uses
from network.kit.fields import whole_number

FILES_A_PAGE = 50


def file_room(request, template, passage, *, status=200, **context):
    context |= passage.frame("files")
    return render(request, f"groups/files/{template}", context, status=status)


def of_member(request, group_slug):
    membership = get_membership_or_404(request.user, group_slug)
    return membership, Passage.of(membership)


def chosen_folder(passage, form, name):
    """The folder that a form names, or None for the top."""
    chosen = form.cleaned_data[name]
    return access.get_folder_or_404(passage, int(chosen)) if chosen else None


class OneFileView(View):
    """A door to one file: `file` with the way into its group; `mine` for those who may change it."""

    def file(self, group_slug, file_id):
        passage = get_passage_or_404(self.request.user, group_slug)
        return passage, access.get_file_or_404(passage, file_id)

    def mine(self, group_slug, file_id):
        membership, passage = of_member(self.request, group_slug)
        file = access.get_file_or_404(passage, file_id)
        if not access.can_change_file(membership, file):
            raise Http404
        return membership, file


class AddingView(View):
    """For members who add files, into the folder of `?folder=` or to the top."""

    def place(self, request, group_slug):
        membership, passage = of_member(request, group_slug)
        if not access.can_add_file(membership):
            raise Http404
        asked = whole_number(request.GET.get("folder", ""))
        return passage, access.get_folder_or_404(passage, asked) if asked is not None else None


def file_page(request, passage, file, form, *, status=200):
    is_used = bool(uses.held("file", [file.pk]))
    context = {
        "file": file,
        "versions": list(queries.versions_of(file)),
        "reading": queries.reading_of(file),
        "pages": queries.pages_of(file),
        "place": queries.place_for_page(passage.group, file.folder_id),
        "places": uses.places("file", passage, file.pk) if is_used else [],
        "is_used": is_used,
        "can_change": access.can_change_file(passage.membership, file),
        "can_pin": access.can_pin_file(passage.membership),
        "form": form,
    }
    return file_room(request, "file_detail.html", passage, status=status, **context)


def held_page(request, version):
    """Why these bytes don't go out: being checked, or in quarantine. Answers 409 to whoever may read the group."""
    passage = get_passage_or_404(request.user, version.file.group.slug)
    return file_room(request, "file_held.html", passage, status=409, file=version.file, version=version)


def see_news(request):
    """`?news=` of the address: what a notification told of is being looked at."""
    event_id = whole_number(request.GET.get("news", ""))
    if event_id is not None:
        mark_read(user=request.user, target=Event.own_target(event_id))


def url_of(group):
    return reverse("groups:file-list", args=[group.slug])


def list_left(request, passage):
    """The list in which files were ticked: that of the folder in `from`, or the top."""
    number = whole_number(request.POST.get("from", ""))
    return access.get_folder_or_404(passage, number).url if number is not None else url_of(passage.group)
