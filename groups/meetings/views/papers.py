"""The files of a meeting: chosen in the group or brought from a device, and all of them as one archive."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.files.access import files_to_read, versions_given_out
from groups.files.actions import count_downloads, keep_given
from groups.files.queries import entries_of, files_in_order, files_to_choose
from groups.meetings import actions, queries
from groups.meetings.forms import AwayForm, PapersForm
from groups.spaces.access import Passage
from network.kit import zip_out
from network.kit.acts import acted, refused
from network.kit.errors import Refused
from network.kit.fields import single_line
from network.kit.rate import limited

from .base import OneMeetingView
from .planning import ActOnMeetingView, PlannedMeetingView


@method_decorator(limited("searches", asking="q"), name="dispatch")
@method_decorator(limited("uploads"), name="dispatch")
class MeetingFilesView(PlannedMeetingView):
    """`?q=`: files of the group to choose from. POST: those that are chosen, and those that are sent; with `look`,
    other files are shown beside those that are ticked, and nothing is changed.
    """

    def get(self, request, group_slug, meeting_id):
        return self.form_page(*self.planned(group_slug, meeting_id), PapersForm())

    def post(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        form = PapersForm(request.POST, request.FILES)
        if "look" in request.POST:
            return self.form_page(membership, meeting, PapersForm(initial={"attached": form.ticked}))
        if not form.is_valid():
            return self.form_page(membership, meeting, form, status=422)
        ids = [*form.cleaned_data["attached"], *self.kept(form, membership)]
        try:
            count = actions.add_papers(meeting=meeting, by=membership, ids=ids)
        except Refused as reason:
            return self.form_page(membership, meeting, form, status=refused(form, reason))
        if form.errors:
            return self.form_page(membership, meeting, form, status=422)
        if count:
            messages.success(request, ngettext("%(n)s file added.", "%(n)s files added.", count) % {"n": count})
        else:
            messages.info(request, _("These files go with the meeting already."))
        return redirect(f"{meeting.url}fichiers/")

    def kept(self, form, membership):
        """Ids of the files that came with the form, in the group's folder of attachments; those that are not taken are
        said on it.
        """
        ids = []
        for number, given in enumerate(form.cleaned_data["new"]):
            about = {"form_key": form.cleaned_data["key"], "number": number}
            try:
                ids.append(keep_given(member=membership, given=given, **about).pk)
            except Refused as reason:
                form.add_error("new", str(reason))
        return ids

    def form_page(self, membership, meeting, form, *, status=200):
        passage = Passage.of(membership)
        words = single_line(self.request.POST.get("q", self.request.GET.get("q", "")))[:100]
        papers = queries.papers_of(meeting, passage)
        ticked = files_in_order(files_to_read(passage), form.ticked) if form.ticked else []
        ticked = [file for file in ticked if file not in papers]
        found = files_to_choose(membership.group, words)
        context = {
            "form": form,
            "papers": papers,
            "ticked": ticked,
            "choices": [file for file in found if file not in papers and file not in ticked],
            "words": words,
        }
        return self.page(membership, meeting, "meeting_files.html", status=status, **context)


@method_decorator(limited("changes"), name="dispatch")
class MeetingFileAwayView(ActOnMeetingView):
    """POST `file`: it no longer goes with the meeting, and stays in the group."""

    def post(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        form = AwayForm(request.POST)
        if form.is_valid():
            file_id = form.cleaned_data["file"]
            done = _("The file no longer goes with the meeting. It stays in the group.")
            acted(request, lambda: actions.remove_paper(meeting=meeting, by=membership, file_id=file_id), done)
        return redirect(f"{meeting.url}fichiers/")


@method_decorator(limited("archives"), name="dispatch")
class MeetingArchiveView(OneMeetingView):
    """POST: every file counts as downloaded, unless an exceptional entry takes them."""

    def get(self, request, group_slug, meeting_id):
        _passage, meeting = self.meeting(group_slug, meeting_id)
        return redirect(meeting.url)

    def post(self, request, group_slug, meeting_id):
        passage, meeting = self.meeting(group_slug, meeting_id)
        versions = versions_given_out(queries.paper_files(meeting, passage))
        entries = entries_of(versions)
        if not acted(request, lambda: zip_out.check(entries)):
            return redirect(meeting.url)
        if passage.membership is not None:
            count_downloads(ids=[version.file_id for version in versions])
        return zip_out.response(entries, meeting.title)
