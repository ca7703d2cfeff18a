"""The tables. A column named `sealed` holds what was told; a `_mark` or `_key` column holds a
keyed hash. What is plain here is plain on purpose: codes, times, states, routes.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

ID = String(32)  # 128 random bits
MARK = String(64)  # a keyed SHA-256
# SQLite numbers rows by itself only in an INTEGER column.
NUMBER = BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """SQLite forgets the zone: everything is UTC on the way in and on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        return value.astimezone(UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# --- tips -------------------------------------------------------------------------------------

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
    Column("lead", ID, index=True),  # the tip this one was merged into
    Column("reporters", Integer, nullable=False, server_default="1"),
    Column("since", UtcDateTime),
    Column("extensions", Integer, nullable=False, server_default="0"),
    Column("held_since", UtcDateTime),
    Column("muted", Boolean, nullable=False, server_default=false()),
    Column("spam_by", ID),
    Column("reopened", Integer, nullable=False, server_default="0"),
    Index("ix_tips_queue", "desk", "queue_rank", "queue_at", "id"),
    Index("ix_tips_status_queue", "desk", "status", "queue_rank", "queue_at", "id"),
    Index("ix_tips_desk_due_at", "desk", "due_at"),
    Index("ix_tips_desk_kind_filed_at", "desk", "kind", "filed_at"),
    # A million closed tips are not in it.
    Index(
        "ix_tips_next_reminder_at",
        "next_reminder_at",
        sqlite_where=text("next_reminder_at IS NOT NULL"),
        postgresql_where=text("next_reminder_at IS NOT NULL"),
    ),
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

# The only way from a tip to a person. `sealed` is the address under the identity key; the row
# goes on a date of its own, the tip stays.
identity_links = Table(
    "identity_links",
    metadata,
    Column("tip", ForeignKey("tips.id"), primary_key=True),
    Column("citizen_key", MARK, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)

# --- the citizen's side -----------------------------------------------------------------------

drafts = Table(
    "drafts",
    metadata,
    Column("citizen_key", MARK, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("draft_mark", MARK, nullable=False),
    Column("first_line", NUMBER, nullable=False),  # chat lines after this one belong to the draft
    Column("heard_at", UtcDateTime, nullable=False, index=True),
    Column("name", ID, nullable=False),
    Column("sealed", LargeBinary, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("event_mark", MARK, primary_key=True),
    Column("citizen_key", MARK, nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),  # the answer, for an event that comes again
)

chat_lines = Table(
    "chat_lines",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("citizen_key", MARK, nullable=False),
    Column("letter", ID, unique=True),
    Column("stays", Boolean, nullable=False),  # belongs to a tip, not to a draft
    Column("at", UtcDateTime, nullable=False),
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
    Column("at", UtcDateTime, nullable=False),
    Column("tip", ForeignKey("tips.id"), index=True),
    Column("citizen_key", MARK, index=True),
)

counters = Table(
    "counters",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("count", Integer, nullable=False),
)

# --- the desk's side --------------------------------------------------------------------------

desks = Table(
    "desks",
    metadata,
    Column("code", String(8), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("telegram_group", String(64), unique=True),
)

officers = Table(
    "officers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("desk", ForeignKey("desks.code"), nullable=False, index=True),
    Column("role", String(16), nullable=False),
    Column("label", String(100), nullable=False),
    Column("account_mark", MARK, unique=True),
    UniqueConstraint("desk", "label"),
)

invites = Table(
    "invites",
    metadata,
    Column("token_mark", MARK, primary_key=True),
    Column("desk", ForeignKey("desks.code"), nullable=False),
    Column("role", String(16), nullable=False),
    Column("label", String(100), nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("session_mark", MARK, primary_key=True),
    Column("officer", ForeignKey("officers.id"), nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

link_codes = Table(
    "link_codes",
    metadata,
    Column("code_mark", MARK, primary_key=True),
    Column("officer", ForeignKey("officers.id")),  # empty: the code links a group to the desk
    Column("desk", ForeignKey("desks.code"), nullable=False),
    Column("until", UtcDateTime, nullable=False),
)

# --- what must reach somebody -----------------------------------------------------------------

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
    Index("ix_letters_state_due_at", "state", "due_at"),
    Index("ix_letters_place", "place"),
    Index("ix_letters_position", "position"),
)

# --- who did what -----------------------------------------------------------------------------

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
