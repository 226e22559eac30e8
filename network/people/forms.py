"""What people type at the doors and about themselves. The forms of allauth, with our words and limits."""

import struct

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from fido2.webauthn import AuthenticationResponse, RegistrationResponse

from network.kit.forms import PlainTextField, SingleLineInput
from network.reference.models import Commune, Theme

from . import queries
from .models import Profile, User
from .validators import PASSWORD_MAX

CODE_MAX = 20
CREDENTIAL_MAX = 20_000
STRANGE = (
    ValidationError,
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    struct.error,
)
ADDRESS, PASSWORD, NEW_PASSWORD = _("E-mail address"), _("Password"), _("New password")
LABELS = {
    "login": ADDRESS,
    "email": ADDRESS,
    "password": PASSWORD,
    "oldpassword": _("Current password"),
    "password1": NEW_PASSWORD,
    "code": _("Six-digit code"),
    "name": _("Name of this passkey"),
}
PASSWORD_HINT = _("At least 12 characters. A phrase that only you would think of is easiest to remember.")
AUTOCOMPLETE = {
    "first_name": "given-name",
    "last_name": "family-name",
    "function": "organization-title",
    "organisation": "organization",
}
HINTS = {"password": "", "oldpassword": "", "password1": PASSWORD_HINT}


class OurWords:
    """Our labels and hints instead of placeholders, and a length for everything."""

    labels: dict = {}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields.pop("password2", None)  # the password can be shown: nobody types it twice
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = {**LABELS, **self.labels}.get(name, field.label)
            field.help_text = HINTS.get(name, field.help_text)
            if isinstance(field.widget, forms.PasswordInput):
                _limit(field, PASSWORD_MAX)
        if "code" in self.fields:
            _limit(self.fields["code"], CODE_MAX)
            self.fields["code"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}


def _limit(field: forms.Field, length: int) -> None:
    field.validators.append(MaxLengthValidator(length))
    field.widget.attrs["maxlength"] = length


