"""A network administrator's exceptional entry."""

from django.contrib import messages
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from groups.spaces import access, actions, forms
from network.kit.acts import refused
from network.kit.errors import KeyReused
from network.kit.rate import limited

from .pages import PageView, arrived_in


@method_decorator(limited("admin-entries"), name="dispatch")
class AdminEntryView(PageView):
    def dispatch(self, request, group_slug):
        self.group = access.get_group_to_enter_or_404(request.user, group_slug)
        return super().dispatch(request)

    def get(self, request):
        return self.page(forms.AdminEntryForm())

    def post(self, request):
        form = forms.AdminEntryForm(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        data = form.cleaned_data
        try:
            actions.enter_exceptionally(user=request.user, group=self.group, reason=data["reason"], key=data["key"])
        except KeyReused as refusal:
            return self.page(form, status=refused(form, refusal))
        messages.success(request, _("Your access is open and recorded. The people who facilitate the group are told."))
        return arrived_in(self.group, form)

    def page(self, form, status=200):
        entry = access.current_admin_entry(self.request.user, self.group.slug)
        context = {"group": self.group, "form": form, "entry": entry, "section": "groups"}
        return render(self.request, "groups/spaces/admin_entry.html", context, status=status)
