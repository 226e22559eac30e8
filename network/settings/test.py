"""The suite: fast hashing, mails in memory, tasks in the database as in production."""

import tempfile
from pathlib import Path

from network import env
from network.kit.private_files.bucket_url import place_of_private_files

from .base import *  # noqa: F403
from .base import STORAGES, database

SECRET_KEY = "test-" + "k" * 60
BASE_URL = "http://testserver"
WAGTAILADMIN_BASE_URL = BASE_URL
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DEMO = False
_FOLDER = Path(tempfile.gettempdir()) / "traverse-tests"
_FOLDER.mkdir(exist_ok=True)
DATABASES = {"default": database(env.TEST_DATABASE_URL or f"sqlite:///{_FOLDER / 'suite.sqlite3'}")}
SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
DATABASES["default"]["CONN_MAX_AGE"] = 0
if SQLITE:
    DATABASES["default"]["TEST"] = {"NAME": str(_FOLDER / "test_suite.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
else:
    # Emptying every table between tests is slower on a busy machine than any statement of the product may be.
    # Nothing has to outlive a failure of the machine.
    patience = "-c statement_timeout=60000 -c lock_timeout=20000"
    DATABASES["default"]["OPTIONS"]["options"] = f"{patience} -c synchronous_commit=off"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "private": place_of_private_files(""),
}
X_ACCEL_PREFIX = ""
MEDIA_ROOT = _FOLDER / "media"
PRIVATE_DIR = _FOLDER / "private"
MAIL_PAUSE_SECONDS = 0
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
