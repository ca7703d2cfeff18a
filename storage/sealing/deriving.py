"""Every purpose has a key of its own, derived by HKDF; none leads back to the key it came from."""

from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.sealing.keys import Key


def mark_secret(key: Key, purpose: str) -> bytes:
    return _derived(key, f"mark/{purpose}")


@cache
def cipher(key: Key, purpose: str) -> AESGCM:
    return AESGCM(_derived(key, f"seal/{purpose}"))


def forget_derived() -> None:
    """A key that is gone is gone from memory too."""
    cipher.cache_clear()
    _derived.cache_clear()


@cache
def _derived(key: Key, purpose: str) -> bytes:
    info = f"tinbao/1/{purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(key.secret)
