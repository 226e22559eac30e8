"""What every installation shares. No secret here; each sibling module adds what is its own."""

from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from network import env
from network.kit.private_files.bucket_url import place_of_private_files

from .cms import *  # noqa: F403
from .doors import *  # noqa: F403

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.VAR_DIR or BASE_DIR / "var")
DEMO = env.DEMO
DEBUG = False
BASE_URL = env.BASE_URL.rstrip("/")
ALLOWED_HOSTS = env.ALLOWED_HOSTS
ROOT_URLCONF = "network.urls"
WSGI_APPLICATION = "network.wsgi.application"
ASGI_APPLICATION = "network.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_RUNNER = "django.test.runner.DiscoverRunner"

INSTALLED_APPS = [
    "network",
    "network.kit",
    "network.reference",
    "network.people",
    "network.activity",
    "groups",
    "home",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.sites",
    "network.people.apps.WagtailUsersConfig",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.embeds",
    "wagtail.snippets",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django_prose_editor",
    "js_asset",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "network.kit.middleware.RequestIdMiddleware",
    "network.kit.middleware.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "network.kit.body_limit.BodyLimitMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "network.kit.middleware.HealthMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "network.people.middleware.SessionAgeMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "network.people.middleware.SocketRecheckMiddleware",
    "network.people.middleware.SignInMiddleware",
    # After it: of a stranger, nothing is read before they are sent to sign in.
    "django.middleware.csrf.CsrfViewMiddleware",
    "network.people.middleware.SamePersonMiddleware",
    "network.people.middleware.SecondFactorMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "network.people.middleware.AccountPageMiddleware",
    "network.kit.middleware.PrivateCacheMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

FORM_RENDERER = "network.kit.form_renderer.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                "pages": "home.pages.templatetags.pages",
                "spaces": "groups.spaces.templatetags.spaces",
                "discussions": "groups.threads.templatetags.discussions",
                "files": "groups.files.templatetags.files",
                "meetings": "groups.meetings.templatetags.meetings",
            },
            "builtins": ["network.kit.templatetags.ui", "django.templatetags.i18n", "django.templatetags.static"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "network.kit.context.interface",
                "home.pages.context.site",
                "network.activity.context.bell",
                "groups.hub.context.my_groups",
            ],
        },
    }
]

# Database ------------------------------------------------------------------
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA journal_size_limit=67108864;"
    " PRAGMA cache_size=-20000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
}
POSTGRES_OPTIONS = {
    "connect_timeout": 3,
    "options": "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000",
}


def database(url: str) -> dict:
    """One database of settings.DATABASES, with the options that its engine needs here."""
    config = dict(dj_database_url.parse(url or f"sqlite:///{VAR_DIR / 'traverse.sqlite3'}"))
    sqlite = config["ENGINE"].endswith("sqlite3")
    config["OPTIONS"] = {**(SQLITE_OPTIONS if sqlite else POSTGRES_OPTIONS), **config.get("OPTIONS", {})}
    config["CONN_MAX_AGE"] = None if sqlite else 600
    config["CONN_HEALTH_CHECKS"] = not sqlite
    return config


DATABASES = {"default": database(env.DATABASE_URL)}
SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")

REDIS_TIMEOUTS = {"socket_timeout": 0.5, "socket_connect_timeout": 0.5}
if env.REDIS_URL:
    CACHES = {
        "default": {"BACKEND": "network.kit.cache.SharedCache", "LOCATION": env.REDIS_URL, "OPTIONS": REDIS_TIMEOUTS}
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [{"address": env.REDIS_URL, **REDIS_TIMEOUTS}]},
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "network.kit.cache.TableCache",
            "LOCATION": "network_cache",
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    }
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer", "CONFIG": {"capacity": 10_000}}}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail", "files"]}}

# What rooms ask ---------------------------------------------------------------
INVITATION_DAYS = env.INVITATION_DAYS
BREAK_GLASS_SECONDS = env.BREAK_GLASS_SECONDS
SOCKET_RECHECK_SECONDS = env.SOCKET_RECHECK_SECONDS
MAX_BODY_BYTES = env.MAX_BODY_BYTES
GROUP_FILES_BYTES = env.GROUP_FILES_BYTES
MAX_FILE_BYTES = env.MAX_FILE_BYTES
CLAMD_URL = env.CLAMD_URL
RATE_FACTOR = env.RATE_FACTOR
MAIL_PAUSE_SECONDS = env.MAIL_PAUSE_SECONDS

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "sid"
SESSION_COOKIE_AGE = env.SESSION_IDLE_SECONDS
SESSION_MAX_SECONDS = env.SESSION_MAX_SECONDS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "csrf"
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "network.errors.csrf_failure"

# Languages, time -------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

# Files -------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
PRIVATE_DIR = Path(env.PRIVATE_DIR or VAR_DIR / "private")
X_ACCEL_PREFIX = env.X_ACCEL_PREFIX
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env.STORAGE_DIR or VAR_DIR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "network.kit.static.ManifestStorage"},
    "private": place_of_private_files(env.STORAGE_URL),
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1500  # an attendance has four for each person
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# Mail --------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = env.EMAIL_FROM
SERVER_EMAIL = env.EMAIL_FROM
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
if env.EMAIL_URL:
    from network.kit.mail_url import mail_settings

    EMAIL_BACKEND, EMAIL_HOST, EMAIL_PORT, EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_SSL, EMAIL_USE_TLS = (
        mail_settings(env.EMAIL_URL)
    )

# Security ------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
USE_X_FORWARDED_HOST = False

# Wagtail: the rest is in cms.py ---------------------------------------------
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES

# The address is unique without regard to case, by a constraint the check does not see; X-Frame-Options is written by
# SecurityHeadersMiddleware.
SILENCED_SYSTEM_CHECKS = ["auth.W004", "security.W002"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "network.kit.logs.LineFormatter"}},
    "filters": {"ours_or_serious": {"()": "network.kit.logs.OursOrSerious"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["ours_or_serious"]},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "traverse": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
    },
}
