"""Which owed reports a desk has sent"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reports_sent",
        sa.Column("desk", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=48), nullable=False),
        sa.Column("officer", sa.String(length=32), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("desk", "name", name="pk_reports_sent"),
    )


def downgrade() -> None:
    op.drop_table("reports_sent")
