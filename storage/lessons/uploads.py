"""Which files a bot has given its platform already, so that each is uploaded once."""

from sqlalchemy import select

from storage.database.dialects import insert_unless_there
from storage.database.interface import Database
from storage.tables.lessons import uploads


class SqlUploads:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def find(self, bot: str, digest: str) -> str | None:
        one = select(uploads.c.file_id).where(uploads.c.bot == bot, uploads.c.digest == digest)
        return await self._database.read(lambda connection: connection.scalar(one))

    async def keep(self, bot: str, digest: str, file_id: str) -> None:
        row = {"bot": bot, "digest": digest, "file_id": file_id}
        await self._database.write(lambda c: insert_unless_there(c, uploads, row))
