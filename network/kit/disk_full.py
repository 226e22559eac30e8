"""Whether something failed because a disk is full: the one failure that somebody else must be told to end."""

import errno

from django.db import OperationalError

FULL = {errno.ENOSPC, errno.EDQUOT}
SQLITE_WORDS = "disk is full"
POSTGRES_CODE = "53100"


def is_disk_full(error: BaseException | None) -> bool:
    """Also when it was raised from, or while handling, the one that says so."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in FULL:
            return True
        if isinstance(error, OperationalError) and SQLITE_WORDS in str(error):
            return True
        if getattr(error, "pgcode", None) == POSTGRES_CODE:
            return True
        error = error.__cause__ or error.__context__
    return False
