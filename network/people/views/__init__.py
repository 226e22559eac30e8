from .account import AccountHomeView, ProfileEditView, SessionEndView
from .codes import AddressCodeView, CodeAgainView, LoginCodeView, ResetCodeView
from .doors import (
    ApplicationAddView,
    DemoLoginView,
    MailboxView,
    PasskeyAddView,
    SecondFactorView,
    SignInView,
    SignUpView,
)

__all__ = [
    "AccountHomeView",
    "AddressCodeView",
    "ApplicationAddView",
    "CodeAgainView",
    "DemoLoginView",
    "LoginCodeView",
    "MailboxView",
    "PasskeyAddView",
    "ProfileEditView",
    "ResetCodeView",
    "SecondFactorView",
    "SessionEndView",
    "SignInView",
    "SignUpView",
]
