"""The pages about one's account, and the doors: allauth's addresses, less the one that would tell who is suspended."""

from allauth.account import urls as account_urls
from allauth.account import views as account_views
from allauth.account.decorators import reauthentication_required
from allauth.mfa.base import urls as second_factor_urls
from allauth.mfa.totp import urls as application_urls
from allauth.mfa.webauthn import urls as passkey_urls
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from . import views

OURS = {
    "account_login",
    "account_signup",
    "account_inactive",
    "account_set_password",
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_email_verification_sent",
    "mfa_authenticate",
    "mfa_activate_totp",
    "mfa_add_webauthn",
}


def others(urls) -> list:
    """The doors of allauth that stay as they are."""
    return [door for door in urls.urlpatterns if getattr(door, "name", "") not in OURS]


second_factor = [
    path("authenticate/", views.SecondFactorView.as_view(), name="mfa_authenticate"),
    path("totp/activate/", views.ApplicationAddView.as_view(), name="mfa_activate_totp"),
    path("webauthn/add/", views.PasskeyAddView.as_view(), name="mfa_add_webauthn"),
    *others(second_factor_urls),
    path("totp/", include(others(application_urls))),
    path("webauthn/", include(others(passkey_urls))),
    path("recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
]

app_name = "people"
demonstration = [
    path("demonstration/connexion/", views.DemoLoginView.as_view(), name="demo-login"),
    path("demonstration/courriels/", views.MailboxView.as_view(), name="mailbox"),
]
urlpatterns = [
    path("compte/", views.AccountHomeView.as_view(), name="account-home"),
    path("compte/fiche/", views.ProfileEditView.as_view(), name="profile-edit"),
    path("compte/confirmation/", views.CodeAgainView.as_view(), name="code-again"),
    path("compte/sessions/<int:session_id>/fin/", views.SessionEndView.as_view(), name="session-end"),
    *(demonstration if settings.DEMO else []),
]

doors = [
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("signup/", views.SignUpView.as_view(), name="account_signup"),
    path(
        "password/set/",
        reauthentication_required(account_views.password_set, app="allauth.account"),
        name="account_set_password",
    ),
    path("login/code/confirm/", views.LoginCodeView.as_view(), name="account_confirm_login_code"),
    path("password/reset/confirm/", views.ResetCodeView.as_view(), name="account_confirm_password_reset_code"),
    path("confirm-email/", views.AddressCodeView.as_view(), name="account_email_verification_sent"),
    *others(account_urls),
    path("2fa/", include(second_factor)),
    path("sessions/", include("allauth.usersessions.urls")),
]

to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
cms_doors = [
    path("login/", login_not_required(to_sign_in), name="cms-login"),
    path("logout/", account_views.logout, name="cms-logout"),
]
