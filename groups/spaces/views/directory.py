"""Groups seen from outside, and asking to be let in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from groups.spaces import access, actions, forms, queries
from groups.spaces.enums import Way
from network.kit.acts import refused
from network.kit.errors import Refused
from network.kit.rate import limited

from .pages import PageView, arrived_in

GROUPS_A_PAGE = 50


@method_decorator(login_not_required, name="dispatch")
class GroupListView(PageView):
    def get(self, request):
        theme = forms.DirectoryForm(request.GET).chosen
        groups = queries.groups_for_directory(request.user, theme)
        page = Paginator(groups, GROUPS_A_PAGE).get_page(request.GET.get("page"))
        context = {
            "page": page,
            "cards": queries.cards_for(request.user, list(page)),
            "themes": queries.themes_for_directory(request.user),
            "theme": theme,
            "section": "groups",
        }
        return render(request, "groups/spaces/group_list.html", context)


@method_decorator(limited("join-requests"), name="dispatch")
class GroupJoinView(PageView):
    """One address for every way in: what a POST does depends on what the group and the person are by then."""

    def dispatch(self, request, group_slug):
        self.group = access.get_group_or_404(request.user, group_slug)
        return super().dispatch(request)

    def get(self, request):
        card = queries.card_for(request.user, self.group)
        if card.way in {Way.MEMBER, Way.PENDING, Way.INVITATION, Way.CLOSED}:
            return redirect("groups:group-home", group_slug=self.group.slug)
        return self.page(card, forms.JoinForm())

    def post(self, request):
        card = queries.card_for(request.user, self.group)
        form = forms.JoinForm(request.POST)
        try:
            if card.way in {Way.INVITED, Way.OPEN}:
                return self.come_in(card)
            if not form.is_valid():
                return self.page(card, form, status=422)
            return self.ask(form)
        except Refused as refusal:
            return self.page(card, form, status=refused(form, refusal))

    def come_in(self, card):
        if card.way == Way.INVITED:
            actions.accept_invitation(user=self.request.user, invitation=card.invitation)
        else:
            actions.join_open_group(user=self.request.user, group=self.group)
        messages.success(self.request, _("You are now a member of this group."))
        return redirect("groups:group-home", group_slug=self.group.slug)

    def ask(self, form):
        data = form.cleaned_data
        actions.ask_to_join(user=self.request.user, group=self.group, message=data["message"], key=data["key"])
        messages.success(self.request, _("Your request was sent. You will be told of the answer by e-mail."))
        return arrived_in(self.group, form)

    def page(self, card, form, status=200):
        context = {"card": card, "form": form, "section": "groups"}
        return render(self.request, "groups/spaces/group_join.html", context, status=status)


class JoinRequestWithdrawView(PageView):
    def get(self, request, group_slug):
        group = access.get_group_or_404(request.user, group_slug)
        return redirect("groups:group-home", group_slug=group.slug)

    def post(self, request, group_slug):
        group = access.get_group_or_404(request.user, group_slug)
        if actions.withdraw_request(user=request.user, group=group):
            messages.success(request, _("Your request was withdrawn."))
        return redirect("groups:group-home", group_slug=group.slug)
