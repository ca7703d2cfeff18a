"""The three keys: one file each, readable by its owner only. What they open: vault.py."""

import base64
import binascii
import os
import secrets
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

KEY_BYTES = 32
ID_BYTES = 4
PREFIX = "tinbao-key"


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
class KeyRing:
    """The key that seals today, and older ones that still open what they sealed."""

    current: Key
    older: tuple[Key, ...] = ()

    @property
    def keys(self) -> tuple[Key, ...]:
        return (self.current, *self.older)


def new_key_file(path: Path) -> Key:
    """Write a fresh key with mode 0600. KeyExists rather than touching a key that is there."""
    key = Key(secrets.token_hex(ID_BYTES), secrets.token_bytes(KEY_BYTES))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        # O_EXCL: two processes starting at once must not each believe that theirs is the key.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyExists(path) from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{PREFIX}:{key.id}:{base64.b64encode(key.secret).decode()}\n")
        file.flush()
        os.fsync(file.fileno())
    sync_folder(path.parent)
    return key


def load_key(path: Path) -> Key:
    try:
        with path.open(encoding="ascii") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            text = file.read(200)
    except UnicodeDecodeError:
        raise KeyMalformed(path) from None
    except OSError:
        raise KeyMissing(path) from None
    if mode & 0o077:
        raise KeyExposed(path, mode)
    return _key_in(text.strip(), path)


def load_keys(paths: Sequence[Path]) -> KeyRing:
    """The first file is the current key; the others only open what they once sealed."""
    current, *older = (load_key(path) for path in paths)
    return KeyRing(current, tuple(older))


def _key_in(text: str, path: Path) -> Key:
    parts = text.split(":")
    if len(parts) != 3 or parts[0] != PREFIX:
        raise KeyMalformed(path)
    try:
        key_id, secret = bytes.fromhex(parts[1]), base64.b64decode(parts[2], validate=True)
    except (ValueError, binascii.Error):
        raise KeyMalformed(path) from None
    if (len(key_id), len(secret)) != (ID_BYTES, KEY_BYTES):
        raise KeyMalformed(path)
    return Key(key_id.hex(), secret)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
