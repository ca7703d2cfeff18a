"""The tables. A column named `sealed` holds what was told; a `_mark` or `_key` column holds a
keyed hash. What is plain here is plain on purpose: codes, times, states, routes.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    DateTime,
    Integer,
    MetaData,
    String,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

ID = String(32)  # 128 random bits
MARK = String(64)  # a keyed SHA-256
# SQLite numbers rows by itself only in an INTEGER column.
NUMBER = BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """SQLite forgets the zone: everything is UTC on the way in and on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class UtcMinute(UtcDateTime):
    """For rows that name a chat: to the second, they would be laid beside those of its tips."""

    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        whole = value.replace(second=0, microsecond=0) if value else None
        return super().process_bind_param(whole, dialect)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# --- tips -------------------------------------------------------------------------------------


# --- the citizen's side -----------------------------------------------------------------------


# --- the desk's side --------------------------------------------------------------------------


# --- what must reach somebody -----------------------------------------------------------------


# --- who did what -----------------------------------------------------------------------------
