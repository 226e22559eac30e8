"""Meetings are planned, changed, cancelled, taken up again and deleted by those who facilitate."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View

from groups.meetings import access, actions, queries
from groups.meetings.forms import CancelForm, MeetingForm
from groups.spaces.access import Passage, get_membership_or_404
from network.kit.acts import acted, refused
from network.kit.errors import Refused
from network.kit.fields import whole_number
from network.kit.rate import limited
from network.kit.views import arrived

from .base import OneMeetingView, changed_since, meeting_room
from .returning import GivingBack
from .writing import edit_url


class PlanningView(GivingBack, View):
    """A door of the group for those who plan."""

    def member(self, group_slug):
        membership = get_membership_or_404(self.request.user, group_slug)
        if not access.can_plan_meeting(membership):
            raise Http404
        return membership

    def page(self, membership, template, *, status=200, tab="calendar", **context):
        passage = Passage.of(membership)
        return meeting_room(self.request, template, passage, status=status, tab=tab, **context)

    def series_asked(self, membership):
        """`?serie=`: the series that a new meeting belongs to. A form that was being filled in when the series was
        deleted is taken without it.
        """
        number = whole_number(self.request.GET.get("serie", ""))
        if number is None:
            return None
        try:
            return access.get_series_or_404(membership, number)
        except Http404:
            if self.request.method == "POST":
                return None
            raise


@method_decorator(limited("changes"), name="dispatch")
class MeetingNewView(PlanningView):
    """`?pour=compte-rendu`: of a meeting that nobody planned here, whose minutes are to be written at once."""

    @property
    def for_minutes(self):
        return self.request.GET.get("pour") == "compte-rendu"

    def get(self, request, group_slug):
        membership = self.member(group_slug)
        series = self.series_asked(membership)
        start = queries.start_of_new(series)
        if self.for_minutes:
            start.pop("day", None)
        return self.form_page(membership, series, MeetingForm(initial=start), suggested="day" in start)

    def post(self, request, group_slug):
        membership = self.member(group_slug)
        series = self.series_asked(membership)
        form = MeetingForm(request.POST)
        if not form.is_valid():
            return self.form_page(membership, series, form, status=422)
        try:
            plan = actions.plan_with_minutes if self.for_minutes else actions.plan_meeting
            meeting = plan(by=membership, series=series, key=form.cleaned_data["key"], **form.words())
        except Refused as reason:
            return self.form_page(membership, series, form, status=refused(form, reason))
        if self.for_minutes:
            return arrived(form, edit_url(meeting))
        if meeting.is_over:
            messages.success(request, _("The meeting is kept. Its date is past: you find it among the past ones."))
        else:
            messages.success(request, _("The meeting is planned. Nobody is told of it yet."))
        return arrived(form, meeting.url)

    def form_page(self, membership, series, form, *, status=200, suggested=False):
        context = {
            "form": form,
            "for_minutes": self.for_minutes,
            "unwritten": queries.unwritten_for_list(membership.group) if self.for_minutes else [],
            "series": series,
            "all_series": queries.series_for_list(membership.group),
            "suggested": suggested,
        }
        tab = "meetings" if self.for_minutes else "calendar"
        return self.page(membership, "meeting_new.html", status=status, tab=tab, **context)


class PlannedMeetingView(OneMeetingView):
    """A door to one meeting for those who plan."""

    def page(self, membership, meeting, template, *, status=200, **context):
        passage = Passage.of(membership)
        return meeting_room(self.request, template, passage, status=status, tab="calendar", meeting=meeting, **context)


@method_decorator(limited("changes"), name="dispatch")
class MeetingEditView(PlannedMeetingView):
    def get(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        return self.page(membership, meeting, "meeting_edit.html", form=MeetingForm.of(meeting))

    def post(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        form = MeetingForm(request.POST)
        if not form.is_valid():
            return self.page(membership, meeting, "meeting_edit.html", form=form, status=422)
        version = form.cleaned_data["version"]
        try:
            changed = actions.change_meeting(meeting=meeting, by=membership, version=version, **form.words())
        except actions.ChangedSince as reason:
            conflict = changed_since(form, reason, MeetingForm.of(reason.now))
            return self.page(membership, meeting, "meeting_edit.html", form=form, **conflict)
        except Refused as reason:
            status = refused(form, reason)
            return self.page(membership, meeting, "meeting_edit.html", form=form, status=status)
        if changed.has_changed_since_told:
            said = _("The meeting is changed. Those who were convened do not know it yet.")
        else:
            said = _("The meeting is changed.")
        messages.success(request, said)
        return arrived(form, meeting.url)


@method_decorator(limited("mailings"), name="dispatch")
class MeetingCancelView(PlannedMeetingView):
    def get(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        if meeting.is_cancelled:
            return redirect(meeting.url)
        return self.page(membership, meeting, "meeting_cancel.html", form=CancelForm())

    def post(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        form = CancelForm(request.POST)
        if not form.is_valid():
            return self.page(membership, meeting, "meeting_cancel.html", form=form, status=422)
        try:
            actions.cancel_meeting(meeting=meeting, by=membership, reason=form.cleaned_data["reason"])
        except Refused as reason:
            return self.page(membership, meeting, "meeting_cancel.html", form=form, status=refused(form, reason))
        messages.success(request, _("The meeting is cancelled. It stays on the calendar, with the reason."))
        return arrived(form, meeting.url)


class ActOnMeetingView(OneMeetingView):
    """An address that takes a form and shows nothing: whoever opens or reloads it finds the meeting."""

    def get(self, request, group_slug, meeting_id, **others):
        _membership, meeting = self.planned(group_slug, meeting_id)
        return redirect(meeting.url)


@method_decorator(limited("changes"), name="dispatch")
class MeetingRestoreView(ActOnMeetingView):
    def post(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        try:
            if actions.restore_meeting(meeting=meeting, by=membership):
                messages.success(request, _("The meeting takes place after all."))
        except Refused as reason:
            messages.error(request, str(reason))
        return redirect(meeting.url)


@method_decorator(limited("changes"), name="dispatch")
class MeetingDeleteView(PlannedMeetingView):
    def get(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        if not access.can_delete_meeting(membership, meeting):
            return redirect(meeting.url)
        return self.page(membership, meeting, "meeting_delete.html")

    def post(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        done, url = _("The meeting is deleted."), meeting.url
        if not acted(request, lambda: actions.delete_meeting(meeting=meeting, by=membership), done):
            return redirect(url)
        return redirect("groups:calendar", group_slug=group_slug)
