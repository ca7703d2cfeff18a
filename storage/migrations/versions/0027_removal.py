"""Words that go before their time"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

DECIDED = sa.text("removal_at IS NOT NULL")


def upgrade() -> None:
    op.add_column("tips", sa.Column("removal_by", sa.String(length=32), nullable=True))
    op.add_column("tips", sa.Column("removal_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_tips_removal_at",
        "tips",
        ["removal_at"],
        sqlite_where=DECIDED,
        postgresql_where=DECIDED,
    )


def downgrade() -> None:
    op.drop_index("ix_tips_removal_at", "tips")
    op.drop_column("tips", "removal_at")
    op.drop_column("tips", "removal_by")
