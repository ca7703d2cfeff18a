"""Who is meant by a name in a row. All of it is sealed under keys that are made to be destroyed."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table

from storage.tables.base import MARK, metadata

# A citizen's account, their marks and what rows call them: random, so that nothing of it follows
# from the account. Gone when nothing names them any more.
pseudonyms = Table(
    "pseudonyms",
    metadata,
    Column("citizen_key", MARK, primary_key=True),
    Column("mark", MARK, nullable=False, unique=True),
    Column("key_id", String(8), nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
)

# The one key that new names are sealed under: a single row, locked by whoever changes it.
link_epochs = Table(
    "link_epochs",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("key_id", String(8), nullable=False),
)
