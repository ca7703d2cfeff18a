"""Rewards that can be fetched by their token. No column names a tip, its commune or a moment."""

from sqlalchemy import Column, Index, LargeBinary, String, Table

from storage.tables.base import ID, MARK, metadata

vouchers = Table(
    "vouchers",
    metadata,
    Column("mark", MARK, primary_key=True),  # of the token, which is kept nowhere
    Column("province", String(8), nullable=False),  # where it is paid
    Column("until", String(10), nullable=False),  # the last day of a month
    Column("paid_on", String(10)),
    Column("paid_by", ID),
    Column("sealed", LargeBinary, nullable=False),  # the sum
    Index("ix_vouchers_until", "until"),
    sqlite_with_rowid=False,  # by their hash: in no order of coming
)
