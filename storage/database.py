"""Opens the database a URL names."""

from storage.postgres import PostgresDatabase
from storage.sqlite import SqliteDatabase
from storage.work import Database


class UnknownDatabase(Exception):
    """Only sqlite+aiosqlite:// and postgresql+asyncpg:// are spoken here."""


async def open_database(url: str, *, readers: int = 4, connections: int = 10) -> Database:
    """`readers`: SQLite connections that read. `connections`: the pool on PostgreSQL."""
    if url.startswith("postgresql+asyncpg:"):
        return PostgresDatabase(url, connections)
    if url.startswith("sqlite+aiosqlite:"):
        return await SqliteDatabase.open(url, readers)
    raise UnknownDatabase
