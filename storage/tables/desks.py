"""Desks, their officers, and the invites, sessions and codes that let them in."""

from sqlalchemy import Boolean, Column, ForeignKey, String, Table, UniqueConstraint

from storage.tables.base import ID, MARK, UtcDateTime, metadata

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
