"""What everybody has read of a desk's month: rounded counts, never changed."""

from sqlalchemy import Column, String, Table, Text

from storage.tables.base import metadata

public_months = Table(
    "public_months",
    metadata,
    Column("desk", String(16), primary_key=True),
    Column("month", String(10), primary_key=True),  # its first day
    Column("counts", Text, nullable=False),  # JSON: {"kinds": {…}, "outcomes": {…}}
)
