"""The ways in: allauth's doors where ours do more, and those of the demonstration."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.email_verification_by_code import EMAIL_VERIFICATION_CODE_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView, SignupView
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
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View

from network.people import access, actions, demo, queries

from .codes import SIGNING_UP


class SignInView(LoginView):
    """allauth's door; the demonstration adds its people."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(demonstration=demo_doors() if settings.DEMO else None, **kwargs)


def demo_doors() -> dict:
    """What the sign-in page offers while DEMO is on: its addresses do not exist otherwise."""
    urls = {"enter_url": reverse("people:demo-login"), "mailbox_url": reverse("people:mailbox")}
    return {"personas": demo.PERSONAS, **urls}


@method_decorator(login_not_required, name="dispatch")
class SignUpView(SignupView):
    """allauth's door: as much work, and the same answer, for an address that has an account. Whoever comes back from
    the code, often for a letter missing in the address, finds all but the password.
    """

    def dispatch(self, request, *args, **kwargs):
        is_back = request.method == "POST" and "begin_again" in request.POST and request.user.is_anonymous
        return self.begin_again(request.session) if is_back else super().dispatch(request, *args, **kwargs)

    def begin_again(self, session) -> HttpResponse:
        """What they said is shown in this answer alone: the next person at the same screen reads nothing of it."""
        said = session.pop(SIGNING_UP, {})
        session.pop(EMAIL_VERIFICATION_CODE_SESSION_KEY, None)
        clear_login(self.request)
        return self.render_to_response(self.get_context_data(form=self.get_form_class()(initial=said)))

    def form_valid(self, form):
        self.request.session[SIGNING_UP] = {
            name: form.cleaned_data[name] for name in form.fields if name != "password1"
        }
        if form.account_already_exists:
            actions.rehearse_sign_up(password=form.cleaned_data["password1"])
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except IntegrityError:  # the same address signed up at the same moment
            form.account_already_exists = True
            return super().form_valid(form)


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
