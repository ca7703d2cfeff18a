"""What was published of a desk's month"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "public_months",
        sa.Column("desk", sa.String(length=16), nullable=False),
        sa.Column("month", sa.String(length=10), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("desk", "month", name="pk_public_months"),
    )


def downgrade() -> None:
    op.drop_table("public_months")
