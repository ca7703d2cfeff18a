"""The lessons' tables: who asked for them, what is sent, and how far it has got.

Nothing here can be joined to a tip: subscribers are marked and sealed under a key of their own.
Whoever stops is deleted, not flagged.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.base import ID, MARK, NUMBER, UtcDateTime, metadata

subscribers = Table(
    "subscribers",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("subscriber_key", MARK, nullable=False, unique=True),
    Column("channel", String(32), nullable=False),
    Column("province", String(2), nullable=False),  # empty: not told
    Column("commune", String(8), nullable=False),
    Column("topics", BigInteger, nullable=False),  # bits: broadcasts/audience/topics.py
    Column("groups", BigInteger, nullable=False),
    Column("rhythm", SmallInteger, nullable=False),  # broadcasts.audience.subscriber.Rhythm
    Column("quiet_from", SmallInteger),  # minutes of the Vietnamese day
    Column("quiet_until", SmallInteger),
    Column("language", String(8), nullable=False),
    # A day, not a moment: a moment could be laid beside a tip's.
    Column("since", String(10), nullable=False),
    Column("awaiting", String(16), nullable=False),  # the question their next words answer
    Column("awaiting_day", String(10), nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # the address, under the subscribers' key
    # How many of a place a lesson is for is counted from it alone.
    Index("ix_subscribers_place", "province", "commune", "topics", "groups"),
    sqlite_autoincrement=True,  # a frozen audience must never come to mean somebody else
)

campaigns = Table(
    "campaigns",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("desk", ForeignKey("desks.code"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),  # lesson, alert, digest, correction, recall
    Column("lessons", Text, nullable=False),  # ids in the order they go out; none for an alert
    Column("urgent", Boolean, nullable=False),
    Column("mode", String(8), nullable=False),  # atleast, atmost
    Column("state", String(16), nullable=False),
    Column("audience", Text, nullable=False),
    Column("parts", Text, nullable=False, server_default="{}"),  # broadcasts.audience.Parts
    Column("plan", Text, nullable=False),
    Column("content", Text, nullable=False),  # by lesson: what residents read, once approved
    Column("source", NUMBER),  # the occurrence that is corrected
    Column("drafted_by", ID),  # nobody: the line itself, as for the weekly digest
    Column("approved_by", ID),
    Column("drafted_at", UtcDateTime, nullable=False),
    Column("approved_at", UtcDateTime),
    Column("next_due", UtcDateTime),
    Column("version", Integer, nullable=False),
    Index("ix_campaigns_state_next_due", "state", "next_due"),
)

occurrences = Table(
    "occurrences",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("campaign", ForeignKey("campaigns.id"), nullable=False),
    Column("due_at", UtcDateTime, nullable=False),
    Column("until", UtcDateTime, nullable=False),  # who was put off until then is not asked again
    Column("state", String(16), nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("mode", String(8), nullable=False),
    Column("act", String(8), nullable=False),  # send, correct, recall
    Column("source", NUMBER),
    Column("lesson", String(32), nullable=False),
    Column("reason", String(64), nullable=False),  # why it is held
    Column("frozen", Integer, nullable=False),
    Column("cursor", BigInteger, nullable=False),  # freezing goes on after this subscriber
    Column("shard_count", Integer, nullable=False),
    Column("hash", MARK, nullable=False),  # of the frozen ids, in order
    Column("began_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    UniqueConstraint("campaign", "due_at"),
    Index("ix_occurrences_state", "state"),
    Index("ix_occurrences_lesson_due_at", "lesson", "due_at"),
    Index("ix_occurrences_due_at", "due_at"),
    sqlite_autoincrement=True,
)

shards = Table(
    "shards",
    metadata,
    Column("occurrence", ForeignKey("occurrences.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("channel", String(32), nullable=False),
    Column("rank", SmallInteger, nullable=False),  # 0: urgent
    Column("size", Integer, nullable=False),
    Column("first_id", BigInteger, nullable=False),
    Column("last_id", BigInteger, nullable=False),
    Column("state", String(8), nullable=False),  # open, done
    Column("not_before", UtcDateTime, nullable=False),
    Column("marks", LargeBinary, nullable=False),  # one byte a person, compressed
    Column("sent", Integer, nullable=False),
    Column("blocked", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("unknown", Integer, nullable=False),
    Column("opted_out", Integer, nullable=False),
    Column("deferred", Integer, nullable=False),
    Column("maybe_twice", Integer, nullable=False),
    Column("owner", String(32), nullable=False),
    Column("fence", Integer, nullable=False),
    Column("lease_until", UtcDateTime),
    Index("ix_shards_state_rank", "state", "rank", "occurrence", "number"),
)

# Apart from `shards`, so that what never changes is not written again with every save.
shard_people = Table(
    "shard_people",
    metadata,
    Column("occurrence", NUMBER, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("ids", LargeBinary, nullable=False),  # ascending: differences, compressed
    Column("lessons", LargeBinary),  # of a digest: one bit a person and lesson, compressed
    ForeignKeyConstraint(["occurrence", "number"], ["shards.occurrence", "shards.number"]),
)

# Where each message is, so that a wrong one can be corrected for exactly those who got it.
shard_messages = Table(
    "shard_messages",
    metadata,
    Column("occurrence", NUMBER, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("piece", Integer, primary_key=True),
    Column("packed", LargeBinary, nullable=False),
    ForeignKeyConstraint(["occurrence", "number"], ["shards.occurrence", "shards.number"]),
)

# What one bot may still say, for every process that speaks with its token. Seconds since 1970.
budgets = Table(
    "budgets",
    metadata,
    Column("bot", String(32), primary_key=True),
    Column("taken_until", Float, nullable=False),
    Column("paused_until", Float, nullable=False),
)

# A picture is uploaded once for each bot, then named.
uploads = Table(
    "uploads",
    metadata,
    Column("bot", String(32), primary_key=True),
    Column("digest", MARK, primary_key=True),
    Column("file_id", String(200), nullable=False),
)
