"""The sentences a desk has ready, sealed: they tell what its work is about."""

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection
from typing_extensions import override

from desks.desk import DeskCode
from desks.ready_words import ReadyWords, ReadyWordsStore
from storage.database.dialects import one_at_a_time
from storage.database.interface import Database
from storage.database.reading import read_row
from storage.sealing.vault import Vault
from storage.tables.desks import ready_words


class SqlReadyWordsStore(ReadyWordsStore):
    def __init__(self, database: Database, vault: Vault) -> None:
        self._database = database
        self._vault = vault

    @override
    async def ready_words(self, desk: DeskCode) -> ReadyWords:
        wanted = select(ready_words).where(ready_words.c.desk == desk)
        row = await read_row(self._database, wanted)
        if row is None:
            return ReadyWords()
        kept = self._vault.open("ready_words", desk, row.sealed)
        return ReadyWords(tuple(kept["asking"]), tuple(kept["closing"]))

    @override
    async def keep_ready(self, desk: DeskCode, words: ReadyWords) -> None:
        kept = {"asking": list(words.asking), "closing": list(words.closing)}
        sealed = self._vault.seal("ready_words", desk, kept)

        async def work(connection: AsyncConnection) -> None:
            await one_at_a_time(connection, f"ready words {desk}")
            await connection.execute(delete(ready_words).where(ready_words.c.desk == desk))
            await connection.execute(insert(ready_words).values(desk=desk, sealed=sealed))

        await self._database.write(work)
