"""What a conversation needs to go on: drafts, events heard once, chat lines, media, brakes."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from storage.tables.base import ID, MARK, NUMBER, UtcDateTime, UtcMinute, metadata

drafts = Table(
    "drafts",
    metadata,
    Column("citizen_key", MARK, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("draft_mark", MARK, nullable=False),
    Column("first_line", NUMBER, nullable=False),  # chat lines after this one belong to the draft
    Column("heard_at", UtcMinute, nullable=False, index=True),
    Column("name", ID, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)


events = Table(
    "events",
    metadata,
    Column("event_mark", MARK, primary_key=True),
    Column("citizen_key", MARK, nullable=False, index=True),
    Column("at", UtcMinute, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),  # the answer, for an event that comes again
)


chat_lines = Table(
    "chat_lines",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("citizen_key", MARK, nullable=False),
    Column("letter", ID, unique=True),
    Column("stays", Boolean, nullable=False),  # belongs to a tip, not to a draft
    Column("at", UtcMinute, nullable=False),
    Column("name", ID, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
    Index("ix_chat_lines_citizen_key_id", "citizen_key", "id"),
    sqlite_autoincrement=True,  # a number never comes back, even when the newest line is erased
)


wrong_receipts = Table(
    "wrong_receipts",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("citizen_key", MARK, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False, index=True),
)


media = Table(
    "media",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("mime", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("at", UtcMinute, nullable=False),
    Column("tip", ForeignKey("tips.id"), index=True),
    Column("citizen_key", MARK, index=True),
    Column("sealed", LargeBinary),  # the file's own key, under its tip's once it has one
)


counters = Table(
    "counters",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("count", Integer, nullable=False),
)
