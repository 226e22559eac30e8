"""The page where minutes are written, and what concerns them as a whole."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.meetings import access, actions, queries
from groups.meetings.forms import HeadForm, PointAddForm
from groups.spaces.access import Passage, draft_of
from groups.spaces.actions import drop_draft
from groups.spaces.queries import draft_for_page
from network.kit import dates
from network.kit.acts import acted
from network.kit.errors import Refused
from network.kit.forms import KeyedForm
from network.kit.views import arrived

from .base import meeting_room
from .returning import words_returned
from .writing import WritingActView, WritingView, edit_url, faults_of, hand_of, not_saved, saved


class MinutesStartView(WritingActView):
    """POST: begin the minutes of a meeting, at any time."""

    def post(self, request, group_slug, meeting_id):
        membership, passage = self.of_member(group_slug)
        meeting = access.get_meeting_or_404(passage, meeting_id)
        if not access.can_write_minutes(membership, access.minutes_of(meeting)):
            raise Http404
        form = KeyedForm(request.POST)
        if not form.is_valid():
            return redirect(meeting.url)
        key = form.cleaned_data["key"]
        begun = acted(request, lambda: actions.start_minutes(meeting=meeting, by=membership, key=key))
        return redirect(edit_url(meeting) if begun else meeting.url)


class HeadView(WritingView):
    """The head of the minutes: sent whole, or kept while somebody writes in it."""

    def form(self, minutes):
        people = queries.people_to_name(minutes.meeting.group)
        return HeadForm(self.request.POST, minutes=minutes, people=people)

    def change(self, membership, minutes, form, *, is_over):
        about = {"seen": form.cleaned_data["version"], "hand": hand_of(form), "is_over": is_over}
        return actions.change_head(minutes=minutes, by=membership, head=actions.Head(**form.head()), **about)

    def parts(self, membership, minutes):
        """What the page shows of the work of everybody, and asks for again while it is open."""
        meeting = minutes.meeting
        present = queries.attendance_for_page(meeting)
        shown = queries.points_for_page(minutes, membership)
        return shown | {
            "group": membership.group,
            "meeting": meeting,
            "minutes": minutes,
            "counts": queries.total_said(queries.attendance_total(present, meeting.half_days)),
            "late": queries.count_late_items(minutes),
            "deleted": queries.points_deleted(minutes),
            "files": queries.files_of_minutes(minutes),
            "missing": queries.still_missing(minutes, shown["points"], present),
            "can_change": access.can_change_minutes(membership, minutes),
        }

    def page(self, membership, minutes, *, form=None, add=None, theirs=None, status=200):
        people = queries.people_to_name(membership.group)
        context = self.parts(membership, minutes) | {
            "head": form or HeadForm(minutes=minutes, people=people),
            "draft": None if form else draft_for_page(draft_of(membership, minutes.target)),
            "theirs": theirs,
            "people": people,
            "add": add or PointAddForm(auto_id="add-%s"),
        }
        passage = Passage.of(membership)
        return meeting_room(self.request, "minutes_edit.html", passage, status=status, **context)


class MinutesEditView(HeadView):
    def get(self, request, group_slug, meeting_id):
        return self.page(*self.minutes(group_slug, meeting_id))

    def post(self, request, group_slug, meeting_id):
        membership, minutes = self.minutes(group_slug, meeting_id)
        if request.POST.get("keep") == "theirs":
            drop_draft(membership=membership, name=minutes.target)
            return redirect(edit_url(minutes.meeting))
        form = self.form(minutes)
        if not form.is_valid():
            return self.page(membership, minutes, form=form, status=422)
        try:
            self.change(membership, minutes, form, is_over=True)
        except actions.HeadChangedMeanwhile as reason:
            return self.conflict(membership, minutes, reason)
        except Refused as reason:
            return words_returned(request, status=409, reason=str(reason))
        messages.success(request, _("The minutes are saved."))
        return arrived(form, edit_url(minutes.meeting))

    def conflict(self, membership, minutes, reason):
        """Both texts; the button that keeps mine says that the other one was seen."""
        form = HeadForm(self.request.POST, minutes=minutes, people=queries.people_to_name(minutes.meeting.group))
        form.is_valid()
        form.add_error(None, str(reason))
        return self.page(membership, minutes, form=form, theirs=reason.minutes, status=409)


class MinutesAutosaveView(HeadView, WritingActView):
    """POST the head while somebody writes in it: answers when it was saved, and as which version."""

    def post(self, request, group_slug, meeting_id):
        membership, minutes = self.minutes(group_slug, meeting_id)
        form = self.form(minutes)
        if not form.is_valid():
            return not_saved(next(iter(form.errors.values()))[0], "wrong", status=422, fields=faults_of(form))
        try:
            current = self.change(membership, minutes, form, is_over="over" in request.POST)
        except actions.HeadChangedMeanwhile as reason:
            return not_saved(reason, "changed")
        except Refused as reason:
            return not_saved(reason, "closed")
        return saved(current.changed_at, version=current.version, rows={})


class MinutesNewsView(HeadView):
    """Everything as it is now, and who writes: what an open page asks for when something changed."""

    def get(self, request, group_slug, meeting_id):
        membership, minutes = self.minutes(group_slug, meeting_id)
        context = self.parts(membership, minutes) | {"now": news_of_head(minutes)}
        return render(request, "groups/meetings/minutes_news.html", context)


def news_of_head(minutes):
    """The fields of the head by their names in the form, and who wrote them when."""
    now = queries.head_of(minutes)
    about = {"name": minutes.changed_by or "–", "hour": dates.Moment(minutes.changed_at).hour()}
    said = _("Saved by %(name)s at %(hour)s.") % about
    return now | {"writer": str(now["writer_id"] or ""), "version": minutes.version, "said": said}


class MinutesPullView(WritingActView):
    """POST: a point for each item that came on the agenda since."""

    def post(self, request, group_slug, meeting_id):
        membership, minutes = self.minutes(group_slug, meeting_id)
        try:
            count = actions.pull_items(minutes=minutes, by=membership)
        except Refused as reason:
            messages.error(request, str(reason))
        else:
            words = ngettext("%(n)s point was added.", "%(n)s points were added.", count) % {"n": count}
            messages.success(request, words if count else _("Every item of the agenda has its point already."))
        return redirect(edit_url(minutes.meeting))
