import errno

import pytest
from django.db import OperationalError

from network.kit.disk_full import is_disk_full


class DiskFull(Exception):  # noqa: N818 - psycopg's own name
    pgcode = "53100"


def raised_from(cause):
    error = OperationalError("could not write")
    error.__cause__ = cause
    return error


def raised_while(other):
    try:
        try:
            raise other
        finally:
            raise RuntimeError("clean up")
    except RuntimeError as error:
        return error


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.ENOSPC, "x"),
        OSError(errno.EDQUOT, "x"),
        OperationalError("database or disk is full"),
        raised_from(DiskFull()),
        raised_while(OSError(errno.ENOSPC, "x")),
    ],
)
def test_a_full_disk_is_known_under_all_its_names(error):
    assert is_disk_full(error)


@pytest.mark.parametrize("error", [None, OSError(errno.EACCES, "x"), OperationalError("database is locked")])
def test_other_failures_are_not(error):
    assert not is_disk_full(error)
