"""Every purpose has a key of its own, derived by HKDF; none leads back to the key it came from."""

from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from storage.sealing.keys import Key


def mark_secret(key: Key, purpose: str) -> bytes:
    return _derived(key, f"mark/{purpose}")


@cache
def cipher(key: Key, purpose: str) -> AESGCM:
    return AESGCM(_derived(key, f"seal/{purpose}"))


def mark(secret: bytes, told: bytes) -> bytes:
    """HMAC-SHA-256. To set it up anew each time takes five times as long, ten times a message."""
    begun = _marker(secret).copy()
    begun.update(told)
    return begun.finalize()


def forget_derived() -> None:
    """A key that is gone is gone from memory too."""
    cipher.cache_clear()
    _marker.cache_clear()
    _derived.cache_clear()


@cache
def _marker(secret: bytes) -> HMAC:
    return HMAC(secret, SHA256())


@cache
def _derived(key: Key, purpose: str) -> bytes:
    info = f"tinbao/1/{purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(key.secret)
