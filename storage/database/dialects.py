"""The few statements SQLite and PostgreSQL spell differently."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Row, Table, Text, bindparam, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection


def on_postgres(connection: AsyncConnection) -> bool:
    return connection.dialect.name == "postgresql"


async def insert_unless_there(
    connection: AsyncConnection, table: Table, values: Mapping[str, object]
) -> bool:
    """True if the row is new. Any unique value already taken means False, not an error: on
    PostgreSQL an error would spoil the transaction.
    """
    insert = postgresql.insert if on_postgres(connection) else sqlite.insert
    result = await connection.execute(insert(table).values(**values).on_conflict_do_nothing())
    return result.rowcount == 1


async def insert_new(
    connection: AsyncConnection,
    table: Table,
    rows: Sequence[Mapping[str, object]],
    told: Sequence[Column[Any]],
) -> Sequence[Row[Any]]:
    """What is `told` of those that were not there yet, in one statement for them all."""
    if not rows:
        return ()
    insert = postgresql.insert if on_postgres(connection) else sqlite.insert
    statement = insert(table).on_conflict_do_nothing().returning(*told)
    return (await connection.execute(statement, list(map(dict, rows)))).all()


async def insert_or_add(
    connection: AsyncConnection, table: Table, key: Mapping[str, object], count: str
) -> None:
    """Count one more in the column `count` of the row `key`."""
    insert = postgresql.insert if on_postgres(connection) else sqlite.insert
    statement = insert(table).values(**key, **{count: 1})
    await connection.execute(
        statement.on_conflict_do_update(index_elements=list(key), set_={count: table.c[count] + 1})
    )


_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")
_EACH_AT_A_TIME = text(
    "SELECT pg_advisory_xact_lock(hashtextextended(name, 0)) FROM unnest(:names) AS name"
).bindparams(bindparam("names", type_=postgresql.ARRAY(Text)))


async def one_at_a_time(connection: AsyncConnection, *names: str) -> None:
    """Hold others who name the same thing until this transaction ends. SQLite has one writer."""
    if not on_postgres(connection):
        return
    if len(names) == 1:
        await connection.execute(_ONE_AT_A_TIME, {"name": names[0]})
    elif names:  # in one order, or two who name the same two wait for each other
        await connection.execute(_EACH_AT_A_TIME, {"names": sorted(names)})


def is_plain(name: str) -> bool:
    """Could this be an id, code or token of ours? PostgreSQL refuses NUL and half characters."""
    return 0 < len(name) <= 100 and name.isascii() and name.isprintable()
