"""Receipts without storing them: words follow from a draft id and the identity key."""

from collections.abc import Sequence

from storage.sealing.keys import CannotOpen
from storage.sealing.vault import RECEIPT_WORDS, Vault
from tips.reading import receipt

BYTES = 10  # 80 bits

Reference = tuple[str, str]  # key id and draft id: what a stored text keeps in place of words


class Receipts:
    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def words(self, draft_id: str) -> tuple[str, ...]:
        return self._words(self._vault.identity_key_ids[0], draft_id)

    def reference(self, words: tuple[str, ...], draft_ids: Sequence[str]) -> Reference | None:
        """Which of these drafts the words belong to; None: they cannot be shown again."""
        if not words:
            return None
        for key_id in self._vault.identity_key_ids:
            for draft_id in draft_ids:
                if self._words(key_id, draft_id) == words:
                    return key_id, draft_id
        return None

    def words_behind(self, reference: Sequence[str] | None) -> tuple[str, ...]:
        if not reference:
            return ()
        try:
            return self._words(*reference)
        except CannotOpen:  # the key was retired: the text stays, its words are gone
            return ()

    def mark(self, words: tuple[str, ...]) -> str:
        return self._vault.mark("receipt", receipt.canonical(words))

    def marks(self, words: tuple[str, ...]) -> tuple[str, ...]:
        return self._vault.marks("receipt", receipt.canonical(words))

    def _words(self, key_id: str, draft_id: str) -> tuple[str, ...]:
        return receipt.words_of(self._vault.bits(RECEIPT_WORDS, key_id, draft_id)[:BYTES])
