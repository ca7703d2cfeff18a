"""Moves everything from one database into another that is empty, whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table, cast, delete, func, insert, inspect, select, text
from sqlalchemy.dialects.postgresql import REGCLASS
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import anchors
from storage.audit import chain as audit
from storage.audit.chain import Break
from storage.database.dialects import on_postgres
from storage.database.interface import Database
from storage.moving.proof import Holding, holding, holdings, pages
from storage.sealing.vault import Vault
from storage.tables.base import metadata
from storage.tables.desks import desks

MADE_BY_MIGRATIONS = 1  # the national desk
Tell = Callable[[str], None]  # the table that has just arrived


class NotEmpty(Exception):
    """The target holds something: nothing was written."""


class NotTheSame(Exception):
    """What arrived is not what left: nothing was kept of it. Its text names tables only."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What stands in both, and the links of the log that were broken before already."""

    holdings: tuple[Holding, ...]
    breaks: tuple[Break, ...]


async def must_be_free(target: Database) -> None:
    """Nothing of ours and nothing of anybody else's; what a migration makes counts as nothing."""
    if not await target.read(is_free):
        raise NotEmpty


async def move(source: Database, target: Database, vault: Vault, tell: Tell) -> Moved:
    """Both at their newest revision. Raises NotEmpty, NotTheSame.

    One transaction on either side: the source's keeps every writer out and writes nothing itself,
    the target's is undone by whatever goes wrong, so that a move that was killed begins anew.
    """
    return await source.write(
        lambda leaving: target.write(lambda arriving: _into(leaving, arriving, vault, tell))
    )


async def copy_running(source: Database, target: Database, vault: Vault) -> Moved:
    """The same, of one moment, and nobody who writes meanwhile waits for it."""
    return await source.read(
        lambda leaving: target.write(
            lambda arriving: _into(leaving, arriving, vault, lambda _table: None)
        )
    )


async def _into(
    leaving: AsyncConnection, arriving: AsyncConnection, vault: Vault, tell: Tell
) -> Moved:
    if not await is_free(arriving):
        raise NotEmpty
    await arriving.execute(delete(desks))
    for table in metadata.sorted_tables:
        await _copy(leaving, arriving, table)
        tell(table.name)
    return await _proven(leaving, arriving, vault)


async def is_free(connection: AsyncConnection) -> bool:
    there = set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
    ours = {table.name for table in metadata.sorted_tables}
    if there - ours - {"alembic_version"}:
        return False
    for table in metadata.sorted_tables:
        allowed = MADE_BY_MIGRATIONS if table is desks else 0
        counted = select(func.count()).select_from(table)
        if table.name in there and (await connection.scalar(counted) or 0) > allowed:
            return False
    return True


async def _copy(leaving: AsyncConnection, arriving: AsyncConnection, table: Table) -> None:
    async for page in pages(leaving, table):
        await arriving.execute(insert(table), [row._asdict() for row in page])
    await _go_on_counting(leaving, arriving, table)


async def _go_on_counting(
    leaving: AsyncConnection, arriving: AsyncConnection, table: Table
) -> None:
    """The next number follows the highest ever given: one of a deleted row never comes back."""
    column = table.autoincrement_column
    if column is None:
        return
    highest = await arriving.scalar(select(func.max(column))) or 0
    highest = max(highest, await _given(leaving, table, column))
    if not highest:
        return
    if on_postgres(arriving):
        counter = func.pg_get_serial_sequence(table.name, column.name)
        await arriving.execute(select(func.setval(counter, highest)))
    elif table.dialect_options["sqlite"]["autoincrement"]:
        row = {"name": table.name, "seq": highest}
        await arriving.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), row)
        await arriving.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :seq)"), row)


async def _given(leaving: AsyncConnection, table: Table, column: Column[Any]) -> int:
    """The highest number ever given, of a row that is gone too."""
    if on_postgres(leaving):
        counter = cast(func.pg_get_serial_sequence(table.name, column.name), REGCLASS)
        return await leaving.scalar(select(func.pg_sequence_last_value(counter))) or 0
    if not table.dialect_options["sqlite"]["autoincrement"]:
        return 0
    given = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    return await leaving.scalar(given, {"name": table.name}) or 0


async def _proven(leaving: AsyncConnection, arriving: AsyncConnection, vault: Vault) -> Moved:
    left = await holdings(leaving)
    arrived = [await holding(arriving, table) for table in metadata.sorted_tables]
    if other := [one.table for one, two in zip(left, arrived, strict=True) if one != two]:
        raise NotTheSame(", ".join(other))
    before, after = await _breaks(leaving, vault), await _breaks(arriving, vault)
    if before != after:
        raise NotTheSame("audit")
    return Moved(left, before)


async def _breaks(connection: AsyncConnection, vault: Vault) -> tuple[Break, ...]:
    found = [found async for found in audit.breaks(connection, vault)]
    found += [lost async for lost in anchors.breaks(connection, vault)]
    return tuple(sorted(set(found), key=lambda one: (one.at, one.subject, one.number)))
