"""What a process gives up before it opens a foreign document: memory, time, the network, other programs, the disk.

Nothing of this can be taken back. On Linux a filter of system calls (seccomp) refuses sockets that lead outside and, to
our own readers, every socket and every program. A kernel that does not take the filter ends the process, and nothing
is read.
"""

import ctypes
import errno
import platform
import resource
import signal
import struct
import sys
from collections.abc import Iterable
from typing import NamedTuple

from .places import keep_to

MEBIBYTE = 1024 * 1024
END_WITH_PARENT, NO_NEW_PRIVILEGES, SET_SECCOMP, FILTER_MODE = 1, 38, 22, 2
LOAD, EQUAL, ABOVE, RETURN = 0x20, 0x15, 0x25, 0x06
ALLOW, KILL, REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM
NUMBER_AT, MACHINE_AT, FIRST_ARGUMENT_AT = 0, 4, 16
LOCAL_SOCKETS = 1


class Machine(NamedTuple):
    """How a kind of processor names itself to the kernel, and the numbers of its system calls."""

    mark: int
    socket: int
    programs: tuple[int, ...]
    others: tuple[int, ...]
    last: int
    """Above it stand the calls of another way of counting (x32), which would go past the filter."""


MACHINES = {
    "x86_64": Machine(0xC000003E, 41, (59, 322), (101, 425), 0x3FFFFFFF),
    "aarch64": Machine(0xC00000B7, 198, (221, 281), (117, 425), 0xFFFFFFFE),
}
"""programs: execve and execveat; others: ptrace, and io_uring, which opens sockets without saying so."""


class Limits(NamedTuple):
    """CPU in seconds, memory and each written file in mebibytes."""

    seconds: int
    memory: int
    written: int
    programs: bool = False
    """Whether it may start other programs: only for one that does nothing else."""


def confine(
    limits: Limits, *, reads: Iterable[str] = (), writes: Iterable[str] = (), sockets: Iterable[str] = ()
) -> None:
    """From now on this process and what it starts stay within these, and see nothing of the disk but programs, `reads`
    and `writes` (see `keep_to`). Raises OSError where that is not possible.
    """
    for what, most in (
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_AS, limits.memory * MEBIBYTE),
        (resource.RLIMIT_FSIZE, limits.written * MEBIBYTE),
        (resource.RLIMIT_CORE, 0),
    ):
        already = resource.getrlimit(what)[1]
        resource.setrlimit(what, (most, most) if already == resource.RLIM_INFINITY else (min(most, already),) * 2)
    if sys.platform == "linux":
        _ask((END_WITH_PARENT, signal.SIGKILL, 0, 0, 0), (NO_NEW_PRIVILEGES, 1, 0, 0, 0))
        keep_to(reads=reads, writes=writes, sockets=sockets)
        machine = MACHINES[platform.machine()]
        _filter_calls(
            _steps(machine, machine.others if limits.programs else (*machine.programs, *machine.others, machine.socket))
        )


def _filter_calls(steps: list[tuple[int, int, int, int]]) -> None:
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(code)
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(held)))
    _ask((SET_SECCOMP, FILTER_MODE, program, 0, 0))


def _ask(*requests: tuple) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    for arguments in requests:
        if libc.prctl(*arguments) != 0:
            raise OSError(ctypes.get_errno(), "this system does not confine its processes")


def _steps(machine: Machine, refused: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """(what, how many steps to jump if so, if not, with which number): the filter, in the kernel's own words."""
    steps = [
        (LOAD, 0, 0, MACHINE_AT), (EQUAL, 1, 0, machine.mark), (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER_AT), (ABOVE, 0, 1, machine.last), (RETURN, 0, 0, REFUSE),
    ]  # fmt: skip
    for number in refused:
        steps += [(EQUAL, 0, 1, number), (RETURN, 0, 0, REFUSE)]
    steps += [(EQUAL, 1, 0, machine.socket), (RETURN, 0, 0, ALLOW)]
    steps += [(LOAD, 0, 0, FIRST_ARGUMENT_AT), (EQUAL, 1, 0, LOCAL_SOCKETS), (RETURN, 0, 0, REFUSE)]
    return [*steps, (RETURN, 0, 0, ALLOW)]
