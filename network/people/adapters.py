"""How allauth behaves in this house: one answer for known, unknown and suspended addresses, and mails by the outbox."""

import datetime as dt
import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.kit import broadcast, dates
from network.kit.mail import queue_mail

from . import access, actions, queries

CODES = {
    "login_code": (_("Your sign-in code"), _("Type this code on the sign-in page that you opened:")),
    "email_confirmation": (_("Confirm your address"), _("Type this code on the page that asked for it:")),
    "email_confirmation_signup": (_("Confirm your address"), _("Type this code to finish creating your account:")),
    "code_again": (_("Confirm that it is you"), _("Type this code on the page that asked for it:")),
    "password_reset_code": (_("Choose a new password"), _("Type this code on the page that asked for it:")),
}
NOTICES = {
    "password_changed": _("Your password was changed"),
    "password_set": _("A password was added to your account"),
    "password_reset": _("Your password was replaced"),
    "email_changed": _("The address of your account was changed"),
    "email_deleted": _("An address was removed from your account"),
    "totp_activated": _("An authenticator app now protects your account"),
    "totp_deactivated": _("The authenticator app no longer protects your account"),
    "webauthn_added": _("A passkey was added to your account"),
    "webauthn_removed": _("A passkey was removed from your account"),
    "recovery_codes_generated": _("New recovery codes were made for your account"),
}
OTHERS = {
    "unknown_account": "people/unknown_account",
    "account_already_exists": "people/account_already_exists",
}
OPENED_AT, SEEN_AT = "opened_at", "seen_at"
SHOWS_CMS = "shows_cms"  # in the session: whether menus lead to the administration, which asks for the right itself
WRONG_CODE = _("This code is not the right one. Check the last mail you received, or ask for another code.")


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("This address and this password do not go together. Check both, or use a code."),
        "incorrect_code": WRONG_CODE,
        "incorrect_password": _("This is not your password. Try again, or reset it."),
        "enter_current_password": _("This is not your current password."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes, or sign in with a code by e-mail."),
        "rate_limited": _("Too many attempts. Wait a few minutes, then try again."),
        "email_taken": _("This address cannot be used here. Choose another one."),
        "duplicate_email": _("This is already the address of your account."),
        "email_form": _("Write the address without accents or special letters."),
    }

    def clean_email(self, email: str) -> str:
        """Addresses that look alike but are not written with the same letters are refused at the door."""
        if not email.isascii():
            raise self.validation_error("email_form")
        return super().clean_email(email)

    @transaction.atomic
    def save_user(self, request, user, form, commit=True):  # noqa: FBT002
        said = form.cleaned_data
        actions.discard_never_confirmed(email=said["email"])
        user.language = (get_language() or "fr")[:2]
        user = super().save_user(request, user, form, commit)
        actions.start_profile(person=user, function=said["function"], organisation=said["organisation"])
        return user

    def authenticate(self, request, **credentials):
        """As allauth's, but a suspended person's right password is one more wrong answer."""
        self.pre_authenticate(request, **credentials)
        user = authenticate(request, **credentials)
        if user:
            self._rollback_login_failed_rl_usage()
        return user

    def login(self, request, user):
        """A new session id, and a life of its own for the session (see SessionAgeMiddleware)."""
        super().login(request, user)
        request.session[OPENED_AT] = request.session[SEEN_AT] = int(time.time())
        if access.can_enter_cms(user):
            request.session[SHOWS_CMS] = True

    def is_reauthentication_required(self, *, app, **kwargs):
        """Raises ReauthenticationRequired for an account opened by codes only: allauth never asks these again."""
        required = super().is_reauthentication_required(app=app, **kwargs)
        if required and self._opens_by_codes_only(self.request.user) and not self._gave_a_code_recently():
            raise ReauthenticationRequired
        return required

    def get_reauthentication_methods(self, user):
        if self._opens_by_codes_only(user):
            return [{"id": "code", "description": "", "url": reverse("people:code-again")}]
        return super().get_reauthentication_methods(user)

    def _opens_by_codes_only(self, user) -> bool:
        return user.is_authenticated and not super().get_reauthentication_methods(user)

    def _gave_a_code_recently(self) -> bool:
        moments = [record["at"] for record in get_authentication_records(self.request, self.request.user)]
        return time.time() - max(moments, default=0) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def respond_user_inactive(self, request, user):
        messages.error(request, WRONG_CODE)
        return redirect("account_login")

    def set_password(self, user, password):
        super().set_password(user, password)
        broadcast.recheck(user.pk)

    def send_mail(self, template_prefix, email, context):
        name = template_prefix.rpartition("/")[2]
        language = queries.language_of(email)
        with translation.override(language):
            template, values = _letter(name, {**context, "is_former": email != context.get("to_email", email)})
        queue_mail(template=template, to=email, context=values, language=language, good_for=_good_for(name))

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """What is worth a warning also closes what an intruder may have left open: the other sessions end."""
        super().send_notification_mail(template_prefix, user, context, email)
        if template_prefix.endswith("/email_changed"):
            super().send_notification_mail(template_prefix, user, context, context["to_email"])
        actions.end_sessions(person=user, keep=self.request.session.session_key)

    def is_safe_url(self, url):
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def is_ajax(self, request):
        """One interface, the pages. Only the passkey button asks for its challenge as JSON."""
        return request.method == "GET" and request.path == reverse("mfa_login_webauthn") and super().is_ajax(request)

    def get_client_ip(self, request):
        """The address that our own proxies report; a shorter chain than ours means that nobody reported one."""
        try:
            return super().get_client_ip(request)
        except ImproperlyConfigured:
            return request.META["REMOTE_ADDR"]

    def get_password_change_redirect_url(self, request):
        return reverse("people:account-home")

    def get_email_verification_redirect_url(self, email_address):
        return reverse("people:account-home")


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("This code or key was not recognised. Try again."),
        "unverified_email": _("Confirm your e-mail address before you set up a second factor."),
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a passkey first."),
    }

    def generate_authenticator_name(self, user, type):  # noqa: A002
        number = queries.second_factor_of(user).passkeys + 1
        return translation.gettext("Passkey %(number)s") % {"number": number}

    def _get_site_name(self):
        return settings.WAGTAIL_SITE_NAME


def _letter(name: str, context: dict) -> tuple[str, dict]:
    """(template, its values) of the mail that allauth calls `name`, in the language of now."""
    if name in CODES:
        heading, lead = CODES[name]
        minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
        return "people/code", {
            "heading": str(heading), "lead": str(lead), "code": context["code"], "minutes": minutes
        }  # fmt: skip
    if name in NOTICES:
        return "people/notice", _notice(name, context)
    return OTHERS[name], {"signup_url": reverse("account_signup"), "login_url": reverse("account_login")}


def _notice(name: str, context: dict) -> dict:
    return {
        "heading": str(NOTICES[name]),
        "when": dates.full(timezone.now()),
        "new_address": context.get("to_email", ""),
        "moved_away": context["is_former"],
        "site_url": "/",
        "reset_url": reverse("account_reset_password"),
    }


def _good_for(name: str) -> dt.timedelta:
    return dt.timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT) if name in CODES else dt.timedelta(days=1)
