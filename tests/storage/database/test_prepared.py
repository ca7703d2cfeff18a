"""A prepared statement reads and writes what the same statement does through SQLAlchemy."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import bindparam, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database.interface import Database
from storage.database.prepared import Prepared
from storage.tables.citizens import chat_lines

AT = datetime(2026, 8, 19, 12, 30, tzinfo=UTC)
LINE = {
    "citizen_key": "an",
    "letter": None,
    "stays": True,
    "at": AT,
    "name": "n",
    "sealed": b"1",
}
COLUMNS = [column.name for column in chat_lines.c if column.name != "id"]
ADD = Prepared(
    insert(chat_lines)
    .values({name: bindparam(name, type_=chat_lines.c[name].type) for name in COLUMNS})
    .returning(chat_lines.c.id, chat_lines.c.at)
)
THEIRS = select(chat_lines).where(
    chat_lines.c.citizen_key.in_(bindparam("names", expanding=True)),
    chat_lines.c.id > bindparam("after"),
)


@pytest.mark.parametrize("names", [(), ("an",), ("an", "binh"), ("binh",)])
async def test_rows_come_as_sqlalchemy_gives_them(
    database: Database, names: tuple[str, ...]
) -> None:
    prepared = Prepared(THEIRS.order_by(chat_lines.c.id).limit(2))

    async def work(connection: AsyncConnection) -> None:
        for name in ("an", "binh", "an"):
            await ADD.rows(connection, LINE | {"citizen_key": name})
        given = {"names": names, "after": 0}
        usual = await connection.execute(THEIRS.order_by(chat_lines.c.id).limit(2), given)
        rows = await prepared.rows(connection, given)
        assert [row._asdict() for row in rows] == [row._asdict() for row in usual]
        assert all(row.at == AT and row.stays is True and row.sealed == b"1" for row in rows)

    await database.write(work)


async def test_what_is_returned_has_the_columns_types(database: Database) -> None:
    row = await database.write(lambda connection: ADD.first(connection, LINE))

    assert row.id > 0
    assert row.at == AT


async def test_a_broken_promise_is_sqlalchemys_error_and_tells_no_values(
    database: Database,
) -> None:
    line = LINE | {"letter": "one", "name": "ngõ 12"}
    await database.write(lambda connection: ADD.rows(connection, line))

    with pytest.raises(IntegrityError) as refused:
        await database.write(lambda connection: ADD.rows(connection, line))

    assert "ngõ 12" not in str(refused.value)
