"""Taking attendance: before, during, or weeks after."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from groups.meetings import access, actions, queries
from groups.meetings.forms import AttendanceForm, GuestPresentForm
from groups.spaces.access import Passage
from network.kit.acts import refused
from network.kit.errors import Refused
from network.kit.rate import limited

from .base import OneMeetingView, meeting_room
from .writing import not_saved, saved


class TakingView(OneMeetingView):
    def taking(self, group_slug, meeting_id):
        membership, meeting = self.for_member(group_slug, meeting_id)
        if not access.can_take_attendance(membership, meeting):
            raise Http404
        return membership, meeting

    def page(self, membership, meeting, *, people=None, form=None, guest=None, status=200):
        people = people or queries.attendance_for_page(meeting)
        context = {
            "meeting": meeting,
            "form": form or AttendanceForm(people),
            "guest": guest or GuestPresentForm(),
            "counts": queries.total_said(queries.attendance_total(people, meeting.half_days)),
            "can_write": access.can_change_minutes(membership, access.minutes_of(meeting))
            and access.minutes_of(meeting) is not None,
        }
        passage = Passage.of(membership)
        return meeting_room(self.request, "attendance_edit.html", passage, status=status, **context)


@method_decorator(limited("writing"), name="dispatch")
class AttendanceEditView(TakingView):
    def get(self, request, group_slug, meeting_id):
        return self.page(*self.taking(group_slug, meeting_id))

    def post(self, request, group_slug, meeting_id):
        membership, meeting = self.taking(group_slug, meeting_id)
        people = queries.attendance_for_page(meeting)
        form = AttendanceForm(people, request.POST, everybody="everybody" in request.POST)
        if not form.is_valid():
            return self.page(membership, meeting, people=people, form=form, status=422)
        noted = {ref: actions.Noted(*line) for ref, line in form.noted().items()}
        try:
            actions.take_attendance(meeting=meeting, by=membership, noted=noted)
        except actions.NotedMeanwhile as reason:
            form.renew(reason.people)
            return self.page(membership, meeting, people=people, form=form, status=409)
        except Refused as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, _("Attendance is saved."))
        return redirect("groups:attendance-edit", group_slug=group_slug, meeting_id=meeting_id)


class TakingActView(TakingView):
    """An address that takes a form and shows nothing: whoever opens or reloads it finds the attendance."""

    def get(self, request, group_slug, meeting_id):
        self.taking(group_slug, meeting_id)
        return redirect("groups:attendance-edit", group_slug=group_slug, meeting_id=meeting_id)


@method_decorator(limited("writing"), name="dispatch")
class AttendanceLineView(TakingActView):
    """POST the line of one person, from the open page: answers the counts."""

    def post(self, request, group_slug, meeting_id):
        membership, meeting = self.taking(group_slug, meeting_id)
        form = AttendanceForm(queries.attendance_for_page(meeting), request.POST)
        if not form.is_valid():
            return not_saved(next(iter(form.errors[0].errors.values()))[0], "wrong", status=422)
        noted = {ref: actions.Noted(*line) for ref, line in form.noted().items()}
        try:
            actions.take_attendance(meeting=meeting, by=membership, noted=noted)
        except actions.NotedMeanwhile as reason:
            return not_saved(reason, "changed", now={one.ref: now_noted(one) for one in reason.people})
        except Refused as reason:
            return not_saved(reason, "closed")
        people = queries.attendance_for_page(meeting)
        total = queries.attendance_total(people, meeting.half_days)
        was = {one.ref: one.kept for one in people if one.ref in noted}
        return saved(timezone.now(), counts=queries.total_said(total), was=was)


def now_noted(one):
    """What is noted of one person, by the names of the fields of their line."""
    days = "" if one.half_days is None else str(one.half_days)
    return {"presence": one.presence, "half_days": days, "represented_by": one.represented_by, "was": one.kept}


@method_decorator(limited("writing"), name="dispatch")
class AttendanceGuestView(TakingActView):
    """POST the name of somebody who came and was not on the list."""

    def post(self, request, group_slug, meeting_id):
        membership, meeting = self.taking(group_slug, meeting_id)
        form = GuestPresentForm(request.POST)
        if not form.is_valid():
            return self.page(membership, meeting, guest=form, status=422)
        try:
            guest = actions.note_guest(meeting=meeting, by=membership, **form.cleaned_data)
        except Refused as reason:
            return self.page(membership, meeting, guest=form, status=refused(form, reason, "name"))
        messages.success(request, _("%(name)s is on the list, present.") % {"name": guest.name})
        return redirect("groups:attendance-edit", group_slug=group_slug, meeting_id=meeting_id)
