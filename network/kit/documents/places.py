"""What of the disk a process may still see (Landlock): what programs are made of, its document, its own folder.

A reader that its document has taken over could otherwise give out another group's file as the words of this one.
Kernels without Landlock (it came with 5.13) keep their other limits.
"""

import ctypes
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path

CREATE, ADD, RESTRICT = 444, 445, 446
"""Numbers of the system calls, the same on every kind of processor."""
ASK_VERSION, BENEATH = 1, 1
EXECUTE, WRITE, READ, LIST, REMOVE, MAKE_SOCKET = (1 << bit for bit in (0, 1, 2, 3, 5, 9))
EVERYTHING = (1 << 13) - 1
PROGRAMS = [
    *("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/fonts", "/etc/libreoffice", "/etc/localtime"),
    *(
        "/opt/libreoffice",
        "/var/spool/libreoffice",
        "/var/cache/fontconfig",
        "/dev/urandom",
        "/dev/null",
        "/proc/self",
        "/proc/meminfo",
    ),
]
CODE = str(Path(__file__).resolve().parents[2])


def keep_to(*, reads: Iterable[str], writes: Iterable[str], sockets: Iterable[str] = ()) -> bool:
    """From now on this process and what it starts see programs, `reads` and, to write too, `writes`; in the folders of
    `sockets` they may make sockets and nothing else. Returns whether the kernel can do that. Raises OSError when it can
    and does not.
    """
    call = ctypes.CDLL(None, use_errno=True).syscall
    if sys.platform != "linux" or call(CREATE, None, 0, ASK_VERSION) < 1:
        return False
    wanted = struct.pack("Q", EVERYTHING)
    rules = _done(call(CREATE, wanted, len(wanted), 0))
    for place in [*PROGRAMS, sys.prefix, sys.base_prefix, CODE, *reads]:
        _allow(call, rules, place, EXECUTE | READ | LIST)
    for place in ("/dev/null", *writes):
        _allow(call, rules, place, EVERYTHING)
    for place in sockets:
        _allow(call, rules, place, REMOVE | MAKE_SOCKET)
    _done(call(RESTRICT, rules, 0))
    os.close(rules)
    return True


def _allow(call, rules: int, place: str, rights: int) -> None:
    """A place that is not there needs no right."""
    try:
        at = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    rights &= EVERYTHING if Path(place).is_dir() else EXECUTE | WRITE | READ
    _done(call(ADD, rules, BENEATH, struct.pack("=Qi", rights, at), 0))
    os.close(at)


def _done(answer: int) -> int:
    if answer < 0:
        raise OSError(ctypes.get_errno(), "this system does not keep its processes to their places")
    return answer
