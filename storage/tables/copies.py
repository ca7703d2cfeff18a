"""What several copies of the program on one database share beside the rows they work on. Moments
are seconds since 1970 by the database's clock: those of two machines differ.
"""

from sqlalchemy import Column, Float, String, Table, Text

from storage.tables.base import ID, metadata

# Work that one copy does at a time, such as asking a platform for what arrived.
leases = Table(
    "leases",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("holder", ID, nullable=False),  # random: another one with each start
    Column("until", Float, nullable=False),
)

# When a bot spoke in a group, as far back as the platform counts: numbers between spaces.
group_calls = Table(
    "group_calls",
    metadata,
    Column("name", String(160), primary_key=True),  # the bot and the group
    Column("moments", Text, nullable=False),
)
