"""A vault and a store that count what is read of them."""

from typing import Any

from typing_extensions import override

from broadcasts.campaigns.campaign import Campaign
from storage.database.interface import Database
from storage.lessons.campaigns import SqlCampaignStore
from storage.sealing.links import LinkKeys
from storage.sealing.own_keys import OwnKey
from storage.sealing.vault import Vault
from tests.keys import a_ring


class CountingVault(Vault):
    def __init__(self) -> None:
        super().__init__(a_ring("11111111"), a_ring("22222222"), a_ring("55555555"), LinkKeys())
        self.opened: list[tuple[str, str]] = []  # table and row

    @override
    def open(self, table: str, row: str, sealed: bytes, own: OwnKey | None = None) -> Any:
        self.opened.append((table, row))
        return super().open(table, row, sealed, own)


class CountingCampaigns(SqlCampaignStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        super().__init__(database, vault)
        self.read: list[str] = []

    @override
    async def campaign(self, wanted: str) -> Campaign | None:
        self.read.append(wanted)
        return await super().campaign(wanted)
