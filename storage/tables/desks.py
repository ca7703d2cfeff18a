"""Desks, their officers, and the invites, sessions and codes that let them in."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.base import ID, MARK, NUMBER, UtcDateTime, metadata

desks = Table(
    "desks",
    metadata,
    Column("code", String(8), primary_key=True),
    Column("name", String(200), nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("telegram_group", String(64), unique=True),
    Column("trouble", String(16)),  # of the group
)


ready_words = Table(
    "ready_words",
    metadata,
    Column("desk", ForeignKey("desks.code"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
)


officers = Table(
    "officers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("desk", ForeignKey("desks.code"), nullable=False, index=True),
    Column("role", String(16), nullable=False),
    Column("label", String(100), nullable=False),
    Column("account_mark", MARK, unique=True),
    Column("other_seats", Text),  # ids, spaced: known to be the same person's
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
    Column("device", String(60), nullable=False, server_default=""),
    # Empty: begun before browsers were told apart.
    Column("began_at", UtcDateTime),
    Column("seen_at", UtcDateTime),
)


code_apps = Table(
    "code_apps",
    metadata,
    Column("officer", ForeignKey("officers.id"), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),  # the secret, and one that is only offered
    Column("step", BigInteger, nullable=False),  # the newest one used
)


code_attempts = Table(
    "code_attempts",
    metadata,
    Column("id", NUMBER, primary_key=True),
    Column("seat", String(32), nullable=False),  # empty: of nobody
    Column("browser", String(64), nullable=False),  # empty: not one of the desk's
    Column("at", UtcDateTime, nullable=False, index=True),
)


passkeys = Table(
    "passkeys",
    metadata,
    Column("credential_mark", MARK, primary_key=True),
    Column("officer", ForeignKey("officers.id"), nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("signatures", BigInteger, nullable=False),
    Column("name", String(60), nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
)


used_challenges = Table(
    "used_challenges",
    metadata,
    Column("challenge_mark", MARK, primary_key=True),
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
