"""A real installation behind an HTTPS proxy. Refuses to start without its own secrets, or in demonstration mode."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from network import env

from .base import *  # noqa: F403
from .base import ALLOWED_HOSTS, BASE_URL

if env.DEMO:
    raise ImproperlyConfigured("DEMO opens doors without a password: production settings refuse it.")
if len(env.SECRET_KEY) < 50:
    raise ImproperlyConfigured("SECRET_KEY is missing or shorter than 50 characters.")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS or any(host.startswith(".") for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured("ALLOWED_HOSTS must list exact host names.")
if urlsplit(BASE_URL).scheme != "https":
    raise ImproperlyConfigured("BASE_URL must be the https:// address of the site.")

SECRET_KEY = env.SECRET_KEY
SECRET_KEY_FALLBACKS = env.SECRET_KEY_FALLBACKS
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.TRUSTED_PROXY_COUNT else None
SECURE_HSTS_SECONDS = 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_NAME = "__Host-sid"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [BASE_URL]
LANGUAGE_COOKIE_SECURE = True
