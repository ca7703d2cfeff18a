"""When the words of a tip go"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TIMES = ("announced_at", "legal_hold_since", "erased_at")
INDEXES = {
    "ix_tips_closed_at": (["closed_at"], "closed_at IS NOT NULL AND erased_at IS NULL"),
    "ix_tips_desk_announced_at": (
        ["desk", "announced_at"],
        "announced_at IS NOT NULL AND erased_at IS NULL",
    ),
    "ix_tips_legal_hold": (["desk"], "legal_hold_since IS NOT NULL"),
    "ix_tips_carved_from": (["carved_from"], "carved_from IS NOT NULL"),
}


def upgrade() -> None:
    op.add_column("tips", sa.Column("carved_from", sa.String(length=32), nullable=True))
    for name in TIMES:
        op.add_column("tips", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    for name, (columns, condition) in INDEXES.items():
        where = sa.text(condition)
        op.create_index(name, "tips", columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    for name in INDEXES:
        op.drop_index(name, "tips")
    for column in ("carved_from", *TIMES):
        op.drop_column("tips", column)
