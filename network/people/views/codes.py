"""Where the codes of our mails are typed, and asked for again."""

import time

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import stash_login
from allauth.account.views import (
    BaseReauthenticateView,
    ConfirmEmailVerificationCodeView,
    ConfirmLoginCodeView,
    ConfirmPasswordResetCodeView,
)
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.people import actions
from network.people.forms import CodeAgainForm

MOST_TRIES = 3
SIGNING_UP = "signing_up"  # in the session: what somebody said of themselves who has no account yet
ANOTHER = gettext_lazy("Ask for another one here.")
ANOTHER_BY_SIGNING_IN = gettext_lazy(
    "Sign in with the address and the password that you chose: another one is sent at once."
)
TOO_SOON = gettext_lazy(
    "A code was sent a moment ago. Wait a few minutes before you ask for another one: the last one that you received "
    "still works."
)
TOO_SOON_SECONDS = "60"


def asked_too_soon(view) -> HttpResponse:
    """The page again, with its form empty: nothing was sent, and this is where the last code is typed."""
    messages.warning(view.request, TOO_SOON)
    form = view.get_form_class()(**{**view.get_form_kwargs(), "data": None, "files": None})
    response = view.render_to_response(view.get_context_data(form=form), status=429)
    response["Retry-After"] = TOO_SOON_SECONDS
    return response


@method_decorator(login_not_required, name="dispatch")
class CodeView:
    """Where a code of a mail is typed. Another one can be sent from here; once the code is of no use, says why and goes
    where another one is asked for.

    `limit`: the rate limit of the mails, when sending one does not count by itself.
    """

    start, another, limit = "", ANOTHER, ""

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "POST" and not getattr(self, "_process", None):
            return self.start_again(_("This code has expired."))
        return response

    def post(self, request, *args, **kwargs):
        return self.send_again(self._process) if "again" in request.POST else super().post(request, *args, **kwargs)

    def send_again(self, process) -> HttpResponse:
        """A new code with its own ten minutes, rather than allauth's, which would end with the first one."""
        email = process.state["email"]
        if self.limit and not ratelimit.consume(self.request, action=self.limit, key=email):
            return asked_too_soon(self)
        try:
            process.initiate(request=self.request, user=process.user, email=email)
        except ImmediateHttpResponse:  # where sending counts by itself
            return asked_too_soon(self)
        messages.success(self.request, _("Another code is on its way: it replaces the one before."))
        return redirect(self.passthrough_next_url(self.request.path))

    def form_invalid(self, form):
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))
        return self.start_again(_("Three codes were not the right one: the one that we sent is of no use any more."))

    def start_again(self, why: str) -> HttpResponse:
        messages.error(self.request, f"{why} {self.another}")
        return redirect(self.passthrough_next_url(reverse(self.start)))


class LoginCodeView(CodeView, ConfirmLoginCodeView):
    start, limit = "account_request_login_code", "request_login_code"


class ResetCodeView(CodeView, ConfirmPasswordResetCodeView):
    start, limit = "account_reset_password", "reset_password"


class AddressCodeView(CodeView, ConfirmEmailVerificationCodeView):
    """Of a new account, or of the new address of an account."""

    @property
    def start(self) -> str:
        return "account_email" if self.request.user.is_authenticated else "account_login"

    @property
    def another(self) -> str:
        return ANOTHER if self.request.user.is_authenticated else ANOTHER_BY_SIGNING_IN

    @transaction.atomic
    def form_valid(self, form):
        self.request.session.pop(SIGNING_UP, None)
        actions.discard_never_confirmed(email=self._process.email, but=self._process.user)
        return super().form_valid(form)

    def send_again(self, process):
        """Signing in, of which the code is a step, is given its time anew as well."""
        if self.stage:
            self.stage.login.initiated_at = time.time()
            stash_login(self.request, self.stage.login)
        return super().send_again(process)


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
        if not ratelimit.consume(request, action="request_login_code", key=request.user.email):
            return asked_too_soon(self)
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
