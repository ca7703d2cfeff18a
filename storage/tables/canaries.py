"""One sealed row a key: whoever starts with another key learns it before anything is sealed."""

from sqlalchemy import Column, LargeBinary, String, Table

from storage.tables.base import metadata

canaries = Table(
    "canaries",
    metadata,
    Column("name", String(16), primary_key=True),  # content, identity, subscribers
    Column("sealed", LargeBinary, nullable=False),
)
