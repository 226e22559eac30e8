"""The floor: Django under the same server, database and session engine as the product, and nothing else."""

from network import env
from network.settings.base import *  # noqa: F403

SECRET_KEY = env.SECRET_KEY
ROOT_URLCONF = "tests.bench.floor.urls"
ALLOWED_HOSTS = ["127.0.0.1"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
SESSION_COOKIE_NAME = "__Host-sid"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "tests" / "bench" / "floor"],  # noqa: F405
        "OPTIONS": {
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])]
        },
    }
]
