"""The pages about one's own account."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.views.generic import FormView, TemplateView, View

from network.people import access, actions, queries
from network.people.forms import ProfileForm, profile_initial


class AccountHomeView(TemplateView):
    template_name = "people/account_home.html"

    def get_context_data(self, **kwargs):
        person = self.request.user
        return super().get_context_data(
            profile=queries.profile_of(person),
            second_factor=queries.second_factor_of(person),
            must_have_second_factor=access.must_have_second_factor(person),
            session_count=len(queries.sessions_for_account(person)),
            **kwargs,
        )


class ProfileEditView(FormView):
    template_name = "people/profile_edit.html"
    form_class = ProfileForm
    success_url = reverse_lazy("people:account-home")

    def get_initial(self):
        return profile_initial(queries.profile_of(self.request.user))

    def form_valid(self, form):
        actions.update_profile(person=self.request.user, **form.cleaned_data)
        messages.success(self.request, _("Your profile is saved."))
        return super().form_valid(form)


class SessionEndView(View):
    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, session_id: int) -> HttpResponse:
        """Where somebody lands who signed in again after the button: nothing was closed yet."""
        return redirect("usersessions_list")

    def post(self, request: HttpRequest, session_id: int) -> HttpResponse:
        actions.end_session(session=access.get_session_or_404(request.user, session_id))
        messages.success(request, _("This session is closed."))
        return redirect("usersessions_list")
