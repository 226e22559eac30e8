"""Bringing a file, and what is done with one."""

import uuid

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from groups.files import access, actions, forms, queries
from groups.spaces.access import Passage, get_passage_or_404
from groups.spaces.queries import known_tags
from network.kit.acts import acted, refused
from network.kit.body_limit import most_in_a_form
from network.kit.errors import Refused
from network.kit.file_types import clean_name
from network.kit.rate import limited

from .base import AddingView, OneFileView, chosen_folder, file_page, file_room, of_member, see_news, url_of


@method_decorator(limited("uploads"), name="dispatch")
class FileDepositView(AddingView):
    """Bring files into the folder of `?folder=`, or to the top; also without JavaScript."""

    def get(self, request, group_slug):
        passage, folder = self.place(request, group_slug)
        return self.page(passage, folder, forms.DepositForm())

    def post(self, request, group_slug):
        passage, folder = self.place(request, group_slug)
        form = forms.DepositForm(request.POST, request.FILES)
        kept = self.keep(passage.membership, folder, form) if form.is_valid() else []
        if request.headers.get("Accept") == "application/json":
            return one_by_one(form, kept)
        if form.errors:
            form.renew_key()
            status = max((reason.status for reason in form.refused), default=422)
            return self.page(passage, folder, form, status=status, kept=kept)
        said = ngettext("%(n)s file is here now.", "%(n)s files are here now.", len(kept)) % {"n": len(kept)}
        messages.success(request, said)
        return redirect(folder.url if folder else url_of(passage.group))

    def keep(self, member, folder, form):
        """What could be kept; what could not is said on the form, with its reason."""
        kept, sent = [], form.cleaned_data
        for number, given in enumerate(sent["files"]):
            key = uuid.uuid5(sent["key"], str(number))
            try:
                with actions.arriving(blocks=given.chunks(), name=given.name) as arrived:
                    about = {"member": member, "folder": folder, "on_same": sent["on_same"], "key": key}
                    kept.append(actions.keep_file(arrived=arrived, **about))
            except Refused as reason:
                form.refuse(clean_name(given.name), reason)
        return kept

    def page(self, passage, folder, form, *, status=200, kept=()):
        context = {"form": form, "folder": folder, "kept": kept, "most": most_in_a_form()}
        return file_room(self.request, "file_deposit.html", passage, status=status, **context)


def one_by_one(form, kept):
    """For the page that sends each file by itself: where it is, or why not (`taken`: its name is, somebody chooses)."""
    if not form.errors:
        return JsonResponse({"name": kept[0].name, "url": kept[0].url})
    if not form.refused:
        said = " ".join(message for found in form.errors.values() for message in found)
        return JsonResponse({"said": said}, status=422)
    said = str(form.refused[0])
    taken = isinstance(form.refused[0], actions.NameTaken)
    return JsonResponse({"said": f"{said[:1].upper()}{said[1:]}", "taken": taken}, status=form.refused[0].status)


class FileDetailView(OneFileView):
    """A file, its history, and the form for another version; of one's own that is in the bin, how it comes back."""

    def get(self, request, group_slug, file_id):
        passage = get_passage_or_404(request.user, group_slug)
        file = access.get_file_or_its_trace_or_404(passage, file_id)
        see_news(request)
        if file.deleted_at is None:
            return file_page(request, passage, file, forms.VersionForm())
        can_change = access.can_change_file(passage.membership, file)
        return file_room(request, "file_binned.html", passage, file=file, can_change=can_change)


@method_decorator(limited("changes"), name="dispatch")
class FilePinView(OneFileView):
    """POST `on`: a favourite of the group, shown on its front page, or no longer."""

    def post(self, request, group_slug, file_id):
        membership, passage = of_member(request, group_slug)
        file = access.get_file_or_404(passage, file_id)
        form = forms.SwitchForm(request.POST)
        if not access.can_pin_file(membership) or not form.is_valid():
            raise Http404
        acted(request, lambda: actions.pin_file(member=membership, file=file, pinned=form.cleaned_data["on"]))
        return redirect(file.url)


@method_decorator(limited("changes"), name="dispatch")
class FileEditView(OneFileView):
    """Name, description and folder of a file."""

    def get(self, request, group_slug, file_id):
        membership, file = self.mine(group_slug, file_id)
        initial = {"name": file.name.rpartition(".")[0], "description": file.description, "tags": file.tag_names}
        initial["folder"] = str(file.folder_id or "")
        return self.page(membership, file, self.form(membership, file, initial=initial))

    def post(self, request, group_slug, file_id):
        membership, file = self.mine(group_slug, file_id)
        form = self.form(membership, file, request.POST)
        if not form.is_valid():
            return self.page(membership, file, form, status=422)
        sent = form.cleaned_data
        try:
            folder = chosen_folder(Passage.of(membership), form, "folder")
            about = {"name": sent["name"], "description": sent["description"], "folder": folder, "tags": sent["tags"]}
            actions.edit_file(member=membership, file=file, **about)
        except Refused as reason:
            return self.page(membership, file, form, status=refused(form, reason, "name"))
        return redirect(file.url)

    def form(self, membership, file, *args, **kwargs):
        about = {"places": queries.places_to_choose(membership.group), "ending": file.name.rpartition(".")[2]}
        return forms.FileForm(*args, **about, **kwargs)

    def page(self, membership, file, form, *, status=200):
        passage = Passage.of(membership)
        context = {"file": file, "form": form, "known_tags": known_tags(membership.group)}
        return file_room(self.request, "file_edit.html", passage, status=status, **context)


@method_decorator(limited("changes"), name="dispatch")
class FileDeleteView(OneFileView):
    """POST: into the bin; with `even_used`, out of the messages that show it first."""

    def post(self, request, group_slug, file_id):
        membership, file = self.mine(group_slug, file_id)
        even_used = request.POST.get("even_used") == "1"
        if not acted(request, lambda: actions.delete_file(member=membership, file=file, even_used=even_used)):
            return redirect(file.url)
        back = reverse("groups:file-restore", args=[group_slug, file_id])
        messages.success(request, _("The file is in the bin for thirty days."), extra_tags=back)
        return redirect(file.folder.url if file.folder else url_of(membership.group))


@method_decorator(limited("changes"), name="dispatch")
class FileRestoreView(View):
    """POST: out of the bin."""

    def post(self, request, group_slug, file_id):
        membership, passage = of_member(request, group_slug)
        file = access.get_file_with_trace_or_404(passage, file_id)
        if not access.can_change_file(membership, file):
            raise Http404
        acted(request, lambda: actions.bring_back(member=membership, file=file))
        return redirect(file.url)