class LoginForm(OurWords, account.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"


def _say_what_browsers_know(form: forms.Form) -> None:
    for name, token in AUTOCOMPLETE.items():
        form.fields[name].widget.attrs["autocomplete"] = token


class SignupForm(OurWords, account.SignupForm):
    labels = {"password1": PASSWORD}
    first_name = SingleLineInput(label=_("First name"), max_length=60)
    last_name = SingleLineInput(label=_("Last name"), max_length=60)
    function = SingleLineInput(label=_("Function"), max_length=120, help_text=_("For example: health coordinator"))
    organisation = SingleLineInput(label=_("Organisation"), max_length=160, help_text=_("Where you work"))
    field_order = ["first_name", "last_name", "function", "organisation", "email", "password1"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say_what_browsers_know(self)

    def validate_unique_email(self, value):
        """A sign-up that nobody confirmed does not hold its address."""
        email = super().validate_unique_email(value)
        if self.account_already_exists and queries.is_never_confirmed(email):
            self.account_already_exists = False
        return email

    def clean(self):
        cleaned = super().clean()
        if "password1" in cleaned and not self.errors:
            names = {name: cleaned[name] for name in ("first_name", "last_name", "email")}
            try:
                get_adapter().clean_password(cleaned["password1"], user=User(**names))
            except ValidationError as error:
                self.add_error("password1", error)
        return cleaned


class RequestLoginCodeForm(OurWords, account.RequestLoginCodeForm):
    def clean_email(self):
        """Nobody enters an account by code whose password a stranger may have chosen."""
        email = super().clean_email()
        if queries.is_never_confirmed(email):
            self._user = None
        return email


class ResetPasswordForm(OurWords, account.ResetPasswordForm):
    def clean_email(self):
        email = super().clean_email()
        if queries.is_never_confirmed(email):
            self.users = []
        return email


class ConfirmLoginCodeForm(OurWords, account.ConfirmLoginCodeForm):
    pass


class CodeAgainForm(OurWords, account.BaseConfirmCodeForm):
    pass


class ConfirmResetCodeForm(OurWords, account.ConfirmPasswordResetCodeForm):
    pass


class ConfirmEmailCodeForm(OurWords, account.ConfirmEmailVerificationCodeForm):
    def clean_code(self):
        if self.user is None:  # a pretence for an address that already has an account: no code opens it
            raise get_adapter().validation_error("incorrect_code")
        if queries.is_never_confirmed(self.email, but=self.user):  # whoever has the code has it
            return account.BaseConfirmCodeForm.clean_code(self)
        return super().clean_code()


class NewPasswordForm(OurWords, account.ResetPasswordKeyForm):
    pass


class ChangePasswordForm(OurWords, account.ChangePasswordForm):
    pass


class SetPasswordForm(OurWords, account.SetPasswordForm):
    pass


class AddEmailForm(OurWords, account.AddEmailForm):
    labels = {"email": _("New address")}


class ReauthenticateForm(OurWords, account.ReauthenticateForm):
    pass


class AuthenticateForm(OurWords, mfa.AuthenticateForm):
    labels = {"code": _("Code of your application, or recovery code")}


class ReauthenticateCodeForm(OurWords, mfa.ReauthenticateForm):
    labels = {"code": _("Code of your application, or recovery code")}


class ActivateTOTPForm(OurWords, totp.ActivateTOTPForm):
    labels = {"code": _("Six-digit code that the application shows")}


class CredentialField(forms.JSONField):
    """What the browser answers for a passkey. Whatever is not such an answer is a wrong key, never our failure."""

    widget = forms.HiddenInput

    def __init__(self, parser: type):
        super().__init__()
        self.parser = parser

    def to_python(self, value):
        try:
            answer = super().to_python((value or "")[:CREDENTIAL_MAX])
            self.parser.from_dict(answer)
        except STRANGE as error:
            raise get_mfa_adapter().validation_error("incorrect_code") from error
        return answer


class AuthenticateWebAuthnForm(webauthn.AuthenticateWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(AuthenticationResponse)


class LoginWebAuthnForm(AuthenticateWebAuthnForm, webauthn.LoginWebAuthnForm):
    pass


class ReauthenticateWebAuthnForm(AuthenticateWebAuthnForm, webauthn.ReauthenticateWebAuthnForm):
    pass


class AddWebAuthnForm(OurWords, webauthn.AddWebAuthnForm):
    labels = {"passwordless": _("Sign in with this passkey alone")}
    name = SingleLineInput(required=False, max_length=60)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["credential"] = CredentialField(RegistrationResponse)
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _("No e-mail address or password to type on this device.")


class EditWebAuthnForm(OurWords, webauthn.EditWebAuthnForm):
    name = SingleLineInput(max_length=60)


class ProfileForm(forms.Form):
    first_name = SingleLineInput(label=_("First name"), max_length=60)
    last_name = SingleLineInput(label=_("Last name"), max_length=60)
    function = SingleLineInput(label=_("Function"), max_length=120, required=False)
    organisation = SingleLineInput(label=_("Organisation"), max_length=160, required=False)
    commune = forms.ModelChoiceField(
        Commune.objects.order_by("slug"),  # « Écouen » stands with the E, whatever the database
        to_field_name="insee",
        label=_("Municipality"),
        required=False,
        empty_label=_("None or several"),
    )
    is_elected = forms.BooleanField(label=_("I am an elected official"), required=False)
    themes = forms.MultipleChoiceField(
        choices=queries.theme_choices,
        label=_("Themes you work on"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    bio = PlainTextField(
        label=_("About me"), max_length=600, required=False, help_text=_("What you can help your peers with.")
    )
    shows_presence = forms.BooleanField(
        label=_("Show when I am online"),
        required=False,
        help_text=_("Members of your groups see that you are reading a discussion, or writing in it."),
    )
    language = forms.ChoiceField(
        label=_("Language of the mails you receive"), choices=User._meta.get_field("language").choices
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _say_what_browsers_know(self)

    def clean_themes(self) -> list[Theme]:
        return list(Theme.objects.filter(slug__in=self.cleaned_data["themes"]))


def profile_initial(profile: Profile) -> dict:
    """What the form about oneself starts with."""
    person = profile.user
    said = {name: getattr(profile, name) for name in ("function", "commune", "is_elected", "bio", "shows_presence")}
    themes = [theme.slug for theme in profile.themes.all()] if profile.pk else []
    named = {name: getattr(person, name) for name in ("first_name", "last_name", "language")}
    return {**said, **named, "organisation": profile.organisation_label, "themes": themes}
