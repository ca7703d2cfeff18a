"""Keys that are meant to be destroyed: whatever leads from a tip to a person hangs on them.

They stand in a file of their own, outside the database, its log and every backup. When somebody
erases themselves, or a link's date has come, what stays is sealed under a new key and the old one
is destroyed: what old pages, logs and backups still hold opens for nobody any more.
Losing the file costs the way back to people who wait for an answer, never a tip: receipts stay.
"""

import base64
import binascii
import fcntl
import hashlib
import hmac
import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC

from storage.sealing.compact import WORDS, compact, expand, in_steps
from storage.sealing.files import replace_file
from storage.sealing.keys import ID_BYTES, KEY_BYTES, CannotOpen, KeyExposed, KeyMalformed

NONCE_BYTES = 12
PREFIX = "tinbao-key"


@dataclass(frozen=True)  # without slots: what is derived is remembered
class LinkKey:
    """What is derived from it goes with it: destroyed is destroyed, in memory too."""

    id: str
    secret: bytes = field(repr=False)

    def mark(self, *parts: str) -> str:
        begun = self._marker.copy()
        begun.update(compact(parts))
        return begun.finalize().hex()

    def seal(self, row: str, value: object) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, in_steps(compact(value), WORDS), row.encode())

    def open(self, row: str, sealed: bytes) -> Any:
        nonce, rest = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            return expand(self._cipher.decrypt(nonce, rest, row.encode()))
        except (InvalidTag, ValueError):
            raise CannotOpen("pseudonyms") from None

    @cached_property
    def _marker(self) -> HMAC:
        return HMAC(self._derived("mark"), SHA256())

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self._derived("seal"))

    def _derived(self, purpose: str) -> bytes:
        return hmac.digest(self.secret, f"tinbao/links/{purpose}".encode(), hashlib.sha256)


class LinkKeys:
    """Several processes may share `path`. Without one nothing outlives the process."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._keys: tuple[LinkKey, ...] = ()
        self.reload()

    @property
    def keys(self) -> tuple[LinkKey, ...]:
        """Usually one; two while rows move from the old to the new."""
        return self._keys

    def find(self, key_id: str) -> LinkKey | None:
        """Another process may have taken a new one a moment ago."""
        if self._known(key_id) is None:
            self.reload()
        return self._known(key_id)

    def reload(self) -> None:
        if self._path is not None:
            self._keys = _read(self._path)

    def add(self) -> LinkKey:
        """On disk before it seals anything."""
        new = LinkKey(secrets.token_hex(ID_BYTES), secrets.token_bytes(KEY_BYTES))
        with self._alone():
            self._write((new, *self._keys))
        return new

    def keep_only(self, key_id: str) -> None:
        """Destroy all others: overwritten where they stood, gone from memory."""
        with self._alone():
            self._write([key for key in self._keys if key.id == key_id])

    def _known(self, key_id: str) -> LinkKey | None:
        return next((key for key in self._keys if key.id == key_id), None)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        if self._path is None:
            yield
            return
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = os.open(self._path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self.reload()
            yield
        finally:
            os.close(lock)

    def _write(self, keys: Sequence[LinkKey]) -> None:
        if self._path is not None:
            replace_file(self._path, "".join(f"{_line(key)}\n" for key in keys))
        self._keys = tuple(keys)


def _line(key: LinkKey) -> str:
    return f"{PREFIX}:{key.id}:{base64.b64encode(key.secret).decode()}"


def _read(path: Path) -> tuple[LinkKey, ...]:
    try:
        mode, text = path.stat().st_mode & 0o777, path.read_text("ascii")
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError:
        raise KeyMalformed(path) from None
    if mode & 0o077:
        raise KeyExposed(path, mode)
    return tuple(_key_in(line, path) for line in text.splitlines())


def _key_in(line: str, path: Path) -> LinkKey:
    prefix, _, rest = line.partition(":")
    key_id, _, secret = rest.partition(":")
    try:
        key = LinkKey(bytes.fromhex(key_id).hex(), base64.b64decode(secret, validate=True))
    except (ValueError, binascii.Error):
        raise KeyMalformed(path) from None
    if prefix != PREFIX or len(key.secret) != KEY_BYTES:
        raise KeyMalformed(path)
    return key
