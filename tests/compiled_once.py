"""Every test has a database of its own, and SQLAlchemy compiles each statement once an engine: a
third of what small tests took. Here all engines of one kind share what was compiled.
"""

from typing import Any

from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.util import LRUCache

STATEMENTS = 5_000

_kinds: dict[Any, tuple[Dialect, LRUCache[Any, Any]]] = {}
_plain = Engine.__init__


def compile_each_statement_once() -> None:
    Engine.__init__ = _shared  # type: ignore[method-assign]


def _shared(
    self: Engine,
    pool: Any,
    dialect: Any,
    url: Any,
    logging_name: Any = None,
    echo: Any = None,
    query_cache_size: int = STATEMENTS,
    execution_options: Any = None,
    hide_parameters: bool = False,
) -> None:
    kind = (type(dialect), dialect._on_connect_isolation_level)
    there = _kinds.get(kind)
    if there is None or there[0].server_version_info is None:  # it never connected
        there = _kinds[kind] = (dialect, LRUCache(STATEMENTS))
    else:
        dialect.initialize = _asked_already
    options = (logging_name, echo, query_cache_size, execution_options, hide_parameters)
    _plain(self, pool, there[0], url, *options)
    self._compiled_cache = there[1]


def _asked_already(_connection: Any) -> None:
    """Which server it is, was found out by the first engine of its kind."""
