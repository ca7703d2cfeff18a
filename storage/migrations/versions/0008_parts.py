"""Whom each lesson of a campaign is for, and which lessons of a digest each reader gets"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    parts = sa.Column("parts", sa.Text(), nullable=False, server_default="{}")
    op.add_column("campaigns", parts)
    op.add_column("shard_people", sa.Column("lessons", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("shard_people", "lessons")
    op.drop_column("campaigns", "parts")
