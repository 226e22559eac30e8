"""Layers around every signed-in request."""

import time
from collections.abc import Callable

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from network.kit import broadcast
from network.kit.given_back import typed_in

from . import demo
from .access import must_have_second_factor
from .adapters import OPENED_AT, SEEN_AT

Handler = Callable[[HttpRequest], HttpResponse]
REFRESHES_A_LIFE = 14
TRIED_TOO_OFTEN = {"too_many_login_attempts", "rate_limited"}
RETRY_AFTER = "300"


class SessionAgeMiddleware:
    """Sliding and absolute ends of a session. Writes once a day at most, never on each request."""

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and SESSION_KEY in request.session:
            self._age(request.session)
        return self.get_response(request)

    def _age(self, session) -> None:
        if OPENED_AT not in session:
            return  # not opened by a door of ours: it is never extended
        now = int(time.time())
        if now - session[OPENED_AT] >= settings.SESSION_MAX_SECONDS:
            session.flush()
        elif now - session[SEEN_AT] >= settings.SESSION_COOKIE_AGE / REFRESHES_A_LIFE:
            session[SEEN_AT] = now


class SocketRecheckMiddleware:
    """Whatever a person sends to the pages of their account may end sessions: their sockets then check themselves."""

    prefixes = ("/compte/", "/cms/logout/")

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        watched = request.method == "POST" and request.path.startswith(self.prefixes)
        person_id = request.user.pk if watched else None
        response = self.get_response(request)
        if person_id is not None:
            broadcast.recheck(person_id)
        return response


class SecondFactorMiddleware:
    """The administration asks for a right, and for a session opened with a second factor."""

    prefix = "/cms/"
    open_paths = ("/cms/login/", "/cms/logout/")

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if not request.path.startswith(self.prefix) or request.path in self.open_paths:
            return None
        if not request.user.is_authenticated:
            return None
        if not must_have_second_factor(request.user):
            raise PermissionDenied
        return None if demo.is_demonstration(request) else self._ask(request)

    def _ask(self, request: HttpRequest) -> HttpResponse | None:
        if not is_mfa_enabled(request.user):
            messages.warning(request, _("The administration needs a second factor. Set one up below, then come back."))
            return redirect("mfa_index")
        if any(record["method"] == "mfa" for record in get_authentication_records(request, request.user)):
            return None
        messages.info(request, _("Confirm with your second factor to open the administration."))
        return redirect(f"{_second_factor_url(request)}?{urlencode({'next': request.get_full_path()})}")


class SignInMiddleware(LoginRequiredMiddleware):
    """Sends strangers to sign in. Whoever sent a form of ours after their session had ended gets back what they wrote
    on the way there; of anybody else nothing is read.
    """

    most_bytes = 300 * 1024

    def handle_no_permission(self, request: HttpRequest, view) -> HttpResponse:
        to_sign_in = super().handle_no_permission(request, view)
        typed = [line for line in typed_in(request) if line["words"]] if self._is_form_of_ours(request) else []
        if not typed:
            return to_sign_in
        context = {"typed": typed, "sign_in_url": to_sign_in.url}
        return render(request, "people/signed_out.html", context, status=403)

    def _is_form_of_ours(self, request: HttpRequest) -> bool:
        sent_by = (request.headers.get("Sec-Fetch-Site"), request.headers.get("Sec-Fetch-Mode"))
        length = request.headers.get("Content-Length", "")
        is_small = length.isdecimal() and int(length) <= self.most_bytes
        return request.method == "POST" and sent_by == ("same-origin", "navigate") and is_small


class SamePersonMiddleware:
    """An open page says whose it is with all that it sends (`written_as`, or the header for what is no form): once
    somebody else is signed in on that device, nothing of it is done in their name. Signing out is for anybody.
    """

    field, header = "written_as", "X-Written-As"

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        if request.method in {"GET", "HEAD", "OPTIONS"} or getattr(view, "csrf_exempt", False):
            return None
        author = request.headers.get(self.header) or request.POST.get(self.field)
        is_same = not author or not request.user.is_authenticated or author == str(request.user.pk)
        if is_same or request.resolver_match.view_name == "account_logout":
            return None
        if "text/html" in request.headers.get("Accept", ""):
            return render(request, "people/written_by_another.html", {"typed": typed_in(request)}, status=409)
        said = _(
            "Somebody else is signed in on this device now. Nothing was saved: what this page holds stays here until "
            "its author signs in again."
        )
        return JsonResponse({"said": said, "why": "other"}, status=409)


class AccountPageMiddleware:
    """Pages of accounts answer like ours: 422 for a form to correct, 429 for one tried too often."""

    def __init__(self, get_response: Handler):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        context = response.context_data
        if not request.path.startswith("/compte/") or not context:
            return response
        context.pop("site", None)  # allauth's idea of the site would hide ours
        codes = _error_codes(context)
        if request.method == "POST" and codes:
            _mark_as_refused(response, codes)
        return response


def _error_codes(context: dict) -> set[str | None]:
    forms = [context[name] for name in ("form", "webauthn_form") if context.get(name)]
    return {error.code for form in forms for errors in form.errors.as_data().values() for error in errors}


def _mark_as_refused(response: TemplateResponse, codes: set[str | None]) -> None:
    response.status_code = 422
    if codes & TRIED_TOO_OFTEN:
        response.status_code = 429
        response["Retry-After"] = RETRY_AFTER


def _second_factor_url(request: HttpRequest) -> str:
    methods = get_adapter(request).get_reauthentication_methods(request.user)
    return next((m["url"] for m in methods if m["id"].startswith("mfa")), reverse("mfa_index"))
