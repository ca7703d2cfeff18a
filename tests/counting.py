"""A vault that counts what is opened: so often somebody's words were read."""

from typing import Any

from typing_extensions import override

from storage.sealing.vault import Vault
from tests.conftest import a_ring


class CountingVault(Vault):
    def __init__(self) -> None:
        super().__init__(a_ring("11111111"), a_ring("22222222"), a_ring("55555555"))
        self.opened: list[tuple[str, str]] = []  # table and row

    @override
    def open(self, table: str, row: str, sealed: bytes) -> Any:
        self.opened.append((table, row))
        return super().open(table, row, sealed)
