"""The documents that go with the minutes: chosen among the group's files, or brought from this device."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from groups.files.actions import keep_given
from groups.files.queries import files_to_choose
from groups.meetings import access, actions, queries
from groups.meetings.forms import FilesForm
from groups.meetings.models import FILES_MAX
from groups.spaces.access import Passage
from network.kit.acts import refused
from network.kit.errors import Refused
from network.kit.fields import single_line
from network.kit.rate import limited

from .base import meeting_room
from .writing import WritingView


@method_decorator(limited("searches", asking="q"), name="dispatch")
@method_decorator(limited("uploads"), name="dispatch")
class MinutesFilesView(WritingView):
    """`?q=`: files of the group to choose from. POST takes those that are ticked and sent, without those taken away."""

    def get(self, request, group_slug, meeting_id):
        return self.page(*self.changing(group_slug, meeting_id))

    def post(self, request, group_slug, meeting_id):
        membership, minutes = self.changing(group_slug, meeting_id)
        form = FilesForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(membership, minutes, form=form, status=422)
        try:
            ids = [*form.cleaned_data["attached"], *self.brought(form, membership)]
            actions.choose_files(minutes=minutes, by=membership, files=list(dict.fromkeys(ids)))
        except Refused as reason:
            return self.page(membership, minutes, form=form, status=refused(form, reason, "attach_new"))
        messages.success(request, _("The documents are saved."))
        return redirect("groups:minutes-files", group_slug=group_slug, meeting_id=meeting_id)

    def brought(self, form, membership):
        """Ids of the files that came with the form, kept among the group's; Refused at the first that is not taken."""
        for number, given in enumerate(form.cleaned_data["attach_new"]):
            yield keep_given(member=membership, given=given, form_key=form.cleaned_data["key"], number=number).pk

    def changing(self, group_slug, meeting_id):
        membership, minutes = self.minutes(group_slug, meeting_id)
        if not access.can_change_minutes(membership, minutes):
            raise Http404
        return membership, minutes

    def page(self, membership, minutes, *, form=None, status=200):
        files = [one.file for one in queries.files_of_minutes(minutes)]
        words = single_line(self.request.GET.get("q", ""))[:100]
        context = {
            "meeting": minutes.meeting,
            "form": form or FilesForm(initial={"attached": [file.pk for file in files]}),
            "files": files,
            "words": words,
            "most": FILES_MAX,
            "choices": files_to_choose(membership.group, words),
        }
        passage = Passage.of(membership)
        return meeting_room(self.request, "minutes_files.html", passage, status=status, **context)
