"""System checks of the whole: what an installation must have before it opens."""

from pathlib import Path

from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, register

from network import env


@register(deploy=True)
def no_demonstration_in_production(app_configs, **kwargs) -> list[Error]:
    if env.DEMO:
        return [Error("DEMO is on: anybody could sign in with one click.", id="network.E001")]
    return []


@register()
def private_files_stand_apart(app_configs, **kwargs) -> list[CheckMessage]:
    """What a web server, or the site itself, gives to whoever asks holds nothing private."""
    private = Path(settings.PRIVATE_DIR).resolve()
    inside = [name for name, folder in _open_folders() if private.is_relative_to(folder.resolve())]
    return [
        Error(f"PRIVATE_DIR lies in {name}, which is open to everybody.", id="network.E002", hint="Move it elsewhere.")
        for name in inside
    ]


def _open_folders() -> list[tuple[str, Path]]:
    folders = [("MEDIA_ROOT", settings.MEDIA_ROOT), ("STATIC_ROOT", settings.STATIC_ROOT)]
    folders += [("STATICFILES_DIRS", folder) for folder in settings.STATICFILES_DIRS]
    folders += [("the project", settings.BASE_DIR / name) for name in ("docs", "locale", "templates")]
    return [(name, Path(folder)) for name, folder in folders if folder]


@register()
def the_proxy_can_send_files(app_configs, **kwargs) -> list[CheckMessage]:
    prefix = settings.X_ACCEL_PREFIX
    if not prefix:
        return []
    found = []
    if not prefix.startswith("/") or not prefix.endswith("/") or len(prefix) < 3 or "//" in prefix:
        found.append(Error("X_ACCEL_PREFIX must be an address such as /_kept/.", id="network.E003"))
    if settings.STORAGES["private"].get("OPTIONS"):
        found.append(Error("X_ACCEL_PREFIX and STORAGE_URL: nginx can't send what is not here.", id="network.E004"))
    return found


@register(deploy=True)
def private_files_are_closed_to_other_accounts(app_configs, **kwargs) -> list[CheckMessage]:
    folder = Path(settings.PRIVATE_DIR)
    if not folder.exists() or not folder.stat().st_mode & 0o007:
        return []
    hint = f"chmod -R o= {folder}"
    return [checks.Warning("Every account of this machine can enter PRIVATE_DIR.", id="network.W001", hint=hint)]
