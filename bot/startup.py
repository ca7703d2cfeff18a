"""What stands before anything runs: the data folder, the keys, a database at its head."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from asyncpg import PostgresError
from sqlalchemy import delete, inspect, literal, or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import keys
from bot.config import Config
from bot.own_account import shut_database
from bot.problem import Problem, Problems
from storage.canaries import LINKS, Canaries
from storage.database.interface import Database
from storage.database.leases import is_alone
from storage.database.opening import open_database
from storage.database.pooler import shares_sessions
from storage.migrations import head_revision, is_known, migrate, revision_of
from storage.names.renewing import LinkRenewal
from storage.sealing.vault import Vault
from storage.tables.base import metadata
from storage.tables.canaries import canaries
from storage.tables.lessons import subscribers


@dataclass(frozen=True, slots=True)
class DataFolder:
    database: Database
    vault: Vault
    is_new: bool  # the keys were made just now


async def open_data_folder(config: Config, *, migrates: bool = False) -> DataFolder:
    """`migrates`: also while other copies run, which only who upgrades them all may do."""
    _make_folder(config)
    shut_database(config)
    with explained():
        await be_alone_on_a_session(config.database_url)
        database = await open_database(config.database_url)
        try:
            await be_of_one_version(database, migrates=migrates)
            await add_subscribers_key(config, database)
            is_new = make_first_keys(config, holds_something=await holds_something(database))
            vault = keys.vault(config)
            await migrate(config.database_url)
            await fit(config, database, vault)
            await Canaries(database, vault).put()
            await LinkRenewal(database, vault).finish()
        except BaseException:
            await database.close()
            raise
    return DataFolder(database, vault, is_new)


@asynccontextmanager
async def opened_data_folder(
    config: Config, *, migrates: bool = False
) -> AsyncIterator[DataFolder]:
    data_folder = await open_data_folder(config, migrates=migrates)
    try:
        yield data_folder
    finally:
        await data_folder.database.close()  # waits for the commits under way


async def revision(database: Database) -> str:
    return await database.read(lambda connection: connection.run_sync(revision_of))


async def be_of_one_version(database: Database, *, migrates: bool) -> None:
    """Raises Problem. Tables change under nobody's hands unless an operator says so."""
    at, ours = await revision(database), head_revision()
    if not at or at == ours:
        return
    if not is_known(at):
        raise Problem("database_newer", at=at, ours=ours)
    if not migrates and not await database.write(is_alone):
        raise Problem("database_older", at=at, ours=ours)


async def be_alone_on_a_session(url: str) -> None:
    """Raises Problem. Behind such a pooler copies would neither hear nor see each other."""
    if not url.startswith("sqlite") and await shares_sessions(url):
        raise Problem("database_pooled")


async def holds_something(database: Database) -> bool:
    """Whether anything was sealed or marked here under keys that must then still exist."""

    async def look(connection: AsyncConnection) -> bool:
        if not await connection.run_sync(revision_of):
            return False
        # A database of an older version lacks some of our tables, and some of their columns.
        there = set(await connection.run_sync(lambda c: inspect(c).get_table_names()))
        rows = [
            select(literal(1)).select_from(table).exists()
            for table in metadata.sorted_tables
            if table.name in there - {"desks"}
        ]
        return bool(await connection.scalar(select(or_(*rows))))

    return await database.read(look)


async def fit(config: Config, database: Database, vault: Vault) -> None:
    """Keys of another line would seal new tips beside old ones that nobody can read any more."""
    strange = await Canaries(database, vault).strange_keys()
    places = {**keys.places(config), "keys.links": config.link_keys}
    found = [
        Problem(
            "links_lost" if name == LINKS else "keys_strange",
            field=f"keys.{name}",
            file=places[f"keys.{name}"],
        )
        for name in strange
    ]
    if found:
        raise Problems(found, config.language)


def make_first_keys(config: Config, *, holds_something: bool) -> bool:
    """Only where nothing was sealed yet: new keys beside old rows would hide that they are lost."""
    absent = keys.missing(config)
    if not absent:
        return False
    places = keys.places(config)
    if holds_something:
        lost = [Problem("keys_lost", field=field, file=places[field]) for field in absent]
        raise Problems(lost, config.language)
    if len(absent) < len(keys.files(config)):
        gone = [Problem("key_missing", field=field, file=places[field]) for field in absent]
        raise Problems(gone, config.language)
    keys.make(config)
    return True


async def add_subscribers_key(config: Config, database: Database) -> None:
    """A line that ran before there were lessons has the other two keys, and no subscriber yet."""
    others = keys.missing(config) == ["keys.subscribers"]
    if others and await revision(database) and not await has_subscribers(database):
        keys.make_one(config.subscribers_key)
        await database.write(forget_canary)


async def forget_canary(connection: AsyncConnection) -> None:
    """Of a key under which nothing was sealed but itself."""
    if await connection.run_sync(lambda c: inspect(c).has_table(canaries.name)):
        await connection.execute(delete(canaries).where(canaries.c.name == "subscribers"))


async def has_subscribers(database: Database) -> bool:
    async def look(connection: AsyncConnection) -> bool:
        if not await connection.run_sync(lambda c: inspect(c).has_table(subscribers.name)):
            return False
        some = select(literal(1)).select_from(subscribers).exists()
        return bool(await connection.scalar(select(some)))

    return await database.read(look)


@contextmanager
def explained() -> Iterator[None]:
    """A database that cannot be used, by the kind of failure: its text may hold the account."""
    try:
        yield
    except (SQLAlchemyError, PostgresError, OSError) as problem:
        cause = getattr(problem, "orig", None) or problem
        raise Problem("database_unreachable", reason=type(cause).__name__) from None


def _make_folder(config: Config) -> None:
    try:
        config.data.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = config.data / ".writable"
        probe.touch()
        probe.unlink()
    except OSError:
        raise Problem("data_unwritable", folder=config.data) from None
