"""A key that one tip or one file has for itself: what it sealed ends with it, in every copy.

A value sealed by one is: format (1 byte) | nonce (12) | AES-256-GCM ciphertext and tag. Which key
it was follows from the row; the key itself is kept sealed under another (storage/sealing/vault.py).
"""

import os
import secrets
from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.sealing.keys import KEY_BYTES, CannotOpen

OWN_FORMAT = b"\x02"
NONCE_BYTES = 12
_BEGINNING = len(OWN_FORMAT) + NONCE_BYTES


@dataclass(frozen=True, slots=True)
class OwnKey:
    secret: bytes = field(repr=False)
    _cipher: AESGCM = field(repr=False, compare=False)

    def seal(self, table: str, row: str, plain: bytes) -> bytes:
        nonce = os.urandom(NONCE_BYTES)
        return OWN_FORMAT + nonce + self._cipher.encrypt(nonce, plain, _belonging(table, row))

    def open(self, table: str, row: str, sealed: bytes) -> bytes:
        nonce = sealed[len(OWN_FORMAT) : _BEGINNING]
        try:
            return self._cipher.decrypt(nonce, sealed[_BEGINNING:], _belonging(table, row))
        except (InvalidTag, ValueError):  # altered, cut short, or sealed by a key that is gone
            raise CannotOpen(table) from None


def new_own_key() -> OwnKey:
    return own_key(secrets.token_bytes(KEY_BYTES))


def own_key(secret: bytes) -> OwnKey:
    return OwnKey(secret, AESGCM(secret))


def is_own(sealed: bytes) -> bool:
    """Whether a key of its own sealed it, and no ring."""
    return sealed[:1] == OWN_FORMAT


def _belonging(table: str, row: str) -> bytes:
    return f"{table}/{row}".encode()
