"""Bytes that only a view gives out: under random keys, in a place that no address leads into.

They never change. A file is written aside in `upload_dir`, then taken whole. Where they lie is a setting
(`STORAGES["private"]`): a folder of this machine (`disk`), or a bucket (`bucket`). Whoever calls sees no difference,
except that a bucket may be `Away`.
"""

from .answer import begins, serve
from .disk import path_of
from .kept import delete, forget, keys_on_disk, on_disk, opened, send_ahead, take
from .uploads import check_room, forget_uploads, has_room, room_or_refusal, upload_dir

__all__ = [
    "begins",
    "check_room",
    "delete",
    "forget",
    "forget_uploads",
    "has_room",
    "keys_on_disk",
    "on_disk",
    "opened",
    "path_of",
    "room_or_refusal",
    "send_ahead",
    "serve",
    "take",
    "upload_dir",
]
