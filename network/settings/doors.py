"""Who people are and how they come in: accounts, passwords, codes, second factors, and how often each may be tried."""

from network import env

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "first_name", "last_name")},
    },
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "network.people.validators.MaximumLengthValidator"},
    {"NAME": "network.people.validators.ContextWordsValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "groups:dashboard"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "network.people.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "network.people.forms.LoginForm",
    "signup": "network.people.forms.SignupForm",
    "request_login_code": "network.people.forms.RequestLoginCodeForm",
    "confirm_login_code": "network.people.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "network.people.forms.ConfirmEmailCodeForm",
    "confirm_password_reset_code": "network.people.forms.ConfirmResetCodeForm",
    "reset_password": "network.people.forms.ResetPasswordForm",
    "reset_password_from_key": "network.people.forms.NewPasswordForm",
    "change_password": "network.people.forms.ChangePasswordForm",
    "set_password": "network.people.forms.SetPasswordForm",
    "add_email": "network.people.forms.AddEmailForm",
    "reauthenticate": "network.people.forms.ReauthenticateForm",
}
# Tries of one address (key), connection (ip) or person (user). A wrong answer counts in login_failed, also for codes;
# each look at the page in manage_email.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key,20/h/key",
    "request_login_code": "20/m/ip,3/m/key,10/h/key",
    "signup": "20/h/ip",
    "confirm_email": "1/10s/key,10/h/key",
    "reset_password": "20/h/ip,5/h/key",
    "reset_password_from_key": "20/m/ip",
    "change_password": "5/m/user",
    "manage_email": "30/h/user",
    "reauthenticate": "10/m/user",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = env.LOGIN_CODE_SECONDS
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = env.LOGIN_CODE_SECONDS
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = env.LOGIN_CODE_SECONDS
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
MFA_ADAPTER = "network.people.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Traverse"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = {"webauthn_login": "10/m/ip"}
MFA_FORMS = {
    "authenticate": "network.people.forms.AuthenticateForm",
    "reauthenticate": "network.people.forms.ReauthenticateCodeForm",
    "activate_totp": "network.people.forms.ActivateTOTPForm",
    "add_webauthn": "network.people.forms.AddWebAuthnForm",
    "edit_webauthn": "network.people.forms.EditWebAuthnForm",
    "authenticate_webauthn": "network.people.forms.AuthenticateWebAuthnForm",
    "login_webauthn": "network.people.forms.LoginWebAuthnForm",
    "reauthenticate_webauthn": "network.people.forms.ReauthenticateWebAuthnForm",
}
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.TRUSTED_PROXY_COUNT
