"""What a key file holds, one a line: the key in use, and what a rotation under way needs beside it.

A rotation writes the next key first, then uses it, then lets the older one go: whatever process
reads the file at whatever moment can open what any other one seals (storage/rotating/rotation.py).
"""

import base64
import binascii
import os
import secrets
import stat
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from storage.sealing.deriving import mark_secret
from storage.sealing.files import replace_file, sync_folder, write_through
from storage.sealing.keys import (
    ID_BYTES,
    KEY_BYTES,
    Key,
    KeyExists,
    KeyExposed,
    KeyMalformed,
    KeyMissing,
    KeyRing,
    OldMark,
)

CURRENT, NEXT, OLDER, RETIRED = "tinbao-key", "tinbao-next", "tinbao-older", "tinbao-retired"
LARGEST = 64 * 1024  # bytes: a dozen marks a rotation


@dataclass(frozen=True, slots=True)
class KeyFile:
    current: Key
    next: Key | None = None
    older: tuple[Key, ...] = ()
    retired: tuple[OldMark, ...] = ()

    @property
    def ring(self) -> KeyRing:
        coming = (self.next,) if self.next else ()
        return KeyRing(self.current, (*self.older, *coming), self.retired)

    @property
    def is_rotating(self) -> bool:
        return bool(self.next or self.older)

    def announced(self) -> "KeyFile":
        return replace(self, next=_fresh())

    def switched(self) -> "KeyFile":
        """What comes next seals from now on; what sealed until now only opens."""
        return KeyFile(self.next or self.current, None, (self.current, *self.older), self.retired)

    def settled(self, purposes: Sequence[str]) -> "KeyFile":
        """Older keys are gone; what they marked for these purposes is still recognised."""
        marks = tuple(
            OldMark(key.id, purpose, mark_secret(key, purpose))
            for key in self.older
            for purpose in purposes
        )
        return KeyFile(self.current, None, (), (*marks, *self.retired))

    def written(self) -> str:
        lines = [_line(CURRENT, self.current)]
        lines += [_line(NEXT, self.next)] if self.next else []
        lines += [_line(OLDER, key) for key in self.older]
        lines += [_mark_line(mark) for mark in self.retired]
        return "".join(f"{line}\n" for line in lines)


def new_key_file(path: Path) -> Key:
    """Write a fresh key with mode 0600. KeyExists rather than touching a key that is there."""
    key = _fresh()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        # O_EXCL: two processes starting at once must not each believe that theirs is the key.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise KeyExists(path) from None
    write_through(handle, KeyFile(key).written().encode())
    sync_folder(path.parent)
    return key


def read_key_file(path: Path) -> KeyFile:
    """KeyMissing, KeyExposed, KeyMalformed."""
    try:
        with path.open(encoding="ascii") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            text = file.read(LARGEST)
    except UnicodeDecodeError:
        raise KeyMalformed(path) from None
    except OSError:
        raise KeyMissing(path) from None
    if mode & 0o077:
        raise KeyExposed(path, mode)
    return parse_keys(text, path)


def write_key_file(path: Path, content: KeyFile) -> None:
    replace_file(path, content.written())


def parse_keys(text: str, path: Path) -> KeyFile:
    """`path` is for the error alone."""
    try:
        parts = [line.split(":") for line in text.strip().splitlines()]
        keys = [(kind, _key(*rest)) for kind, *rest in parts if kind != RETIRED]
        marks = tuple(_mark(*rest) for kind, *rest in parts if kind == RETIRED)
        [current], coming, older = (
            [key for kind, key in keys if kind == wanted] for wanted in (CURRENT, NEXT, OLDER)
        )
    except (ValueError, TypeError, binascii.Error):
        raise KeyMalformed(path) from None
    if len(coming) > 1 or len(keys) > 1 + len(coming) + len(older):
        raise KeyMalformed(path)
    return KeyFile(current, coming[0] if coming else None, tuple(older), marks)


def _fresh() -> Key:
    return Key(secrets.token_hex(ID_BYTES), secrets.token_bytes(KEY_BYTES))


def _key(key_id: str, secret: str) -> Key:
    named, opened = bytes.fromhex(key_id), base64.b64decode(secret, validate=True)
    if (len(named), len(opened)) != (ID_BYTES, KEY_BYTES):
        raise ValueError
    return Key(named.hex(), opened)


def _mark(key_id: str, purpose: str, secret: str) -> OldMark:
    key = _key(key_id, secret)
    return OldMark(key.id, purpose, key.secret)


def _line(kind: str, key: Key) -> str:
    return f"{kind}:{key.id}:{base64.b64encode(key.secret).decode()}"


def _mark_line(mark: OldMark) -> str:
    return f"{RETIRED}:{mark.id}:{mark.purpose}:{base64.b64encode(mark.secret).decode()}"
