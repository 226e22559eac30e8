"""A member's own proposal for an agenda, while it waits: said otherwise, or taken back."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from groups.meetings import access, actions
from groups.meetings.forms import ProposalForm
from groups.spaces.access import Passage
from network.kit.acts import acted, refused
from network.kit.errors import Refused
from network.kit.rate import limited
from network.kit.views import arrived

from .base import OneMeetingView, changed_since, meeting_room


class OwnProposalView(OneMeetingView):
    def proposal(self, group_slug, meeting_id, item_id):
        membership, meeting = self.for_member(group_slug, meeting_id)
        return membership, access.get_proposal_or_404(membership, meeting, item_id)


@method_decorator(limited("changes"), name="dispatch")
class ProposalEditView(OwnProposalView):
    """Once it is answered, this address leads to the meeting, where the answer is."""

    def get(self, request, group_slug, meeting_id, item_id):
        membership, item = self.proposal(group_slug, meeting_id, item_id)
        if not access.can_change_proposal(membership, item):
            return redirect(item.meeting.url)
        return self.page(membership, item, ProposalForm.of(item))

    def post(self, request, group_slug, meeting_id, item_id):
        membership, item = self.proposal(group_slug, meeting_id, item_id)
        form = ProposalForm(request.POST)
        if not form.is_valid():
            return self.page(membership, item, form, status=422)
        try:
            version = form.cleaned_data["version"]
            actions.change_proposal(item=item, by=membership, version=version, **form.sent(membership.user))
        except actions.ChangedSince as reason:
            conflict = changed_since(form, reason, ProposalForm.of(reason.now))
            return self.page(membership, item, form, **conflict)
        except Refused as reason:
            return self.page(membership, item, form, status=refused(form, reason))
        messages.success(request, _("Your proposal is changed."))
        return arrived(form, item.meeting.url)

    def page(self, membership, item, form, *, status=200, **extra):
        passage = Passage.of(membership)
        context = {"meeting": item.meeting, "item": item, "form": form, **extra}
        return meeting_room(self.request, "agenda_item_propose.html", passage, status=status, tab="calendar", **context)


@method_decorator(limited("changes"), name="dispatch")
class ProposalWithdrawView(OwnProposalView):
    """POST: it is taken back."""

    def get(self, request, group_slug, meeting_id, item_id):
        _membership, item = self.proposal(group_slug, meeting_id, item_id)
        return redirect(item.meeting.url)

    def post(self, request, group_slug, meeting_id, item_id):
        membership, item = self.proposal(group_slug, meeting_id, item_id)
        done = _("Your proposal is withdrawn.")
        acted(request, lambda: actions.withdraw_proposal(item=item, by=membership), done)
        return redirect(item.meeting.url)
