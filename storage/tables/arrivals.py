"""What platforms delivered, until it was worked on, and who may still be written to."""

from sqlalchemy import Column, Index, Integer, LargeBinary, String, Table

from storage.tables.base import MARK, NUMBER, UtcDateTime, metadata

arrivals = Table(
    "arrivals",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("event_mark", MARK, nullable=False, unique=True),
    Column("channel", String(32), nullable=False),
    Column("lane", String(100), nullable=False),  # the citizen's key; empty once it is done
    Column("said_at", UtcDateTime, nullable=False),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("due_at", UtcDateTime, nullable=False),
    Column("leased_until", UtcDateTime),
    Column("attempt", Integer, nullable=False),
    Column("account", LargeBinary),
    Column("sealed", LargeBinary),
    Index("ix_arrivals_channel_lane", "channel", "lane"),
)

contacts = Table(
    "contacts",
    metadata,
    Column("citizen_key", MARK, primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("heard_at", UtcDateTime, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("muted_until", UtcDateTime),
    Index("ix_contacts_channel_heard_at", "channel", "heard_at"),
)

# For one file that its platform does not carry; `mark` is a keyed hash of what stands in the link.
file_links = Table(
    "file_links",
    metadata,
    Column("mark", MARK, primary_key=True),
    Column("citizen_key", MARK, nullable=False, index=True),
    Column("until", UtcDateTime, nullable=False),
)

# A pair of tokens that is renewed: whoever holds the lease renews it, and nobody else.
tokens = Table(
    "tokens",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("renewed_at", UtcDateTime, nullable=False),
    Column("leased_until", UtcDateTime),
    Column("sealed", LargeBinary, nullable=False),
)
