"""What a desk keeps of a tip that it handed over: as it was then, sealed, never changed."""

from sqlalchemy import Column, ForeignKey, Index, LargeBinary, String, Table

from storage.tables.base import ID, UtcDateTime, metadata

traces = Table(
    "traces",
    metadata,
    Column("id", ID, primary_key=True),
    Column("tip", ForeignKey("tips.id"), nullable=False, index=True),
    Column("code", String(16), nullable=False),
    Column("desk", ForeignKey("desks.code"), nullable=False),  # whose trace it is
    Column("to_desk", ForeignKey("desks.code"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the tip as it was, why, and who
    Index("ix_traces_desk_at", "desk", "at"),
)
