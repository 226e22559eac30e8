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
from network.kit.acts import refused
from network.kit.errors import Refused
from network.kit.fields import whole_number
from network.kit.rate import limited

from .base import chosen_folder, file_room, list_left, of_member, url_of


@method_decorator(limited("changes"), name="dispatch")
class SelectionView(View):
    """POST `files`, `folders` and `key`; `from` is the folder whose list they were ticked in."""

    def post(self, request, group_slug):
        membership, passage = of_member(request, group_slug)
        if not access.can_add_file(membership):
            raise Http404
        form = forms.SelectionForm(request.POST)
        if form.is_valid():
            sent = form.cleaned_data
            return self.answer(membership, passage, actions.Ticked(sent["files"], sent["folders"]), sent["key"])
        messages.error(request, (form.errors.get("folders") or form.errors["key"])[0])
        return redirect(self.back(passage))

    def back(self, passage):
        return list_left(self.request, passage)


class FilesMoveView(SelectionView):
    """Asks where to as long as `to` is not said, then moves."""

    def answer(self, membership, passage, ticked, key):
        places = queries.places_to_choose(passage.group, but=ticked.folders)
        if "to" not in self.request.POST:
            start = {"files": ticked.files, "folders": ticked.folders, "to": self.request.POST.get("from", "")}
            return self.page(passage, ticked, forms.MoveForm(initial=start, places=places))
        form = forms.MoveForm(self.request.POST, places=places)
        if not form.is_valid():
            return self.page(passage, ticked, form, status=422)
        try:
            folder = chosen_folder(passage, form, "to")
            outcome = actions.move_files(member=membership, ticked=ticked, folder=folder, key=key)
        except Refused as reason:
            return self.page(passage, ticked, form, status=refused(form, reason, "to"))
        files = ngettext("%(n)s file was moved.", "%(n)s files were moved.", len(outcome.done))
        items = ngettext("%(n)s item was moved.", "%(n)s items were moved.", number_of(outcome))
        say(self.request, outcome, items if outcome.folders else files)
        return redirect(folder.url if folder else url_of(passage.group))

    def page(self, passage, ticked, form, *, status=200):
        chosen = {"files": access.files_chosen(passage, ticked.files)}
        chosen |= {"folders": access.folders_chosen(passage, ticked.folders)}
        context = {"form": form, "back": self.back(passage), **chosen}
        return file_room(self.request, "files_move.html", passage, status=status, **context)


class FilesDeleteView(SelectionView):
    """Into the bin, folders with what they hold."""

    def answer(self, membership, passage, ticked, key):
        try:
            outcome = actions.delete_files(member=membership, ticked=ticked, key=key)
        except Refused as reason:
            messages.error(self.request, str(reason))
            return redirect(self.back(passage))
        done = {"files": [file.pk for file in outcome.done], "folders": [one.pk for one in outcome.folders]}
        undo = f"{reverse('groups:files-restore', args=[passage.group.slug])}?{urlencode(done, doseq=True)}"
        files = ngettext(
            "%(n)s file is in the bin for thirty days.", "%(n)s files are in the bin for thirty days.",
            len(outcome.done),
        )  # fmt: skip
        items = ngettext(
            "%(n)s item is in the bin for thirty days.", "%(n)s items are in the bin for thirty days.",
            number_of(outcome),
        )  # fmt: skip
        say(self.request, outcome, items if outcome.folders else files, undo)
        return redirect(self.back(passage))


@method_decorator(limited("changes"), name="dispatch")
class FilesRestoreView(View):
    """POST with `?files=` and `?folders=` several times, as the button that undoes a deletion has them."""

    def post(self, request, group_slug):
        membership, passage = of_member(request, group_slug)
        if not access.can_add_file(membership):
            raise Http404
        ticked = actions.Ticked(self.ids("files"), self.ids("folders"))
        try:
            outcome = actions.bring_files_back(member=membership, ticked=ticked)
        except Refused as reason:
            messages.error(request, str(reason))
        else:
            files = ngettext("%(n)s file is back.", "%(n)s files are back.", len(outcome.done))
            items = ngettext("%(n)s item is back.", "%(n)s items are back.", number_of(outcome))
            say(request, outcome, items if outcome.folders else files)
        return redirect(url_of(passage.group))

    def ids(self, name):
        asked = self.request.GET.getlist(name)
        return [number for text in asked if (number := whole_number(text)) is not None][: forms.SELECTED_MAX]


def number_of(outcome):
    return len(outcome.done) + len(outcome.folders)


def say(request, outcome, words, undo=""):
    """What was done, and what was left as it was with its reason."""
    if number_of(outcome):
        messages.success(request, words % {"n": number_of(outcome)}, extra_tags=undo)
    reasons = (
        (outcome.not_theirs, _("Only who brought a file, and the people who facilitate, move it or delete it.")),
        (outcome.of_others, _("It holds what others brought: only they, and the people who facilitate, delete that.")),
        (outcome.in_use, _("Messages use it: take it away from them first, on the page of the file.")),
        (outcome.name_taken, _("A file of this name is already there: give one of them another name first.")),
        *((folders, reason) for reason, folders in outcome.misplaced.items()),
    )
    for left, reason in reasons:
        if left:
            names = ", ".join(thing.name for thing in left)
            messages.warning(request, _("Left where it was: %(names)s. %(why)s") % {"names": names, "why": reason})
