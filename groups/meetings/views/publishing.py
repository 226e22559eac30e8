"""Minutes come out, are corrected and approved."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from groups.meetings import access, actions, queries
from groups.meetings.forms import AmendmentForm, CorrectedForm, DecisionOnAmendmentForm, PublishForm, ReopenForm
from groups.spaces.queries import readers_to_tell
from network.kit.acts import acted, refused
from network.kit.errors import Refused
from network.kit.fields import whole_number
from network.kit.rate import limited
from network.kit.views import arrived

from .reading import MinutesView


@method_decorator(limited("mailings"), name="dispatch")
class MinutesPublishView(MinutesView):
    """What is looked at before the group reads the minutes, and the button."""

    def get(self, request, group_slug, meeting_id):
        membership, minutes = self.writable(group_slug, meeting_id)
        editions = queries.editions_of(minutes) if minutes.is_published else ()
        reason = queries.reason_for(minutes, editions) if minutes.is_published else ""
        initial = {"reason": reason, "days": minutes.amend_days}
        return self.page(membership, minutes, self.form_for(minutes)(initial=initial))

    def post(self, request, group_slug, meeting_id):
        membership, minutes = self.writable(group_slug, meeting_id)
        form = self.form_for(minutes)(request.POST)
        if not form.is_valid():
            return self.page(membership, minutes, form, status=422)
        try:
            actions.publish_minutes(minutes=minutes, by=membership, **form.cleaned_data)
        except Refused as reason:
            return self.page(membership, minutes, form, status=refused(form, reason))
        messages.success(request, _("The minutes are published: the group is being told."))
        return redirect(minutes.url)

    def form_for(self, minutes):
        return CorrectedForm if minutes.is_published else PublishForm

    def changes(self, minutes):
        if not minutes.is_published:
            return []
        edition = access.get_edition_or_404(minutes, minutes.edition)
        return queries.changes_between(edition.content, queries.content_of(minutes))

    def page(self, membership, minutes, form, *, status=200):
        context = {
            "form": form,
            "changes": self.changes(minutes),
            "checklist": queries.checklist_for(minutes, self.request.user, timezone.now()),
            "told": readers_to_tell(membership.group).exclude(id=membership.user_id).count(),
            "guests": queries.guests_to_tell(minutes),
            "can_publish": access.can_publish_minutes(membership, minutes),
        }
        return self.room_of_member("minutes_publish.html", membership, minutes, status=status, **context)


class ActOnMinutesView(MinutesView):
    """An address that takes a form and shows nothing: whoever opens or reloads it finds the minutes."""

    def get(self, request, group_slug, meeting_id, **others):
        return redirect(self.published(group_slug, meeting_id)[1].url)


@method_decorator(limited("changes"), name="dispatch")
class MinutesApproveView(ActOnMinutesView):
    """POST: the meeting approved them."""

    def post(self, request, group_slug, meeting_id):
        membership, _meeting = self.planned(group_slug, meeting_id)
        minutes = self.published(group_slug, meeting_id)[1]
        done = _("The minutes are approved, and locked.")
        acted(request, lambda: actions.approve_minutes(minutes=minutes, by=membership), done)
        return redirect(minutes.url)


@method_decorator(limited("changes"), name="dispatch")
class MinutesReopenView(MinutesView):
    """Begin a correction of approved minutes, with its reason."""

    def get(self, request, group_slug, meeting_id):
        membership, minutes = self.writable(group_slug, meeting_id)
        return self.room_of_member("minutes_reopen.html", membership, minutes, form=ReopenForm())

    def post(self, request, group_slug, meeting_id):
        membership, minutes = self.writable(group_slug, meeting_id)
        form, status = ReopenForm(request.POST), 422
        if form.is_valid():
            try:
                actions.reopen_minutes(minutes=minutes, by=membership, reason=form.cleaned_data["reason"])
            except Refused as reason:
                status = refused(form, reason)
            else:
                messages.success(request, _("The correction is open: change the text, then publish it."))
                return arrived(form, reverse("groups:minutes-edit", args=[group_slug, meeting_id]))
        return self.room_of_member("minutes_reopen.html", membership, minutes, status=status, form=form)


@method_decorator(limited("changes"), name="dispatch")
class CorrectionEndView(ActOnMinutesView):
    """POST: nothing had to be corrected after all."""

    def post(self, request, group_slug, meeting_id):
        membership, minutes = self.writable(group_slug, meeting_id)
        done = _("The correction is closed: the minutes are locked again, as they were.")
        acted(request, lambda: actions.end_correction(minutes=minutes, by=membership), done)
        return redirect(minutes.url)


@method_decorator(limited("asking"), name="dispatch")
class AmendmentNewView(MinutesView):
    """`?point=<id>`: the point that it is about."""

    def get(self, request, group_slug, meeting_id):
        membership, minutes = self.published_for_member(group_slug, meeting_id)
        initial = {"point": whole_number(request.GET.get("point", ""))}
        reading = self.reading(membership, minutes)
        return self.page(membership, minutes, AmendmentForm(initial=initial, reading=reading), reading)

    def post(self, request, group_slug, meeting_id):
        membership, minutes = self.published_for_member(group_slug, meeting_id)
        reading = self.reading(membership, minutes)
        form = AmendmentForm(request.POST, reading=reading)
        if not form.is_valid():
            return self.page(membership, minutes, form, reading, status=422)
        said = form.cleaned_data
        try:
            about = {"point_id": said["point"], "text": said["text"], "key": said["key"]}
            actions.propose_amendment(minutes=minutes, by=membership, **about)
        except Refused as reason:
            return self.page(membership, minutes, form, reading, status=refused(form, reason))
        messages.success(request, _("Your correction is proposed. You will be told of the answer."))
        return arrived(form, f"{minutes.url}#corrections")

    def reading(self, membership, minutes):
        return queries.reading_of(access.get_edition_or_404(minutes, minutes.edition), membership.group)

    def page(self, membership, minutes, form, reading, *, status=200):
        can_amend = access.can_amend_minutes(membership, minutes)
        about = whole_number(str(form["point"].value() or ""))
        context = {"form": form, "can_amend": can_amend, "part": reading.part(about)}
        return self.room_of_member("amendment_new.html", membership, minutes, status=status, **context)


@method_decorator(limited("asking"), name="dispatch")
class AmendmentDecideView(MinutesView):
    """POST `decision=accept` or `decision=decline`, with a word."""

    def get(self, request, group_slug, meeting_id, amendment_id):
        membership, minutes = self.writable(group_slug, meeting_id)
        amendment = access.get_amendment_or_404(minutes, amendment_id)
        return self.page(membership, amendment, DecisionOnAmendmentForm())

    def post(self, request, group_slug, meeting_id, amendment_id):
        membership, minutes = self.writable(group_slug, meeting_id)
        amendment = access.get_amendment_or_404(minutes, amendment_id)
        form = DecisionOnAmendmentForm(request.POST)
        if not form.is_valid():
            return self.page(membership, amendment, form, status=422)
        accept = form.cleaned_data["decision"] == "accept"
        try:
            about = {"accept": accept, "answer": form.cleaned_data["answer"]}
            actions.decide_amendment(amendment=amendment, by=membership, **about)
        except Refused as reason:
            return self.page(membership, amendment, form, status=refused(form, reason))
        self.say(accept)
        return arrived(form, f"{minutes.url}#corrections")

    def say(self, accept):
        accepted = _("Accepted. Change the text accordingly, then publish another version.")
        messages.success(self.request, accepted if accept else _("Declined: your answer was sent."))

    def page(self, membership, amendment, form, *, status=200):
        minutes = amendment.minutes
        reading = queries.reading_of(access.get_edition_or_404(minutes, minutes.edition), membership.group)
        context = {"form": form, "amendment": amendment, "part": reading.part(amendment.point_id)}
        return self.room_of_member("amendment_decide.html", membership, amendment.minutes, status=status, **context)


@method_decorator(limited("changes"), name="dispatch")
class AmendmentWithdrawView(ActOnMinutesView):
    """POST: one's own proposal is taken back."""

    def post(self, request, group_slug, meeting_id, amendment_id):
        membership, minutes = self.published_for_member(group_slug, meeting_id)
        amendment = access.get_amendment_or_404(minutes, amendment_id)
        done = _("Your proposal is taken back.")
        acted(request, lambda: actions.withdraw_amendment(amendment=amendment, by=membership), done)
        return redirect(minutes.url)
