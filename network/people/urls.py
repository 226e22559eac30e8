"""The pages about one's account, and the doors: allauth's addresses, less the one that would tell who is suspended."""

from allauth.account import urls as account_urls
from allauth.account import views as account_views
from allauth.account.decorators import reauthentication_required
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.generic import RedirectView

from . import views

OURS = {"account_login", "account_signup", "account_inactive", "account_set_password"}

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
    *[door for door in account_urls.urlpatterns if door.name not in OURS],
    path("2fa/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
]

to_sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)
cms_doors = [
    path("login/", login_not_required(to_sign_in), name="cms-login"),
    path("logout/", account_views.logout, name="cms-logout"),
]
