"""Calling people to a meeting, telling them of changes, seeing who comes; for those who facilitate, and the answer of a
member who is signed in.
"""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.meetings import access, actions, forms, notices, queries
from groups.spaces.access import Passage
from network.kit.acts import acted, refused
from network.kit.errors import Refused
from network.kit.rate import limited
from network.kit.views import back_to

from .base import OneMeetingView, meeting_room


def planned_page(request, template, membership, meeting, *, status=200, **context):
    passage = Passage.of(membership)
    return meeting_room(request, template, passage, status=status, tab="calendar", meeting=meeting, **context)


class PlannedActView(OneMeetingView):
    """POST of one button by those who facilitate, then `page`; a refusal is said there, and nothing is lost."""

    page = "groups:meeting-convene"

    def get(self, request, group_slug, meeting_id):
        self.planned(group_slug, meeting_id)
        return self.back(group_slug, meeting_id)

    def post(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        form = forms.ActForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("This page was incomplete: press the button again."))
            return self.back(group_slug, meeting_id)
        try:
            messages.success(request, self.act(meeting=meeting, by=membership, key=form.cleaned_data["key"]))
        except Refused as reason:
            messages.error(request, str(reason))
        return self.back(group_slug, meeting_id)

    def back(self, group_slug, meeting_id):
        return redirect(self.page, group_slug=group_slug, meeting_id=meeting_id)


@method_decorator(limited("mailings"), name="dispatch")
class MeetingConveneView(PlannedActView):
    """Who gets the convocation and what it says; POST sends it."""

    page = "groups:meeting-detail"

    def get(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        context = {
            "called": queries.called_for_page(meeting),
            "mail": notices.preview(meeting),
            "form": forms.ActForm(),
            "can_convene": access.can_answer_meeting(membership, meeting),
        }
        return planned_page(request, "meeting_convene.html", membership, meeting, **context)

    def act(self, **about):
        count = len(actions.convene(**about).data["rows"])
        said = ngettext("%(n)s person is convened.", "%(n)s people are convened.", count)
        return said % {"n": count}


@method_decorator(limited("mailings"), name="dispatch")
class MeetingTellView(PlannedActView):
    """POST: those who were convened are told how the meeting is now."""

    page = "groups:meeting-detail"

    def act(self, **about):
        told = actions.tell_change(**about)
        if told.kind == actions.AGENDA:
            return _("The agenda leaves by mail to those who take part.")
        return _("Those who take part are told, and their calendars with them.")


class MeetingRepliesView(OneMeetingView):
    """Who answered what, with their words; who did not; and which mails did not arrive."""

    def get(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        can_remind = meeting.is_convened and access.can_answer_meeting(membership, meeting)
        context = {
            "answers": (answers := queries.answers_for_page(meeting)),
            "outdated": sum(bool(one.former) for one in answers["none"]),
            "reminds_itself": can_remind and meeting.starts_at > timezone.now(),
            "undelivered": queries.undelivered_for_page(meeting),
            "to_remind": queries.people_to_remind(meeting, but=request.user).count() if can_remind else 0,
            "reminded": queries.was_reminded_today(meeting),
            "form": forms.ActForm(),
        }
        return planned_page(request, "meeting_replies.html", membership, meeting, **context)


@method_decorator(limited("mailings"), name="dispatch")
class MeetingRemindView(PlannedActView):
    """POST: those who did not answer are reminded."""

    page = "groups:meeting-replies"

    def act(self, **about):
        count = len(actions.remind(**about).data["rows"])
        return ngettext("%(n)s person is reminded.", "%(n)s people are reminded.", count) % {"n": count}


@method_decorator(limited("answers"), name="dispatch")
class MeetingAnswerView(OneMeetingView):
    """POST: the answer of a member, from the page of the meeting or from a row of a calendar."""

    def get(self, request, group_slug, meeting_id):
        _membership, meeting = self.for_member(group_slug, meeting_id)
        return redirect(meeting.url)

    def post(self, request, group_slug, meeting_id):
        membership, meeting = self.for_member(group_slug, meeting_id)
        form = forms.QuickAnswerForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Your answer was not kept: a word has five hundred characters at most."))
            return redirect(meeting.url)
        done = _("Your answer is kept. You can change it until the meeting is over.")
        acted(request, lambda: actions.answer_as_member(meeting=meeting, by=membership, **form.cleaned_data), done)
        return back_to(request, meeting.url)


@method_decorator(limited("guests"), name="dispatch")
class GuestListView(OneMeetingView):
    """The guests of a meeting; POST adds one."""

    def get(self, request, group_slug, meeting_id):
        return self.page(*self.planned(group_slug, meeting_id), forms.GuestForm())

    def post(self, request, group_slug, meeting_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        form = forms.GuestForm(request.POST)
        if not form.is_valid():
            return self.page(membership, meeting, form, status=422)
        try:
            guest = actions.add_guest(meeting=meeting, by=membership, **form.cleaned_data)
        except Refused as reason:
            return self.page(membership, meeting, form, status=refused(form, reason))
        messages.success(request, _("%(name)s is a guest of this meeting.") % {"name": guest.name})
        return redirect("groups:guest-list", group_slug=group_slug, meeting_id=meeting_id)

    def page(self, membership, meeting, form, *, status=200):
        guests = list(queries.guests_of(meeting))
        can_change = access.can_answer_meeting(membership, meeting)
        waiting = [guest for guest in guests if guest.email and guest.invited_at is None and not guest.refuses_mails]
        context = {"form": form, "guests": guests, "can_change": can_change}
        context["to_convene"] = len(waiting) if can_change else 0
        return planned_page(self.request, "guest_list.html", membership, meeting, status=status, **context)


@method_decorator(limited("changes"), name="dispatch")
class GuestRemoveView(OneMeetingView):
    """POST: a guest is taken away; pressed twice, the second time changes nothing."""

    def get(self, request, group_slug, meeting_id, guest_id):
        self.planned(group_slug, meeting_id)
        return redirect("groups:guest-list", group_slug=group_slug, meeting_id=meeting_id)

    def post(self, request, group_slug, meeting_id, guest_id):
        membership, meeting = self.planned(group_slug, meeting_id)
        done = _("The guest is removed. Whoever was convened by mail is told so by mail.")
        acted(request, lambda: actions.remove_guest(meeting=meeting, by=membership, guest_id=guest_id), done)
        return redirect("groups:guest-list", group_slug=group_slug, meeting_id=meeting_id)
