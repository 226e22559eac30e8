"""The pages about one's own account, and the door of the demonstration. The other doors are allauth's."""

import time

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import (
    BaseReauthenticateView,
    ConfirmEmailVerificationCodeView,
    ConfirmLoginCodeView,
    ConfirmPasswordResetCodeView,
    LoginView,
    SignupView,
)
from allauth.core import ratelimit
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView, View

from . import access, actions, demo, queries
from .forms import CodeAgainForm, ProfileForm, profile_initial

MOST_TRIES = 3
ANOTHER = gettext_lazy("Ask for another one here.")
ANOTHER_BY_SIGNING_IN = gettext_lazy(
    "Sign in with the address and the password that you chose: another one is sent at once."
)


class SignInView(LoginView):
    """allauth's door; the demonstration adds its people."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(demonstration=demo_doors() if settings.DEMO else None, **kwargs)


def demo_doors() -> dict:
    """What the sign-in page offers while DEMO is on: its addresses do not exist otherwise."""
    urls = {"enter_url": reverse("people:demo-login"), "mailbox_url": reverse("people:mailbox")}
    return {"personas": demo.PERSONAS, **urls}


class SignUpView(SignupView):
    """allauth's door: as much work, and the same answer, for an address that has an account."""

    def form_valid(self, form):
        if form.account_already_exists:
            actions.rehearse_sign_up(password=form.cleaned_data["password1"])
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except IntegrityError:  # the same address signed up at the same moment
            form.account_already_exists = True
            return super().form_valid(form)


@method_decorator(login_not_required, name="dispatch")
class CodeView:
    """Where a code of a mail is typed: once it is of no use, says why and goes where another one is asked for."""

    start, another = "", ANOTHER

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST" and not getattr(self, "_process", None):
            return self.start_again(_("This code has expired."))
        return response

    def form_invalid(self, form):
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))
        return self.start_again(_("Three codes were not the right one: the one that we sent is of no use any more."))

    def start_again(self, why: str) -> HttpResponse:
        messages.error(self.request, f"{why} {self.another}")
        return redirect(self.passthrough_next_url(reverse(self.start)))


class LoginCodeView(CodeView, ConfirmLoginCodeView):
    start = "account_request_login_code"


class ResetCodeView(CodeView, ConfirmPasswordResetCodeView):
    start = "account_reset_password"


class AddressCodeView(CodeView, ConfirmEmailVerificationCodeView):
    """Of a new account, or of the new address of an account."""

    @property
    def start(self) -> str:
        return "account_email" if self.request.user.is_authenticated else "account_login"

    @property
    def another(self) -> str:
        return ANOTHER if self.request.user.is_authenticated else ANOTHER_BY_SIGNING_IN


class SecondFactorView(AuthenticateView):
    """allauth's door: it asks for what this account has, and says to whoever used a recovery code how many are left."""

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "second_factor": queries.second_factor_of(self.stage.login.user)}

    def form_valid(self, form):
        response = super().form_valid(form)
        used = getattr(form, "authenticator", None)
        if used and used.type == Authenticator.Type.RECOVERY_CODES:
            used.refresh_from_db(fields=["data"])
            left = len(used.wrap().get_unused_codes())
            said = ngettext(
                "That recovery code is used up. You have %(n)s left: make new ones in your account in time.",
                "That recovery code is used up. You have %(n)s left.",
                left,
            )
            messages.warning(self.request, said % {"n": left})
        return response


class FirstOneCounts:
    """Whoever sets up their first second factor could answer with it at once: on this session it counts as shown. A
    further one, which the password is enough to add, shows nothing of the first.
    """

    def form_valid(self, form):
        is_first = not is_mfa_enabled(self.request.user)
        response = super().form_valid(form)
        if is_first:
            record_authentication(self.request, self.request.user, method="mfa", type=self.shown)
        return response


class ApplicationAddView(FirstOneCounts, ActivateTOTPView):
    shown = "totp"


class PasskeyAddView(FirstOneCounts, AddWebAuthnView):
    shown = "webauthn"


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


class CodeAgainView(BaseReauthenticateView):
    """Asks for a code by mail before a change that matters, when an account has neither password nor second factor."""

    template_name = "people/code_again.html"
    form_class = CodeAgainForm
    kept = "code_again"

    @property
    def state(self) -> dict:
        state = self.request.session.get(self.kept, {})
        alive = time.time() - state.get("at", 0) < settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT
        return state if alive and state["tries"] < MOST_TRIES else {}

    def post(self, request, *args, **kwargs):
        return self.send(request) if "send" in request.POST else super().post(request, *args, **kwargs)

    def send(self, request: HttpRequest) -> HttpResponse:
        too_many = ratelimit.consume_or_429(request, action="request_login_code", key=request.user.email)
        if too_many:
            return too_many
        adapter = get_adapter(request)
        request.session[self.kept] = {"code": adapter.generate_login_code(), "at": time.time(), "tries": 0}
        adapter.send_mail(f"account/email/{self.kept}", request.user.email, {"code": self.state["code"]})
        return redirect(self.passthrough_next_url(request.path))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "code": self.state.get("code", "")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(is_sent=bool(self.state), **kwargs)

    def form_invalid(self, form):
        if self.state:
            self.request.session[self.kept] = {**self.state, "tries": self.state["tries"] + 1}
        return super().form_invalid(form)

    def form_valid(self, form):
        del self.request.session[self.kept]
        record_authentication(self.request, self.request.user, method="code", reauthenticated=True)
        return super().form_valid(form)


class DemoOnlyMixin:
    """A door that exists only while DEMO is on, whatever the addresses say."""

    def dispatch(self, request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return super().dispatch(request, *args, **kwargs)


@method_decorator(login_not_required, name="dispatch")
class DemoLoginView(DemoOnlyMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        person = access.get_demonstrator_or_404(request.POST.get("persona", ""))
        adapter = get_adapter(request)
        adapter.login(request, person)
        request.session[demo.MARK] = True
        nothing = {"email_verification": None, "signal_kwargs": None, "email": None, "redirect_url": None}
        return adapter.post_login(request, person, signup=False, **nothing)


@method_decorator(login_not_required, name="dispatch")
class MailboxView(DemoOnlyMixin, TemplateView):
    template_name = "people/mailbox.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(mails=demo.mails(), **kwargs)
