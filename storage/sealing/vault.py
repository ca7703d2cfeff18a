"""Turns what people told us into bytes that say nothing, and names into marks.

A sealed value is: format (1 byte) | key id (4) | nonce (12) | AES-256-GCM ciphertext and tag.
Its associated data is the table and the row it belongs to, so that a value moved to another row
does not open. Every purpose has its own key (storage/sealing/deriving.py). What belongs to a tip is
sealed by the tip's own key (storage/sealing/own_keys.py), which is sealed under the content key.
"""

import os
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag

from storage.sealing.compact import WORDS, compact, expand, in_steps
from storage.sealing.deriving import cipher, mark, mark_secret
from storage.sealing.keys import ID_BYTES, CannotOpen, Key, Ring
from storage.sealing.links import LinkKeys
from storage.sealing.own_keys import OwnKey, is_own, own_key

FORMAT = b"\x01"
NONCE_BYTES = 12
TAG_BYTES = 16
HEADER_BYTES = len(FORMAT) + ID_BYTES + NONCE_BYTES
RECEIPT_WORDS = "receipt words"


class Vault:
    """Everything storage does with the three key rings, and the keys of links beside them."""

    def __init__(self, content: Ring, identity: Ring, subscribers: Ring, links: LinkKeys) -> None:
        self.links = links
        self._content = content
        self._identity = identity
        self._subscribers = subscribers

    @property
    def rings(self) -> Mapping[str, Ring]:
        return {
            "content": self._content,
            "identity": self._identity,
            "subscribers": self._subscribers,
        }

    def seal_canary(self, ring: Ring, name: str) -> bytes:
        return _seal(ring.current, "canaries", name, compact(name))

    def open_canary(self, ring: Ring, name: str, sealed: bytes) -> Any:
        return expand(_open(ring, "canaries", name, sealed))

    @property
    def identity_key_ids(self) -> tuple[str, ...]:
        """The key in use first, older ones after it; of those that are gone, what is recognised."""
        gone = [one.id for one in self._identity.retired if one.purpose == RECEIPT_WORDS]
        return (*(key.id for key in self._identity.keys), *gone)

    def seal(self, table: str, row: str, value: object, own: OwnKey | None = None) -> bytes:
        """Words, places, notes: whatever JSON can hold, by the tip's own key or the content key."""
        return self._put_away(table, row, in_steps(compact(value), WORDS), own)

    def open(self, table: str, row: str, sealed: bytes, own: OwnKey | None = None) -> Any:
        """`own` may be given for what a line that ran before sealed without it."""
        return expand(self._take_out(table, row, sealed, own))

    def seal_file(self, name: str, content: bytes, own: OwnKey | None = None) -> bytes:
        return self._put_away("media", name, content, own)

    def open_file(self, name: str, sealed: bytes, own: OwnKey | None = None) -> bytes:
        return self._take_out("media", name, sealed, own)

    def seal_key(self, table: str, row: str, key: OwnKey, own: OwnKey | None = None) -> bytes:
        """A tip's key under the content key; a file's under its tip's, once it has one."""
        return self._put_away(table, row, key.secret, own)

    def open_key(self, table: str, row: str, sealed: bytes, own: OwnKey | None = None) -> OwnKey:
        return own_key(self._take_out(table, row, sealed, own))

    def seal_piece(self, name: str, content: bytes) -> bytes:
        """Of a backup: `name` says which piece it is."""
        return _seal(self._content.current, "backup", name, content)

    def open_piece(self, name: str, sealed: bytes) -> bytes:
        return _open(self._content, "backup", name, sealed)

    def seal_account(self, row: str, value: object) -> bytes:
        """Who somebody is: the only thing under the identity key that can be opened again."""
        return _seal(self._identity.current, "identity_links", row, in_steps(compact(value)))

    def open_account(self, row: str, sealed: bytes) -> Any:
        return expand(_open(self._identity, "identity_links", row, sealed))

    def mark(self, purpose: str, *parts: str) -> str:
        """A name for a row that only the holder of the identity key can make from `parts`."""
        return _mark(self._identity.current, purpose, parts).hex()

    def marks(self, purpose: str, *parts: str) -> tuple[str, ...]:
        """`mark` under every identity key, the one in use first: what to look for."""
        return _marks(self._identity, purpose, parts)

    def seal_subscriber(self, row: str, value: object) -> bytes:
        """Who asked for lessons: under a third key, so that it says nothing about tips."""
        return _seal(self._subscribers.current, "subscribers", row, in_steps(compact(value)))

    def open_subscriber(self, row: str, sealed: bytes) -> Any:
        return expand(_open(self._subscribers, "subscribers", row, sealed))

    def subscriber_mark(self, purpose: str, *parts: str) -> str:
        """`mark` for what belongs to a subscription: nothing made with the other key equals it."""
        return _mark(self._subscribers.current, purpose, parts).hex()

    def subscriber_marks(self, purpose: str, *parts: str) -> tuple[str, ...]:
        return _marks(self._subscribers, purpose, parts)

    def bits(self, purpose: str, key_id: str, *parts: str) -> bytes:
        """Thirty-two bytes that follow from `parts` under the identity key named."""
        for key in self._identity.keys:
            if key.id == key_id:
                return _mark(key, purpose, parts)
        for one in self._identity.retired:
            if (one.id, one.purpose) == (key_id, purpose):
                return _keyed(one.secret, parts)
        raise CannotOpen(purpose)

    def chain(self, *parts: str) -> str:
        """A link of the audit chain: whoever can write rows but has no key cannot forge it."""
        return _mark(self._content.current, "audit", parts).hex()

    def chains(self, *parts: str) -> tuple[str, ...]:
        """`chain` under every content key: a link made before a new key was taken still holds."""
        return _marks(self._content, "audit", parts)

    def key_in_use(self, ring: str) -> bytes:
        """As it is named in everything it seals: `key_named`."""
        return bytes.fromhex(self.rings[ring].current.id)

    def seal_anew(self, ring: str, table: str, row: str, sealed: bytes) -> bytes:
        """Under the key in use, what any key of the ring sealed. CannotOpen."""
        known = self.rings[ring]
        return _seal(known.current, table, row, _open(known, table, row, sealed))

    def seal_as_own(self, table: str, row: str, sealed: bytes, own: OwnKey) -> bytes:
        """By the tip's key, what the content key sealed on a line that ran before. CannotOpen."""
        return own.seal(table, row, _open(self._content, table, row, sealed))

    def _put_away(self, table: str, row: str, plain: bytes, own: OwnKey | None) -> bytes:
        return (
            own.seal(table, row, plain) if own else _seal(self._content.current, table, row, plain)
        )

    def _take_out(self, table: str, row: str, sealed: bytes, own: OwnKey | None) -> bytes:
        if own and is_own(sealed):
            return own.open(table, row, sealed)
        return _open(self._content, table, row, sealed)


