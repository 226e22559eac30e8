"""Is this process alive, and can it serve? For a supervisor, a proxy or a monitor."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse, JsonResponse

LEAST_FREE_BYTES = 200 * 1024 * 1024
NO_STORE = {"Cache-Control": "no-store"}
_migrated: set[str] = set()


def alive() -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8", headers=NO_STORE)


def ready() -> HttpResponse:
    """200 when the database answers, its tables are those of this version, and files can still be written; else 503."""
    parts = {"database": database_answers()}
    parts["migrations"] = parts["database"] and is_migrated()
    parts["disk"] = has_room(Path(settings.VAR_DIR), Path(settings.MEDIA_ROOT), Path(settings.PRIVATE_DIR))
    headers = NO_STORE if all(parts.values()) else {**NO_STORE, "Retry-After": "5"}
    words = {name: "ok" if fine else "failed" for name, fine in parts.items()}
    return JsonResponse(words, status=200 if all(parts.values()) else 503, headers=headers)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        return False


def is_migrated() -> bool:
    """Whether every migration is applied. Found once, it stays true: tables do not go back while we run."""
    if not _migrated:
        executor = MigrationExecutor(connection)
        if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
            _migrated.add(connection.alias)
    return bool(_migrated)


def has_room(*folders: Path) -> bool:
    return all(shutil.disk_usage(_existing(folder)).free >= LEAST_FREE_BYTES for folder in folders)


def _existing(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder
