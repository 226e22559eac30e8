"""The embedded installation: one folder, SQLite, one command. `make demo` and `make serve` run on it."""

from network import env

from .base import *  # noqa: F403
from .base import VAR_DIR
from .local_key import local_secret_key

SECRET_KEY = env.SECRET_KEY or local_secret_key(VAR_DIR / "secret_key")
