"""Shuts the cleaning room from inside, once it has imported what it needs: no file can be opened,
no network reached, no process begun and none signalled, whatever a decoder is made to do.

Three doors, one behind the other, because not every kernel has each: no new file numbers (POSIX),
Landlock (Linux 5.13), and a list of the few system calls that computing needs (seccomp).
"""

import ctypes
import os
import resource
import struct
import sys
from dataclasses import asdict, dataclass

from channels.cleaning import syscalls
from channels.cleaning.syscalls import Calls

_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_FILTER, _SECCOMP_ALL_THREADS = 1, 1
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Achieved:
    files: bool
    landlock: bool
    seccomp: bool

    def as_dict(self) -> dict[str, bool]:
        return asdict(self)


def confine() -> Achieved:
    """For good. What is open stays open: the file comes in and the clean one goes out by it."""
    calls = syscalls.of(os.uname().machine) if sys.platform == "linux" else None
    if calls is None or not _gain_nothing():
        return Achieved(_take_no_new_files(), landlock=False, seccomp=False)
    # In this order: a fence is a file while it is put up.
    landlock = _forbid_all_files(calls)
    return Achieved(_take_no_new_files(), landlock, _compute_only(calls))


def _take_no_new_files() -> bool:
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    return resource.getrlimit(resource.RLIMIT_NOFILE) == (0, 0)


def _gain_nothing() -> bool:
    """What both of the kernel's fences ask for."""
    done: int = _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return done == 0


# --- Landlock ------------------------------------------------------------------------------------

_VERSION_ONLY = 1
_SINCE = {1: 13, 2: 14, 3: 15, 5: 16}  # rights on files, by the version that brought the last one
_NETWORK_SINCE, _SCOPES_SINCE = 4, 6


def _forbid_all_files(calls: Calls) -> bool:
    """Everything Landlock knows is handled and nothing is allowed."""
    version = _libc.syscall(calls.landlock_create, None, 0, _VERSION_ONLY)
    if version < 1:
        return False
    files = (1 << max(bits for since, bits in _SINCE.items() if since <= version)) - 1
    network = 0b11 if version >= _NETWORK_SINCE else 0  # to bind, to connect
    scopes = 0b11 if version >= _SCOPES_SINCE else 0  # abstract sockets, signals
    rules = struct.pack("QQQ", files, network, scopes)
    known = 8 if version < _NETWORK_SINCE else 16 if version < _SCOPES_SINCE else 24
    ruleset: int = _libc.syscall(calls.landlock_create, rules, known, 0)
    if ruleset < 0:
        return False
    done: int = _libc.syscall(calls.landlock_restrict, ruleset, 0)
    return done == 0


# --- seccomp -------------------------------------------------------------------------------------

_LOAD, _EQUAL, _ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06  # classic BPF: LD, JEQ, JSET, RET
_NUMBER, _ARCHITECTURE, _FIRST, _THIRD = 0, 4, 16, 32  # where they lie in seccomp_data
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_EPERM, _ENOSYS = 1, 38
_THREAD = 0x10000  # CLONE_THREAD: a process of its own it may not begin
_EXECUTABLE = 4  # PROT_EXEC


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_char_p))


def _compute_only(calls: Calls) -> bool:
    steps = _steps(calls)
    program = _Program(len(steps) // 8, steps)
    told = (_SECCOMP_SET_FILTER, _SECCOMP_ALL_THREADS, ctypes.byref(program))
    done: int = _libc.syscall(calls.seccomp, *told)
    return done == 0


def _steps(calls: Calls) -> bytes:
    refuse = _step(_RETURN, _ERROR | _EPERM)
    steps = [_step(_LOAD, _ARCHITECTURE), _step(_EQUAL, calls.architecture, 1), refuse]
    steps.append(_step(_LOAD, _NUMBER))
    for number in calls.allowed:
        steps += [_step(_EQUAL, number, 0, 1), _step(_RETURN, _ALLOW)]
    # glibc falls back to `clone`, whose flags can be looked at.
    steps += [_step(_EQUAL, calls.clone3, 0, 1), _step(_RETURN, _ERROR | _ENOSYS)]
    steps += _where(calls.clone, _FIRST, _THREAD, when_set=True)
    for number in calls.mapping:
        steps += _where(number, _THIRD, _EXECUTABLE, when_set=False)
    return b"".join([*steps, refuse])


def _where(number: int, argument: int, bit: int, *, when_set: bool) -> list[bytes]:
    """This call, if a bit of its argument is set, or is not."""
    allow, refuse = _step(_RETURN, _ALLOW), _step(_RETURN, _ERROR | _EPERM)
    test = _step(_ANY_BIT, bit, 0, 1)
    answers = [allow, refuse] if when_set else [refuse, allow]
    return [_step(_EQUAL, number, 0, 4), _step(_LOAD, argument), test, *answers]


def _step(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_so, if_not, value)
