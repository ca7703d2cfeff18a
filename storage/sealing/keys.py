"""The three keys, and what may be wrong with a file that holds one. What they open: vault.py."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

KEY_BYTES = 32
ID_BYTES = 4


class KeyProblem(Exception):
    """A key file cannot be used; `path` says which one, never what is in it."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class KeyMissing(KeyProblem):
    """There is no such file, or it cannot be read by this account."""


class KeyMalformed(KeyProblem):
    """The file holds something else than one key."""


class KeyExposed(KeyProblem):
    """Group or others may read the file: chmod 600."""

    def __init__(self, path: Path, mode: int) -> None:
        super().__init__(path)
        self.mode = mode


class KeyExists(KeyProblem):
    """A key stands there already and is never overwritten: what it sealed would be lost."""


class CannotOpen(Exception):
    """Sealed under a key we do not have, moved from another row, or altered."""


@dataclass(frozen=True, slots=True)
class Key:
    id: str  # eight hex digits, written into everything it seals
    secret: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class OldMark:
    """Recognises what a key that is gone once marked for one purpose. It opens nothing."""

    id: str  # of the key that is gone
    purpose: str
    secret: bytes = field(repr=False)


class Ring(Protocol):
    """The key that seals today, others that still open, and what older ones marked."""

    @property
    def current(self) -> Key: ...
    @property
    def keys(self) -> tuple[Key, ...]: ...
    @property
    def retired(self) -> tuple[OldMark, ...]: ...


@dataclass(frozen=True, slots=True)
class KeyRing:
    current: Key
    older: tuple[Key, ...] = ()
    retired: tuple[OldMark, ...] = ()

    @property
    def keys(self) -> tuple[Key, ...]:
        return (self.current, *self.older)
