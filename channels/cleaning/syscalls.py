"""The numbers of the system calls that decoding a file needs, by kind of machine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calls:
    architecture: int  # AUDIT_ARCH_…
    seccomp: int
    clone: int
    clone3: int
    mapping: tuple[int, int]  # mmap, mprotect: only without the right to execute
    allowed: tuple[int, ...]
    landlock_create: int = 444
    landlock_restrict: int = 446


# What they are: to read, write and close what is open, to look at a file's length and move in it;
# memory; signals' own handling; time; threads, locks and the scheduler; chance; to end.
_BY_MACHINE = {
    "x86_64": Calls(
        architecture=0xC000003E,
        seccomp=317,
        clone=56,
        clone3=435,
        mapping=(9, 10),
        allowed=(
            *(0, 1, 3, 5, 8, 11, 12, 13, 14, 15, 17, 19, 20, 271, 25, 28, 24, 35, 39, 60, 231, 63),
            *(186, 202, 204, 273, 228, 230, 318, 324, 334, 131, 219, 98, 99),
        ),
    ),
    "aarch64": Calls(
        architecture=0xC00000B7,
        seccomp=277,
        clone=220,
        clone3=435,
        mapping=(222, 226),
        allowed=(
            *(63, 64, 57, 80, 62, 215, 214, 134, 135, 139, 67, 65, 66, 73, 216, 233, 124, 101, 172),
            *(93, 94, 160, 178, 98, 123, 99, 113, 115, 278, 283, 293, 132, 128, 165, 179),
        ),
    ),
}


def of(machine: str) -> Calls | None:
    return _BY_MACHINE.get(machine)
