"""Statements compiled once, then run on the driver.

SQLAlchemy's way through one statement costs ten times what the database takes to answer it. This is
for the few that every message of a resident needs: the same tables and types, the same transaction.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Delete, Dialect, Insert, Select, Update
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.compiler import SQLCompiler

from storage.database.prompt_sqlite import rows_at_once

Statement = Select[Any] | Insert | Update | Delete
Given = Mapping[str, Any]
Convert = Callable[[Any], Any] | None


class Prepared:
    """`statement` takes its values by `bindparam`; tuples go to expanding ones."""

    def __init__(self, statement: Statement) -> None:
        self._statement = statement
        self._forms: dict[tuple[str, tuple[int, ...]], _Form] = {}

    async def rows(self, connection: AsyncConnection, given: Given) -> list[Any]:
        """All rows, their columns as attributes."""
        form = self._form(connection.dialect, given)
        arguments = form.arguments(given)
        found = rows_at_once(connection, form.sql, arguments)
        if found is not None:
            return form.rows(found)
        result = await connection.exec_driver_sql(form.sql, arguments)
        return form.rows(result.all() if result.returns_rows else ())

    async def first(self, connection: AsyncConnection, given: Given) -> Any:
        """The first row; None if there is none."""
        rows = await self.rows(connection, given)
        return rows[0] if rows else None

    def _form(self, dialect: Dialect, given: Given) -> "_Form":
        """Room for three values is another statement than room for two."""
        shape = (dialect.name, tuple(len(one) for one in given.values() if type(one) is tuple))
        form = self._forms.get(shape)
        if form is None:
            form = self._forms[shape] = _Form(self._statement, dialect, given)
        return form


class _Form:
    """The statement as one database reads it."""

    def __init__(self, statement: Statement, dialect: Dialect, given: Given) -> None:
        compiled = statement.compile(dialect=dialect)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError(statement)
        whole = compiled.construct_expanded_state(dict(given))
        self.sql = whole.statement
        places = _places(whole.parameter_expansion)
        self._names = [places.get(one, (one, None)) for one in whole.positiontup or ()]
        self._fixed = {one: whole.parameters[one] for one, _ in self._names if one not in given}
        binds = ((at, _bound(compiled, name, dialect)) for at, (name, _) in enumerate(self._names))
        self._binds = [(at, convert) for at, convert in binds if convert is not None]
        columns = list(statement.exported_columns)
        self._row = _maker([str(column.key) for column in columns])
        reads = ((place, _read(column.type, dialect)) for place, column in enumerate(columns))
        self._reads = [(place, convert) for place, convert in reads if convert is not None]

    def arguments(self, given: Given) -> tuple[Any, ...]:
        values = {**self._fixed, **given} if self._fixed else given
        found = [
            values[name] if place is None else values[name][place] for name, place in self._names
        ]
        for place, convert in self._binds:
            found[place] = convert(found[place])
        return tuple(found)

    def rows(self, rows: Iterable[Iterable[Any]]) -> list[Any]:
        return [self._row(self._converted(list(row))) for row in rows]

    def _converted(self, row: list[Any]) -> list[Any]:
        for place, convert in self._reads:
            row[place] = convert(row[place])
        return row


def _places(expansion: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, int | None]]:
    """Which value of which tuple a parameter stands for."""
    return {
        one: (name, place) for name, ones in expansion.items() for place, one in enumerate(ones)
    }


def _maker(columns: Sequence[str]) -> Callable[[Iterable[Any]], Any]:
    made: Any = namedtuple("Row", columns)  # type: ignore[misc]
    make: Callable[[Iterable[Any]], Any] = made._make
    return make


def _bound(compiled: SQLCompiler, name: str, dialect: Dialect) -> Convert:
    return compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)


def _read(kind: Any, dialect: Dialect) -> Convert:
    found: Convert = kind.dialect_impl(dialect).result_processor(dialect, None)
    return found
