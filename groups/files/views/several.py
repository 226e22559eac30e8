"""Several files at once: those that were ticked in a list."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from groups.files import access, actions, forms, queries
from network.kit.errors import Refused
from network.kit.fields import whole_number
from network.kit.rate import limited

from .base import chosen_folder, file_room, list_left, of_member, url_of


@method_decorator(limited("changes"), name="dispatch")
class SelectionView(View):
    """POST `files` and `key`; `from` is the folder whose list they were ticked in."""

    def post(self, request, group_slug):
        membership, passage = of_member(request, group_slug)
        if not access.can_add_file(membership):
            raise Http404
        form = forms.SelectionForm(request.POST)
        if form.is_valid():
            return self.answer(membership, passage, form.cleaned_data)
        messages.error(request, (form.errors.get("files") or form.errors["key"])[0])
        return redirect(self.back(passage))

    def back(self, passage):
        return list_left(self.request, passage)


class FilesMoveView(SelectionView):
    """Asks where to as long as `to` is not said, then moves."""

    def answer(self, membership, passage, sent):
        places = queries.places_to_choose(passage.group)
        if "to" not in self.request.POST:
            start = {"files": sent["files"], "to": self.request.POST.get("from", "")}
            return self.page(passage, sent["files"], forms.MoveForm(initial=start, places=places))
        form = forms.MoveForm(self.request.POST, places=places)
        if not form.is_valid():
            return self.page(passage, sent["files"], form, status=422)
        try:
            folder = chosen_folder(passage, form, "to")
            outcome = actions.move_files(member=membership, ids=sent["files"], folder=folder, key=sent["key"])
        except Refused as reason:
            form.add_error("to", str(reason))
            form.renew_key()
            return self.page(passage, sent["files"], form, status=409)
        number = len(outcome.done)
        say(self.request, outcome, ngettext("%(n)s file was moved.", "%(n)s files were moved.", number))
        return redirect(folder.url if folder else url_of(passage.group))

    def page(self, passage, ids, form, *, status=200):
        context = {"form": form, "files": access.files_chosen(passage, ids), "back": self.back(passage)}
        return file_room(self.request, "files_move.html", passage, status=status, **context)


class FilesDeleteView(SelectionView):
    """Into the bin."""

    def answer(self, membership, passage, sent):
        try:
            outcome = actions.delete_files(member=membership, ids=sent["files"], key=sent["key"])
        except Refused as reason:
            messages.error(self.request, str(reason))
            return redirect(self.back(passage))
        ids = urlencode({"files": [file.pk for file in outcome.done]}, doseq=True)
        undo = f"{reverse('groups:files-restore', args=[passage.group.slug])}?{ids}"
        said = ngettext(
            "%(n)s file is in the bin for thirty days.", "%(n)s files are in the bin for thirty days.",
            len(outcome.done),
        )  # fmt: skip
        say(self.request, outcome, said, undo)
        return redirect(self.back(passage))


@method_decorator(limited("changes"), name="dispatch")
class FilesRestoreView(View):
    """POST with `?files=` several times, as the button that undoes a deletion has them."""

    def post(self, request, group_slug):
        membership, passage = of_member(request, group_slug)
        ids = [number for text in request.GET.getlist("files") if (number := whole_number(text)) is not None]
        if not access.can_add_file(membership):
            raise Http404
        try:
            outcome = actions.bring_files_back(member=membership, ids=ids[: forms.SELECTED_MAX])
        except Refused as reason:
            messages.error(request, str(reason))
        else:
            number = len(outcome.done)
            say(request, outcome, ngettext("%(n)s file is back.", "%(n)s files are back.", number))
        return redirect(url_of(passage.group))


def say(request, outcome, words, undo=""):
    """What was done, and what was left as it was with its reason."""
    if outcome.done:
        messages.success(request, words % {"n": len(outcome.done)}, extra_tags=undo)
    reasons = (
        (outcome.not_theirs, _("Only who brought a file, and the people who facilitate, move it or delete it.")),
        (outcome.in_use, _("Messages use it: take it away from them first, on the page of the file.")),
        (outcome.name_taken, _("A file of this name is already there: give one of them another name first.")),
    )
    for left, reason in reasons:
        if left:
            names = ", ".join(file.name for file in left)
            messages.warning(request, _("Left where it was: %(names)s. %(why)s") % {"names": names, "why": reason})
