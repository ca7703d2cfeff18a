"""What must reach somebody: swept until a platform has taken it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from storage.tables.base import ID, UtcDateTime, metadata

letters = Table(
    "letters",
    metadata,
    Column("id", ID, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("tip", ForeignKey("tips.id"), nullable=False, index=True),
    Column("state", String(16), nullable=False),  # waiting, parked, delivered, given_up
    Column("lane", String(100), nullable=False),  # one chat: its letters leave in order
    Column("position", BigInteger, nullable=False),
    Column("telegram_group", String(64)),  # empty for a citizen: the link knows where
    Column("due_at", UtcDateTime, nullable=False),
    Column("leased_until", UtcDateTime),
    Column("attempt", Integer, nullable=False),
    Column("asks", Boolean, nullable=False),
    Column("place", String(100), nullable=False),  # where a card lives: "-100123/45"
    Column("message_id", String(64), nullable=False),
    Column("wanted_version", Integer, nullable=False),  # of the tip: what a card should show
    Column("shown_version", Integer, nullable=False),
    Column("reason", String(100), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("card_of", String(100), unique=True),  # "tip group": a tip has one card there
    Column("sealed", LargeBinary),
    Index("ix_letters_lane_state_position", "lane", "state", "position"),
    Index("ix_letters_state_lane_position", "state", "lane", "position"),
    Index("ix_letters_state_due_at", "state", "due_at"),
    Index("ix_letters_place", "place"),
    Index("ix_letters_position", "position"),
)