def key_named(sealed: bytes) -> bytes:
    return sealed[len(FORMAT) : len(FORMAT) + ID_BYTES]


def _seal(key: Key, table: str, row: str, plain: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    sealed = cipher(key, table).encrypt(nonce, plain, _belonging(table, row))
    return FORMAT + bytes.fromhex(key.id) + nonce + sealed


def _open(ring: Ring, table: str, row: str, sealed: bytes) -> bytes:
    named = sealed[1 : 1 + ID_BYTES].hex()
    for key in ring.keys:
        if key.id == named and sealed[:1] == FORMAT:
            nonce = sealed[1 + ID_BYTES : HEADER_BYTES]
            try:
                return cipher(key, table).decrypt(
                    nonce, sealed[HEADER_BYTES:], _belonging(table, row)
                )
            except (InvalidTag, ValueError):  # altered, or cut short
                break
    raise CannotOpen(table)


def _belonging(table: str, row: str) -> bytes:
    return f"{table}/{row}".encode()


def _mark(key: Key, purpose: str, parts: tuple[str, ...]) -> bytes:
    return _keyed(mark_secret(key, purpose), parts)


def _marks(ring: Ring, purpose: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    gone = [one.secret for one in ring.retired if one.purpose == purpose]
    secrets = (*(mark_secret(key, purpose) for key in ring.keys), *gone)
    return tuple(_keyed(secret, parts).hex() for secret in secrets)


def _keyed(secret: bytes, parts: tuple[str, ...]) -> bytes:
    # JSON keeps ("a", "bc") and ("ab", "c") apart.
    return mark(secret, compact(parts))
