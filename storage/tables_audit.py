"""The audit log's anchors: from time to time, what the chains end in."""

from sqlalchemy import BigInteger, Column, Integer, Table, Text

from storage.tables import MARK, UtcDateTime, metadata

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
