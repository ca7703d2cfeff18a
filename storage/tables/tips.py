"""A tip, what was said in it, and the link to its author under a key of its own."""

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
    false,
    text,
)

from storage.tables.base import ID, MARK, UtcDateTime, metadata

_CLOSED = text("closed_at IS NOT NULL AND erased_at IS NULL")
_TOLD = text("announced_at IS NOT NULL AND erased_at IS NULL")
_HELD = text("legal_hold_since IS NOT NULL")
_REMOVED = text("removal_at IS NOT NULL")
_CARVED = text("carved_from IS NOT NULL")
_WAITING = text("answered_at IS NULL")

tips = Table(
    "tips",
    metadata,
    Column("id", ID, primary_key=True),
    Column("code", String(16), nullable=False, unique=True),
    Column("draft_mark", MARK, nullable=False, unique=True),  # a second "Send" is the same tip
    Column("receipt_mark", MARK, nullable=False, unique=True),
    Column("kind", String(64), nullable=False),
    Column("desk", ForeignKey("desks.code"), nullable=False),
    Column("commune", String(8)),
    Column("province", String(8)),
    Column("language", String(8), nullable=False),
    Column("channel", String(32), nullable=False),
    Column("status", String(32), nullable=False),
    Column("urgency", String(32), nullable=False),
    Column("filed_at", UtcDateTime, nullable=False),
    Column("acknowledged_at", UtcDateTime),
    Column("classified_at", UtcDateTime),  # it was clear whose matter it is; empty once reopened
    Column("closed_at", UtcDateTime),
    Column("closing_reason", String(64)),
    Column("officer", ForeignKey("officers.id")),
    Column("version", Integer, nullable=False),
    Column("line_count", Integer, nullable=False),
    Column("unread", Boolean, nullable=False),
    Column("asked", Boolean, nullable=False),  # the desk's question waits for an answer
    Column("queue_rank", Integer, nullable=False),  # see queue.py
    Column("queue_at", BigInteger, nullable=False),
    Column("due_at", UtcDateTime),  # the running deadline, as the reminders' sweep last saw it
    Column("next_reminder_at", UtcDateTime),  # when that sweep is to look at it again
    Column("sealed", LargeBinary, nullable=False),  # the report and the reason of its route
    Column("lead", ID),  # the tip this one was merged into
    Column("reporters", Integer, nullable=False, server_default="1"),
    Column("since", UtcDateTime),
    Column("extensions", Integer, nullable=False, server_default="0"),
    Column("held_since", UtcDateTime),
    Column("muted", Boolean, nullable=False, server_default=false()),
    Column("spam_by", ID),
    Column("reward", LargeBinary),  # sealed: what is proposed or granted
    Column("reopened", Integer, nullable=False, server_default="0"),
    Column("carved_from", ID),  # the tip that it was made of a line of
    Column("announced_at", UtcDateTime),  # when its desk was told that its words will go
    Column("legal_hold_since", UtcDateTime),  # kept by order
    Column("erased_at", UtcDateTime),  # only the row is left
    Column("removal_by", ID),  # who proposes that its words go before their time
    Column("removal_at", UtcDateTime),  # since when that is decided
    # The last two: which tips stand there, and whether they are known, is read from it alone.
    Index("ix_tips_queue", "desk", "queue_rank", "queue_at", "id", "version", "lead"),
    Index("ix_tips_status_queue", "desk", "status", "queue_rank", "queue_at", "id"),
    Index("ix_tips_desk_due_at", "desk", "due_at"),
    Index("ix_tips_desk_kind_filed_at", "desk", "kind", "filed_at"),
    # Nearly none of a million has one.
    Index(
        "ix_tips_lead",
        "lead",
        sqlite_where=text("lead IS NOT NULL"),
        postgresql_where=text("lead IS NOT NULL"),
    ),
    # A million closed tips are not in it.
    Index(
        "ix_tips_next_reminder_at",
        "next_reminder_at",
        sqlite_where=text("next_reminder_at IS NOT NULL"),
        postgresql_where=text("next_reminder_at IS NOT NULL"),
    ),
    # What is still to be erased some day: what was is not looked at again.
    Index("ix_tips_closed_at", "closed_at", sqlite_where=_CLOSED, postgresql_where=_CLOSED),
    Index(
        "ix_tips_desk_announced_at",
        "desk",
        "announced_at",
        sqlite_where=_TOLD,
        postgresql_where=_TOLD,
    ),
    Index("ix_tips_legal_hold", "desk", sqlite_where=_HELD, postgresql_where=_HELD),
    Index("ix_tips_removal_at", "removal_at", sqlite_where=_REMOVED, postgresql_where=_REMOVED),
    Index("ix_tips_carved_from", "carved_from", sqlite_where=_CARVED, postgresql_where=_CARVED),
)


tip_lines = Table(
    "tip_lines",
    metadata,
    Column("tip", ForeignKey("tips.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("author", String(16), nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)


# What was asked of a hamlet's security team.
tasks = Table(
    "tasks",
    metadata,
    Column("id", ID, primary_key=True),
    Column("tip", ForeignKey("tips.id"), nullable=False, index=True),
    Column("given_at", UtcDateTime, nullable=False),
    Column("answered_at", UtcDateTime),
    Column("answered_by", ID),
    Column("done", Boolean),
    Column("sealed", LargeBinary, nullable=False),  # for which hamlet, and the words
    Index("ix_tasks_waiting", "given_at", sqlite_where=_WAITING, postgresql_where=_WAITING),
)


# The key that all of a tip is sealed by, itself sealed for each who may open it. Its row goes first
# when the tip is erased. `recipient`: so far the line itself (storage/tip_keys/rows.py).
tip_keys = Table(
    "tip_keys",
    metadata,
    Column("tip", ForeignKey("tips.id"), primary_key=True),
    Column("recipient", String(64), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)


# The only way from a tip to a person: their name for this tip alone (storage/names/citizens.py).
# The row goes on a date of its own, the tip stays. `sealed`: the address, as older lines kept it.
identity_links = Table(
    "identity_links",
    metadata,
    Column("tip", ForeignKey("tips.id"), primary_key=True),
    Column("citizen_key", MARK, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)
