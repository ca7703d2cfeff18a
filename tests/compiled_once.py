"""Every test has a database of its own, and SQLAlchemy compiles each statement once an engine: a
third of what small tests took. Here all engines of one kind share what was compiled.

The same with doors: every test of one has it built anew, and half of that are validators of what
may be sent there, which say the same each time.
"""

from typing import Any, get_args

from fastapi._compat import v2
from pydantic import TypeAdapter
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.util import LRUCache

STATEMENTS = 5_000

_kinds: dict[Any, tuple[Dialect, LRUCache[Any, Any]]] = {}
_plain = Engine.__init__
_validators: dict[tuple[Any, str, str], TypeAdapter[Any]] = {}


def compile_each_statement_once() -> None:
    Engine.__init__ = _shared  # type: ignore[method-assign]


def build_each_validator_once() -> None:
    v2.TypeAdapter = _validator  # type: ignore[attr-defined, assignment]


def _validator(asked: Any, *, config: Any = None) -> TypeAdapter[Any]:
    key = (get_args(asked)[0], repr(asked), repr(config))
    if key not in _validators:
        _validators[key] = TypeAdapter(asked, config=config)
    return _validators[key]


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
    options = (logging_name, echo, query_cache_size, execution_options, hide_parameters)
    _plain(self, pool, there[0], url, *options)
    self._compiled_cache = there[1]
