"""Minutes and attendance sheets on paper and in office files. Reading only: nothing is kept of what goes out."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.decorators import method_decorator

from groups.meetings import access, queries
from groups.spaces.access import get_passage_or_404
from network.kit import letterhead
from network.kit.errors import Refused
from network.kit.fields import whole_number
from network.kit.papers import docx, odt, pdf
from network.kit.papers.answer import download
from network.kit.rate import limited

from .base import OneMeetingView, meeting_room


class ExportView(OneMeetingView):
    """Minutes as one may read them: the last edition, or the one that `?version=` names; a draft for its writers."""

    def asked(self, request, group_slug, meeting_id):
        passage = get_passage_or_404(request.user, group_slug)
        version = request.GET.get("version")
        number = None if version is None else whole_number(version)
        if version is not None and number is None:
            raise Http404
        return passage, *access.get_minutes_to_export_or_404(passage, meeting_id, number)


@method_decorator(limited("papers", reads=True), name="dispatch")
class PaperView(ExportView):
    ending, writer = "", None

    def get(self, request, group_slug, meeting_id):
        _passage, minutes, edition = self.asked(request, group_slug, meeting_id)
        content = queries.content_to_export(minutes, edition)
        about = {"minutes": minutes, "edition": edition, "content": content, "letterhead": letterhead.current()}
        try:
            data = self.writer.write(queries.minutes_paper(**about))
        except Refused as reason:
            messages.error(request, str(reason))
            return redirect(minutes.meeting.url)
        name = queries.file_name(content, edition, self.ending)
        return download(data, name=name, content_type=self.writer.CONTENT_TYPE)


class MinutesPdfView(PaperView):
    ending, writer = "pdf", pdf


class MinutesDocxView(PaperView):
    ending, writer = "docx", docx


class MinutesOdtView(PaperView):
    ending, writer = "odt", odt


class MinutesPrintView(ExportView):
    """The same minutes as a page without anything around them, for the printer of the browser."""

    def get(self, request, group_slug, meeting_id):
        passage, minutes, edition = self.asked(request, group_slug, meeting_id)
        content = queries.content_to_export(minutes, edition)
        context = {"minutes": minutes, "content": content, "name": queries.minutes_name(content)}
        context |= queries.print_words(content)
        context["published"] = queries.published_words(edition, minutes) if edition else ""
        return meeting_room(request, "minutes_print.html", passage, **context)


@method_decorator(limited("papers", reads=True), name="dispatch")
class AttendanceSheetView(OneMeetingView):
    """For those who convene: who may sign, and room for guests. PDF."""

    def get(self, request, group_slug, meeting_id):
        _membership, meeting = self.planned(group_slug, meeting_id)
        try:
            data = pdf.write(queries.sheet_paper(meeting=meeting, letterhead=letterhead.current()))
        except Refused as reason:
            messages.error(request, str(reason))
            return redirect(meeting.url)
        name = queries.sheet_name(meeting)
        return download(data, name=name, content_type=pdf.CONTENT_TYPE)
