"""The people of a group: the list, names for mentions, roles, going out."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from groups.spaces import access, actions, forms, queries
from network.kit.errors import Refused
from network.kit.rate import limited
from network.kit.typography import of
from network.kit.views import back_to

from .pages import PageView, admin_page, back_to_admin, group_page, members_page


@method_decorator(limited("searches", asking="q"), name="dispatch")
class MemberListView(PageView):
    def get(self, request, group_slug):
        passage = access.get_passage_or_404(request.user, group_slug)
        return group_page(request, "member_list.html", passage, tab="members", **members_page(request, passage.group))


@method_decorator(limited("suggestions", reads=True), name="dispatch")
class MemberSuggestionsView(PageView):
    def get(self, request, group_slug):
        membership = access.get_membership_or_404(request.user, group_slug)
        words = forms.MemberSearchForm(request.GET).words
        found = queries.member_suggestions(membership.group, words, but=request.user)
        if access.can_manage_group(membership):
            everybody = queries.everybody_suggestion(membership.group, words)
            # Enter takes the first line: the whole group is called on purpose only.
            found = [*everybody, *found] if words else [*found, *everybody]
        return JsonResponse(found, safe=False)


@method_decorator(limited("group-changes"), name="dispatch")
class MemberRoleView(PageView):
    def get(self, request, group_slug, membership_id):
        return back_to_admin(request, group_slug)

    def post(self, request, group_slug, membership_id):
        facilitator = access.get_facilitator_or_404(request.user, group_slug)
        member = access.get_member_or_404(facilitator, membership_id)
        form = forms.RoleForm(request.POST)
        if not form.is_valid():
            return admin_page(request, facilitator, status=422, refusal=_("Choose one of the two roles."))
        try:
            actions.change_role(membership=member, role=form.cleaned_data["role"], by=request.user)
        except Refused as refusal:
            return admin_page(request, facilitator, status=409, refusal=str(refusal))
        messages.success(request, _("The role %(of_name)s was changed.") % {"of_name": of(member.user)})
        return redirect_after_role(request, facilitator, member)


def redirect_after_role(request, facilitator, member):
    """Somebody who gave up their own role can no longer see the facilitators' page."""
    page = "group-home" if member.user_id == request.user.pk else "group-admin"
    return redirect(f"groups:{page}", group_slug=facilitator.group.slug)


@method_decorator(limited("group-changes"), name="dispatch")
class MemberRemoveView(PageView):
    def dispatch(self, request, group_slug, membership_id):
        self.facilitator = access.get_facilitator_or_404(request.user, group_slug)
        self.member = access.get_member_or_404(self.facilitator, membership_id)
        return super().dispatch(request)

    def get(self, request):
        return self.page()

    def post(self, request):
        try:
            actions.remove_member(membership=self.member, by=request.user)
        except Refused as refusal:
            return self.page(status=409, refusal=str(refusal))
        messages.success(request, _("%(name)s is no longer in the group.") % {"name": self.member.user})
        if self.member.user_id == request.user.pk:
            return redirect("groups:dashboard")
        return redirect("groups:group-admin", group_slug=self.facilitator.group.slug)

    def page(self, status=200, refusal=""):
        return group_page(
            self.request,
            "member_remove.html",
            self.facilitator,
            tab="admin",
            status=status,
            member=self.member,
            refusal=refusal,
        )


class MembershipLevelView(PageView):
    """POST `level`: asked twice, the same result."""

    def get(self, request, group_slug):
        return redirect(
            "groups:group-home", group_slug=access.get_membership_or_404(request.user, group_slug).group.slug
        )

    def post(self, request, group_slug):
        membership = access.get_membership_or_404(request.user, group_slug)
        form = forms.LevelForm(request.POST)
        if not form.is_valid():
            return HttpResponse(status=400)
        actions.choose_level(membership=membership, level=form.cleaned_data["level"])
        messages.success(request, _("What you are told of this group has changed."))
        return back_to(request, reverse("groups:group-home", args=[membership.group.slug]))


class MembershipLeaveView(PageView):
    def dispatch(self, request, group_slug):
        self.membership = access.get_membership_or_404(request.user, group_slug)
        return super().dispatch(request)

    def get(self, request):
        return self.page()

    def post(self, request):
        try:
            actions.leave_group(membership=self.membership)
        except Refused as refusal:
            return self.page(status=409, refusal=str(refusal))
        messages.success(request, _("You have left “%(group)s”.") % {"group": self.membership.group.name})
        return redirect("groups:dashboard")

    def page(self, status=200, refusal=""):
        return group_page(
            self.request, "membership_leave.html", self.membership, tab="members", status=status, refusal=refusal
        )
