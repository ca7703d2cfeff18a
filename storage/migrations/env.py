"""Alembic asks this file to run the migrations; `migrate` hands it the connection."""

from typing import Literal

from alembic import context

from storage.tables.base import UtcDateTime, metadata


def _plain_type(_kind: str, item: object, _context: object) -> str | Literal[False]:
    """Revisions are history: they name no type of ours that may change."""
    return "sa.DateTime(timezone=True)" if isinstance(item, UtcDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # All revisions in one transaction, on SQLite too: a crash in between leaves the old schema.
    transactional_ddl=True,
    render_as_batch=True,
    compare_type=True,
    render_item=_plain_type,
)
with context.begin_transaction():
    context.run_migrations()
