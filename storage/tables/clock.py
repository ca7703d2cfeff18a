"""The clock's tables: who is on duty, and which reminders were given."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, LargeBinary, String, Table
from sqlalchemy import UniqueConstraint as Unique

from storage.tables.base import ID, UtcDateTime, metadata

# One row for each stage of each deadline, ever: whoever writes it first gives the reminder.
reminders = Table(
    "reminders",
    metadata,
    Column("tip", ForeignKey("tips.id"), primary_key=True),
    Column("since", UtcDateTime, primary_key=True),  # a reopened tip is reminded of again
    Column("kind", String(32), primary_key=True),  # of deadline: "acknowledge"
    Column("stage", String(16), primary_key=True),  # before, at, after
    Column("desk", ForeignKey("desks.code"), nullable=False),  # who is told
    Column("due_at", UtcDateTime, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("stands", Boolean, nullable=False),  # the deadline still runs
    Index("ix_reminders_desk_stands_due_at", "desk", "stands", "due_at"),
)

shifts = Table(
    "shifts",
    metadata,
    Column("id", ID, primary_key=True),
    Column("desk", ForeignKey("desks.code"), nullable=False),
    Column("officer", ForeignKey("officers.id"), nullable=False),
    Column("starts", UtcDateTime, nullable=False),
    Column("ends", UtcDateTime, nullable=False),
    Column("noted_at", UtcDateTime),
    Column("sealed", LargeBinary),  # the hand-over note
    Unique("officer", "starts"),
    Index("ix_shifts_desk_ends", "desk", "ends"),
)
