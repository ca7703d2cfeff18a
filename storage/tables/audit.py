"""The audit log, chained line by line, and its anchors: what the chains ended in."""

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text, UniqueConstraint

from storage.tables.base import ID, MARK, NUMBER, UtcDateTime, metadata

# Only ever added to. An anchor names the newest entry of every chain that grew since the one
# before it, so that an entry removed from a chain's end is missed.
anchors = Table(
    "anchors",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("last_entry", BigInteger, nullable=False),  # id of the newest entry it covers
    Column("entries", Integer, nullable=False),  # how many there were since the anchor before
    Column("heads", Text, nullable=False),  # JSON: [subject, number, hash] of every such chain
    Column("previous", MARK, nullable=False),
    Column("hash", MARK, nullable=False),
)


# Only ever added to. Each row carries the hash of the row before it of the same subject.
audit = Table(
    "audit",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("subject", String(32), nullable=False),  # a tip, a desk, an officer
    Column("number", Integer, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("action", String(32), nullable=False),
    Column("officer", ID),
    Column("event_mark", MARK, unique=True),
    Column("fact", String(200), nullable=False),  # codes only: "xac_minh cao"
    Column("previous", MARK, nullable=False),
    Column("hash", MARK, nullable=False),
    UniqueConstraint("subject", "number"),
    sqlite_autoincrement=True,
)
