"""Keys for tests: the same ones every time."""

from storage.sealing.keys import Key, KeyRing
from storage.sealing.links import LinkKeys
from storage.sealing.vault import Vault


def a_vault() -> Vault:
    return Vault(a_ring("11111111"), a_ring("22222222"), a_ring("55555555"), LinkKeys())


def a_ring(key_id: str, *older: str) -> KeyRing:
    """Keys that follow from their ids, so that a test can have the same one twice."""
    current, *rest = (Key(one, (one * 4).encode()) for one in (key_id, *older))
    return KeyRing(current, tuple(rest))
