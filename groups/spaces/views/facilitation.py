"""What the people who facilitate a group do: requests, the welcome area, and the page that shows it all."""

from django.contrib import messages
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from groups.spaces import access, actions, forms, queries
from network.kit.acts import refused
from network.kit.errors import Refused
from network.kit.rate import limited

from .pages import PageView, admin_page, arrived_in, group_page


@method_decorator(limited("searches", asking="q"), name="dispatch")
class GroupAdminView(PageView):
    def get(self, request, group_slug):
        return admin_page(request, access.get_facilitator_or_404(request.user, group_slug))


@method_decorator(limited("group-changes"), name="dispatch")
class JoinRequestDecideView(PageView):
    def dispatch(self, request, group_slug, request_id):
        self.facilitator = access.get_facilitator_or_404(request.user, group_slug)
        self.join_request = access.get_join_request_or_404(self.facilitator, request_id)
        return super().dispatch(request)

    def get(self, request):
        return self.page(forms.RequestDecisionForm())

    def post(self, request):
        form = forms.RequestDecisionForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        try:
            said = self.decide(form.cleaned_data["decision"], form.cleaned_data["answer"])
        except Refused as refusal:
            self.join_request.refresh_from_db()
            return self.page(form, status=refused(form, refusal))
        messages.success(request, said % {"name": self.join_request.user})
        return arrived_in(self.facilitator.group, form, "group-admin")

    def decide(self, decision, answer):
        decided = {"request": self.join_request, "by": self.request.user, "answer": answer}
        if decision == "accept":
            actions.accept_request(**decided)
            return _("%(name)s is now a member of the group.")
        actions.refuse_request(**decided)
        return _("Your answer was sent to %(name)s.")

    def page(self, form, status=200):
        return group_page(
            self.request,
            "join_request_decide.html",
            self.facilitator,
            tab="admin",
            status=status,
            join_request=self.join_request,
            was_put_out=queries.was_put_out(self.join_request.user, self.facilitator.group),
            form=form,
        )


@method_decorator(limited("group-changes"), name="dispatch")
class WelcomeEditView(PageView):
    def dispatch(self, request, group_slug):
        self.facilitator = access.get_facilitator_or_404(request.user, group_slug)
        self.group = self.facilitator.group
        return super().dispatch(request)

    def get(self, request):
        return self.page(forms.WelcomeForm(initial=self.kept()))

    def post(self, request):
        form = forms.WelcomeForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        data = form.cleaned_data
        if "preview" in request.POST:
            return self.page(form, preview=queries.welcome_shown(data["body"]))
        try:
            actions.update_welcome(membership=self.facilitator, welcome=data["body"], version=data["version"])
        except Refused as refusal:
            return self.conflict(form, str(refusal))
        messages.success(request, _("The welcome area was saved."))
        return arrived_in(self.group, form)

    def kept(self):
        return {"body": self.group.welcome, "version": self.group.welcome_version}

    def conflict(self, form, refusal):
        """Both texts on one page; sending again replaces the other one, knowingly."""
        form.data = form.data.copy()
        form.data["version"] = self.group.welcome_version
        form.add_error(None, refusal)
        return self.page(form, status=409, theirs=queries.welcome_shown(self.group.welcome))

    def page(self, form, status=200, **shown):
        return group_page(
            self.request,
            "welcome_edit.html",
            self.facilitator,
            tab="admin",
            status=status,
            form=form,
            **{"theirs": "", "preview": "", **shown},
        )
