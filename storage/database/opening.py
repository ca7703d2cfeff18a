"""Opens the database a URL names."""

from storage.database.interface import Database
from storage.database.postgres import PostgresDatabase
from storage.database.sqlite import SqliteDatabase


class UnknownDatabase(Exception):
    """Only sqlite+aiosqlite:// and postgresql+asyncpg:// are spoken here."""


async def open_database(url: str, *, readers: int = 4, connections: int = 10) -> Database:
    """`readers`: SQLite connections that read. `connections`: the pool on PostgreSQL."""
    if url.startswith("postgresql+asyncpg:"):
        return PostgresDatabase(url, connections)
    if url.startswith("sqlite+aiosqlite:"):
        return await SqliteDatabase.open(url, readers)
    raise UnknownDatabase
