"""Inviting by e-mail, and answering an invitation."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from groups.spaces import access, actions, forms, queries
from groups.spaces.enums import InvitationState, InviteOutcome
from network.kit import throttle
from network.kit.acts import refused
from network.kit.errors import Refused
from network.kit.rate import limited

from .pages import PageView, admin_page, back_to_admin, group_page

GUESSES = "30/h/ip"
DAY = 24 * 3600


class InvitationCreateView(PageView):
    def dispatch(self, request, group_slug):
        self.facilitator = access.get_facilitator_or_404(request.user, group_slug)
        return super().dispatch(request)

    def get(self, request):
        return self.page(forms.InviteForm())

    def post(self, request):
        form = forms.InviteForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        data = form.cleaned_data
        try:
            results = actions.invite(
                group=self.facilitator.group,
                by=request.user,
                emails=data["addresses"],
                role=data["role"],
                message=data["message"],
            )
        except Refused as refusal:
            return self.page(form, status=refused(form, refusal))
        return self.told(data, results)

    def told(self, data, results):
        """A line for each address; those that did not leave stay in the form."""
        again = [line.email for line in results if line.is_to_correct]
        kept = {name: data[name] for name in ("role", "message")}
        form = forms.InviteForm(initial={**kept, "addresses": "\n".join(again)})
        told = {"results": results, "arrived": data["key"] or "", "again": bool(again)}
        outcomes = {line.outcome for line in results}
        if outcomes == {InviteOutcome.TOO_MANY}:
            response = self.page(form, status=429, **told)
            response.headers["Retry-After"] = str(DAY)
            return response
        return self.page(form, status=422 if outcomes == {InviteOutcome.INVALID} else 200, **told)

    def page(self, form, status=200, results=(), arrived="", again=False):  # noqa: FBT002 - of the template
        sent = sum(line.is_sent for line in results)
        return group_page(
            self.request,
            "invitation_create.html",
            self.facilitator,
            tab="admin",
            status=status,
            form=form,
            results=results,
            sent=sent,
            arrived=arrived,
            again=again,
            can_manage=access.can_manage_group(self.facilitator),
        )


class OneInvitationView(PageView):
    """A POST about one invitation of the facilitator's group; refused ones show the facilitators' page again."""

    def get(self, request, group_slug, invitation_id):
        return back_to_admin(request, group_slug)

    def post(self, request, group_slug, invitation_id):
        facilitator = access.get_facilitator_or_404(request.user, group_slug)
        invitation = access.get_invitation_or_404(facilitator, invitation_id)
        try:
            messages.success(request, self.act(invitation) % {"address": invitation.email})
        except Refused as refusal:
            return admin_page(request, facilitator, status=409, refusal=str(refusal))
        return redirect("groups:group-admin", group_slug=facilitator.group.slug)

    def act(self, invitation):
        raise NotImplementedError


@method_decorator(limited("invitations"), name="dispatch")
class InvitationResendView(OneInvitationView):
    def act(self, invitation):
        actions.resend_invitation(invitation=invitation, by=self.request.user)
        return _("The invitation was sent again to %(address)s. The former link no longer works.")


@method_decorator(limited("group-changes"), name="dispatch")
class InvitationRevokeView(OneInvitationView):
    def act(self, invitation):
        actions.revoke_invitation(invitation=invitation, by=self.request.user)
        return _("The invitation of %(address)s was cancelled.")


@method_decorator(login_not_required, name="dispatch")
class InvitationView(PageView):
    """The page behind the link of the mail. The link says which invitation; only the verified address opens it.

    The site's own referrer policy stays: under "no-referrer" browsers send the form from "null", which is refused.
    """

    def dispatch(self, request, token):
        if not throttle.allowed(request, "invitation", GUESSES, look_only=True):
            return throttle.too_many(request)
        self.invitation = access.get_invitation_by_token(token)
        self.state = queries.invitation_state(self.invitation, request.user)
        if self.state == InvitationState.UNKNOWN:
            throttle.allowed(request, "invitation", GUESSES)  # counted as a guess
        response = super().dispatch(request)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def get(self, request):
        return self.page(status=404 if self.state == InvitationState.UNKNOWN else 200)

    def post(self, request):
        if self.state == InvitationState.UNKNOWN:
            return self.page(status=404)
        if self.state == InvitationState.ANONYMOUS:
            return redirect_to_login(request.path)
        if self.state == InvitationState.STRANGER:
            return self.page(status=403)
        try:
            membership = actions.accept_invitation(user=request.user, invitation=self.invitation)
        except Refused:
            return self.page(status=409)
        messages.success(request, _("You are now a member of this group."))
        return redirect("groups:group-home", group_slug=membership.group.slug)

    def page(self, status):
        shown = None if self.state == InvitationState.UNKNOWN else self.invitation
        context = {"state": self.state, "invitation": shown, "next": self.request.path, "section": "groups"}
        return render(self.request, "groups/spaces/invitation.html", context, status=status)
